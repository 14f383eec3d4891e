/**
 * The editor for JSON and the view of an answer, both CodeMirror.
 *
 * Each lives in a shadow root: there CodeMirror puts its styles into sheets that are adopted, which a strict
 * Content-Security-Policy allows, and not into the document, where it would not.
 */

import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  startCompletion,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import {
  bracketMatching,
  codeFolding,
  foldEffect,
  foldGutter,
  foldKeymap,
  foldedRanges,
  indentOnInput,
  unfoldAll,
} from "@codemirror/language";
import { lintGutter, nextDiagnostic, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, openSearchPanel, search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState } from "@codemirror/state";
import { EditorView, keymap, lineNumbers } from "@codemirror/view";
import { completionsOf } from "./completion.js";
import { difference } from "./following.js";
import { readJson } from "../../shared/json.js";
import { look } from "./look.js";

/**
 * @import { CompletionSource } from "@codemirror/autocomplete"
 * @import { Diagnostic } from "@codemirror/lint"
 * @import { Extension } from "@codemirror/state"
 * @import { Proposal } from "./completing.js"
 * @import { Change, Reading, Spot, Stretch } from "../../shared/json.js"
 * @import { ja } from "./playground-texts.js"
 *
 * @typedef {typeof ja} Texts
 */

/** Beyond so many levels an answer is folded at first: what its lists hold is told in a line each. */
const OPEN_LEVELS = 2;
/** How much is told of something that is folded, in UTF-16 units, and which members say most of it, by their names. */
const TOLD = 72;
const TELLING = ["id", "rule", "fact", "role", "by", "action", "verdict", "status", "state", "from", "at"];

/**
 * A place for CodeMirror, with what its two uses have in common.
 *
 * @param {string} id
 * @param {Extension[]} extensions
 */
function mounted(id, extensions) {
  const dom = document.createElement("div");
  dom.id = id;
  dom.className = "editor";
  const root = dom.attachShadow({ mode: "open", delegatesFocus: true });
  const words = new Compartment();
  const view = new EditorView({
    root,
    parent: root,
    extensions: [
      words.of([]),
      look,
      EditorView.lineWrapping,
      bracketMatching(),
      search({ top: true }),
      highlightSelectionMatches(),
      ...extensions,
    ],
  });
  return {
    dom,
    view,
    /**
     * Says its words in a language.
     *
     * @param {string} label
     * @param {Texts} t
     * @param {Record<string, string>} [attributes]
     */
    speak(label, t, attributes = {}) {
      view.dispatch({
        effects: words.reconfigure([
          EditorState.phrases.of(t.phrases),
          EditorView.contentAttributes.of({ "aria-label": label, ...attributes }),
        ]),
      });
    },
  };
}

/** @typedef {ReturnType<typeof jsonEditor>} JsonEditor */

/**
 * An editor for JSON. `changed` is told the text when somebody has changed it, and `propose` what can stand at a spot.
 *
 * @param {string} id
 * @param {{ changed: (text: string) => void, propose: (spot: Spot, reading: Reading) => Proposal[] }} given
 */
export function jsonEditor(id, { changed, propose }) {
  return textEditor(id, { changed, complete: [completionsOf(propose)], language: json() });
}

/** @typedef {ReturnType<typeof textEditor>} TextEditor */

/**
 * An editor for text in a language.
 *
 * @param {string} id
 * @param {{ changed: (text: string) => void, complete: CompletionSource[], language: Extension }} given
 */
