/**
 * The page: one view of one order, and everything else follows from it.
 *
 * Every change makes a new view and renders it. The view holds exactly what `preview` is called with,
 * so whatever the page shows can be asked again.
 */

import { actionsView, contextOf, positionView, verdictOf } from "./answer.js";
import { basisView } from "./basis.js";
import { languageChoice, orderChoices, timeControl, viewpointChoices } from "./controls.js";
import { h, replaceKeepingPlace } from "./dom.js";
import { orderForm } from "./form.js";
import init, { TorihikiError, calendar, describe, policies, preview, timeline } from "./pkg/index.js";
import { showProblems } from "./problems.js";
import { opening, sampleOf } from "./samples.js";
import { goBack, supposeAll } from "./supposed.js";
import { texts } from "./texts.js";
import { rfc3339 } from "./time.js";
import { timelineSection } from "./timeline.js";
import { goalView } from "./ways.js";
import { supposedBanner } from "./whatif.js";

/** How long an answer stands still before a screen reader is told of it, so that typing is not talked over. */
const ANNOUNCE_AFTER = 600;

/**
 * What is looked at: the sample it began with, the order, and the options of `preview`. Beside them
 * `since`, the instant from which time has been moved; what was `supposed` (see `supposed.js`), and what was in vain;
 * the denied actions whose ways were `asked` for; and the state that is the `goal`.
 */
let view;
/** What brings the controls and the form up to date with the view. */
let refreshers = [];
let announcement;

const place = (id) => document.getElementById(id);

function sampleView({ policy, sample, locale }) {
  const { id, role, now, order } = sampleOf(policy, sample);
  const asked = { supposed: [], inVain: null, asked: [], goal: "" };
  return { sample: id, order: { edition: "guide", ...order }, role: role ?? "", now, since: now, locale, ...asked };
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
  const isWithdrawn = answer === null && (forget || place("answer-body").hidden);
  place("answer-body").hidden = isWithdrawn;
  for (const refresh of refreshers) refresh(view, answer);
  const summary = showProblems(problems, view, t, description);

  const context = contextOf(answer, view, t, description, does);
  replaceKeepingPlace(place("supposed"), supposedBanner(context));
  if (answer !== null) {
    replaceKeepingPlace(place("position"), positionView(answer, context));
    replaceKeepingPlace(place("actions"), goalView(context), actionsView(answer.actions, context));
  } else if (isWithdrawn) {
    for (const id of ["position", "actions"]) place(id).replaceChildren();
  }
  const stale = answer === null && !isWithdrawn;
  place("answer").toggleAttribute("data-stale", stale);
  place("answer").toggleAttribute("data-unanswered", answer === null);
  place("summary").replaceChildren(
    ...(summary === null ? [] : [summary, h("p", { class: "stale" }, stale ? t.stale : t.withdrawn)]),
  );
  announce(answer, summary, t);
}

/**
 * The policy in an edition, as the view's language has it. `everyState` also holds the states that only another
 * edition has: an order may be in one of them when the edition is changed.
 */
function describeFor(edition) {
  const of = (each) => describe(view.order.policy, { edition: each, locale: view.locale });
  const everyState = Object.keys(texts[view.locale].editions).flatMap((each) => of(each).states);
  return { ...of(edition), everyState };
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

function build(t, description) {
  document.documentElement.lang = view.locale;
  document.title = t.pageTitle;
  for (const element of document.querySelectorAll("[data-text]")) element.textContent = t[element.dataset.text];

  const edit = (change) => update({ order: change(view.order) });
  const reset = () => start(view.order.policy, view.sample);
  const form = orderForm(view, t, description, edit, reset);
  const time = timeControl(t, description.utcOffset, update);
  const future = timelineSection(t, description, {
    ask: ({ order, role, locale }, from) => timeline(order, { ...roleOption(role), from, locale }),
    askCalendar: ({ order, role, now, locale }) => calendar(order, { ...roleOption(role), from: now, locale }),
    move: (at) => holding(place("timeline"), () => update({ now: rfc3339(at, description.utcOffset) })),
  });
  refreshers = [form.refresh, time.refresh, future.refresh];

  replaceKeepingPlace(place("languages"), languageChoice(view, t, update));
  replaceKeepingPlace(place("choices"), orderChoices(view, t, policies(), start));
  replaceKeepingPlace(place("form"), form.element);
  replaceKeepingPlace(place("viewpoint"), viewpointChoices(view, t, description, update), time.element);
  replaceKeepingPlace(place("timeline"), future.element);
  replaceKeepingPlace(place("basis"), basisView(description, t, view.locale));
}

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

/** Takes the reader to an element, or to the top of the answer where it is no longer there. */
function lead(id, block) {
  const element = document.getElementById(id) ?? place("supposed-banner") ?? place("answer");
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block });
}

/** The option `role`, which is left out for everybody. */
function roleOption(role) {
  return role === "" ? {} : { role };
}

/** Changes the page while an element stays where it is in the window, whatever happens above it. */
function holding(element, change) {
  const before = element.getBoundingClientRect().top;
  change();
  scrollBy({ top: element.getBoundingClientRect().top - before, behavior: "instant" });
}

/** Tells a screen reader in one sentence what the answer has come to. */
function announce(answer, summary, t) {
  const text =
    answer === null
      ? summary.querySelector(".problem-heading").textContent
      : t.announce(
          answer.state.label,
          Object.entries(answer.verbs).map(([verb, ids]) =>
            t.announceVerb(t.verbs[verb], t.verdicts[verdictOf(answer.actions.filter(({ id }) => ids.includes(id)))]),
          ),
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
  place("summary").replaceChildren(h("p", { class: "problem", role: "alert" }, texts.ja.loadFailed));
  throw error;
}
view = sampleView({ ...opening, locale: "ja" });
render({ rebuild: true, forget: true });
