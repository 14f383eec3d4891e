import { Environment } from "@marcbachmann/cel-js";
import { answers } from "./cel.mjs";

export const name = "@marcbachmann/cel-js, parsed";

export async function setup() {
  const env = new Environment({ unlistedVariablesAreDyn: true });
  return answers((text) => env.parse(text));
}