export function textEditor(id, { changed, complete, language: first }) {
  let isOwn = false;
  const past = new Compartment();
  const language = new Compartment();
  const { dom, view, speak } = mounted(id, [
    language.of(first),
    lineNumbers(),
    foldGutter({ openText: "▾", closedText: "▸" }),
    lintGutter(),
    past.of(history()),
    indentOnInput(),
    closeBrackets(),
    EditorView.domEventHandlers({ beforeinput: replaceSelected }),
    autocompletion({ override: complete, icons: false }),
    // Tab is not among them: it leads to what comes next on the page.
    keymap.of([
      ...closeBracketsKeymap,
      ...defaultKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...foldKeymap,
      ...completionKeymap,
      { key: "F8", run: nextDiagnostic },
    ]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged && !isOwn) changed(update.state.doc.toString());
    }),
  ]);
  const text = () => view.state.doc.toString();
  return {
    dom,
    // What scrolls is to be reached by keys, and not every tool knows that what can be edited can be.
    speak: (/** @type {string} */ label, /** @type {Texts} */ t) => speak(label, t, { tabindex: "0" }),
    text,
    /**
     * Puts another text there, without telling of it. The cursor stays where it is, and the text before can be come back
     * to.
     *
     * @param {string} next
     */
    put(next) {
      const change = difference(text(), next);
      if (change === null) return;
      isOwn = true;
      view.dispatch({ changes: change });
      isOwn = false;
    },
    /** Reads it as another language. */
    read: (/** @type {Extension} */ other) => view.dispatch({ effects: language.reconfigure(other) }),
    /**
     * Goes on to a text that has nothing to do with the one before.
     *
     * @param {string} other
     */
    open(other) {
      this.put(other);
      view.dispatch({ effects: past.reconfigure([]) });
      view.dispatch({ effects: past.reconfigure(history()) });
    },
    /**
     * Changes the text as somebody would who types.
     *
     * @param {Change[]} changes
     */
    edit(changes) {
      view.dispatch({ changes, userEvent: "input.complete" });
    },
    /**
     * Goes to a stretch of the text.
     *
     * @param {number} from
     * @param {number} to
     */
    goTo(from, to) {
      const { length } = view.state.doc;
      view.focus();
      dom.scrollIntoView({ block: "nearest" });
      view.dispatch({
        selection: { anchor: Math.min(from, length), head: Math.min(to, length) },
        scrollIntoView: true,
      });
    },
    /** Offers what can stand at the cursor, for whoever has no keys to ask for it. */
    offer() {
      view.focus();
      startCompletion(view);
    },
    /**
     * Marks what is wrong; `mend` is called where somebody takes what would mend it.
     *
     * @template {Stretch & { severity: "error" | "warning" }} Marked
     * @param {{ finding: Marked, message: string, fix: string | null }[]} told
     * @param {(finding: Marked) => void} mend
     */
    mark(told, mend) {
      const { length } = view.state.doc;
      view.dispatch(
        setDiagnostics(
          view.state,
          told.map((one) => diagnosticOf(one, length, mend)),
        ),
      );
    },
    /** The line of a position, counted from 1. */
    lineOf: (/** @type {number} */ at) => view.state.doc.lineAt(Math.min(at, view.state.doc.length)).number,
    /**
     * The position of a line and a column, both counted from 1; what lies outside of the text is moved into it.
     *
     * @param {number} line
     * @param {number} column
     */
    positionOf(line, column) {
      const { from, to } = view.state.doc.line(Math.min(Math.max(line, 1), view.state.doc.lines));
      return Math.min(from + Math.max(column, 1) - 1, to);
    },
  };
}

/**
 * Replaces what is selected by what is typed. A browser that did it would carry the colours over into the text, as inline
 * styles, which the page's policy does not allow and which CodeMirror would take out again.
 *
 * @param {InputEvent} event
 * @param {EditorView} view
 */
function replaceSelected(event, view) {
  const { data, inputType, isComposing } = event;
  const { from, to, empty } = view.state.selection.main;
  if (inputType !== "insertText" || data === null || isComposing || empty) return false;
  event.preventDefault();
  const insert = () => view.state.update(view.state.replaceSelection(data), { userEvent: "input.type" });
  const handlers = view.state.facet(EditorView.inputHandler);
  if (!handlers.some((handle) => handle(view, from, to, data, insert))) view.dispatch(insert());
  return true;
}

/**
 * @template {Stretch & { severity: "error" | "warning" }} Marked
 * @param {{ finding: Marked, message: string, fix: string | null }} told
 * @param {number} length
 * @param {(finding: Marked) => void} mend
 * @returns {Diagnostic}
 */
function diagnosticOf({ finding, message, fix }, length, mend) {
  const { from, to, severity } = finding;
  return {
    from: Math.min(from, length),
    to: Math.min(Math.max(from, to), length),
    severity,
    message,
    actions: fix === null ? [] : [{ name: fix, apply: () => mend(finding) }],
  };
}

/** @typedef {ReturnType<typeof answerViewer>} AnswerViewer */

/**
 * A view of an answer as text, which can be folded and searched. What somebody has folded or opened stays so when the
 * answer is another one.
 *
 * @param {string} id
 */
