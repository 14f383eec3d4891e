/** The parts of the section for developers: code that runs before the reader's eyes, and what it costs in bytes and time. */

import { html } from "lit/html.js";
import { preview } from "torihiki";
import { costParts } from "./costs.js";
import { codeView } from "./code.js";
import { en, ja } from "./example-texts.js";
import { runner } from "./runner.js";
import { textOf } from "./files.js";

/** @import { Locale, RoleId } from "torihiki" */

const texts = { ja, en };

/**
 * Makes the parts in a language, as a function that gives what is to be shown of them; `changed` is called when that is
 * something else. The code is fetched at once, and nothing of it runs before it is asked to.
 *
 * @param {Locale} locale
 * @param {() => void} changed
 * @returns {() => unknown}
 */
export function developersParts(locale, changed) {
  const t = texts[locale];
  const parts = [
    tagExample(t, locale, changed),
    moduleExample("plain", "examples/plain.js", "examples/plain.js", t, locale, changed),
    moduleExample("package", "examples/package.js", "examples/package.bundled.js", t, locale, changed),
    crateExample(t, changed),
    costParts(t, locale, changed),
  ];
  return () => parts.map((part) => part());
}

/**
 * An example: its title, what there is to know, its code, and beside that what comes out.
 *
 * @param {keyof (typeof ja)["examples"]} name
 * @param {string} file
 * @param {() => unknown} result
 * @param {typeof ja} t
 * @param {() => void} changed
 */
function example(name, file, result, t, changed) {
  const { title, text } = t.examples[name];
  const code = codeView(file, t, changed);
  return () =>
    html`<section class="example" id="example-${name}" aria-labelledby="example-${name}-title">
      <h3 id="example-${name}-title">${title}</h3>
      <p>${text}</p>
      <div class="example-sides">
        ${code()}
        <div class="example-result">${result()}</div>
      </div>
    </section>`;
}

/**
 * The tag: the very file that is shown is opened in the frame.
 *
 * @param {typeof ja} t
 * @param {Locale} locale
 * @param {() => void} changed
 */
function tagExample(t, locale, changed) {
  const file = `examples/tag.${locale}.html`;
  const frame = () =>
    html`<iframe class="example-frame" src="./${file}" title=${t.examples.tag.frame} loading="lazy"></iframe>`;
  return example("tag", file, frame, t, changed);
}

/**
 * A module: pressing the button imports it and calls its `run`.
 *
 * @param {"plain" | "package"} name
 * @param {string} file
 * @param {string} runs
 * @param {typeof ja} t
 * @param {Locale} locale
 * @param {() => void} changed
 */
function moduleExample(name, file, runs, t, locale, changed) {
  const run = async () => {
    // The address is no literal, so that a bundler leaves the file as it is.
    const module = await import(new URL(runs, document.baseURI).href);
    return JSON.stringify(await module.run(locale), null, 2);
  };
  return example(name, file, runner(name, run, t, changed), t, changed);
}

/**
 * The crate: its code cannot run here, but the engine that answers it can.
 *
 * @param {typeof ja} t
 * @param {() => void} changed
 */
function crateExample(t, changed) {
  const file = "examples/crate.rs";
  const run = async () => answerToRust(await textOf(file), preview);
  return example("crate", file, runner("crate", run, t, changed), t, changed);
}

/**
 * What the README's Rust code prints, by asking what it asks.
 *
 * @param {string} code
 * @param {typeof preview} ask
 */
function answerToRust(code, ask) {
  const written = (/** @type {RegExp} */ place) => place.exec(code)?.[1] ?? "";
  const role = /** @type {RoleId} */ (written(/\.role\("(.+?)"\)/));
  const now = written(/Instant::parse\("(.+?)"\)/);
  const { actions } = ask(JSON.parse(written(/r#"(.+?)"#/s)), { now, role, locale: "ja" });
  return actions.map(({ label, verdict }) => `${label}: ${verdict}\n`).join("");
}
