/**
 * The page: one view of one order, and everything else follows from it.
 *
 * Every change makes a new view and renders it. The view holds exactly what `preview` is called with,
 * so whatever the page shows can be asked again. The answer itself is shown by the custom element of the package.
 */

import { nothing, html, render as renderInto } from "lit/html.js";
import init, { TorihikiError, calendar, describe, policies, preview, timeline } from "torihiki";
import "torihiki/element";
import { icon } from "../shared/icon.js";
import { rfc3339 } from "../shared/time.js";
import { zoneOf } from "../shared/zone.js";
import { actionsByVerb, verdictOf } from "../shared/verdict.js";
import { additionsView } from "./answer/additions.js";
import { supposedBanner } from "./answer/banner.js";
import { headlineView } from "./answer/headline.js";
import { goalView } from "./answer/ways.js";
import { contextOf } from "./context.js";
import { showChosen } from "./controls/choice.js";
import { languageChoice, orderChoices, viewpointControls } from "./controls/controls.js";
import { foldWhereNarrow } from "./controls/fold.js";
import { orderForm } from "./controls/form.js";
import { openProblems, problemSummary, toldProblems } from "./controls/problems.js";
import { copySection } from "./copy/copy.js";
import { developersSection } from "./developers/developers.js";
import { diagramSection } from "./diagram/diagram.js";
import { editionsView } from "./editions/editions.js";
import { footView } from "./frame/foot.js";
import { followLinks, holding, lead } from "./frame/lead.js";
import { keepForOffline } from "./frame/offline.js";
import { rulesSection } from "./rules/rules.js";
import { texts } from "./texts.js";
import { timelineSection } from "./timeline/timeline.js";
import { addressKeeper } from "./view/address.js";
import { readAddress, withoutUnsound } from "./view/address-reading.js";
import { defaultEdition } from "./view/editions.js";
import { roleOption } from "./view/fields.js";
import { opening, sampleOf, samples } from "./view/samples.js";
import { accountOf, goBack, supposeAll } from "./view/supposed.js";

/** @import { EditionId, Locale, Preview } from "torihiki" */
/** @import { TorihikiOrderElement } from "torihiki/element" */
/** @import { Does, PageDescription, PageOrder, PageTexts, SupposedStep, ToldProblem, View } from "./types.js" */

/** How long an answer stands still before a screen reader is told of it, so that typing is not talked over. */
const ANNOUNCE_AFTER = 600;

/**
 * What is looked at: the sample it began with, the order, and the options of `preview`. Beside them
 * `since`, the instant from which time has been moved; what was `supposed` (see `supposed.js`), and what was in vain;
 * the denied actions whose ways were `asked` for; and the state that is the `goal`.
 *
 * @type {View}
 */
let view;
/** How often everything has been made anew: then no field stays as somebody was typing in it. */
let generation = 0;
/** The policies as they have been described so far: describing one takes longer than an answer. */
const descriptions = /** @type {Map<string, PageDescription>} */ (new Map());
/** @type {ReturnType<typeof setTimeout> | undefined} */
let announcement;

/** @param {string} id */
const place = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

const orderElement = () => /** @type {TorihikiOrderElement} */ (place("order"));

/** Shows something in its place. */
const show = (/** @type {string} */ id, /** @type {unknown} */ content) => renderInto(content, place(id));

/**
 * @param {{ policy: string, sample: string, locale: Locale }} beginning
 * @returns {View}
 */
function sampleView({ policy, sample, locale }) {
  const { id, role, now, order } = sampleOf(policy, sample);
  const asked = { supposed: [], inVain: null, asked: [], goal: "" };
  return {
    sample: id,
    order: /** @type {PageOrder} */ ({ edition: defaultEdition(order.policy), ...order }),
    role: role ?? "",
    now,
    since: now,
    locale,
    ...asked,
  };
}

/**
 * The view that the address holds, as `{ view, ignored }`, or `null` where it holds none.
 *
 * @param {string} fragment
 * @param {Locale} locale
 */
function addressedView(fragment, locale) {
  const found = readAddress(fragment, { policies: policies().map(({ id }) => id), samples });
  if (found === null) return null;
  const complete = found.view === null ? sampleView({ ...opening, locale }) : { locale, ...found.view };
  return { view: withoutUnsound(complete, { preview, accountOf }), ignored: found.ignored };
}

/**
 * Shows the view that the address holds, and says whether it holds one.
 *
 * @param {string} fragment
 */
function follow(fragment) {
  const found = addressedView(fragment, view.locale);
  if (found === null) return false;
  view = found.view;
  render({ rebuild: true, forget: true });
  showIgnored(found.ignored);
  return true;
}

