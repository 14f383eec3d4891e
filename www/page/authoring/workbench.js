/**
 * The workbench: a document and its tests as text, and what comes of them.
 *
 * Whatever is typed is checked and tested beside the page. What comes back is a compiled policy, which the engine of the
 * page loads; a document that is wrong at the moment leaves what came of it last.
 */

import { json } from "@codemirror/lang-json";
import { render } from "lit/html.js";
import { Policy, policies } from "torihiki";
import { MINUTE } from "../../shared/length.js";
import { rfc3339 } from "../../shared/time.js";
import { zoneOf } from "../../shared/zone.js";
import { WIDE } from "../controls/fold.js";
import { adopt } from "../developers/adopt.js";
import { orderProposals } from "../developers/completing.js";
import { jsonEditor, textEditor } from "../developers/editor.js";
import { slips } from "../developers/finding.js";
import { changesOf, tellFinding } from "../developers/findings.js";
import { readJson } from "../../shared/json.js";
import * as playgroundTexts from "../developers/playground-texts.js";
import playgroundStyles from "../developers/playground.css";
import { storeForOffline } from "../developers/store.js";
import { samples } from "../view/samples.js";
import { author } from "./author.js";
import { copyOf, firstWritten } from "./beginnings.js";
import { descriptionOf } from "./describing.js";
import { exchange } from "./exchange.js";
import { isJson } from "./files.js";
import { caseFindings, casesIn, documentFindings } from "./finding.js";
import { caseOf, unusedName, withCase } from "./keeping.js";
import { keep, kept } from "./kept.js";
import { namesOf } from "./naming.js";
import { schemaNames } from "./schema-names.js";
import { writtenIn } from "./sharing.js";
import { toml } from "./toml.js";
import { tryOut } from "./trying.js";
import styles from "./workbench.css";
import * as ownTexts from "./workbench-texts.js";
import { PANES, SHEETS, workbenchView } from "./workbench-view.js";

/**
 * @import { Locale, PolicyId } from "torihiki"
 * @import { Tested } from "../../shared/testing.js"
 * @import { Finding } from "../developers/finding.js"
 * @import { Told } from "./author.js"
 * @import { HandedOn } from "./authoring.js"
 * @import { Written } from "./kept.js"
 * @import { Tried } from "./trying.js"
 * @import { Pane, Sheet, Texts } from "./workbench-view.js"
 *
 * The policy that came of a document, and what it was compiled to.
 *
 * @typedef {{ document: string, policy: Policy, compiled: Uint8Array<ArrayBuffer> }} Good
 */

/** How long somebody has typed nothing before it is checked, in milliseconds: what is half typed is not wrong yet. */
const QUIET = 300;

/**
 * Makes the workbench in a place, as `{ refresh, take }`: `take` opens what came with an address.
 *
 * @param {HTMLElement} place
 * @param {Locale} first
 * @param {HandedOn} handed
 */
