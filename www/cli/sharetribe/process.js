/**
 * A transaction process of Sharetribe as it is written (`process.edn`): its transitions and notifications with their places,
 * and everything that is wrong with it. The format: https://www.sharetribe.com/docs/references/transaction-process-format/
 */

import { EdnError, readEdn, shortened, tell } from "../edn.js";
import { pointsIn, readTime } from "./times.js";

/**
 * @import { ProblemCode } from "torihiki"
 * @import { Mistake } from "torihiki/policy"
 * @import { Edn, Span } from "../edn.js"
 * @import { Time } from "./times.js"
 *
 * What a transition does beside leading to a state.
 *
 * @typedef {{ name: string, config: Edn | null, span: Span }} Step
 *
 * @typedef {object} Transition
 * @property {string} name
 * @property {string[]} actors empty where it happens by itself
 * @property {string | null} from null where it begins a transaction
 * @property {string} to
 * @property {Time | null} at
 * @property {boolean} isPrivileged
 * @property {Step[]} steps
 * @property {Span} span
 *
 * @typedef {{ name: string, on: string, to: string, template: string, at: Time | null, span: Span }} Notification
 *
 * What is written and has no place here.
 *
 * @typedef {{ message: string, span: Span }} Remark
 *
 * @typedef {{ transitions: Transition[], notifications: Notification[], remarks: Remark[] }} Process
 */

const FORMAT = "https://www.sharetribe.com/docs/references/transaction-process-format/";

/**
 * Reads a process.
 *
 * @param {string} text
 * @returns {{ process: Process | null, mistakes: Mistake[] }}
 */
export function readProcess(text) {
  /** @type {Edn} */
  let written;
  try {
    written = readEdn(text);
  } catch (error) {
    if (!(error instanceof EdnError)) throw error;
    return { process: null, mistakes: [mistakeAt("invalid-syntax", "", error.message, error.help, error.span)] };
  }
  const reading = new Reading();
  const process = reading.process(written);
  return { process: reading.mistakes.length === 0 ? process : null, mistakes: reading.mistakes };
}

/**
 * @param {ProblemCode} code
 * @param {string} path
 * @param {string} message
 * @param {string} help
 * @param {Span} span
 * @returns {Mistake}
 */
function mistakeAt(code, path, message, help, { line, column, endLine, endColumn }) {
  return { code, path, message, help, suggests: null, line, column, endLine, endColumn };
}

/** Reads values, and keeps what is wrong with them and what has no place here. */
export class Reading {
  /** @type {Mistake[]} */
  mistakes = [];
  /** @type {Remark[]} */
  remarks = [];

  /**
   * @param {ProblemCode} code
   * @param {string} path
   * @param {string} message
   * @param {string} help
   * @param {Span} span
   */
  wrong(code, path, message, help, span) {
    this.mistakes.push(mistakeAt(code, path, message, help, span));
  }

  /**
   * The values of a map by their keywords.
   *
   * @param {Edn} value
   * @param {string} path
   * @returns {Map<string, Edn>}
   */
  fields(value, path) {
    if (value.kind !== "map") {
      this.wrong("wrong-type", path, `\`${shortened(value)}\` is no map`, "write `{…}`", value);
      return new Map();
    }
    const entries = value.entries.flatMap(([key, item]) => {
      if (key.kind === "keyword") return [/** @type {[string, Edn]} */ ([key.value, item])];
      this.wrong("wrong-type", path, `\`${shortened(key)}\` is no keyword`, "a key is written `:like-this`", key);
      return [];
    });
    return new Map(entries);
  }

  /**
   * @param {Map<string, Edn>} fields
   * @param {string} key
   * @param {string} path
   * @param {Span} span of the map
   */
  needed(fields, key, path, span) {
    const value = fields.get(key);
    if (value === undefined) this.wrong("missing-key", path, `\`:${key}\` is missing`, `see ${FORMAT}`, span);
    return value ?? null;
  }

  /**
   * The name of a keyword, without its namespace.
   *
   * @param {Edn | null} value
   * @param {string} namespace
   * @param {string} path
   */
  name(value, namespace, path) {
    if (value === null) return "";
    if (value.kind !== "keyword") {
      const help = `it is written \`:${namespace}/like-this\``;
      this.wrong("wrong-type", path, `\`${shortened(value)}\` is no keyword`, help, value);
      return "";
    }
    const parts = value.value.split("/");
    return parts.length === 1 || parts[0] === namespace ? parts[parts.length - 1] : value.value;
  }