/**
 * Tells which parts of the address were not understood, until something is changed.
 *
 * @param {{ name: string, text: string }[]} parts
 */
function showIgnored(parts) {
  const name = (/** @type {{ name: string, text: string }} */ part) =>
    html`<li><code>${part.text === "" ? part.name : `${part.name}=${part.text}`}</code></li>`;
  const told = html`<p>${icon("info")}${texts[view.locale].addressIgnored}</p>
    <ul>
      ${parts.map(name)}
    </ul>`;
  show("ignored", parts.length === 0 ? nothing : told);
}

/**
 * Goes on to a sample, and makes the form anew for it.
 *
 * @param {string} policy
 * @param {string} sample
 */
function start(policy, sample) {
  view = sampleView({ policy, sample, locale: view.locale });
  render({ rebuild: true, forget: true });
}

/**
 * Goes on to a view with these parts changed.
 *
 * @param {Partial<View>} change
 */
function update(change) {
  const before = view;
  view = { ...view, inVain: null, ...change };
  const rebuild = before.locale !== view.locale || before.order.edition !== view.order.edition;
  render({ rebuild, forget: rebuild || before.role !== view.role });
}

/**
 * Shows the view. `rebuild` is for another order or other words: without it a field that is being typed in stays as it is.
 * `forget` says that an earlier answer has nothing to do with this view any more.
 *
 * @param {{ rebuild: boolean, forget: boolean }} how
 */
function render({ rebuild, forget }) {
  const t = texts[view.locale];
  const description = describeFor(view.order.edition);
  if (rebuild) {
    generation += 1;
    speak(t);
  }

  const { answer, problems: found } = evaluate();
  const problems = toldProblems(found, view, t, description);
  const context = contextOf(answer, view, t, description, { does, problems, generation });

  const order = orderElement();
  const isWithdrawn = answer === null && (forget || order.hidden === true);
  order.hidden = isWithdrawn;
  place("below").toggleAttribute("data-withdrawn", isWithdrawn);
  // Where there is one reading of the rules there is nothing to compare.
  for (const part of document.querySelectorAll('#editions, li:has(> [href="#editions"])')) {
    part.toggleAttribute("hidden", description.editions.length < 2);
  }

  show("languages", languageChoice(context));
  show("choices", orderChoices(policies(), context));
  show("viewpoint", viewpointControls(answer, context));
  show("form", orderForm(context));
  show("supposed", supposedBanner(context));
  if (answer !== null) {
    Object.assign(order, { order: view.order, party: view.role || null, locale: view.locale, now: view.now });
    // What stands there until the rules are loaded gives way to the first answer.
    place("headline").querySelector("[data-text]")?.remove();
    show("headline", headlineView(answer, context));
    show("order", additionsView(answer.actions, context));
    if (description.editions.length > 1) show("editions", editionsView(answer, context));
    show("goal", goalView(context));
    const who = context.role === null ? null : context.roleLabel(context.role);
    document.title = t.pageTitle(answer.state.label, description.label, who);
  }
  for (const { refresh } of sections) refresh(view, answer, t, description);
  developers.refresh(view.locale);
  show("basis", footView(description, t));

  const stale = answer === null && !isWithdrawn;
  place("answer").toggleAttribute("data-stale", stale);
  place("answer").toggleAttribute("data-answered", answer !== null);
  document.body.toggleAttribute("data-unanswered", answer === null);
  document.body.removeAttribute("data-loading");
  showIgnored([]);
  const summary = html`${problemSummary(context)}
    <p class="stale">${stale ? t.stale : t.withdrawn}</p>`;
  show("summary", problems.length === 0 ? nothing : summary);
  openProblems(problems);
  if (rebuild) showChosen(place("choices"));
  announce(answer, problems, t);
  address.put(view);
}

/**
 * Has everything in the language that is not made from the view.
 *
 * @param {PageTexts} t
 */
function speak(t) {
  document.documentElement.lang = view.locale;
  document.title = t.pageName;
  /** @type {HTMLMetaElement} */ (document.querySelector('meta[name="description"]')).content = t.pageDescription;
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-text]"))) {
    element.textContent = t[/** @type {"heading"} */ (element.dataset.text)];
  }
}

/**
 * The policy in an edition, as the view's language has it. `everyState` also holds the states that only another
 * edition has: an order may be in one of them when the edition is changed.
 *
 * @param {EditionId | null} edition
 * @returns {PageDescription}
 */
