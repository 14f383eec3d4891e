// The first screen of a phone: what matters, until when it is safe, and which source says otherwise, for every example.

import assert from "node:assert/strict";
import init, { preview } from "torihiki";
import { before } from "node:test";
import { samples } from "../../www/page/view/samples.js";
import { headlineOf } from "../../www/shared/headline.js";
import { pages } from "./visitor.mjs";

before(() => init());

const [width, height] = [390, 844];
const { onPage } = pages({ viewport: { width, height }, reducedMotion: "reduce" });

for (const locale of /** @type {const} */ (["ja", "en"])) {
  for (const [policy, list] of Object.entries(samples)) {
    for (const { id, role = "", now, order } of list) {
      onPage(
        `${policy}, ${id}, in ${locale}`,
        async (page) => {
          const answer = preview(order, { ...(role === "" ? {} : { role }), now, locale });
          const { deadline, disagreements } = headlineOf(answer, role === "" ? null : role);
          const parts = [
            "#headline h2",
            ...(deadline === null ? [] : ["#headline .headline-when"]),
            ...(disagreements.length === 0 ? [] : ["#headline .headline-otherwise"]),
          ];
          assert.equal(await page.evaluate(() => scrollY), 0);
          for (const part of parts) {
            const box = await page.locator(part).boundingBox();
            assert.ok(
              box !== null && box.y >= 0 && box.y + box.height <= height,
              `${part} ends at ${box?.y} + ${box?.height}`,
            );
            assert.ok(box.x >= 0 && box.x + box.width <= width, part);
          }
        },
        { at: `policy=${policy}&sample=${id}&locale=${locale}` },
      );
    }
  }
}