  /**
   * @param {Edn | undefined | null} value
   * @param {string} path
   * @returns {Edn[]}
   */
  items(value, path) {
    if (value === undefined || value === null) return [];
    if (value.kind === "vector" || value.kind === "list" || value.kind === "set") return value.items;
    this.wrong("wrong-type", path, `\`${shortened(value)}\` is no list`, "write `[…]`", value);
    return [];
  }

  /**
   * @param {Map<string, Edn>} fields
   * @param {string[]} known
   * @param {string} what
   */
  rest(fields, known, what) {
    for (const [key, value] of fields) {
      if (!known.includes(key)) this.remarks.push({ message: `\`:${key}\` of ${what}`, span: value });
    }
  }

  /**
   * @param {Edn} written
   * @returns {Process}
   */
  process(written) {
    const fields = this.fields(written, "");
    const format = written.kind === "map" ? this.needed(fields, "format", "format", written) : null;
    if (format !== null && tell(format) !== ":v3") {
      const message = `\`${shortened(format)}\` is a format that is not known here`;
      this.wrong("unknown-format", "format", message, "the format is `:v3`", format);
    }
    const list = written.kind === "map" ? this.needed(fields, "transitions", "transitions", written) : null;
    const transitions = this.items(list, "transitions").map((each, index) =>
      this.transition(each, `transitions[${index}]`),
    );
    const notifications = this.items(fields.get("notifications"), "notifications").map((each, index) =>
      this.notification(each, `notifications[${index}]`),
    );
    this.rest(fields, ["format", "transitions", "notifications"], "the process");
    if (list !== null && transitions.length === 0) {
      this.wrong("missing-key", "transitions", "there is no transition", `see ${FORMAT}`, list);
    }
    this.unique(transitions, "transitions", "transition");
    this.unique(notifications, "notifications", "notification");
    const process = { transitions, notifications, remarks: this.remarks };
    this.references(process);
    return process;
  }

  /**
   * @param {Edn} value
   * @param {string} path
   * @returns {Transition}
   */
  transition(value, path) {
    const fields = this.fields(value, path);
    const isMap = value.kind === "map";
    const name = this.name(isMap ? this.needed(fields, "name", path, value) : null, "transition", `${path}.name`);
    const to = this.name(isMap ? this.needed(fields, "to", path, value) : null, "state", `${path}.to`);
    const from = fields.has("from") ? this.name(fields.get("from") ?? null, "state", `${path}.from`) : null;
    const actor = fields.get("actor");
    const at = fields.get("at");
    if (isMap && (actor === undefined) === (at === undefined)) {
      const message =
        actor === undefined
          ? "a transition has neither `:actor` nor `:at`"
          : "a transition has both `:actor` and `:at`";
      this.wrong("conflict", path, message, "an actor makes it, or it happens by itself at an instant", value);
    }
    if (at !== undefined && from === null) {
      const help = "say under `:from` which state it leaves";
      this.wrong("missing-key", path, "what happens by itself cannot begin a transaction", help, value);
    }
    const privileged = fields.get("privileged?");
    if (privileged !== undefined && privileged.kind !== "boolean") {
      const message = `\`${shortened(privileged)}\` is neither \`true\` nor \`false\``;
      this.wrong("wrong-type", `${path}.privileged?`, message, "write `true`, or leave it out", privileged);
    }
    this.rest(fields, ["name", "actor", "at", "from", "to", "actions", "privileged?"], `\`${name}\``);
    return {
      name,
      actors: actor === undefined ? [] : this.actors(actor, `${path}.actor`),
      from,
      to,
      at: at === undefined ? null : readTime(at, `${path}.at`, this),
      isPrivileged: privileged?.kind === "boolean" && privileged.value,
      steps: this.items(fields.get("actions"), `${path}.actions`).map((each, index) =>
        this.step(each, `${path}.actions[${index}]`),
      ),
      span: value,
    };
  }

  /**
   * Who makes a transition: a role, or a set of them as earlier processes have it.
   *
   * @param {Edn} value
   * @param {string} path
   */
  actors(value, path) {
    const all = value.kind === "set" || value.kind === "vector" ? value.items : [value];
    return all.map((each) => this.actor(each, path, ["customer", "provider", "operator"]));
  }

