// What the diagram of the states is made of: its states and moves, their places, and the lines of its labels.

/**
 * @import { PageDescription } from "../../www/page/types.js"
 * @import { ConsentInfo, Locale, Order, StateId } from "torihiki"
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { diagramOf } from "../../www/shared/diagram/model.js";
import { layOut } from "../../www/shared/diagram/layout.js";
import { lineBreaker } from "../../www/shared/diagram/line-breaks.js";

/**
 * A description with states named by numbers, and an action for each pair.
 *
 * @param {number} count
 * @param {[from: number, to: number | null][]} pairs
 * @returns {PageDescription}
 */
function described(count, pairs) {
  const states = Array.from({ length: count }, (_, index) => ({
    id: `s${index}`,
    label: `S${index}`,
    final: false,
    note: /** @type {string | null} */ (null),
  }));
  const actions = pairs.map(([from, to], index) => ({
    id: `a${index}`,
    label: `A${index}`,
    roles: ["one"],
    from: [`s${from}`],
    to: to === null ? null : `s${to}`,
    consent: /** @type {ConsentInfo | null} */ (null),
    agreed: /** @type {{ to: string } | null} */ (null),
  }));
  /** @type {Record<string, unknown>} */
  const description = {
    states,
    everyState: states,
    actions,
    transitions: [],
    facts: [],
    params: [],
    roles: [{ id: "one", label: "One" }],
  };
  // Of a policy that there is not, and with no more than the diagram looks at.
  return /** @type {PageDescription} */ (/** @type {unknown} */ (description));
}

test("a state that no edition, or only another one, has is no part of the diagram", () => {
  const other = {
    id: /** @type {StateId} */ ("other"),
    label: "Other",
    final: false,
    note: /** @type {string | null} */ (null),
  };
  const description = described(2, [
    [0, 1],
    [0, 9],
  ]);
  const diagram = diagramOf(
    { ...description, everyState: [...description.everyState, other] },
    { order: { policy: "qoo10", edition: "guide", state: /** @type {Order<"qoo10">["state"]} */ ("other") } },
    null,
  );
  assert.deepEqual(
    diagram.states.map(({ id, standing, isStart }) => [id, standing, isStart]),
    [
      ["s0", null, true],
      ["s1", null, false],
    ],
  );
  assert.deepEqual(
    diagram.moves.map(({ from, to }) => [from, to]),
    [["s0", "s1"]],
  );
  assert.equal(diagram.stays.get("s0").length, 1);
  assert.equal(diagram.foreign, "Other");
});

test("an action leads to where asking does, and where somebody has agreed, to where agreeing does", () => {
  const description = described(3, [
    [0, null],
    [0, 1],
  ]);
  const [asked, asksElsewhere] = description.actions;
  const agreed = /** @type {any} */ ({ to: "s2", set: [] });
  const roles = ["one", "two"];
  const consent = /** @type {any} */ ({ of: [{ by: "one", of: "two" }], unless: null, params: [] });
  const actions = /** @type {any} */ ([
    { ...asked, consent, agreed },
    { ...asksElsewhere, roles, consent, agreed },
    // Without `agreed`, nothing is so before somebody has agreed.
    { ...asksElsewhere, id: "a2", consent },
  ]);
  const order = { state: /** @type {StateId} */ ("s0") };
  const { moves, stays } = diagramOf({ ...description, actions }, { order }, null);
  const told = moves.map(({ to, acts }) => [
    to,
    acts.map((act) => `${act.action} ${act.roles.join(" ")}${act.consent === null ? "" : " needs consent"}`),
  ]);
  assert.deepEqual(
    [told, stays.get("s0")],
    [
      [
        ["s1", ["a1 one two", "a2 one needs consent"]],
        ["s2", ["a0 one needs consent", "a1 one two needs consent"]],
      ],
      [],
    ],
  );
});

test("however many states there are and however they are joined, nothing stands on anything else", () => {
  let seed = 7;
  /** @param {number} below */
  const random = (below) => {
    seed = (seed * 48271) % 2147483647;
    return seed % below;
  };
  for (let round = 0; round < 60; round += 1) {
    const states = Array.from({ length: 1 + random(16) }, (_, index) => ({
      id: `s${index}`,
      width: 50 + random(120),
      height: 30 + random(50),
      lead: index === 0 ? 26 : 0,
    }));
    const pairs = new Set(
      Array.from({ length: random(20) }, () => `${random(states.length)} ${random(states.length)}`),
    );
    const labels = [...pairs]
      .map((pair) => pair.split(" "))
      .filter(([from, to]) => from !== to)
      .map(([from, to]) => ({ from: `s${from}`, to: `s${to}`, width: 30 + random(150), height: 22 + random(60) }));
    for (const isAcross of [false, true]) {
      const plan = layOut(states, labels, { isAcross, room: 700 });
      const things = [
        ...states.map((state) => ({ ...state, ...plan.places.get(state.id) })),
        ...labels.map((label, index) => ({ ...label, ...plan.lines[index].label })),
      ];
      for (const [index, one] of things.entries()) {
        assert.ok(
          one.x >= -0.01 &&
            one.y >= -0.01 &&
            one.x + one.width <= plan.width + 0.01 &&
            one.y + one.height <= plan.height + 0.01,
          `round ${round}`,
        );
        for (const other of things.slice(index + 1)) {
          const apart =
            one.x + one.width <= other.x ||
            other.x + other.width <= one.x ||
            one.y + one.height <= other.y ||
            other.y + other.height <= one.y;
          assert.ok(apart, `round ${round}: ${JSON.stringify([one, other])}`);
        }
      }
    }
  }
});

test("a label is broken between words, evenly, and inside a word only where that is too wide", () => {
  /**
   * @param {string} text
   * @param {number} room
   * @param {Locale} locale
   */
  const lines = (text, room, locale) =>
    lineBreaker(locale)(text, room, (/** @type {string} */ line) => [...line].length);
  assert.deepEqual(lines("契約済み・仮払い待ち", 8, "ja"), ["契約済み・", "仮払い待ち"]);
  assert.deepEqual(lines("購入日時から120日で自動で", 9, "ja"), ["購入日時から", "120日で自動で"]);
  assert.deepEqual(lines("Delivered, awaiting approval", 20, "en"), ["Delivered,", "awaiting approval"]);
  assert.deepEqual(lines("abcdefghij", 4, "en"), ["abcd", "efgh", "ij"]);
  assert.deepEqual(lines("", 4, "en"), [""]);
});