export function answerViewer(id) {
  const language = new Compartment();
  const { dom, view, speak } = mounted(id, [
    language.of([]),
    foldGutter({ openText: "▾", closedText: "▸" }),
    codeFolding({ preparePlaceholder: (state, { from, to }) => summary(state.sliceDoc(from, to)), placeholderDOM }),
    EditorState.readOnly.of(true),
    // No keyboard of a telephone comes up for what cannot be changed.
    EditorView.editable.of(false),
    keymap.of([...searchKeymap, ...foldKeymap]),
  ]);
  /** Whether what stands at a path is open, where that was another choice than the first one's. */
  const opened = /** @type {Map<string, boolean>} */ (new Map());

  /** What can be folded, by its path, with its level, in the order of the text. */
  const foldable = () => {
    const text = view.state.doc.toString();
    return [...readJson(text).places]
      .filter(([, { value }]) => /^[[{]/.test(text[value.from]) && text.slice(value.from, value.to).includes("\n"))
      .map(([path, { names, value }]) => ({ path, level: names.length, from: value.from + 1, to: value.to - 1 }))
      .sort((one, other) => one.from - other.from);
  };
  const folded = () => {
    const found = /** @type {Set<number>} */ (new Set());
    foldedRanges(view.state).between(0, view.state.doc.length, (from) => void found.add(from));
    return found;
  };
  /** Keeps in mind what is open. */
  const remember = () => {
    const closed = folded();
    for (const { path, level, from } of foldable()) {
      const isOpen = !closed.has(from);
      if (isOpen === level < OPEN_LEVELS) opened.delete(path);
      else opened.set(path, isOpen);
    }
  };
  const fold = () => {
    const closed = foldable().filter(({ path, level }) => !(opened.get(path) ?? level < OPEN_LEVELS));
    view.dispatch({ effects: closed.map(({ from, to }) => foldEffect.of({ from, to })) });
  };
  return {
    dom,
    text: () => view.state.doc.toString(),
    speak: (/** @type {string} */ label, /** @type {Texts} */ t) => speak(label, t, { tabindex: "0" }),
    /**
     * Shows a text, which is JSON or not. Of something else than before nothing is kept in mind.
     *
     * @param {string} text
     * @param {{ isJson: boolean, isOther: boolean }} what
     */
    put(text, { isJson, isOther }) {
      if (isOther) opened.clear();
      else remember();
      if (isOther) view.dispatch({ effects: language.reconfigure(isJson ? json() : []) });
      const change = difference(view.state.doc.toString(), text);
      if (change !== null) view.dispatch({ changes: change });
      if (change !== null || isOther) {
        unfoldAll(view);
        fold();
      }
      if (isOther) view.scrollDOM.scrollTop = 0;
    },
    foldAll() {
      opened.clear();
      for (const { path, level } of foldable()) if (level > 0) opened.set(path, false);
      fold();
    },
    unfoldAll() {
      unfoldAll(view);
    },
    find() {
      openSearchPanel(view);
    },
  };
}

/**
 * What is told of something that is folded: its first members that are no objects.
 *
 * @param {string} inside
 */
function summary(inside) {
  const lines = inside.split("\n").filter((line) => /\S/.test(line));
  const indent = Math.min(...lines.map((line) => line.search(/\S/)));
  const own = lines
    .filter((line) => line.search(/\S/) === indent && !/[[{]$|^\s*[\]}]/.test(line))
    .map((line) => line.trim().replace(/,$/, ""));
  const telling = own.filter((line) => TELLING.includes(/^"(\w+)": /.exec(line)?.[1] ?? ""));
  const told = (telling.length > 0 ? telling : own).join(", ");
  if (told === "") return `× ${lines.filter((line) => line.search(/\S/) === indent && /[[{]$/.test(line)).length} …`;
  return told.length > TOLD ? `${told.slice(0, TOLD)}…` : `${told} …`;
}

/**
 * @param {EditorView} view
 * @param {(event: Event) => void} onclick
 * @param {string} told
 */
function placeholderDOM(view, onclick, told) {
  const dom = document.createElement("span");
  dom.className = "cm-foldPlaceholder";
  dom.textContent = told;
  dom.title = view.state.phrase("unfold");
  dom.addEventListener("click", onclick);
  return dom;
}
