/** The parts of the section for developers: code that runs before the reader's eyes, and what it costs in bytes and time. */

import sizes from "../../../tests/package/sizes.json" with { type: "json" };
import { h, icon } from "../base/dom.js";
import { BENCHED, MEASUREMENTS, measure } from "./measure.js";
import { preview } from "torihiki";
import { opening, sampleOf } from "../view/samples.js";
import { en, ja } from "./example-texts.js";

const texts = { ja, en };

/** Makes the parts in a language. The code is fetched at once, and nothing of it runs before it is asked to. */
export function developersParts(locale) {
  const t = texts[locale];
  return [
    tagExample(t, locale),
    moduleExample("plain", "examples/plain.js", "examples/plain.js", t, locale),
    moduleExample("package", "examples/package.js", "examples/package.bundled.js", t, locale),
    crateExample(t),
    h("div", { class: "developers-columns" }, sizesPart(t), speedPart(t, locale), docsPart(t)),
  ];
}

/** An example: its title, what there is to know, its code, and beside that what comes out. */
function example(name, file, result, t) {
  const { title, text } = t.examples[name];
  return h(
    "section",
    { class: "example", id: `example-${name}`, "aria-labelledby": `example-${name}-title` },
    h("h3", { id: `example-${name}-title` }, title),
    h("p", null, text),
    h("div", { class: "example-sides" }, codeView(file, t), h("div", { class: "example-result" }, result)),
  );
}

/** The tag: the very file that is shown is opened in the frame. */
function tagExample(t, locale) {
  const file = `examples/tag.${locale}.html`;
  const frame = h("iframe", { class: "example-frame", src: `./${file}`, title: t.examples.tag.frame, loading: "lazy" });
  return example("tag", file, frame, t);
}

/** A module: pressing the button imports it and calls its `run`. */
function moduleExample(name, file, runs, t, locale) {
  const run = async () => {
    // The address is no literal, so that a bundler leaves the file as it is.
    const module = await import(new URL(runs, document.baseURI).href);
    return JSON.stringify(await module.run(locale), null, 2);
  };
  return example(name, file, runner(name, run, t), t);
}

/** The crate: its code cannot run here, but the engine that answers it can. */
function crateExample(t) {
  const file = "examples/crate.rs";
  const run = async () => answerToRust(await textOf(file), preview);
  return example("crate", file, runner("crate", run, t), t);
}

/** What the README's Rust code prints, by asking what it asks. */
function answerToRust(code, ask) {
  const [[, order], [, now], [, role]] = [/r#"(.+?)"#/s, /Instant::parse\("(.+?)"\)/, /\.role\("(.+?)"\)/].map(
    (place) => place.exec(code),
  );
  const { actions } = ask(JSON.parse(order), { now, role, locale: "ja" });
  return actions.map(({ label, verdict }) => `${label}: ${verdict}\n`).join("");
}

/** The button that runs something, and what came out. */
function runner(name, run, t) {
  const output = h("code", { translate: "no" });
  const frame = h(
    "pre",
    { id: `output-${name}`, tabindex: "0", role: "group", "aria-label": t.result, hidden: true },
    output,
  );
  const status = h("p", { class: "note", role: "status" });
  const press = async () => {
    status.textContent = t.running;
    try {
      output.textContent = await run();
      status.textContent = t.result;
      frame.hidden = false;
    } catch (error) {
      status.textContent = t.failed;
      frame.hidden = true;
      throw error;
    }
  };
  const button = h(
    "button",
    {
      type: "button",
      id: `run-${name}`,
      "data-run": name,
      "aria-label": t.runLabel(t.examples[name].title),
      "aria-controls": `output-${name}`,
      onclick: press,
    },
    icon("suppose"),
    t.run,
  );
  return [h("p", { class: "buttons" }, button), status, frame];
}

/** The code of a file, with a button that copies it. */
function codeView(file, t) {
  const code = h("code", { translate: "no" });
  const status = h("span", { class: "note", role: "status" });
  const name = file.replace(/^examples\//, "");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(code.textContent);
      status.textContent = t.copied;
    } catch {
      getSelection().selectAllChildren(code);
      status.textContent = t.notCopied;
    }
  };
  textOf(file)
    .then((text) => code.append(...coloured(text.trimEnd())))
    .catch(() => {
      status.textContent = t.unread;
    });
  return h(
    "figure",
    { class: "code" },
    h(
      "figcaption",
      null,
      h("code", { translate: "no" }, name),
      status,
      h(
        "button",
        { type: "button", "data-copy-code": name, "aria-label": t.copyLabel(name), onclick: copy },
        icon("copy"),
        t.copy,
      ),
    ),
    // What may have to be scrolled can be reached by keys.
    h("pre", { tabindex: "0", role: "group", "aria-label": name }, code),
  );
}

