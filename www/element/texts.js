/** What the element itself says. The names of states, facts, actions and rules come from the policies. */

import { en } from "./texts/en.js";
import { ja } from "./texts/ja.js";

export const texts = { ja, en };
