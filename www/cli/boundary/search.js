/**
 * The boundary cases that a policy lacks: for each outcome of each rule that no case has seen, an order and an instant that
 * bring it about. Nothing is guessed: each is asked of the policy, and counts as `torihiki test` counts it.
 */

import { TorihikiError } from "torihiki";
import { answerTo } from "../../shared/cases.js";
import { momentsIn, coverageOf, told } from "../../shared/coverage.js";
import { askedOf } from "../../shared/testing.js";
import { basesOf, trialsFor } from "./orders.js";
import { rulesOf } from "./rules.js";
import { caseOf } from "./telling.js";
import { instantOf } from "../../shared/time.js";

/**
 * @import { Preview } from "torihiki"
 * @import { Policy } from "torihiki/policy"
 * @import { Case } from "../../shared/cases.js"
 * @import { Coverage } from "../../shared/coverage.js"
 * @import { Trial } from "./orders.js"
 * @import { Rule } from "./rules.js"
 *
 * @typedef {{ each: Case, answer: Preview }} Answered
 *
 * What a trial brings a rule to, each with an instant at which it does. A moment of the rule has its three sides.
 *
 * @typedef {{ rule: Rule, trial: Trial, role: string, outcomes: Map<string, number> }} Found
 *
 * @typedef {{ rule: string, outcomes: string[] }} Unfound
 */

/** How many orders are tried for a rule, and how many instants of each. */
const ORDERS = 200;
const INSTANTS = 16;

/** How often it is gone through all rules: a case for one may tell of an instant of another. */
const ROUNDS = 4;

/** The sides of a moment, as coverage calls them. */
const SIDES = /** @type {const} */ ([
  ["before", -1],
  ["at", 0],
  ["after", 1],
]);

/**
 * Finds the cases that are missing.
 *
 * @param {Policy} policy
 * @param {Answered[]} answered the cases that there are, with their answers for all roles
 * @returns {{ cases: Case[], unfound: Unfound[], before: Coverage, after: Coverage }}
 */
export function missingCases(policy, answered) {
  const search = new Search(policy, answered);
  const before = coverageOf(policy, answered);
  for (let round = 0; round < ROUNDS; round += 1) {
    const count = search.cases.length;
    for (const rules of search.rules.values()) search.complete(rules);
    if (search.cases.length === count) break;
  }
  const after = coverageOf(policy, search.answered);
  const unfound = after.rules.map(({ rule, of, seen }) => ({
    rule,
    outcomes: of.filter((outcome) => !seen.includes(outcome)),
  }));
  return { cases: search.cases, unfound: unfound.filter(({ outcomes }) => outcomes.length > 0), before, after };
}

class Search {
  /** @type {Case[]} */
  cases = [];
  /** @type {Map<string, Preview | null>} */
  #asked = new Map();
  #names = new Set();
  /** @type {Set<string>} Outcomes of rules that a whole search did not come to. */
  #hopeless = new Set();
  #given;
  /** @type {Map<string, Answered[]>} The cases that were found, by their rules. */
  #own = new Map();
  /** @type {Map<string, Preview[]>} The answers of the cases, by their orders. */
  #answers = new Map();
  /** @type {Answered[]} */
  answered = [];

  /**
   * @param {Policy} policy
   * @param {Answered[]} answered
   */
  constructor(policy, answered) {
    this.policy = policy;
    this.rules = rulesOf(policy);
    this.#given = answered;
    for (const one of answered) this.#keep(one);
  }

