/**
 * The page: one view of one order, and everything else follows from it.
 *
 * Every change makes a new view and renders it. The view holds exactly what `preview` is called with,
 * so whatever the page shows can be asked again. The answer itself is shown by the custom element of the package.
 */

import { showAdditions } from "./answer/additions.js";
import { addressKeeper, readAddress, withoutUnsound } from "./view/address.js";
import { basisView } from "./frame/basis.js";
import { contextOf } from "./base/context.js";
import { languageChoice, orderChoices, showChosen, viewpointControls } from "./controls/controls.js";
import { copyBar } from "./copy/copy.js";
import { developersSection } from "./developers/developers.js";
import { diagramSection } from "./diagram/diagram.js";
import { h, icon, replaceKeepingPlace } from "./base/dom.js";
import { editionsSection } from "./editions/editions.js";
import { orderForm } from "./controls/form.js";
import { headlineView } from "./answer/headline.js";
import { followLinks, holding, lead } from "./frame/lead.js";
import { keepForOffline } from "./frame/offline.js";
import { roleOption } from "./view/fields.js";
import { roleLabel } from "./base/parts.js";
import "torihiki/element";
import init, { TorihikiError, calendar, describe, policies, preview, timeline } from "torihiki";
import { showProblems } from "./controls/problems.js";
import { rulesSection } from "./rules/rules.js";
import { opening, sampleOf, samples } from "./view/samples.js";
import { accountOf, goBack, supposeAll } from "./view/supposed.js";
import { texts } from "./texts.js";
import { rfc3339 } from "../shared/time.js";
import { timelineSection } from "./timeline/timeline.js";
import { actionsByVerb, verdictOf } from "../shared/verdict.js";
import { goalView } from "./answer/ways.js";
import { supposedBanner } from "./answer/whatif.js";

/** How long an answer stands still before a screen reader is told of it, so that typing is not talked over. */
const ANNOUNCE_AFTER = 600;

/**
 * What is looked at: the sample it began with, the order, and the options of `preview`. Beside them
 * `since`, the instant from which time has been moved; what was `supposed` (see `supposed.js`), and what was in vain;
 * the denied actions whose ways were `asked` for; and the state that is the `goal`.
 */
let view;
/** What brings the controls, the form and the sections up to date with the view. */
let refreshers = [];
/** The policies as they have been described so far: describing one takes longer than an answer. */
const descriptions = new Map();
let announcement;

const place = (id) => document.getElementById(id);

function sampleView({ policy, sample, locale }) {
  const { id, role, now, order } = sampleOf(policy, sample);
  const asked = { supposed: [], inVain: null, asked: [], goal: "" };
  return { sample: id, order: { edition: "guide", ...order }, role: role ?? "", now, since: now, locale, ...asked };
}

/** The view that the address holds, as `{ view, ignored }`, or `null` where it holds none. */
function addressedView(fragment, locale) {
  const found = readAddress(fragment, { policies: policies().map(({ id }) => id), samples });
  if (found === null) return null;
  const complete = found.view === null ? sampleView({ ...opening, locale }) : { locale, ...found.view };
  return { view: withoutUnsound(complete, { preview, accountOf }), ignored: found.ignored };
}

/** Shows the view that the address holds, and says whether it holds one. */
function follow(fragment) {
  const found = addressedView(fragment, view.locale);
  if (found === null) return false;
  view = found.view;
  render({ rebuild: true, forget: true });
  showIgnored(found.ignored);
  return true;
}

/** Tells which parts of the address were not understood, until something is changed. */
function showIgnored(parts) {
  const t = texts[view.locale];
  const names = parts.map(({ name, text }) => h("li", null, h("code", null, text === "" ? name : `${name}=${text}`)));
  place("ignored").replaceChildren(
    ...(parts.length === 0 ? [] : [h("p", null, icon("info"), t.addressIgnored), h("ul", null, names)]),
  );
}

/** Goes on to a sample, and makes the form anew for it. */
function start(policy, sample) {
  view = sampleView({ policy, sample, locale: view.locale });
  render({ rebuild: true, forget: true });
}

/** Goes on to a view with these parts changed. */
function update(change) {
  const before = view;
  view = { ...view, inVain: null, ...change };
  const rebuild = before.locale !== view.locale || before.order.edition !== view.order.edition;
  render({ rebuild, forget: rebuild || before.role !== view.role });
}

/**
 * Shows the view. `rebuild` makes controls and form anew; without it a field that is being typed in stays as it is.
 * `forget` says that an earlier answer has nothing to do with this view any more.
 */
