/** The states of a policy as a diagram of Mermaid: https://mermaid.js.org/syntax/stateDiagram.html */

import { itemsOf } from "../../shared/diagram/labels.js";

/** @import { Documentation } from "./contents.js" */

/** @param {Documentation} documentation */
export function mermaidOf({ model, context }) {
  const lines = [
    ...model.states.map(({ id, label }) => `state "${escaped(label)}" as ${nameOf(id)}`),
    ...model.states.filter(({ isStart }) => isStart).map(({ id }) => `[*] --> ${nameOf(id)}`),
    ...model.moves.flatMap((move) =>
      itemsOf(move, context).map(({ text }) => `${nameOf(move.from)} --> ${nameOf(move.to)} : ${escaped(text)}`),
    ),
    ...model.states.filter(({ isFinal }) => isFinal).map(({ id }) => `${nameOf(id)} --> [*]`),
  ];
  return `stateDiagram-v2\n${lines.map((line) => `  ${line}\n`).join("")}`;
}

/**
 * A name that is no word of Mermaid and has no hyphen, which ends one there.
 *
 * @param {string} id
 */
const nameOf = (id) => `s_${id.replaceAll("-", "_")}`;

/**
 * A text in which nothing means anything to Mermaid, which reads letters by their numbers: `#35;` is a number sign.
 *
 * @param {string} text
 */
function escaped(text) {
  return (
    text
      .replaceAll("\n", " ")
      .replace(
        /[^\p{L}\p{M}\p{N} 、。，．「」『』（）・ー～：！？“”‘’…,.()/+\p{Pd}]/gu,
        (sign) => `#${sign.codePointAt(0)};`,
      )
      // Two hyphens begin an arrow.
      .replaceAll("--", "-#45;")
  );
}
