/** What parts of a policy are told with: names, values, periods and sources, in the words of a language. */

import { namesOf } from "../../shared/context.js";
import { sayPartialDate } from "../../shared/dates.js";
import { sayDuration } from "../../shared/length.js";
import { sayAmount } from "../../shared/money.js";
import { localText } from "../../shared/time.js";
import { item, joined } from "./blocks.js";
import { textsIn } from "./texts.js";

/**
 * @import { ArgumentInfo, Description, EffectInfo, FactInfo, Locale, ParamInfo, PeriodInfo, RequirementInfo, Scalar, SetInfo, SourceInfo } from "torihiki"
 * @import { Item, Span } from "./blocks.js"
 *
 * What every rule has.
 *
 * @typedef {{ rule: string, message: string, sources: string[], note: string | null, inForce: PeriodInfo | null }} Rule
 */

export class Telling {
  /**
   * @param {Description} description
   * @param {Map<string, string>} excepted the facts that say whom a rule does not mean, by the ids of the rules
   */
  constructor(description, excepted) {
    this.description = description;
    this.excepted = excepted;
    /** @type {Locale} The language of what the policy does not say itself. */
    this.locale = description.language === "ja" || description.language.startsWith("ja-") ? "ja" : "en";
    this.t = textsIn(this.locale);
    this.names = namesOf(description);
  }

  /** @param {readonly string[]} roles */
  roles(roles) {
    return roles.map(this.names.roleLabel).join(this.t.comma);
  }

  /**
   * Whom a rule means where that is everybody but the one that a fact names; null for another rule.
   *
   * @param {string} rule
   */
  whoeverIsNot(rule) {
    const fact = this.excepted.get(rule);
    return fact === undefined ? null : this.t.whoeverIsNot(this.names.factLabel(fact));
  }

  /** @param {readonly string[]} states */
  states(states) {
    return states.map((state) => this.t.quoted(this.names.stateLabel(state))).join(this.t.comma);
  }

  /**
   * A value of a type, as people say it.
   *
   * @param {Scalar} value
   * @param {string} type
   * @param {{ id: string, label: string }[]} [choices]
   * @returns {string}
   */
  value(value, type, choices = []) {
    const { t, locale } = this;
    if (value === null) return t.none;
    if (typeof value === "boolean") return value ? t.yes : t.no;
    if (type === "money" && this.names.currency !== null) {
      return sayAmount({ value: Number(value), currency: this.names.currency }, locale);
    }
    if (type === "duration") return sayDuration(String(value), locale) ?? String(value);
    return choices.find(({ id }) => id === value)?.label ?? String(value);
  }

