// What `calendar` of the packed package writes, read with the parser of another calendar: Mozilla's.

/** @import { DutySpan, Locale, Order, RoleId, RoleInfo, Timeline, TimelineOptions } from "torihiki" */

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import ICAL from "ical.js";
import { readLookahead } from "../support/lookahead-cases.mjs";
import { install } from "../support/installed.mjs";

const installed = install();
after(installed.remove);
const { calendar, default: init, describe: describePolicy, timeline, version } = await installed.load();
before(() => init());

const LINE = 75;

/**
 * The calendar as the parser reads it, after what holds of the text of all of them.
 *
 * @param {string} text
 */
function parsed(text) {
  assert.ok(text.endsWith("\r\n"));
  assert.doesNotMatch(text, /(?<!\r)\n|\r(?!\n)/, "a line break stands alone");
  for (const line of text.split("\r\n")) {
    assert.ok(Buffer.byteLength(line) <= LINE, `a line is longer than ${LINE} octets: ${line}`);
  }
  assert.ok(text.isWellFormed() && !text.includes("\ufffd"), "a character was cut");
  return new ICAL.Component(ICAL.parse(text));
}

/**
 * Its events, in their order.
 *
 * @param {string} text
 */
function events(text) {
  return parsed(text)
    .getAllSubcomponents("vevent")
    .map((component) => {
      const { uid, summary, description, startDate } = new ICAL.Event(component);
      assert.equal(startDate.zone, ICAL.Timezone.utcTimezone);
      /** @param {string} name */
      const value = (name) => component.getFirstPropertyValue(name);
      return {
        uid,
        summary,
        description,
        at: startDate.toJSDate().getTime(),
        stamp: /** @type {ICAL.Time} */ (value("dtstamp")).toJSDate().getTime(),
        status: value("status"),
        transparency: value("transp"),
        categories: component.getFirstProperty("categories").getValues(),
      };
    });
}

/** @param {number} at */
const seconds = (at) => Math.floor(at / 1_000) * 1_000;

/**
 * Where an event for something stands that is due: what is due at midnight, by the clocks of Japan, stands a minute before,
 * on the day that ends, as long as there is a minute left.
 *
 * @param {number} due
 * @param {number} from
 */
const onItsDay = (due, from) => ((due + 9 * 3_600_000) % 86_400_000 === 0 && from <= due - 60_000 ? due - 60_000 : due);

/**
 * What a timeline says that a calendar has to hold, in its order: what is due, then what happens by itself.
 *
 * @param {Timeline} told
 * @param {RoleId | null | undefined} role
 * @param {Locale} locale
 * @param {RoleInfo[]} roles
 */
function expected({ from, until, duties, transitions }, role, locale, roles) {
  /** @param {number} at */
  const inTime = (at) => from <= at && (until === null || at < until);
  /** @param {DutySpan} duty */
  const stands = ({ due, from: since, to }) => (since < due || since === from) && (to === null || due <= to);
  /** @param {DutySpan} duty */
  const title = ({ role: whose, message }) => {
    if (whose === null || whose === role) return locale === "ja" ? `【期限】${message}` : `Due: ${message}`;
    const label = roles.find(({ id }) => id === whose)?.label;
    return locale === "ja" ? `【${label}の期限】${message}` : `Due (${label}): ${message}`;
  };
  const due = duties
    .filter((duty) => duty.due !== null && inTime(duty.due) && stands(duty))
    .map((duty) => ({
      rule: duty.rule,
      at: seconds(onItsDay(duty.due, from)),
      summary: title(duty),
      effects: /** @type {string[]} */ ([]),
      status: duty.certainty === "certain" ? "CONFIRMED" : "TENTATIVE",
    }));
  return [
    ...due,
    ...transitions.map(({ rule, at, message, certainty, effects }) => ({
      rule,
      at: seconds(at),
      summary: certainty === "certain" ? message : locale === "ja" ? `【未確定】${message}` : `Not certain: ${message}`,
      effects: effects.map((effect) => effect.message),
      status: certainty === "certain" ? "CONFIRMED" : "TENTATIVE",
    })),
  ];
}

describe("every future of the cases", () => {
  let dated = 0;
  for (const { name, order, role, from, until } of readLookahead("timelines")) {
    for (const locale of /** @type {const} */ (["ja", "en"])) {
      test(`${name} (${locale})`, () => {
        const options = { role, from, until, locale };
        const told = timeline(order, options);
        const { label, roles } = describePolicy(order.policy, { locale });
        const wanted = expected(told, role, locale, roles);
        const text = calendar({ ...order, id: "7" }, options);
        if (wanted.length === 0) {
          assert.equal(text, null);
          return;
        }
        dated += 1;
        const found = events(text);
        assert.deepEqual(
          found.map(({ uid, at, summary, status }) => ({ uid, at, summary, status })),
          wanted.map(({ rule, at, summary, status }) => ({ uid: `7.${rule}@torihiki`, at, summary, status })),
        );
        found.forEach((event, index) => {
          const lines = event.description.split("\n");
          assert.deepEqual(lines.slice(0, -1), wanted[index].effects);
          assert.match(lines.at(-1), /torihiki/);
          assert.deepEqual(
            [event.stamp, event.transparency, event.categories],
            [seconds(told.from), "TRANSPARENT", [label]],
          );
        });
        assert.equal(new Set(found.map(({ uid }) => uid)).size, found.length);
      });
    }
  }
  test("has dates for some of them", () => assert.ok(dated > 10, String(dated)));
});

