/**
 * Whether a text is Japanese, such as the title of a source: then it is to be pronounced and set as what it is.
 *
 * @param {string} text
 */
export function isJapanese(text) {
  return /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(text);
}
