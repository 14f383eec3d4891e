/** A transaction process of Sharetribe as the document of a policy, and what of it has no counterpart there. */

import { tell } from "../edn.js";
import { Clocks } from "./clocks.js";
import { Instants, inWords } from "./instants.js";
import { Names, camel, kebab, labelOf } from "./names.js";
import { CONSEQUENCES, FULL_REFUND, REFUNDED_IN_FULL, REFUNDS, isData, mayFail, saysTimes, verbOf } from "./steps.js";

/**
 * @import { Span } from "../edn.js"
 * @import { Notification, Process, Step, Transition } from "./process.js"
 *
 * What has no counterpart, and in which lines of the process.
 *
 * @typedef {{ message: string, lines: number[] }} Loss
 *
 * An effect of an action or a transition.
 *
 * @typedef {{ rule: string, kind: string, audience: string[], message: string }} Effect
 */

const ROLES = { customer: "Customer", provider: "Provider", operator: "Operator" };

/** What an action lets a person supply with a booking, by the fact that keeps it. */
const ARGUMENTS = [
  { point: "booking-start", name: "bookingStart", label: "Start of the booking", isOptional: false },
  { point: "booking-end", name: "bookingEnd", label: "End of the booking", isOptional: false },
  { point: "booking-display-start", name: "bookingDisplayStart", label: "Start that is shown", isOptional: true },
  { point: "booking-display-end", name: "bookingDisplayEnd", label: "End that is shown", isOptional: true },
];

/**
 * The document of a process.
 *
 * @param {Process} process
 * @param {{ id: string, file: string }} names
 * @returns {{ text: string, losses: Loss[] }}
 */
export function policyOf(process, { id, file }) {
  return new Conversion(process).document(id, file);
}

class Conversion {
  /** @type {Map<string, number[]>} */
  #losses = new Map();
  #rules = new Names((name) => kebab(name, "transition"));
  #states = new Names((name) => kebab(name, "state"));
  #paramNames = new Names(camel, { separator: "" });

  /** @param {Process} process */
  constructor(process) {
    this.process = process;
    this.clocks = new Clocks(process.transitions);
    this.instants = [...process.transitions].flatMap((transition) => {
      const { at, from } = transition;
      if (at === null || from === null) return [];
      const instants = new Instants(this.clocks, this.#paramNames);
      const instant = instants.of({ ...transition, at, from });
      return [{ transition, instant, params: instants.params, values: instants.values }];
    });
    for (const { message, span } of process.remarks) this.#lose(message, span);
  }

  /**
   * @param {string} message
   * @param {Span} span
   */
  #lose(message, span) {
    const lines = this.#losses.get(message) ?? [];
    if (!lines.includes(span.line)) lines.push(span.line);
    this.#losses.set(message, lines);
  }

