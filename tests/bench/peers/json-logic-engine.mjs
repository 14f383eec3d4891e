import { LogicEngine } from "json-logic-engine";
import { EFFECTIVE, REASONS, VERDICTS, answers } from "./json-logic.mjs";

export const name = "json-logic-engine, compiled";

export async function setup() {
  const engine = new LogicEngine();
  return answers(
    .../** @type {Parameters<typeof answers>} */ ([EFFECTIVE, VERDICTS, REASONS].map((logic) => engine.build(logic))),
  );
}
