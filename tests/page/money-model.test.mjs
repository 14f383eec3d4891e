// Amounts of money in forms and beside effects, without a browser.

import assert from "node:assert/strict";
import { test } from "node:test";
import { amountBeside, digitsOf, majorText, minorUnits, sayAmount } from "../../www/shared/money.js";
import { textOf, valueOf } from "../../www/shared/values.js";

test("minor units have the digits that ISO 4217 gives them", () => {
  for (const [currency, digits] of /** @type {[string | null, number][]} */ ([
    ["JPY", 0],
    ["KRW", 0],
    ["UGX", 0],
    ["USD", 2],
    ["EUR", 2],
    ["HUF", 2],
    ["IQD", 3],
    ["KWD", 3],
    ["CLF", 4],
    [null, 0],
  ])) {
    assert.equal(digitsOf(currency), digits, String(currency));
  }
});

test("an amount is told in the reader's language", () => {
  const said = (/** @type {number} */ value, /** @type {string} */ currency, /** @type {"ja" | "en"} */ locale) =>
    sayAmount({ value, currency }, locale).replaceAll("\u00a0", " ");
  assert.equal(said(12345, "JPY", "ja"), "12,345円");
  assert.equal(said(12345, "JPY", "en"), "¥12,345");
  assert.equal(said(1234, "USD", "en"), "$12.34");
  assert.equal(said(-5, "USD", "en"), "-$0.05");
  assert.equal(said(1234567, "KWD", "en"), "KWD 1,234.567");
  assert.equal(said(Number.MAX_SAFE_INTEGER, "USD", "en"), "$90,071,992,547,409.91");
});

test("what is typed in major units becomes minor units, and back", () => {
  for (const [typed, currency, value, shown] of /** @type {[string, string, number, string][]} */ ([
    ["1234", "JPY", 1234, "1234"],
    ["1,234円", "JPY", 1234, "1234"],
    ["￥１，２３４", "JPY", 1234, "1234"],
    ["12.34", "USD", 1234, "12.34"],
    ["$12.3", "USD", 1230, "12.30"],
    ["12.", "USD", 1200, "12.00"],
    ["0.05", "USD", 5, "0.05"],
    ["-12.34", "USD", -1234, "-12.34"],
    ["USD 1,234,567.89", "USD", 123456789, "1234567.89"],
    ["1.234", "KWD", 1234, "1.234"],
  ])) {
    assert.equal(valueOf(typed, "money", undefined, currency), value, typed);
    assert.equal(textOf(value, "money", "+09:00", currency), shown, typed);
    assert.equal(minorUnits(majorText(value, currency), currency), value, typed);
  }
});

test("what is no amount stays as it was typed, for the engine to refuse", () => {
  for (const typed of ["", "free", "12.345", "1,23", "1.2.3", "12 34", "99999999999999999", "--1"]) {
    assert.equal(valueOf(typed, "money", undefined, "USD"), typed);
    assert.equal(textOf(typed, "money", "+09:00", "USD"), typed);
  }
  assert.equal(valueOf("0.5", "money", undefined, "JPY"), "0.5");
});

test("an amount stands beside an effect whose message does not tell it", () => {
  const beside = (/** @type {number} */ value, /** @type {string} */ message, currency = "JPY") =>
    amountBeside({ amount: { value, currency }, message }, "en");
  assert.equal(amountBeside({ amount: null, message: "You get 5,000 back" }, "en"), null);
  assert.equal(beside(5000, "Half is refunded"), "¥5,000");
  assert.equal(beside(5000, "You get ¥5,000 back"), null);
  assert.equal(beside(5000, "5,000円が返金されます"), null);
  assert.equal(beside(5000, "You get 5.000 back"), null);
  assert.equal(beside(5000, "You get ¥15,000 back"), "¥5,000");
  assert.equal(beside(5000, "You get ¥5,000,000 back"), "¥5,000");
  assert.equal(beside(1234, "You get $12.34 back.", "USD"), null);
  assert.equal(beside(50, "50% goes back", "USD"), "$0.50");
});