function render({ rebuild, forget }) {
  const t = texts[view.locale];
  const description = describeFor(view.order.edition);
  if (rebuild) build(t, description);

  const { answer, problems } = evaluate();
  const order = place("order");
  const isWithdrawn = answer === null && (forget || order.hidden);
  order.hidden = isWithdrawn;
  place("below").toggleAttribute("data-withdrawn", isWithdrawn);
  for (const refresh of refreshers) refresh(view, answer);
  const summary = showProblems(problems, view, t, description);

  const context = contextOf(answer, view, t, description, does);
  replaceKeepingPlace(place("supposed"), supposedBanner(context));
  if (answer !== null) {
    Object.assign(order, { order: view.order, role: view.role || null, locale: view.locale, now: view.now });
    replaceKeepingPlace(place("headline"), headlineView(answer, context));
    showAdditions(order, answer.actions, context);
    replaceKeepingPlace(place("goal"), goalView(context));
    document.title = t.pageTitle(
      answer.state.label,
      description.label,
      view.role === "" ? null : roleLabel(view.role, description),
    );
  }
  const stale = answer === null && !isWithdrawn;
  place("answer").toggleAttribute("data-stale", stale);
  place("answer").toggleAttribute("data-answered", answer !== null);
  document.body.toggleAttribute("data-unanswered", answer === null);
  showIgnored([]);
  place("summary").replaceChildren(
    ...(summary === null ? [] : [summary, h("p", { class: "stale" }, stale ? t.stale : t.withdrawn)]),
  );
  announce(answer, summary, t);
  address.put(view);
}

/**
 * The policy in an edition, as the view's language has it. `everyState` also holds the states that only another
 * edition has: an order may be in one of them when the edition is changed.
 */
function describeFor(edition) {
  const { order, locale } = view;
  const key = `${order.policy} ${edition} ${locale}`;
  if (!descriptions.has(key)) {
    const of = (each) => describe(order.policy, { edition: each, locale });
    const everyState = Object.keys(texts[locale].editions).flatMap((each) => of(each).states);
    descriptions.set(key, { ...of(edition), everyState });
  }
  return descriptions.get(key);
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

/** Makes everything anew that is in a language, or made from the description of a policy. */
function build(t, description) {
  // What it shows does not depend on the order, and what a reader has run there stays.
  const isOtherLanguage = document.documentElement.lang !== view.locale || !place("developers").hasChildNodes();
  if (isOtherLanguage) replaceKeepingPlace(place("developers"), developersSection(view.locale));
  document.documentElement.lang = view.locale;
  document.title = t.pageName;
  document.querySelector('meta[name="description"]').content = t.pageDescription;
  for (const element of document.querySelectorAll("[data-text]")) element.textContent = t[element.dataset.text];

  const edit = (change) => update({ order: change(view.order) });
  const reset = () => start(view.order.policy, view.sample);
  const form = orderForm(view, t, description, edit, reset);
  const viewpoint = viewpointControls(view, t, description, update);
  const editions = editionsSection(view, t, {
    read: (edition) => {
      update({ order: { ...view.order, edition } });
      lead("editions", "start");
    },
    reveal: ({ id, role }) => place("order").reveal(id, role),
  });
  const share = copyBar(view);
  const rules = rulesSection(view, t, description);
  refreshers = [form, viewpoint, share, editions, future, diagram, rules].map(
    ({ refresh }) =>
      (view, answer) =>
        refresh(view, answer, t, description),
  );

  replaceKeepingPlace(place("languages"), languageChoice(view, t, update));
  replaceKeepingPlace(place("choices"), orderChoices(view, t, policies(), start));
  replaceKeepingPlace(place("form"), form.element);
  replaceKeepingPlace(place("viewpoint"), viewpoint.elements);
  replaceKeepingPlace(place("share"), share.element);
  replaceKeepingPlace(place("editions"), editions.element);
  replaceKeepingPlace(place("rules"), rules.element);
  replaceKeepingPlace(place("basis"), basisView(description, t));
  document.body.removeAttribute("data-loading");
  showChosen(place("choices"));
}

/** The sections that stay where they are, whatever is looked at. */
const future = timelineSection(place("timeline"), {
  ask: ({ order, role, locale }, from) => timeline(order, { ...roleOption(role), from, locale }),
  askCalendar: ({ order, role, now, locale }) => calendar(order, { ...roleOption(role), from: now, locale }),
  move(at) {
    const { utcOffset } = describeFor(view.order.edition);
    holding(place("timeline"), () => update({ now: rfc3339(at, utcOffset) }));
  },
});
const diagram = diagramSection(place("diagram"));

/** What the buttons of the answer do. */
const does = {
  suppose(steps, origin) {
    const { view: after, missing } = supposeAll(view, steps, origin, describeFor(view.order.edition));
    if (after === undefined) {
      update({ inVain: { origin, missing } });
      return;
    }
    update(after);
    lead("supposed-banner", "start");
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

/** Tells a screen reader how many ways have been found, instead of an answer that is still the same. */
function tellWays(found) {
  const list = place(found);
  tell(list === null ? "" : texts[view.locale].waysFound(list.querySelectorAll(".way").length));
}

/** Tells a screen reader in one sentence what the answer has come to. */
function announce(answer, summary, t) {
  const text =
    answer === null
      ? summary.querySelector(".problem-heading").textContent
      : t.announce(
          answer.state.label,
          actionsByVerb(answer).map(([verb, actions]) => t.announceVerb(t.verbs[verb], t.verdicts[verdictOf(actions)])),
        );
  tell(text);
}

/** Tells a screen reader something, once nothing else has come for a while. */
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
  const told = [texts.ja.loadFailed, " ", h("span", { lang: "en" }, texts.en.loadFailed)];
  place("summary").replaceChildren(h("p", { class: "problem", role: "alert" }, icon("danger"), h("span", null, told)));
  throw error;
}
const address = addressKeeper(samples, follow);
followLinks();
view = sampleView({ ...opening, locale: "ja" });
if (!follow(location.hash)) render({ rebuild: true, forget: true });
keepForOffline();