  /** @param {PeriodInfo | null} period */
  period(period) {
    const { t } = this;
    if (period === null || (period.from === null && period.until === null)) return null;
    const parts = [];
    if (period.from !== null) parts.push(t.since(this.#day(period.from) ?? localText(period.from, this.names.zone)));
    if (period.until !== null) {
      // The last day that counts, where it ends with one.
      const day = this.#day(period.until) === null ? null : this.#day(period.until - 1, true);
      parts.push(day === null ? t.before(localText(period.until, this.names.zone)) : t.upTo(day));
    }
    return parts.join(this.locale === "ja" ? "" : " ");
  }

  /**
   * The day that begins at an instant, or that it lies in; null where none begins there.
   *
   * @param {number} at
   * @param {boolean} [isInside]
   */
  #day(at, isInside = false) {
    const [day, time] = localText(at, this.names.zone).split(" ");
    return isInside || time === "00:00" ? sayPartialDate(day, this.locale) : null;
  }

  /**
   * A source: its title with its address, what kind of text it is, and its dates.
   *
   * @param {SourceInfo} source
   * @returns {Span[]}
   */
  source({ title, url, kind, date, read }) {
    const { t, locale } = this;
    const dates = [
      date === null ? t.noDate : t.cited(sayPartialDate(date, locale)),
      ...(read === null ? [] : [t.readOn(sayPartialDate(read, locale))]),
    ];
    // What is assumed has no page, and so no date that could be known.
    const told = [t.sourceKinds[kind], ...(kind === "assumption" ? [] : dates)];
    return [url === null ? title : { link: title, href: url }, t.bracketed(told.join(t.comma))];
  }

  /**
   * @param {readonly string[]} ids
   * @returns {[label: string, spans: Span[]][]}
   */
  sources(ids) {
    const found = ids.flatMap((id) => this.description.sources.filter((source) => source.id === id));
    if (found.length === 0) return [];
    return [
      [
        this.t.source,
        joined(
          found.map((source) => this.source(source)),
          this.t.comma,
        ),
      ],
    ];
  }

  /**
   * A rule with all that stands beside it.
   *
   * @param {Rule} rule
   * @param {[label: string, spans: Span[]][]} own
   * @param {{ tags?: string[], items?: Item[] }} [more]
   */
  rule({ rule, message, sources, note, inForce }, own, { tags = [], items = [] } = {}) {
    const { t } = this;
    const period = this.period(inForce);
    const spans = [...tags.map((tag) => ({ tag })), message];
    return item(
      spans,
      [
        ...own,
        ...this.optional(t.period, period),
        ...this.optional(t.note, note),
        ...this.sources(sources),
        [t.rule, [{ code: rule }]],
      ],
      { id: `rule-${rule}`, items },
    );
  }

  /**
   * A line of details, where there is something to be said.
   *
   * @param {string} label
   * @param {string | null} text
   * @returns {[label: string, spans: Span[]][]}
   */
  optional(label, text) {
    return text === null ? [] : [[label, [text]]];
  }

  /**
   * @param {string} label
   * @param {string | null} code
   * @returns {[label: string, spans: Span[]][]}
   */
  code(label, code) {
    return code === null ? [] : [[label, [{ code }]]];
  }

  /**
   * A requirement or an alternative.
   *
   * @param {RequirementInfo} requirement
   * @returns {Item}
   */
  requirement(requirement) {
    const { t } = this;
    const alternatives = requirement.alternatives.map((/** @type {RequirementInfo} */ one) => this.requirement(one));
    const items = alternatives.length === 0 ? [] : [item([t.oneIsEnough], [], { items: alternatives })];
    const own = [...this.optional(t.violated, requirement.violated), ...this.code(t.condition, requirement.that)];
    return this.rule(requirement, own, { items });
  }

  /**
   * @param {EffectInfo} effect
   * @returns {Item}
   */
  effect(effect) {
    const { t } = this;
    const { kind, severity, audience, on, certainty, when, amount } = effect;
    const tags = [
      t.kinds[kind],
      ...(severity === "info" ? [] : [t.severities[severity]]),
      ...(certainty === "possible" ? [t.possible] : []),
    ];
    const own = [
      ...this.optional(t.audience, audience === null ? this.whoeverIsNot(effect.rule) : this.roles(audience)),
      ...this.optional(t.follows, on === null ? null : t.on[on]),
      ...this.code(t.when, when),
      ...this.code(t.amount, amount),
    ];
    return this.rule(effect, own, { tags });
  }

  /**
   * What is recorded.
   *
   * @param {string} label
   * @param {readonly SetInfo[]} sets
   * @returns {[label: string, spans: Span[]][]}
   */
  records(label, sets) {
    const { t } = this;
    if (sets.length === 0) return [];
    const told = sets.map(({ fact, value }) => {
      const name = this.names.factLabel(fact);
      if (value === "now" || value === "at") return [t.becomesNow(name)];
      return value === "null" ? [t.becomesNone(name)] : [t.becomes(name), { code: value }];
    });
    return [[label, joined(told, t.between)]];
  }

  /**
   * What kind of value a fact or an argument has.
   *
   * @param {FactInfo | ArgumentInfo} fact
   */
  type({ type, choices }) {
    const { t } = this;
    const name = Object.hasOwn(t.types, type) ? t.types[/** @type {keyof typeof t.types} */ (type)] : t.types.choice;
    return choices.length === 0 ? name : `${name}${t.bracketed(choices.map(({ label }) => label).join(t.comma))}`;
  }

  /**
   * The values of a parameter, each with when it holds and where it comes from.
   *
   * @param {ParamInfo} param
   */
  values({ type, value, source, note, dated }) {
    const all = dated.map((one) => ({ ...one, period: this.period(one) }));
    // The value that is told first is one of these, unless it holds in no period of its own.
    const isOne = all.some((one) => one.value === value && one.source === source && one.note === note);
    const rest = isOne ? [] : [{ value, source, note, period: dated.length === 0 ? null : this.t.otherwise }];
    return [...all, ...rest].map((one) => ({ ...one, value: this.value(one.value, type) }));
  }
}
