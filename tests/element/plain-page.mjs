// A page with places of several widths and colour schemes for the element, and with further styles where a test has some.

import { put } from "./harness.mjs";

put(
  "plain.css",
  "main { width: 600px } .narrowest { width: 200px } .narrow { width: 280px } .middle { width: 600px } .wide { width: 1200px } .light { color-scheme: light; background: #ffffff; color: #000000 } .dark { color-scheme: dark; background: #121418; color: #ffffff } .large { font-size: 200% } .box { height: 200px; overflow: auto }",
);

/**
 * @param {import("./harness.mjs").Page} page
 * @param {string[]} [styles]
 * @param {object} [given]
 */
export const begin = (page, styles = ["plain"], given) =>
  page.open({
    head: styles.map((name) => `<link rel="stylesheet" href="/${name}.css">`).join(""),
    body: "<main></main>",
    ...given,
  });