export function workbench(place, first, { pageTexts, diagramBody, describedBy, lookAt }) {
  const before = kept();
  let locale = first;
  let written = before.written ?? firstWritten();
  let previous = before.before ?? null;
  let sheet = SHEETS.find((one) => one === before.sheet) ?? SHEETS[0];
  let pane = PANES.find((one) => one === before.pane) ?? PANES[0];
  /** @type {Good | null} */
  let good = null;
  /** @type {Tested | null} */
  let tested = null;
  /** @type {Tried | null} */
  let tried = null;
  /** @type {Finding[]} */
  let findings = [];
  /** The texts in which they were found. */
  let searched = written;
  /** What is being done, or why nothing came of it; `null` once something has. */
  let trouble = /** @type {"loading" | "checking" | "stuck" | "failedAuthor" | null} */ ("loading");
  let testsRead = { text: "", reading: readJson("") };
  let said = "";
  let link = /** @type {string | null} */ (null);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let quiet;
  const wide = matchMedia(WIDE);

  /** @returns {Texts} */
  const t = () => {
    const [shared, own, page] = [playgroundTexts[locale], ownTexts[locale], pageTexts[locale]];
    return {
      ...shared,
      ...own,
      slips: { ...shared.slips, ...own.slips },
      problems: { ...page.problems, ...own.problems },
    };
  };
  adopt(playgroundStyles);
  adopt(styles);
  storeForOffline(import.meta.url);

  const describe = () =>
    good === null ? null : descriptionOf(good.policy, tried?.edition ?? null, locale, describedBy);
  const named = () => ({ description: describe(), kinds: t().kinds });
  const documentEditor = textEditor("editor-document", {
    changed: (text) => type("document", text),
    complete: [schemaNames(), namesOf(named)],
    language: languageOf(written.document),
  });
  const testsEditor = jsonEditor("editor-tests", { changed: (text) => type("tests", text), propose: () => [] });
  const triedEditor = jsonEditor("editor-tried", {
    changed: (text) => type("order", text),
    propose(spot, reading) {
      const known = { description: describe(), policies: [], view: { now: written.now }, t: t() };
      return orderProposals(spot, reading, { ...known, name: "preview", action: "" });
    },
  });
  const editors = { document: documentEditor, tests: testsEditor, tried: triedEditor };
  const diagram = diagramBody(() => paint());
  const askAuthor = author(
    () => new Worker(new URL(AUTHOR_WORKER, import.meta.url), { type: "module" }),
    (told) => take(told),
  );
  openTexts();

  /**
   * Somebody has typed.
   *
   * @param {keyof Written} part
   * @param {string} text
   */
  function type(part, text) {
    const wasJson = isJson(written.document);
    written = { ...written, [part]: text };
    if (wasJson !== isJson(written.document)) documentEditor.read(languageOf(written.document));
    said = "";
    link = null;
    clearTimeout(quiet);
    quiet = setTimeout(check, QUIET);
    paint();
  }

  /** Has it checked, and keeps it. */
  function check() {
    clearTimeout(quiet);
    remember();
    if (trouble !== "loading") trouble = "checking";
    const { document } = written;
    const { order, options } = asked();
    askAuthor({ document, cases: casesIn(tests()), order, options });
    paint();
  }

  const remember = () => keep({ sheet, pane, written, before: previous });

  /** The tests as they are read, which is done once for each text. */
  function tests() {
    if (testsRead.text !== written.tests) testsRead = { text: written.tests, reading: readJson(written.tests) };
    return testsRead.reading;
  }

  /** The order that is tried, and the options. */
  function asked() {
    const { order, role, now } = written;
    const reading = readJson(order);
    const options = { ...(role === "" ? {} : { role }), ...(now === "" ? {} : { now }), locale };
    return { order: reading.isJson ? JSON.parse(order) : null, options, reading };
  }

  /**
   * What came of a question. Where somebody has written something else since, that is asked next.
   *
   * @param {Told} told
   */
  function take({ request: { document }, reply, why }) {
    if (document !== written.document) return;
    trouble = why === null ? null : why === "stuck" ? "stuck" : "failedAuthor";
    if (reply !== null) {
      if (reply.compiled !== null && good?.document !== document) {
        good = { document, policy: Policy.load(reply.compiled), compiled: reply.compiled };
      }
      tested = reply.tested ?? tested;
      const own = documentFindings(reply, document, documentEditor.positionOf);
      findings = [...findings.filter(({ side }) => side !== "document"), ...own];
    }
    if (good !== null && written.order === "") complete(good.policy);
    settle();
  }

  /** Completes what has no order to be tried yet: the first state, and the present. */
  function complete(/** @type {Policy} */ policy) {
    const description = policy.describe();
    const now = rfc3339(Date.now() - (Date.now() % MINUTE), zoneOf(description));
    written = { ...written, order: JSON.stringify({ state: description.states[0].id }, null, 2), now };
    triedEditor.open(written.order);
    check();
  }

  /** Brings everything up to date that follows from the policy, the tests and the order. */
  function settle() {
    searched = written;
    const { order, options, reading } = asked();
    tried = good === null || !reading.isJson ? null : tryOut(good.policy, order, options, reading);
    findings = [
      ...findings.filter(({ side }) => side === "document"),
      ...slips(tests(), "tests"),
      ...caseFindings(tests(), tested),
      ...slips(reading, "tried"),
      ...(tried?.findings ?? []),
    ];
    for (const side of /** @type {const} */ (["document", "tests", "tried"])) {
      const own = findings.filter((finding) => finding.side === side);
      const told = own.map((finding) => ({ finding, ...tellFinding(finding, t()) }));
      editors[side].mark(told, (finding) => mend([finding]));
    }
    draw();
    paint();
  }

  function draw() {
    const description = describe();
    if (description === null) return;
    const now = written.now;
    const view = /** @type {any} */ ({
      ...{ order: tried?.order ?? { state: "" }, role: written.role, now, since: now, isLive: false, locale },
      ...{ sample: "", supposed: [], asked: [], goal: "", unsure: [], inVain: null },
    });
    diagram.take({ view, answer: tried?.answer ?? null, t: pageTexts[locale], description });
    if (shownPane() === "diagram") diagram.show();
  }

  /** What is shown beside the document, or, where there is no room beside it, in its place. */
  const shownPane = () => (wide.matches && pane === "write" ? "try" : pane);

  /**
   * Takes what mends some of the findings of a text.
   *
   * @param {Finding[]} some
   */
  function mend(some) {
    const [{ side }] = some;
    const part = /** @type {keyof Written} */ (side === "tried" ? "order" : side);
    // Where somebody has typed since, the places may be others.
    if (searched[part] !== written[part]) return;
    editorOf(some[0]).edit(changesOf(some));
    check();
  }

  /** @param {Pick<Finding, "side">} finding */
  const editorOf = ({ side }) => editors[/** @type {keyof typeof editors} */ (side)];

  /**
   * Goes on to another text as a whole; the one before can be come back to.
   *
   * @param {Partial<Written>} next
   * @param {string} words
   */
  function replace(next, words) {
    previous = written;
    written = { ...written, ...next };
    // Nothing that came of another document is shown beside this one.
    [good, tested, tried, findings, link] = [null, null, null, [], null];
    openTexts();
    check();
    // Not earlier: checking begins with nothing said.
    say(words);
  }

  function openTexts() {
    documentEditor.read(languageOf(written.document));
    documentEditor.open(written.document);
    testsEditor.open(written.tests);
    triedEditor.open(written.order);
  }

  /**
   * Says what has come of something; a link is there to be copied by hand.
   *
   * @param {string} words
   * @param {string | null} [href]
   */
  function say(words, href = null) {
    [said, link] = [words, href];
    paint();
  }

  const { openFiles, ...files } = exchange({
    now() {
      const id = good?.policy.id ?? "policy";
      return { written, id, compiled: isRight() ? (good?.compiled ?? null) : null, t: t(), locale };
    },
    replace,
    say,
  });

  const does = {
    show(/** @type {Pane} */ chosen) {
      pane = chosen;
      draw();
      remember();
      paint();
    },
    edit(/** @type {Sheet} */ chosen) {
      sheet = chosen;
      remember();
      paint();
    },
    async begin(/** @type {string} */ chosen) {
      try {
        const policy = /** @type {PolicyId} */ (chosen);
        const next = chosen === "" ? firstWritten() : await copyOf(policy, samples[policy], locale);
        replace(next, t().said.opened);
      } catch {
        say(t().said.notFetched);
      }
    },
    back() {
      if (previous !== null) replace(previous, "");
    },
    openFiles,
    ...files,
    mend,
    goTo(/** @type {Finding} */ finding) {
      const { side, from, to } = finding;
      if (side === "document" || side === "tests") {
        sheet = side;
        if (!wide.matches) pane = "write";
      } else pane = "try";
      paint();
      editorOf(finding).goTo(from, to);
    },
    look(/** @type {"role" | "now"} */ part, /** @type {string} */ value) {
      type(part, value);
      check();
    },
    tryCase(/** @type {number} */ index) {
      const found = casesIn(tests())?.[index];
      if (found === undefined) return;
      const { order, role = "", now = "" } = found;
      written = { ...written, order: JSON.stringify(order, null, 2), role, now: String(now) };
      triedEditor.open(written.order);
      pane = "try";
      check();
    },
    goToCase(/** @type {number} */ index) {
      const { value } = tests().places.get(`${index}.name`) ?? { value: { from: 0, to: 0 } };
      does.goTo(/** @type {Finding} */ ({ side: "tests", ...value }));
    },
    lookAt() {
      if (good === null || tried === null || tried.answer === null || !isRight()) return;
      const { policy, compiled } = good;
      const order = { ...tried.order, policy: policy.id, edition: tried.edition };
      lookAt(compiled, { order, role: written.role, now: rfc3339(tried.answer.asOf, zoneOf(policy.describe())) });
    },
    keep() {
      const cases = casesIn(tests());
      if (cases === null || tried?.answer === null || tried?.answer === undefined) return;
      const { state, asOf } = tried.answer;
      const name = unusedName(t().keptName(state.label, new Date(asOf).toISOString()), cases);
      const { options, order } = asked();
      const { role, now = new Date(asOf).toISOString() } = options;
      const own = role === undefined ? { now } : { role, now };
      testsEditor.put(withCase(written.tests, caseOf(name, order, own, tried.answer)));
      written = { ...written, tests: testsEditor.text() };
      check();
      say(t().said.kept(name));
    },
  };

  /** Whether what is shown came of the document as it is. */
  const isRight = () => good?.document === written.document;

  function paint() {
    render(
      workbenchView({
        t: t(),
        written,
        sheet,
        pane: shownPane(),
        isWide: wide.matches,
        good,
        isRight: isRight(),
        trouble,
        description: describe(),
        kinds: policies().map(({ id, label }) => ({ id, label: label[locale] })),
        cases: casesIn(tests()),
        tested,
        tried,
        findings,
        said,
        link,
        canGoBack: previous !== null && previous.document !== written.document,
        locale,
        editors,
        diagram: describe() === null ? null : diagram.view(),
        does,
      }),
      place,
    );
  }

  wide.addEventListener("change", () => {
    draw();
    paint();
  });
  addEventListener("pagehide", remember);
  place.addEventListener("dragover", (event) => {
    if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
  });
  place.addEventListener(
    "drop",
    (event) => {
      const files = event.dataTransfer?.files ?? [];
      if (files.length === 0) return;
      event.preventDefault();
      // An editor would take it for text.
      event.stopPropagation();
      openFiles([...files]);
    },
    { capture: true },
  );

  /** @type {Locale | null} */
  let spoken = null;
  return {
    refresh(/** @type {Locale} */ next) {
      if (spoken === next) return;
      locale = spoken = next;
      const words = t();
      documentEditor.speak(words.documentEditor, words);
      testsEditor.speak(words.testsEditor, words);
      triedEditor.speak(words.triedEditor, words);
      check();
    },
    async take(/** @type {string} */ packed) {
      const found = await writtenIn(packed);
      if (found === null) say(t().said.broken);
      else if (JSON.stringify(found) !== JSON.stringify(written)) replace(found, t().said.shared);
    },
  };
}

/** @param {string} document */
function languageOf(document) {
  return isJson(document) ? json() : toml;
}
