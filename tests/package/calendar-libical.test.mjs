// What `calendar` of the packed package writes, read by libical, the library of Evolution, KOrganizer and others.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { after, before, test } from "node:test";
import ICAL from "ical.js";
import { readLookahead } from "../support/lookahead-cases.mjs";
import { install, root } from "../support/installed.mjs";

/**
 * @typedef {{ seconds: number, says: string }} Alarm
 * @typedef {{ uid: string, at: number, summary: string, description: string, sequence: number, status: string,
 *   alarms: Alarm[] }} Event
 * @typedef {{ errors: number, events: Event[] }} Calendar
 */

const installed = install();
after(installed.remove);
const { calendar, default: init } = await installed.load();
before(() => init());

/**
 * What libical finds. Its bindings are Debian's, so the Python is Debian's as well.
 *
 * @param {string[]} texts
 * @returns {Calendar[]}
 */
function readByLibical(texts) {
  const script = join(root, "tests/support/read-calendar.py");
  return JSON.parse(execFileSync("/usr/bin/python3", [script], { input: JSON.stringify(texts), encoding: "utf8" }));
}

/**
 * What another reader finds.
 *
 * @param {string} text
 * @returns {Event[]}
 */
function readByIcalJs(text) {
  return new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent").map((component) => {
    const { uid, summary, description, startDate, sequence } = new ICAL.Event(component);
    /** @param {ICAL.Component} alarm */
    const alarm = (alarm) => ({
      seconds: /** @type {ICAL.Duration} */ (alarm.getFirstPropertyValue("trigger")).toSeconds(),
      says: String(alarm.getFirstPropertyValue("description")),
    });
    return {
      uid,
      at: startDate.toUnixTime(),
      summary,
      description,
      sequence,
      status: String(component.getFirstPropertyValue("status")),
      alarms: component.getAllSubcomponents("valarm").map(alarm),
    };
  });
}

test("libical finds no error, and what another reader finds", () => {
  const texts = readLookahead("timelines").flatMap(({ order, role, from, until }) =>
    /** @type {const} */ (["ja", "en"]).flatMap((locale) => {
      const text = calendar({ ...order, id: "注文; 7, \\n" }, { role, from, until, locale });
      return text === null ? [] : [text];
    }),
  );
  assert.ok(texts.length > 20, String(texts.length));
  const found = readByLibical(texts);
  texts.forEach((text, index) => {
    assert.deepEqual(found[index], { errors: 0, events: readByIcalJs(text) }, text);
  });
  const alarms = found.flatMap(({ events }) => events.flatMap(({ alarms }) => alarms));
  assert.deepEqual([...new Set(alarms.map(({ seconds }) => seconds))].sort(), [-3600, -86400]);
});

test("libical notices what is wrong", () => {
  const broken = ["BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", "SUMMARY:x", "END:VEVENT", "END:VCALENDAR", ""];
  const [{ errors }] = readByLibical([broken.join("\r\n")]);
  assert.ok(errors > 0);
});
