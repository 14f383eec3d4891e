import jsonLogic from "json-logic-js";
import { EFFECTIVE, REASONS, VERDICTS, answers } from "./json-logic.mjs";

export const name = "json-logic-js";

export async function setup() {
  /** @param {any} logic */
  const interpreted = (logic) => (/** @type {object} */ data) => jsonLogic.apply(logic, data);
  return answers(interpreted(EFFECTIVE), interpreted(VERDICTS), interpreted(REASONS));
}
