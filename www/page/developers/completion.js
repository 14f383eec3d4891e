/** What can stand at the cursor, as CodeMirror offers it. */

import { pickedCompletion } from "@codemirror/autocomplete";
import { readJson } from "../../shared/json.js";

/**
 * @import { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete"
 * @import { EditorView } from "@codemirror/view"
 * @import { Proposal } from "./completing.js"
 * @import { Reading, Spot } from "../../shared/json.js"
 */

/**
 * The source of completions for a text in which `propose` knows what can stand.
 *
 * @param {(spot: Spot, reading: Reading) => Proposal[]} propose
 */
export function completionsOf(propose) {
  return (/** @type {CompletionContext} */ context) => {
    const { state, pos, explicit } = context;
    const text = state.doc.toString();
    const reading = readJson(text, pos);
    const { spot } = reading;
    // In a gap nothing is offered before it is asked for, or a quote is typed.
    if (spot === null || (spot.from === spot.to && !explicit)) return null;
    const typed = text.slice(spot.from, pos).replace(/^\W/, "").toLowerCase();
    const options = fitting(propose(spot, reading), typed, explicit).map((one) => completionOf(one, spot));
    /** @type {CompletionResult} */
    const result = { from: spot.from, to: spot.to, options, filter: false };
    return options.length === 0 ? null : result;
  };
}

/**
 * The proposals that fit what is typed before the cursor, those first that begin so. People look for a fact by what it is
 * called, too. Whoever asks for all gets all.
 *
 * @param {Proposal[]} proposals
 * @param {string} typed
 * @param {boolean} isAll
 */
function fitting(proposals, typed, isAll) {
  const rank = (/** @type {Proposal} */ { json, label }) => {
    const name = json.replaceAll('"', "").toLowerCase();
    if (name.startsWith(typed)) return 0;
    return name.includes(typed) || label.toLowerCase().includes(typed) ? 1 : 2;
  };
  return proposals.filter((one) => isAll || rank(one) < 2).toSorted((one, other) => rank(one) - rank(other));
}

/**
 * @param {Proposal} proposal
 * @param {Spot} spot
 * @returns {Completion}
 */
function completionOf(proposal, { kind }) {
  const { json, label, detail, note } = proposal;
  return {
    label: json,
    detail: [label, detail].filter((part) => part !== "").join(" · "),
    info: note ?? undefined,
    apply: (view, completion, from, to) => take(view, completion, from, to, kind, proposal),
  };
}

/**
 * Puts a proposal in its place: a name together with the signs that belong around it, and a value to begin with.
 *
 * @param {EditorView} view
 * @param {Completion} completion
 * @param {number} from
 * @param {number} to
 * @param {Spot["kind"]} kind
 * @param {Proposal} proposal
 */
function take(view, completion, from, to, kind, { json, value = "" }) {
  const text = view.state.doc.toString();
  const before = text.slice(0, from).trimEnd();
  const behind = text.slice(to).trimStart();
  const isNew = kind === "key" && !behind.startsWith(":");
  const comma = /[^{[,:\s]$/.test(before) && kind === "key" ? "," : "";
  const member = isNew ? `${json}: ${value}` : json;
  const after = isNew && behind.startsWith('"') ? "," : "";
  const at = before.length;
  const changes = [...(comma === "" ? [] : [{ from: at, insert: comma }]), { from, to, insert: `${member}${after}` }];
  // Within quotes or braces that are still empty, what comes next is typed there.
  const isOpen = isNew && /^(""|\{\})$/.test(value);
  const end = from + comma.length + member.length - (isOpen ? 1 : 0);
  // The value is marked, so that typing takes its place.
  const anchor = isNew && !isOpen ? end - value.length : end;
  view.dispatch({
    changes,
    selection: { anchor, head: end },
    userEvent: "input.complete",
    annotations: pickedCompletion.of(completion),
  });
}