  /** @param {Answered} one */
  #keep(one) {
    const key = keyOf(trialOf(one.each));
    this.answered.push(one);
    this.#answers.set(key, [...(this.#answers.get(key) ?? []), one.answer]);
    this.#names.add(one.each.name);
  }

  /**
   * Adds the cases that a rule lacks. What cases for other rules happen to see of it counts for nothing: none says so.
   *
   * @param {Rule[]} editions the rule in each edition that has it
   */
  complete(editions) {
    const [{ rule: id }] = editions;
    const of = (/** @type {Answered[]} */ cases) =>
      coverageOf(this.policy, cases).rules.find(({ rule }) => rule === id);
    for (;;) {
      const seen = of([...this.#given, ...(this.#own.get(id) ?? [])])?.seen ?? [];
      const wanted = (of(this.answered)?.of ?? []).filter(
        (outcome) => !seen.includes(outcome) && !this.#hopeless.has(`${id} ${outcome}`),
      );
      const best = wanted.length === 0 ? null : this.#best(editions, wanted);
      if (best === null || !this.#add(best, wanted, seen)) return;
    }
  }

  /**
   * The order that brings a rule to most of what is wanted; of several, the one that comes first.
   *
   * @param {Rule[]} editions
   * @param {string[]} wanted
   * @returns {Found | null}
   */
  #best(editions, wanted) {
    let best = /** @type {{ found: Found, score: number } | null} */ (null);
    const outcomes = wanted.filter((outcome) => !isSide(outcome));
    /** @type {Set<string>} */
    const reached = new Set();
    for (const rule of editions) {
      let count = 0;
      for (const trial of this.#trials(rule)) {
        if ((count += 1) > ORDERS) break;
        for (const role of rule.roles) {
          const found = this.#found(rule, trial, role);
          const score = scoreOf(found, wanted);
          if (score > (best?.score ?? 0)) best = { found, score };
          for (const outcome of found.outcomes.keys()) reached.add(outcome);
        }
        // What all of it reaches need not be looked for further.
        if (best !== null && best.score >= wanted.length) return best.found;
      }
      if (best !== null && outcomes.every((outcome) => reached.has(outcome))) return best.found;
    }
    // Whatever no order reached is not looked for again.
    for (const outcome of outcomes) if (!reached.has(outcome)) this.#hopeless.add(`${editions[0].rule} ${outcome}`);
    return best?.found ?? null;
  }

  /**
   * What the cases that there are try, then others.
   *
   * @param {Rule} rule
   * @returns {Generator<Trial>}
   */
  *#trials(rule) {
    /** @type {Set<string>} */
    const passed = new Set();
    const all = [
      this.answered
        .map(({ each }) => ofRule(trialOf(each), rule))
        .filter(({ order }) => rule.states.includes(order.state) && isOf(order, rule)),
      trialsFor(rule),
    ];
    for (const trials of all) {
      for (const trial of trials) {
        const key = keyOf(trial);
        if (passed.has(key)) continue;
        passed.add(key);
        yield trial;
      }
    }
  }

  /**
   * What a trial brings a rule to, now and from change to change.
   *
   * @param {Rule} rule
   * @param {Trial} trial
   * @param {string} role
   * @returns {Found}
   */
  #found(rule, trial, role) {
    const { rule: id } = rule;
    /** @type {Map<string, number>} */
    const outcomes = new Map();
    let moment = momentOf(rule, this.#answers.get(keyOf(trial)) ?? []);
    /** @type {number | null} */
    let now = startOf(trial, rule);
    for (let count = 0; now !== null && count < INSTANTS; count += 1) {
      const answer = this.#ask(trial, now, role);
      if (answer === null) break;
      for (const [of, outcome] of told(answer)) if (of === id && !outcomes.has(outcome)) outcomes.set(outcome, now);
      moment ??= momentOf(rule, [answer]);
      now = answer.next?.at ?? null;
    }
    if (moment !== null) for (const [side, distance] of SIDES) outcomes.set(side, moment + distance);
    return { rule, trial, role, outcomes };
  }

  /**
   * @param {Trial} trial
   * @param {number} now
   * @param {string | null} role
   */
  #ask(trial, now, role) {
    const key = `${now} ${role} ${keyOf(trial)}`;
    const known = this.#asked.get(key);
    if (known !== undefined) return known;
    const answer = this.#answer(trial, now, role);
    this.#asked.set(key, answer);
    return answer;
  }

  /**
   * @param {Trial} trial
   * @param {number} now
   * @param {string | null} role
   */
  #answer({ order, supplied }, now, role) {
    try {
      const asked = /** @type {Case} */ ({ order, now, ...(supplied !== null && { with: supplied }) });
      return answerTo(askedOf(this.policy), asked, /** @type {any} */ (role === null ? {} : { role }));
    } catch (error) {
      // An order that cannot be, such as one of a state that the edition lacks.
      if (error instanceof TorihikiError) return null;
      throw error;
    }
  }

  /**
   * Adds a case for each wanted outcome of an order; says whether there is a new one.
   *
   * @param {Found} found
   * @param {string[]} wanted
   * @param {string[]} seen
   */
  #add(found, wanted, seen) {
    const { outcomes } = found;
    const count = this.cases.length;
    const covered = new Set(seen);
    // On the sides of a moment most of the other outcomes are to be seen as well.
    if (SIDES.some(([side]) => !covered.has(side))) {
      for (const [side] of SIDES) {
        const now = outcomes.get(side);
        if (now !== undefined) this.#case(found, now, side, covered);
      }
    }
    for (const outcome of wanted) {
      const now = outcomes.get(outcome);
      if (now !== undefined && !covered.has(outcome) && !isSide(outcome)) this.#case(found, now, null, covered);
    }
    return this.cases.length > count;
  }

  /**
   * Adds a case, unless it would say again what one says already.
   *
   * @param {Found} found
   * @param {number} now
   * @param {"before" | "at" | "after" | null} side
   * @param {Set<string>} covered what the cases see of the rule
   */
  #case({ rule, trial, role }, now, side, covered) {
    const key = keyOf(trial);
    const own = this.#own.get(rule.rule) ?? [];
    const isThere = [...this.#given, ...own].some(
      ({ each, answer }) => answer.asOf === now && keyOf(trialOf(each)) === key,
    );
    const made = isThere ? null : caseOf(this.policy, { rule, ...trial, role, now, side });
    if (made === null) return;
    const answer = this.#answer(trial, now, null);
    if (answer === null) return;
    for (const [of, outcome] of told(answer)) if (of === rule.rule) covered.add(outcome);
    const each = { ...made, name: this.#unique(made.name) };
    this.#keep({ each, answer });
    this.#own.set(rule.rule, [...own, { each, answer }]);
    this.cases.push(each);
  }

  /** @param {string} name */
  #unique(name) {
    let own = name;
    for (let count = 2; this.#names.has(own); count += 1) own = `${name} (${count})`;
    return own;
  }
}