  /** The state before a transaction has begun, which Sharetribe shows as the initial one. */
  get #initial() {
    return this.#states.of("\u0000initial");
  }

  /** @param {string | null} state */
  #state(state) {
    return state === null ? this.#initial : this.#states.of(state);
  }

  /**
   * @param {string} id
   * @param {string} file
   */
  document(id, file) {
    const { transitions } = this.process;
    const title = labelOf(id);
    for (const { to } of transitions) this.#states.of(to);
    const acts = transitions.filter(({ at }) => at === null).map((transition) => this.#action(transition));
    const falls = this.instants.map((each) => this.#transition(each));
    const roles = this.#roles();
    const parts = [
      [
        pair("format", '"torihiki/1"'),
        pair("id", text(id)),
        pair("languages", '["en"]'),
        pair("utcOffset", '"+00:00"'),
        pair("source", '"process"'),
        pair("label", text(title)),
        pair("roles", list(roles)),
      ],
      ["[roleLabels]", ...roles.map((role) => pair(role, text(ROLES[/** @type {keyof typeof ROLES} */ (role)])))],
      [
        "[sources.process]",
        pair("kind", '"official"'),
        pair("title", text(`The transaction process “${title}” (${file})`)),
      ],
      ...this.instants
        .flatMap(({ params }) => params)
        .map(({ name, label, value }) => [`[params.${name}]`, pair("label", text(label)), pair("value", text(value))]),
      ...this.instants
        .flatMap(({ values }) => values)
        .map(({ name, label, is }) => [`[values.${name}]`, pair("label", text(label)), pair("is", text(is))]),
      ...this.clocks.all.map((clock) => this.#fact(clock)),
      ...this.#stateTables(),
      ...falls.flat(),
      ...acts.flat(),
    ];
    const losses = [...this.#losses].map(([message, lines]) => ({ message, lines }));
    const body = parts.map(tableText).join("\n\n");
    return { text: `${header(file, losses)}\n${body}\n`, losses };
  }

  #roles() {
    const { transitions, notifications } = this.process;
    const named = new Set([...transitions.flatMap(({ actors }) => actors), ...notifications.map(({ to }) => to)]);
    // What follows is told to both parties, whoever of them acts.
    return Object.keys(ROLES).filter((role) => role !== "operator" || named.has(role));
  }

  /** @param {import("./clocks.js").Clock} clock */
  #fact({ name, label, mayBeNone, isBooking, note, default: fallback }) {
    return [
      `[facts.${name}]`,
      pair("type", '"timestamp"'),
      pair("label", text(label)),
      ...(fallback === null ? [] : [pair("default", text(fallback))]),
      ...(mayBeNone && fallback === null ? [pair("nullable", "true")] : []),
      ...(isBooking ? [pair("deadline", "true")] : []),
      ...(note === null ? [] : [pair("note", text(note))]),
    ];
  }

  #stateTables() {
    const { transitions } = this.process;
    const left = new Set(transitions.map(({ from }) => from));
    const states = new Set(transitions.flatMap(({ from, to }) => (from === null ? [to] : [from, to])));
    return [
      [`[states.${this.#initial}]`, pair("label", '"Not begun"')],
      ...[...states].map((state) => [
        `[states.${this.#state(state)}]`,
        pair("label", text(labelOf(state))),
        ...(left.has(state) ? [] : [pair("final", "true")]),
      ]),
    ];
  }

  /**
   * What a transition records, when it is made or happens at `instant`.
   *
   * @param {Transition} transition
   * @param {"now" | "at"} instant
   */
  #sets(transition, instant) {
    return this.clocks.all.flatMap((clock) => {
      const { name } = clock;
      const set = clock.sets(transition);
      if (set === "always") return [`${name} = ${text(instant)}`];
      if (set === "first") {
        return [`${name} = ${text(transition.from === null ? instant : `${name} == null ? ${instant} : ${name}`)}`];
      }
      // A transaction begins without them.
      return transition.from === null && clock.mayBeNone && !clock.isBooking ? [`${name} = "null"`] : [];
    });
  }

  /** @param {Transition} transition */
  #action(transition) {
    const { name, actors, from, to, isPrivileged, steps, span } = transition;
    const id = this.#rules.of(name);
    const supplied = steps.some((step) => saysTimes(step.name))
      ? ARGUMENTS.flatMap((argument) => {
          const clock = this.clocks.all.find(({ isBooking, point }) => isBooking && point === argument.point);
          return clock === undefined ? [] : [{ ...argument, fact: clock.name }];
        })
      : [];
    const sets = [...this.#sets(transition, "now"), ...supplied.map(({ name: own, fact }) => `${fact} = ${text(own)}`)];
    const given = supplied.map(({ name: own, label, isOptional }) => {
      const optional = isOptional ? ', default = "none"' : "";
      return `${own} = { type = "timestamp", label = ${text(label)}, deadline = true${optional} }`;
    });
    if (isPrivileged) {
      this.#lose("`:privileged? true`, that a trusted server has to make the call, is told in a note alone", span);
    }
    const lines = [
      `[actions.${id}]`,
      pair(
        "verb",
        text(
          verbOf(
            name,
            steps.map((step) => step.name),
          ),
        ),
      ),
      pair("label", text(labelOf(name))),
      pair("roles", list(actors)),
      pair("from", list([this.#state(from)])),
      pair("to", text(this.#state(to))),
      ...(given.length === 0 ? [] : [pair("with", `{ ${given.join(", ")} }`)]),
      ...(sets.length === 0 ? [] : [pair("set", `{ ${sets.join(", ")} }`)]),
      ...(isPrivileged
        ? [pair("note", '"A trusted server of the marketplace makes the call (a privileged transition)"')]
        : []),
    ];
    const fails = steps.some((step) => step.name === "fail")
      ? [
          [
            `[[actions.${id}.requires]]`,
            pair("rule", '"fails"'),
            pair("that", '"false"'),
            pair("message", '"This always fails"'),
          ],
        ]
      : [];
    return [
      lines,
      ...fails,
      ...this.#effects(transition).map((effect) => effectTable(`actions.${id}.effects`, effect)),
    ];
  }

  /** @param {Conversion["instants"][number]} each */
  #transition({ transition, instant }) {
    const { name, from, to, steps, span } = transition;
    const { text: at, guards, conditions, words, isVague } = instant;
    const isPossible = isVague || steps.some((step) => mayFail(step.name));
    const sets = this.#sets(transition, "at");
    const when = [...new Set(guards)].map((fact) => `${fact} != null`).concat(conditions);
    if (isVague) {
      this.#lose(
        `what \`:fn/min\` makes of a \`:fn/ignore-if-past\` that is past is told as possible, in \`${name}\``,
        span,
      );
    }
    if (steps.some((step) => step.name === "fail")) {
      this.#lose(`\`${name}\` always fails, so it never happens`, span);
      return [];
    }
    return [
      [
        "[[transitions]]",
        pair("rule", text(this.#rules.of(name))),
        pair("from", list([this.#state(from)])),
        ...(when.length === 0 ? [] : [pair("when", text(when.join(" && ")))]),
        pair("at", text(at)),
        pair("to", text(this.#state(to))),
        ...(sets.length === 0 ? [] : [pair("set", `{ ${sets.join(", ")} }`)]),
        ...(isPossible ? [pair("certainty", '"possible"')] : []),
        pair("message", text(`“${labelOf(name)}” happens by itself ${words}`)),
        ...(isPossible && !isVague
          ? [pair("note", '"It may fail, such as where a card is refused; then the state stays"')]
          : []),
      ],
      ...this.#effects(transition).map((effect) => effectTable("transitions.effects", effect)),
    ];
  }

  /**
   * What a transition brings about, and what is sent.
   *
   * @param {Transition} transition
   * @returns {Effect[]}
   */
  #effects({ name, steps }) {
    const rules = new Names((each) => kebab(each, "effect"), { taken: ["state", "fails"] });
    const isRefunded =
      steps.some((step) => step.name === FULL_REFUND) && steps.some((step) => REFUNDS.includes(step.name));
    const effects = steps.flatMap((step, index) => {
      this.#configured(step);
      if (step.name === "fail" || (isRefunded && step.name === FULL_REFUND)) return [];
      if (!Object.hasOwn(CONSEQUENCES, step.name)) {
        const why = isData(step.name)
          ? "changes data of which no rule of a policy speaks"
          : "is an action that is not known here";
        this.#lose(`\`:action/${step.name}\` ${why}`, step.span);
        return [];
      }
      const told = CONSEQUENCES[step.name];
      const isFull = isRefunded && REFUNDS.includes(step.name);
      const isSecond = steps.findIndex((other) => other.name === step.name) < index;
      if (isSecond) return [];
      return [{ ...told, rule: rules.of(step.name), message: isFull ? REFUNDED_IN_FULL : told.message }];
    });
    const sent = this.process.notifications.filter(({ on }) => on === name);
    return [...effects, ...sent.map((notification) => this.#sent(notification, rules))];
  }

  /** @param {Step} step */
  #configured({ name, config, span }) {
    if (config === null || tell(config) === "{}") return;
    this.#lose(`\`:config ${tell(config)}\` of \`:action/${name}\``, span);
  }

  /**
   * @param {Notification} notification
   * @param {Names} rules
   * @returns {Effect}
   */
  #sent({ name, on, to, template, at, span }, rules) {
    const what = `“${labelOf(template)}”`;
    const effect = { rule: rules.of(`${name}-notice`), kind: "notice", audience: [to] };
    if (at === null) return { ...effect, message: `The ${to} gets the e-mail ${what}` };
    this.#lose(`that \`${name}\` is sent later is told in its message alone`, span);
    const words = inWords(at, on, this.process.transitions);
    return {
      ...effect,
      message: `The ${to} gets the e-mail ${what} ${words}, unless the transaction has moved on by then`,
    };
  }
}

/**
 * @param {string} path
 * @param {Effect} effect
 */
function effectTable(path, { rule, kind, audience, message }) {
  return [
    `[[${path}]]`,
    pair("rule", text(rule)),
    pair("kind", text(kind)),
    pair("severity", '"info"'),
    pair("audience", list(audience)),
    pair("message", text(message)),
  ];
}

/**
 * @param {string} key
 * @param {string} value
 */
const pair = (key, value) => /** @type {[string, string]} */ ([key, value]);

/**
 * The lines of a table: its head, and its values below each other.
 *
 * @param {(string | [string, string])[]} lines
 */
function tableText(lines) {
  const width = Math.max(...lines.map((line) => (typeof line === "string" ? 0 : line[0].length)));
  return lines.map((line) => (typeof line === "string" ? line : `${line[0].padEnd(width)} = ${line[1]}`)).join("\n");
}

/**
 * A text of TOML, which writes them as JSON does.
 *
 * @param {string} value
 */
const text = (value) => JSON.stringify(value);

/** @param {string[]} values */
const list = (values) => `[${values.map(text).join(", ")}]`;

/**
 * The lines of a loss, as people say them.
 *
 * @param {number[]} lines
 */
export const linesText = (lines) =>
  lines.length === 1 ? `line ${lines[0]}` : `lines ${lines.slice(0, -1).join(", ")} and ${lines[lines.length - 1]}`;

/**
 * @param {string} file
 * @param {Loss[]} losses
 */
function header(file, losses) {
  const told = losses.map(({ message, lines }) => `# - ${message} (${linesText(lines)})`);
  return `# A policy made of ${file}, a transaction process of Sharetribe, by \`torihiki import\`.
#
# Read it before you rely on it: labels are made of names, and the verbs of actions are guessed from them. That a card is
# accepted or a time is still free is no rule of a process, so an action may be told as allowed and fail all the same.
${told.length === 0 ? "#\n# All of it has a counterpart here.\n" : `#\n# What has no counterpart here:\n${told.join("\n")}\n`}`;
}
