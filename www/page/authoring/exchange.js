/** What leaves the workbench and what comes to it: files, and links. */

import { save } from "../frame/saving.js";
import { isJson, opened } from "./files.js";
import { MAX_ADDRESS, fragmentOf } from "./sharing.js";

/**
 * @import { Locale } from "torihiki"
 * @import { Written } from "./kept.js"
 * @import { Texts } from "./workbench-view.js"
 *
 * What the workbench tells of itself, and what can be done with it. `compiled` is null where something is wrong with the
 * document.
 *
 * @typedef {{
 *   now: () => { written: Written, id: string, compiled: Uint8Array<ArrayBuffer> | null, t: Texts, locale: Locale },
 *   replace: (next: Partial<Written>, words: string) => void,
 *   say: (words: string, link?: string) => void,
 * }} Bench
 */

/** What stands there beside a document that somebody opens without its tests. */
const NOTHING = { tests: "[]\n", order: "", role: "", now: "" };

/**
 * The part of what the buttons do that has to do with files and links.
 *
 * @param {Bench} bench
 */
export function exchange({ now, replace, say }) {
  return {
    /** @param {Iterable<File>} files */
    async openFiles(files) {
      const { t } = now();
      /** @type {Partial<Written>} */
      const next = {};
      for (const file of files) {
        const found = await opened(file);
        if ("why" in found) return say(t.said[found.why](file.name));
        Object.assign(next, found);
      }
      // Tests without a document are of the one that is there.
      const whole = next.document === undefined ? next : { ...NOTHING, ...next };
      if (Object.keys(whole).length > 0) replace(whole, t.said.opened);
    },
    saveDocument() {
      const { written, id } = now();
      save(written.document, `${id}.${isJson(written.document) ? "json" : "toml"}`, "text/plain;charset=utf-8");
    },
    saveTests() {
      const { written, id } = now();
      save(written.tests, `${id}.test.json`, "application/json");
    },
    saveCompiled() {
      const { compiled, id } = now();
      if (compiled !== null) save(compiled, `${id}.policy`, "application/octet-stream");
    },
    async share() {
      const { written, t, locale } = now();
      const url = new URL(location.href);
      try {
        url.hash = await fragmentOf(written);
      } catch {
        return say(t.said.notShared);
      }
      const { href } = url;
      if (href.length > MAX_ADDRESS) {
        const [own, most] = [href.length, MAX_ADDRESS].map((number) => number.toLocaleString(locale));
        return say(t.said.tooLong(own, most));
      }
      const isDone = await navigator.clipboard.writeText(href).then(
        () => true,
        () => false,
      );
      if (isDone) say(t.said.copied);
      else say("", href);
    },
  };
}