/**
 * What a case tries.
 *
 * @param {Case} each
 * @returns {Trial}
 */
const trialOf = ({ order, with: supplied }) => ({ order, supplied: supplied ?? null });

/**
 * A trial with what is supplied with the action of a rule, and with no other.
 *
 * @param {Trial} trial
 * @param {Rule} rule
 * @returns {Trial}
 */
function ofRule({ order, supplied }, { action, supplied: read }) {
  const own = read.size === 0 ? undefined : supplied?.[String(action)];
  return { order, supplied: own === undefined ? null : { [String(action)]: own } };
}

/** @param {Trial} trial */
const keyOf = ({ order, supplied }) => JSON.stringify([order, supplied]);

/** @param {string} outcome */
const isSide = (outcome) => SIDES.some(([side]) => side === outcome);

/**
 * The instant from which an order is looked at: when the last of what it tells has happened.
 *
 * @param {Trial} trial
 * @param {Rule} rule
 */
function startOf({ order }, { edition }) {
  const past = [...edition.facts.values()].filter(({ type, deadline }) => type === "timestamp" && !deadline);
  const instants = past.flatMap(({ id }) => {
    const at = instantIn(order[id]);
    return Number.isNaN(at) ? [] : [at];
  });
  return instants.length === 0 ? basesOf(edition)[0] : Math.max(...instants);
}

/**
 * The first instant at which answers say that a rule changes.
 *
 * @param {Rule} rule
 * @param {Preview[]} answers
 */
function momentOf({ rule }, answers) {
  return answers.flatMap(momentsIn).find(([of]) => of === rule)?.[1] ?? null;
}

/** @param {unknown} value */
const instantIn = (value) => (typeof value === "number" ? value : instantOf(value));

/**
 * @param {Found} found
 * @param {string[]} wanted
 */
const scoreOf = ({ outcomes }, wanted) => wanted.filter((outcome) => outcomes.has(outcome)).length;

/**
 * Whether an order is read by the edition of a rule.
 *
 * @param {Trial["order"]} order
 * @param {Rule} rule
 */
const isOf = (order, { edition }) => (order.edition === undefined ? edition.isDefault : order.edition === edition.id);
