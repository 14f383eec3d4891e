/**
 * What the page itself says, in Japanese and English, on top of what the element says, so that both use the same words.
 *
 * The names of states, facts, actions and rules are not here: they come from the policies.
 * Each value is a text, a table of texts, or a function that makes a text from what it is given.
 */

import { texts as ofElement } from "../element/texts.js";
import * as diagram from "./diagram/texts.js";
import { en } from "./texts/en.js";
import { ja } from "./texts/ja.js";

export const texts = {
  ja: { ...ofElement.ja, ...ja, ...diagram.ja },
  en: { ...ofElement.en, ...en, ...diagram.en },
};
