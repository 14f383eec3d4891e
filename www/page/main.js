/**
 * The page: one view of one order, and everything else follows from it.
 *
 * Every change makes a new view and renders it. The view holds exactly what `preview` is called with,
 * so whatever the page shows can be asked again. The answer itself is shown by the custom element of the package.
 */

import { nothing, html, render as renderInto } from "lit/html.js";
import init, { TorihikiError } from "torihiki";
import "torihiki/element";
import { icon } from "../shared/icon.js";
import { rfc3339 } from "../shared/time.js";
import { zoneOf } from "../shared/zone.js";
import { authoringSection } from "./authoring/authoring.js";
import { additionsView } from "./answer/additions.js";
import { announcement as announcementOf } from "./answer/announcement.js";
import { supposedBanner } from "./answer/banner.js";
import { headlineView } from "./answer/headline.js";
import { goalView } from "./answer/ways.js";
import { contextOf } from "./context.js";
import { showChosen } from "./controls/choice.js";
import { languageChoice, viewpointControls } from "./controls/controls.js";
import { WIDE } from "./controls/fold.js";
import { orderForm } from "./controls/form.js";
import { openProblems, problemSummary, toldProblems } from "./controls/problems.js";
import { copySection } from "./copy/copy.js";
import { developersSection } from "./developers/developers.js";
import { diagramSection } from "./diagram/diagram.js";
import { editionsView } from "./editions/editions.js";
import { entryView } from "./entry/entry.js";
import { footView } from "./frame/foot.js";
import { ignoredView } from "./frame/ignored.js";
import { followLinks, holding, lead } from "./frame/lead.js";
import { keepForOffline } from "./frame/offline.js";
import { preparePrint, printedLine } from "./frame/print.js";
import { teller } from "./frame/status.js";
import { rulesSection } from "./rules/rules.js";
import { texts } from "./texts.js";
import { timelineSection } from "./timeline/timeline.js";
import { addressKeeper, addressOf } from "./view/address.js";
import { OWN, readAddress, withoutUnsound } from "./view/address-reading.js";
import { isBegun, isEdited, isOwn, ownView, presentText, sampleView } from "./view/beginning.js";
import { descriptionOf } from "./view/descriptions.js";
import { draftOf, keepDraft, lastOwn } from "./view/drafts.js";
import { inKnownEdition } from "./view/editions.js";
import { bring, bringAgain, broughtPolicy, calendar, describe, policies, preview, timeline } from "./view/engine.js";
import { partnersOf, roleOption, withKey } from "./view/fields.js";
import { keepLanguage, ownLanguage, speak } from "./view/language.js";
import { presentKeeper } from "./view/present.js";
import { questionKeeper } from "./view/questions.js";
import { samples } from "./view/samples.js";
import { askFor } from "./view/telling.js";
import { accountOf, goBack, supposeAll } from "./view/supposed.js";

/** @import { EditionId, Locale, PolicyId, Preview, Scalar } from "torihiki" */
/** @import { TorihikiOrderElement } from "torihiki/element" */
/** @import { Does, PageContext, PageOrder, PageTexts, SupposedStep, ToldProblem, View } from "./types.js" */

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
/** The edition that somebody has chosen for this order; `null`: none. */
let chosenEdition = /** @type {EditionId | null} */ (null);
/** Whether it is shown for paper, where nothing may be true only today. */
let isPrinting = false;
/** Whether the page is being brought up to date. */
let isRendering = false;
/** The answer that was shown last. */
let shown = /** @type {Preview | null} */ (null);
/** Which facts an order of one's own is asked for. */
const questionsOf = questionKeeper();

/** @param {string} id */
const place = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

const tell = teller(place("status"));

const orderElement = () => /** @type {TorihikiOrderElement} */ (place("order"));

/** Shows something in its place. */
const show = (/** @type {string} */ id, /** @type {unknown} */ content) => renderInto(content, place(id));

/**
 * The view that the address holds, as `{ view, ignored }`, or `null` where it holds none.
 *
 * @param {string} fragment
 * @param {Locale} locale
 */