/** @type {Order<"coconala">} */
const order = { policy: "coconala", state: "delivered", deliveredAt: "2026-11-10T09:00:00.999+09:00" };
/** @type {TimelineOptions<"coconala">} */
const options = { role: "buyer", from: "2026-11-16T09:00:00+09:00", locale: "en" };

test("a calendar says what it is and where it comes from", () => {
  const read = parsed(calendar(order, options));
  assert.equal(read.name, "vcalendar");
  /** @param {string} name */
  const value = (name) => read.getFirstPropertyValue(name);
  const { label } = describePolicy("coconala", { locale: "en" });
  assert.deepEqual(["version", "prodid", "x-wr-calname"].map(value), [
    "2.0",
    `-//torihiki//torihiki ${version()}//EN`,
    label,
  ]);
  // A method would make it an invitation, which has to name who sends it.
  assert.equal(value("method"), null);
});

test("what is told later has the higher sequence, and alarms are still to come", () => {
  /** @param {string} from */
  const told = (from) =>
    parsed(calendar({ ...order, id: 7 }, { ...options, from }))
      .getAllSubcomponents("vevent")
      .map((event) => ({
        sequence: Number(event.getFirstPropertyValue("sequence")),
        alarms: event.getAllSubcomponents("valarm").map((alarm) => String(alarm.getFirstPropertyValue("trigger"))),
      }));
  const [early, late] = [told("2026-11-16T09:00:00+09:00"), told("2026-11-16T09:01:00+09:00")];
  assert.deepEqual(
    early.map(({ alarms }) => alarms),
    [["-P1D", "-PT1H"], ["-P1D"]],
  );
  assert.deepEqual(
    late.map(({ alarms }) => alarms),
    [["-PT1H"], []],
  );
  early.forEach(({ sequence }, index) => assert.equal(late[index].sequence, sequence + 1));
});

/** The events of the order above: what its buyer has to do, and what happens otherwise. */
const rules = ["coconala.review-delivery", "coconala.auto-complete"];

test("an event is where the deadline is, in whole seconds", () => {
  const found = events(calendar(order, options)).map(({ uid, at }) => ({ uid, at }));
  const at = Date.parse("2026-11-17T09:00:00+09:00");
  assert.deepEqual(
    found,
    rules.map((rule) => ({ uid: `${rule}.20261117T000000Z@torihiki`, at })),
  );
});

test("an event keeps its identity while its time changes", () => {
  /**
   * @param {string} deliveredAt
   * @param {string | number} [id]
   */
  const identities = (deliveredAt, id) =>
    events(calendar({ ...order, id, deliveredAt }, options)).map(({ uid }) => uid);
  const [early, late] = ["2026-11-10T09:00:00+09:00", "2026-11-15T09:00:00+09:00"];
  assert.deepEqual(identities(early, 7), identities(late, 7));
  assert.notDeepEqual(identities(early, 7), identities(early, 8));
  assert.notDeepEqual(identities(early), identities(late));
});

describe("an id comes through whole:", () => {
  const ids = {
    "commas and semicolons": "7, 8; 9: 10",
    backslashes: String.raw`\ \\ \n \, \; \N`,
    "line breaks": "one\ntwo\n\nthree",
    quotes: `"7" '8' = ^n`,
    Japanese: "注文番号「七」、八・九",
    emoji: "🎉👨‍👩‍👧‍👦🇯🇵é",
    "the end of an event": "END:VEVENT\nEND:VCALENDAR",
    "a long one": "取引🎉, ".repeat(60),
    "a single character": "あ",
  };
  for (const [name, id] of Object.entries(ids)) {
    test(name, () => {
      // Wherever a line is broken.
      for (let before = 0; before < LINE; before += 1) {
        const whole = `${"x".repeat(before)}${id}`;
        const found = events(calendar({ ...order, id: whole }, options));
        assert.deepEqual(
          found.map(({ uid }) => uid),
          rules.map((rule) => `${whole}.${rule}@torihiki`),
        );
      }
    });
  }
});

test("where nothing has a date there is no calendar", () => {
  assert.equal(calendar({ policy: "coconala", state: "completed" }, options), null);
  assert.equal(calendar(order, { ...options, until: "2026-11-17T09:00:00.999+09:00" }), null);
  assert.notEqual(calendar(order, { ...options, until: "2026-11-17T09:00:01+09:00" }), null);
});