function describeFor(edition) {
  const { order, locale } = view;
  const key = `${order.policy} ${edition} ${locale}`;
  const found = descriptions.get(key);
  if (found !== undefined) return found;
  const own = describe(order.policy, { edition, locale });
  const others = own.editions.filter(({ id }) => id !== edition);
  const states = others.flatMap(({ id }) => describe(order.policy, { edition: id, locale }).states);
  const description = { ...own, everyState: [...own.states, ...states] };
  descriptions.set(key, description);
  return description;
}

/** The answer to the view, or the problems that stand in its way. */
function evaluate() {
  const { order, role, now, locale } = view;
  try {
    const answer = preview(order, { ...roleOption(role), now, locale });
    return { answer, problems: [] };
  } catch (error) {
    if (!(error instanceof TorihikiError)) throw error;
    return { answer: null, problems: error.problems };
  }
}

/**
 * Supposes steps from a view on, or says at the button why that cannot be.
 *
 * @param {View} from
 * @param {SupposedStep[]} steps
 * @param {string} origin
 */
function supposeFrom(from, steps, origin) {
  const after = supposeAll(from, steps, origin, describeFor(from.order.edition));
  if (after.view === undefined) {
    update({ inVain: { origin, missing: after.missing, refused: after.refused } });
    return;
  }
  update(after.view);
  lead("supposed-banner", "start");
}

/**
 * What the buttons do.
 *
 * @type {Does}
 */
const does = {
  update,
  start,
  edit: (change) => update({ order: change(view.order) }),
  read(edition) {
    update({ order: { ...view.order, edition } });
    lead("editions", "start");
  },
  reveal: ({ id, role }) => void orderElement().reveal(id, role),
  suppose(steps, origin) {
    supposeFrom(view, steps, origin);
  },
  agree(consentOf, origin) {
    const last = view.supposed.at(-1);
    if (last !== undefined) supposeFrom(goBack(view, 1).view, [{ ...last.step, consentOf }], origin);
  },
  goBack(count) {
    const { view: before, origin } = goBack(view, count);
    update(before);
    lead(origin, "center");
  },
  ask(key, isAsked, found) {
    update({ asked: isAsked ? [...view.asked, key] : view.asked.filter((one) => one !== key) });
    tellWays(found);
  },
  aim(goal, found) {
    update({ goal });
    tellWays(found);
  },
};

/** The sections that stay where they are, whatever is looked at. */
const sections = [
  copySection(place("share")),
  timelineSection(place("timeline"), {
    ask: ({ order, role, locale }, from) => timeline(order, { ...roleOption(role), from, locale }),
    askCalendar: ({ order, role, now, locale }) => calendar(order, { ...roleOption(role), from: now, locale }),
    move(at) {
      const zone = zoneOf(describeFor(view.order.edition));
      holding(place("timeline"), () => update({ now: rfc3339(at, zone) }));
    },
  }),
  diagramSection(place("diagram")),
  rulesSection(place("rules")),
];
const developers = developersSection(place("developers"));

/**
 * Tells a screen reader how many ways have been found, instead of an answer that is still the same.
 *
 * @param {string} found
 */
function tellWays(found) {
  const list = place(found);
  tell(list === null ? "" : texts[view.locale].waysFound(list.querySelectorAll(".way").length));
}

/**
 * Tells a screen reader in one sentence what the answer has come to.
 *
 * @param {Preview | null} answer
 * @param {ToldProblem[]} problems
 * @param {PageTexts} t
 */
function announce(answer, problems, t) {
  const text =
    answer === null
      ? t.problemHeading(problems.length)
      : t.announce(
          answer.state.label,
          actionsByVerb(answer).map(([verb, actions]) => t.announceVerb(t.verbs[verb], t.verdicts[verdictOf(actions)])),
        );
  tell(text);
}

/**
 * Tells a screen reader something, once nothing else has come for a while.
 *
 * @param {string} text
 */
function tell(text) {
  clearTimeout(announcement);
  announcement = setTimeout(() => {
    place("status").textContent = text;
  }, ANNOUNCE_AFTER);
}

try {
  await init();
} catch (error) {
  place("order").hidden = true;
  // Without the engine there is no view yet that would have a language.
  const told = html`<span>${texts.ja.loadFailed} <span lang="en">${texts.en.loadFailed}</span></span>`;
  show("summary", html`<p class="problem" role="alert">${icon("danger")}${told}</p>`);
  throw error;
}
const address = addressKeeper(samples, follow);
followLinks();
view = sampleView({ ...opening, locale: "ja" });
if (!follow(location.hash)) render({ rebuild: true, forget: true });
for (const id of ["more", "order-form"]) foldWhereNarrow(/** @type {HTMLDetailsElement} */ (place(id)));
keepForOffline();