  /**
   * @param {Edn | null} value
   * @param {string} path
   * @param {string[]} known
   */
  actor(value, path, known) {
    const name = this.name(value, "actor.role", path);
    if (value?.kind === "keyword" && !known.includes(name)) {
      const help = `one of ${known.map((role) => `\`:actor.role/${role}\``).join(", ")}`;
      this.wrong("unknown-name", path, `there is no role \`${shortened(value)}\``, help, value);
    }
    return name;
  }

  /**
   * @param {Edn} value
   * @param {string} path
   * @returns {Step}
   */
  step(value, path) {
    const fields = this.fields(value, path);
    const name = this.name(
      value.kind === "map" ? this.needed(fields, "name", path, value) : null,
      "action",
      `${path}.name`,
    );
    this.rest(fields, ["name", "config"], `\`${name}\``);
    return { name, config: fields.get("config") ?? null, span: value };
  }

  /**
   * @param {Edn} value
   * @param {string} path
   * @returns {Notification}
   */
  notification(value, path) {
    const fields = this.fields(value, path);
    const needed = (/** @type {string} */ key) => (value.kind === "map" ? this.needed(fields, key, path, value) : null);
    const name = this.name(needed("name"), "notification", `${path}.name`);
    const at = fields.get("at");
    this.rest(fields, ["name", "on", "to", "template", "at"], `\`${name}\``);
    return {
      name,
      on: this.name(needed("on"), "transition", `${path}.on`),
      to: this.actor(needed("to"), `${path}.to`, ["customer", "provider"]),
      template: this.name(needed("template"), "template", `${path}.template`),
      at: at === undefined ? null : readTime(at, `${path}.at`, this),
      span: value,
    };
  }

  /**
   * @param {(Transition | Notification)[]} all
   * @param {string} path
   * @param {string} what
   */
  unique(all, path, what) {
    const names = new Set();
    for (const [index, { name, span }] of all.entries()) {
      if (name !== "" && names.has(name)) {
        const message = `there are two ${what}s \`${name}\``;
        this.wrong("duplicate", `${path}[${index}].name`, message, "give each a name of its own", span);
      }
      names.add(name);
    }
  }

  /**
   * What one part of the process says about another has to be there.
   *
   * @param {Process} process
   */
  references({ transitions, notifications }) {
    const names = new Set(transitions.map(({ name }) => name));
    const states = new Set(transitions.flatMap(({ from, to }) => [from, to]));
    for (const { name, on, span } of notifications) {
      if (on !== "" && !names.has(on)) {
        const message = `\`${name}\` is sent on \`${on}\`, and there is no such transition`;
        this.wrong("unknown-name", "notifications", message, "name one of the transitions", span);
      }
    }
    if (transitions.length > 0 && transitions.every(({ from }) => from !== null)) {
      const help = "leave `:from` out of the transition that begins it";
      this.wrong("conflict", "transitions", "no transition begins a transaction", help, transitions[0].span);
    }
    for (const { at } of [...transitions, ...notifications]) {
      for (const { kind, of, span } of pointsIn(at)) {
        const isKnown =
          kind === "transitioned"
            ? names.has(of)
            : kind === "entered" || kind === "last-entered"
              ? states.has(of)
              : true;
        if (!isKnown) {
          const what = kind === "transitioned" ? "transition" : "state";
          this.wrong("unknown-name", "transitions", `there is no ${what} \`${of}\``, `name one of the ${what}s`, span);
        }
      }
    }
    this.reached(transitions);
  }

  /**
   * A state that nothing leads to from the beginning makes a process that Sharetribe refuses.
   *
   * @param {Transition[]} transitions
   */
  reached(transitions) {
    /** @type {Set<string | null>} */
    const reached = new Set([null]);
    // A set can be added to while it is gone through.
    for (const state of reached) for (const { from, to } of transitions) if (from === state) reached.add(to);
    for (const { from, span } of transitions) {
      if (!reached.has(from)) {
        const help = "a transition has to lead to it";
        this.wrong("unreachable", "transitions", `nothing leads to the state \`${from}\``, help, span);
        reached.add(from);
      }
    }
  }
}