async function textOf(file) {
  const response = await fetch(`./${file}`);
  if (!response.ok) throw new Error(`${file} could not be loaded: ${response.status}`);
  return response.text();
}

/** Comments, texts and the words of HTML, JavaScript and Rust, as far as the examples have them. */
const SIGNS = {
  comment: /\/\/.*|\/\*[^]*?\*\//,
  string: /r#"[^]*?"#|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\])*'/,
  word: /<\/?[a-z][\w-]*|<!doctype|\b(?:async|await|catch|const|export|for|from|function|if|import|in|instanceof|let|new|return|throw|try|use)\b/,
};
const SIGN = new RegExp(
  Object.entries(SIGNS)
    .map(([name, { source }]) => `(?<${name}>${source})`)
    .join("|"),
  "g",
);

/** Code in pieces, the kinds that are told apart each in a class of its own. */
function coloured(text) {
  const pieces = [];
  let at = 0;
  for (const { 0: piece, index, groups } of text.matchAll(SIGN)) {
    const [kind] = Object.keys(groups).filter((name) => groups[name] !== undefined);
    pieces.push(text.slice(at, index), h("span", { class: `code-${kind}` }, piece));
    at = index + piece.length;
  }
  return [...pieces, text.slice(at)];
}

function part(name, heading, ...content) {
  return h(
    "section",
    { class: "developers-part", "aria-labelledby": `${name}-heading` },
    h("h3", { id: `${name}-heading` }, heading),
    content,
  );
}

/** The sizes that `npm run sizes` wrote down. */
function sizesPart(t) {
  const kilobytes = (bytes) => (bytes / 1000).toFixed(1);
  const rows = Object.entries(t.sizeNames).flatMap(([names, label]) => {
    const parts = sizes[names] === undefined ? names.split(" + ").map((name) => sizes[name]) : [sizes[names]];
    if (parts.includes(undefined)) return [];
    const sum = (kind) => parts.reduce((total, part) => total + part[kind], 0);
    return [
      h(
        "tr",
        null,
        h("th", { scope: "row" }, label),
        ["raw", "gzip", "brotli"].map((kind) => h("td", null, kilobytes(sum(kind)))),
      ),
    ];
  });
  return part(
    "sizes",
    t.sizesHeading,
    h(
      "table",
      { class: "sizes" },
      h("caption", { class: "unseen" }, t.sizesCaption),
      h(
        "thead",
        null,
        h(
          "tr",
          null,
          t.sizeColumns.map((column) => h("th", { scope: "col" }, column)),
        ),
      ),
      h("tbody", null, rows),
    ),
    h("p", { class: "note" }, t.sizesHow),
  );
}

/** What one preview takes: here, measured when asked for, and in the benchmark. */
function speedPart(t, locale) {
  const { order, role, now } = sampleOf(opening.policy, opening.sample);
  const output = h("p", { id: "measured", class: "measured", role: "status" });
  const button = h("button", { type: "button", id: "measure", onclick: () => press() }, icon("clock"), t.measure);
  const press = async () => {
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    output.replaceChildren(h("span", { class: "note" }, t.measuring));
    const { median, calls } = await measure(() => preview(order, { role, now, locale }));
    output.replaceChildren(
      h("strong", null, t.measured(sayTime(median))),
      h("span", { class: "note" }, t.measuredHow(MEASUREMENTS, calls)),
    );
    button.removeAttribute("aria-disabled");
  };
  return part(
    "speed",
    t.speedHeading,
    h("p", null, t.speedLead),
    h("p", { class: "buttons" }, button),
    output,
    h("p", { class: "note" }, t.speedHow(BENCHED.preview, BENCHED.start)),
  );
}

/** A short time in two or three digits, which is as exact as it is. */
function sayTime(milliseconds) {
  const microseconds = milliseconds * 1000;
  return `${microseconds.toFixed(microseconds < 10 ? 1 : 0)} µs`;
}

function docsPart(t) {
  return part(
    "docs",
    t.docsHeading,
    h(
      "dl",
      { class: "docs" },
      t.docs.map(([name, text]) => [h("dt", null, h("code", { translate: "no" }, name)), h("dd", null, text)]),
    ),
  );
}
