import { celEnv, parse, plan } from "@bufbuild/cel";
import { answers } from "./cel.mjs";

export const name = "@bufbuild/cel, planned";

export async function setup() {
  const env = celEnv();
  return answers((text) => plan(env, parse(text)));
}