function addressedView(fragment, locale) {
  const present = presentText();
  const found = readAddress(fragment, { policies: policies().map(({ id }) => id), samples, present });
  if (found === null) return null;
  const complete = found.view === null ? ownView("", null, locale) : { locale, ...found.view };
  return { view: withoutUnsound(complete, { preview, accountOf }), ignored: found.ignored };
}

/**
 * Shows the view that the address holds, and says whether it holds one.
 *
 * @param {string} fragment
 */
function follow(fragment) {
  // A document is looked at beside the view, which stays.
  if (authoring.open(fragment)) return false;
  const found =
    fragment === "" ? { view: ownView("", null, view.locale), ignored: [] } : addressedView(fragment, view.locale);
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
const showIgnored = (parts) => show("ignored", ignoredView(parts, texts[view.locale]));

/**
 * Goes on to another order, and makes the form anew for it: as it was left where something was entered, else as it begins.
 *
 * @param {string} policy
 * @param {string} sample
 */
function start(policy, sample) {
  const { locale } = view;
  const draft = draftOf(policy, sample);
  const kept = draft === null ? null : addressedView(draft, locale);
  view = kept === null ? beginningOf(policy, sample) : { ...kept.view, locale };
  chosenEdition = null;
  render({ rebuild: true, forget: true, isStep: true });
}

/**
 * @param {string} policy
 * @param {string} sample
 */
function beginningOf(policy, sample) {
  const { locale } = view;
  if (sample !== OWN) return sampleView(policy, sample, locale);
  const roles = policy === "" ? [] : describe(/** @type {PolicyId} */ (policy)).roles;
  return ownView(policy, roles.length === 1 ? roles[0].id : null, locale);
}

/**
 * Goes on to a view with these parts changed. Whoever moves the time stops the clock, and what nobody was sure of
 * belongs to its policy.
 *
 * @param {Partial<View>} change
 */
function update(change) {
  const before = view;
  const { policy = before.order.policy } = change.order ?? {};
  view = {
    ...view,
    inVain: null,
    ...(change.now === undefined ? {} : { isLive: false }),
    ...(policy === before.order.policy ? {} : { unsure: [] }),
    ...change,
  };
  if (change.locale !== undefined) keepLanguage(change.locale);
  if (before.order.edition !== view.order.edition) chosenEdition = view.order.edition;
  if (isOwn(view) && before.order.state !== view.order.state) {
    view = { ...view, order: inKnownEdition(view.order, chosenEdition) };
  }
  const rebuild = before.locale !== view.locale || before.order.edition !== view.order.edition;
  render({ rebuild, forget: rebuild || before.role !== view.role });
}

/**
 * Shows the view. `rebuild` is for another order or other words: without it a field that is being typed in stays as it is.
 * `forget` says that an earlier answer has nothing to do with this view any more. The way back leads to what was shown
 * before a step.
 *
 * @param {{ rebuild: boolean, forget: boolean, isStep?: boolean }} how
 */
function render({ rebuild, forget, isStep = false }) {
  const t = texts[view.locale];
  isRendering = true;
  if (rebuild) {
    generation += 1;
    // What a screen reader was told in another language is not there any more.
    if (document.documentElement.lang !== view.locale) place("status").textContent = "";
    speak(t, view.locale);
  }
  document.body.removeAttribute("data-loading");
  document.body.toggleAttribute("data-beginning", !isBegun(view));
  document.body.toggleAttribute("data-own", isOwn(view));
  showIgnored([]);
  if (isBegun(view)) renderAnswer(forget, t);
  else renderBeginning(t);
  authoring.refresh(view.locale);
  if (rebuild) {
    showChosen(place("ways-in"));
    unfold();
  }
  isRendering = false;
  address.put(view, isStep);
  keep();
}

/**
 * Shows the first steps of an order of one's own: there is no answer yet.
 *
 * @param {PageTexts} t
 */
function renderBeginning(t) {
  const { policy, edition } = view.order;
  const description = policy === /** @type {string} */ ("") ? null : describeFor(edition);
  const context = { t, view, locale: view.locale, does, problems: [] };
  shown = null;
  orderElement().hidden = true;
  place("below").toggleAttribute("data-withdrawn", true);
  show("languages", languageChoice(context));
  show("ways-in", entryView(policies(), description, context));
  for (const id of ["supposed", "summary", "printed", "headline", "share", "viewpoint", "form", "basis"]) {
    show(id, nothing);
  }
  document.title = t.pageName;
  present.until(false, null, "+09:00");
}

/**
 * @param {boolean} forget
 * @param {PageTexts} t
 */
function renderAnswer(forget, t) {
  const description = describeFor(view.order.edition);
  const { answer, problems: found } = evaluate();
  const all = toldProblems(found, view, t, description);
  // What is still being typed is not yet wrong.
  const problems = all.filter(({ path }) => path !== pathBeingTyped());
  const isWaiting = answer === null && problems.length === 0;
  const isStill = isPrinting || !view.isLive;
  const context = contextOf(answer, view, t, description, { does, problems, generation, isStill });

  const order = orderElement();
  const isWithdrawn = answer === null && !isWaiting && (forget || order.hidden === true);
  order.hidden = isWithdrawn;
  place("below").toggleAttribute("data-withdrawn", isWithdrawn);
  // Where there is one reading of the rules there is nothing to compare.
  for (const part of document.querySelectorAll('#editions, li:has(> [href="#editions"])')) {
    part.toggleAttribute("hidden", description.editions.length < 2);
  }
  // Nobody else has the policy that a reader has written, so nothing that asks it by its id is there to be taken along.
  const own = broughtPolicy(view.order.policy);
  for (const part of document.querySelectorAll('#share, #developers, li:has(> [href="#developers"])')) {
    part.toggleAttribute("hidden", own !== null);
  }

  const asked = isOwn(view) ? questionsOf(view, description, askFor(view)) : { questions: [], isDone: true };
  show("languages", languageChoice(context));
  show("ways-in", entryView(policies(), description, context));
  const isNew = document.getElementById("order-form") === null;
  show("viewpoint", viewpointControls(answer, context));
  show("form", orderForm(asked, context));
  if (isNew) unfold();
  if (isWaiting) return;
  show("supposed", supposedBanner(context));
  if (answer === null) show("headline", nothing);
  else {
    // The present goes on by itself, in the element too.
    const now = isStill ? view.now : null;
    const asked = { order: view.order, party: view.role || null, locale: view.locale, now };
    Object.assign(order, { ...asked, policyDocument: own });
    show("printed", printedLine(context));
    show("headline", headlineView(answer, context));
    show("order", additionsView(answer.actions, context));
    if (description.editions.length > 1) show("editions", editionsView(answer, context));
    show("goal", goalView(context));
    const who = context.role === null ? null : context.roleLabel(context.role);
    document.title = t.pageTitle(answer.state.label, description.label, who);
  }
  for (const { refresh } of sections) refresh(view, answer, t, description);
  if (own === null) developers.refresh(view);
  show("basis", footView(description, t));

  const stale = answer === null && !isWithdrawn;
  place("answer").toggleAttribute("data-stale", stale);
  place("answer").toggleAttribute("data-answered", answer !== null);
  document.body.toggleAttribute("data-unanswered", answer === null);
  const summary = html`${problemSummary(context)}
    <p class="stale">${stale ? t.stale : t.withdrawn}</p>`;
  show("summary", problems.length === 0 ? nothing : summary);
  openProblems(problems);
  announce(answer, problems, context);
  shown = answer;
  present.until(view.isLive, answer?.next?.at ?? null, zoneOf(description));
}

/** Keeps what has been entered. What is only supposed has not been. */
function keep() {
  if (view.supposed.length > 0) return;
  const isEntered = isOwn(view) ? view.order.policy !== /** @type {string} */ ("") : isEdited(view);
  keepDraft(view, isEntered ? addressOf(view, samples) : null);
}

/** The path of the field that is being typed in. */
function pathBeingTyped() {
  const field = document.activeElement?.matches('input[type="text"]')
    ? /** @type {HTMLElement | null} */ (document.activeElement.closest("[data-field]"))
    : null;
  return field?.dataset.field ?? null;
}

/**
 * Opens the form where there is room for it, or where it is what the reader has come for; and what an example is seen by
 * where there is room. One's own order is seen by oneself and now.
 */
function unfold() {
  const form = /** @type {HTMLDetailsElement | null} */ (document.getElementById("order-form"));
  const isWide = matchMedia(WIDE).matches;
  if (form !== null) form.open = isWide || isOwn(view);
  const more = /** @type {HTMLDetailsElement | null} */ (document.getElementById("more"));
  if (more !== null) more.open = isWide && !isOwn(view);
}

/** @param {EditionId | null} edition */
const describeFor = (edition) => descriptionOf(view.order.policy, edition, view.locale);

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
    /** @type {HTMLElement | null} */ (document.querySelector("[aria-invalid=true]"))?.focus();
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
  own: (policy = lastOwn()) => start(policy, OWN),
  reset() {
    const { order, sample } = view;
    keepDraft(view, null);
    view = beginningOf(order.policy, sample);
    render({ rebuild: true, forget: true });
  },
  edit: (change) => update({ order: change(view.order) }),
  answer(fact, value) {
    const partners = partnersOf(fact, view.order, describeFor(view.order.edition).facts);
    // What is given together or not at all is absent together.
    const absent = value === null ? partners : [];
    const changed = absent.reduce((order, id) => withKey(order, id, null), withKey(view.order, fact, value));
    const rest = view.unsure.filter((id) => ![fact, ...absent].includes(id));
    const unsure =
      value === undefined && isOwn(view) ? [...rest, fact, ...partners.filter((id) => !rest.includes(id))] : rest;
    update({ order: changed, unsure });
  },
  leave() {
    // A field that goes is left too.
    if (!isRendering) render({ rebuild: false, forget: false });
  },
  live: () => update({ now: presentText(), since: presentText(), isLive: true }),
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

/**
 * Looks at an order of a policy that the reader has written.
 *
 * @param {Uint8Array<ArrayBuffer>} compiled
 * @param {{ order: PageOrder, role: string, now: string }} asked
 */
function lookAt(compiled, { order, role, now }) {
  bring(compiled);
  const { policy } = order;
  view = { ...ownView(policy, role, view.locale), ...{ order, now, since: now, isLive: false } };
  chosenEdition = order.edition;
  render({ rebuild: true, forget: true, isStep: true });
  lead("answer", "start");
}

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
// Whoever types there does not want the text to move away, whatever becomes of the answer above.
const developers = developersSection(place("developers"), (change) =>
  holding(place("developers"), () => update(change)),
);
const authoring = authoringSection(place("authoring"), lookAt);

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
 * Tells a screen reader what the answer has come to, where somebody changed something. What time changes, the element tells.
 *
 * @param {Preview | null} answer
 * @param {ToldProblem[]} problems
 * @param {PageContext} context
 */
function announce(answer, problems, context) {
  if (answer === null) tell(context.t.problemHeading(problems.length));
  else tell(announcementOf(shown, answer, context));
}

const language = ownLanguage();
speak(texts[language], language);
try {
  await init();
} catch (error) {
  place("order").hidden = true;
  // Without the engine there is no view yet that would have a language.
  const told = html`<span>${texts.ja.loadFailed} <span lang="en">${texts.en.loadFailed}</span></span>`;
  show("summary", html`<p class="problem" role="alert">${icon("danger")}${told}</p>`);
  throw error;
}
bringAgain();
const address = addressKeeper(samples, follow);
const present = presentKeeper((now) => {
  if (!view.isLive) return;
  view = { ...view, now, since: now };
  render({ rebuild: false, forget: false });
});
followLinks();
view = ownView("", null, language);
if (!follow(location.hash)) render({ rebuild: true, forget: true });
matchMedia(WIDE).addEventListener("change", unfold);
preparePrint(orderElement(), (isOn) => {
  isPrinting = isOn;
  render({ rebuild: false, forget: false });
});
keepForOffline();
