/** What is said of slips in JSON, by their codes, with the text that stands there. */

/**
 * @import { Locale } from "torihiki"
 * @import { FaultCode } from "./json.js"
 *
 * @typedef {Record<FaultCode, (text: string) => string>} JsonTexts
 */

/** @type {JsonTexts} */
const ja = {
  comment: () => "JSONにはコメントを書けません。",
  duplicate: (text) => `${text} が2回あります。前の値は使われません。`,
  escape: () => "この文字列には、JSONで使えない文字か\\の使い方があります。",
  nested: () => "入れ子が深すぎます。",
  "no-colon": () => "名前のあとにコロン（:）がありません。",
  "no-comma": () => "カンマ（,）がありません。",
  "no-key": () => "ここには、二重引用符で囲んだ名前が必要です。",
  "no-value": () => "値がありません。",
  number: (text) => `${text} は、JSONの数値の書き方ではありません。`,
  rest: (text) => `${text} は余分です。`,
  sign: (text) => (text.trim() === "" ? "全角などの空白は使えません。" : `${text} は使えません。`),
  "stray-comma": () => "余分なカンマ（,）があります。",
  unclosed: (text) => `${text} が閉じていません。`,
  unquoted: (text) => `${text} は、JSONではこのようには書けません。`,
  "wrong-quotes": (text) => `${text} は、二重引用符（"）で囲んでください。`,
};

/** @type {JsonTexts} */
const en = {
  comment: () => "JSON has no comments.",
  duplicate: (text) => `${text} is there twice. The earlier value is not used.`,
  escape: () => "This text has a character or a use of \\ that JSON does not allow.",
  nested: () => "This is nested too deeply.",
  "no-colon": () => "There is no colon (:) after the name.",
  "no-comma": () => "A comma (,) is missing.",
  "no-key": () => "A name in double quotes is needed here.",
  "no-value": () => "The value is missing.",
  number: (text) => `${text} is not how JSON writes a number.`,
  rest: (text) => `${text} is left over.`,
  sign: (text) => (text.trim() === "" ? "This kind of space is not allowed." : `${text} is not allowed here.`),
  "stray-comma": () => "There is one comma (,) too many.",
  unclosed: (text) => `${text} is not closed.`,
  unquoted: (text) => `${text} is not how JSON writes it.`,
  "wrong-quotes": (text) => `${text} needs double quotes (").`,
};

/** @type {Record<Locale, JsonTexts>} */
export const jsonTexts = { ja, en };
