// How the tests of the diagram come to it, and to that of every policy.

/**
 * @import { Page } from "playwright-core"
 * @import { EditionId, Locale, PolicyId } from "torihiki"
 */

import { describe } from "torihiki";
import { samples } from "../../www/page/view/samples.js";
import { choose } from "./visitor.mjs";

export const POLICIES = /** @type {PolicyId[]} */ (Object.keys(samples));
const EDITIONS = /** @type {EditionId[]} */ (["guide", "official"]);

/**
 * Opens the diagram, and waits for its picture.
 *
 * @param {Page} page
 */
export async function openDiagram(page) {
  await page.locator("#diagram-summary").click();
  await page.locator(".diagram-picture").waitFor();
}

/**
 * Waits until the picture is that of this policy and edition.
 *
 * @param {Page} page
 * @param {{ policy: PolicyId, edition: EditionId }} diagram
 */
export async function settled(page, { policy, edition }) {
  const states = describe(policy, { edition }).states.map(({ id }) => id);
  await page.waitForFunction((ids) => {
    const picture = document.querySelector(".diagram-picture");
    const nodes = [...(picture?.querySelectorAll("[data-node]") ?? [])].map(({ dataset }) => dataset.node);
    return JSON.stringify(nodes) === JSON.stringify(ids);
  }, states);
}

/**
 * Goes through the diagrams of all policies in both editions.
 *
 * @param {Page} page
 * @param {(diagram: { policy: PolicyId, edition: EditionId, locale: Locale }, name: string) => Promise<void>} run
 * @param {Locale[]} [locales]
 */
export async function everyDiagram(page, run, locales = ["ja", "en"]) {
  for (const locale of locales) {
    await choose(page, "locale", locale);
    for (const policy of POLICIES) {
      await choose(page, "policy", policy);
      for (const edition of EDITIONS) {
        // In a narrow window the editions are folded away.
        await page.locator("#edition").evaluate((group) => {
          for (
            let around = group.closest("details");
            around !== null;
            around = around.parentElement.closest("details")
          ) {
            around.open = true;
          }
        });
        await choose(page, "edition", edition);
        await settled(page, { policy, edition });
        await run({ policy, edition, locale }, `${policy}, ${edition}, ${locale}`);
      }
    }
  }
}
