/** How the editor and the answer look: in the colours of the page, which follow what the reader's system is set to. */

import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const focus = { outline: "3px solid var(--ink)", outlineOffset: "2px", boxShadow: "0 0 0 2px var(--focus)" };
const button = {
  minHeight: "2rem",
  margin: "0",
  padding: "0.1rem 0.6rem",
  border: "1px solid var(--edge)",
  borderRadius: "var(--round-small)",
  background: "var(--card)",
  backgroundImage: "none",
  color: "var(--ink)",
  font: "inherit",
  fontSize: "0.8125rem",
  cursor: "pointer",
};
/** What CodeMirror draws as a picture in an address, which the page's policy does not allow, is drawn with text. */
const mark = (/** @type {string} */ sign, /** @type {string} */ colour) => ({
  content: `"${sign}"`,
  display: "block",
  color: colour,
  fontWeight: "700",
  textAlign: "center",
});
const wavy = (/** @type {string} */ colour) => ({
  backgroundImage: "none",
  paddingBottom: "0",
  textDecoration: `underline wavy ${colour} 1.5px`,
  textUnderlineOffset: "0.2em",
});

const theme = EditorView.theme({
  "&": {
    maxHeight: "var(--editor-height, 26rem)",
    color: "var(--ink)",
    backgroundColor: "var(--card)",
    fontSize: "var(--editor-size, 0.875rem)",
  },
  // The page shows the focus around the whole.
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.65", overflow: "auto" },
  ".cm-content": { padding: "0.6rem 0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 0.75rem 0 0.35rem" },
  ".cm-cursor": { borderLeftColor: "var(--ink)", borderLeftWidth: "2px" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    background: "var(--accent-wash)",
  },
  ".cm-content ::selection": { backgroundColor: "var(--accent-wash)" },
  ".cm-activeLine": { backgroundColor: "transparent" },
  ".cm-gutters": { backgroundColor: "var(--sunk)", color: "var(--soft)", border: "0" },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "1.4rem", padding: "0 0.2rem" },
  ".cm-foldGutter .cm-gutterElement": { minWidth: "1.2rem", textAlign: "center", cursor: "pointer" },
  ".cm-gutter-lint": { width: "1.1rem" },
  ".cm-gutter-lint .cm-gutterElement": { padding: "0" },
  ".cm-lint-marker": { width: "auto", height: "auto" },
  ".cm-lint-marker.cm-lint-marker": { content: "normal" },
  ".cm-lint-marker-error::before": mark("✕", "var(--denied)"),
  ".cm-lint-marker-warning::before": mark("!", "var(--unknown)"),
  ".cm-lintRange-error": wavy("var(--denied)"),
  ".cm-lintRange-warning": wavy("var(--unknown)"),
  ".cm-lintRange-active": { backgroundColor: "var(--denied-wash)" },
  ".cm-lintPoint-error:after, .cm-lintPoint-warning:after": { borderBottomColor: "var(--denied)" },
  ".cm-foldPlaceholder": {
    margin: "0 0.25rem",
    padding: "0 0.35rem",
    border: "1px solid var(--line)",
    borderRadius: "0.25rem",
    backgroundColor: "var(--sunk)",
    color: "var(--soft)",
    cursor: "pointer",
  },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--accent-wash)", outline: "1px solid var(--edge)" },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "var(--denied-wash)", color: "var(--denied)" },
  ".cm-searchMatch": { backgroundColor: "var(--unknown-wash)", outline: "1px solid var(--unknown)" },
  ".cm-searchMatch-selected": { backgroundColor: "var(--focus)", color: "#1d2128" },
  ".cm-selectionMatch": { backgroundColor: "var(--accent-wash)" },

  ".cm-tooltip": {
    maxWidth: "min(30rem, 92vw)",
    border: "1px solid var(--edge)",
    borderRadius: "var(--round-small)",
    backgroundColor: "var(--card)",
    color: "var(--ink)",
    boxShadow: "0 4px 16px rgb(0 0 0 / 0.18)",
    overflow: "hidden",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", maxHeight: "min(16rem, 40vh)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "0.3rem 0.6rem", whiteSpace: "normal" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--accent)", color: "var(--on-accent)" },
  ".cm-completionDetail": { fontFamily: "var(--font)", fontStyle: "normal", opacity: "1", color: "var(--soft)" },
  "[aria-selected] > .cm-completionDetail": { color: "inherit" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".cm-completionInfo": { padding: "0.4rem 0.6rem", fontSize: "0.8125rem" },
  ".cm-diagnostic": {
    margin: "0",
    padding: "0.4rem 0.7rem",
    border: "0",
    borderInlineStart: "4px solid",
    fontFamily: "var(--font)",
    fontSize: "0.8125rem",
    whiteSpace: "pre-wrap",
  },
  ".cm-diagnostic-error": { borderColor: "var(--denied)" },
  ".cm-diagnostic-warning": { borderColor: "var(--unknown)" },
  ".cm-diagnosticAction": { ...button, marginInlineStart: "0.6rem", color: "var(--accent)" },

  ".cm-panels": { backgroundColor: "var(--sunk)", color: "var(--ink)", fontFamily: "var(--font)" },
  ".cm-panels.cm-panels-top": { borderBottom: "1px solid var(--line)" },
  ".cm-panel.cm-search": {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: "0.35rem",
    padding: "0.5rem 2.5rem 0.5rem 0.5rem",
  },
  ".cm-panel.cm-search br": { display: "none" },
  ".cm-panel.cm-search label": { display: "inline-flex", alignItems: "center", gap: "0.25rem", fontSize: "0.8125rem" },
  ".cm-panel.cm-search [name=close]": {
    ...button,
    top: "0.5rem",
    right: "0.5rem",
    minWidth: "2rem",
    fontSize: "1.1rem",
  },
  ".cm-textfield": { ...button, cursor: "text", minWidth: "9rem", flex: "1 1 9rem" },
  ".cm-button": button,
  ".cm-button:active": { backgroundImage: "none" },
  ":is(button, input):focus-visible": focus,
});

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--accent)" },
  { tag: tags.heading, color: "var(--ink)", fontWeight: "700" },
  { tag: tags.comment, color: "var(--soft)" },
  { tag: tags.string, color: "var(--allowed)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--unknown)", fontWeight: "600" },
  { tag: [tags.punctuation, tags.separator, tags.brace, tags.squareBracket], color: "var(--soft)" },
]);

export const look = [theme, syntaxHighlighting(colours)];
