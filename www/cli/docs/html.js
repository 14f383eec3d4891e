/** A documentation as one HTML file, which needs nothing else: no script, no font, no picture from elsewhere. */

import { html, nothing } from "lit/html.js";
import { layOut } from "../../shared/diagram/layout.js";
import { SIZE, drawDiagram } from "../../shared/diagram/picture.js";
import { lettersOf } from "./letters.js";
import styles from "./page.css";
import { templateText } from "./template.js";

/**
 * @import { TemplateResult } from "lit/html.js"
 * @import { Block, Item, Span } from "./blocks.js"
 * @import { Documentation } from "./contents.js"
 */

/** How wide the diagram may be, in pixels: as wide as the text, and as a page of paper. */
const WIDTH = 720;

/** @param {Documentation} documentation */
export function htmlOf(documentation) {
  const { content, telling } = documentation;
  const { t } = telling;
  const headings = content.blocks.flatMap((block) => (block.kind === "heading" && block.level === 2 ? [block] : []));
  const body = html`
    <a class="skip" href="#main">${t.toContents}</a>
    <header>
      <h1>${content.title}</h1>
      ${content.lead.map((text) => html`<p>${text}</p>`)}
    </header>
    <nav aria-label=${t.contents}>
      <ul>
        ${headings.map(({ id, text }) => html`<li><a href="#${id}">${text}</a></li>`)}
      </ul>
    </nav>
    <main id="main" tabindex="-1">${content.blocks.map((block) => blockView(block, documentation))}</main>
  `;
  const page = html`<html lang=${content.language}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="generator" content="torihiki" />
      <title>${content.title}</title>
      <style>
        STYLES
      </style>
    </head>
    <body>
      ${body}
    </body>
  </html>`;
  return `<!doctype html>\n${templateText(page).replace("STYLES", () => styles)}\n`;
}

/**
 * @param {Block} block
 * @param {Documentation} documentation
 */
function blockView(block, documentation) {
  const { t } = documentation.telling;
  switch (block.kind) {
    case "heading": {
      const { level, id, text } = block;
      if (level === 2) return html`<h2 id=${id}>${text}</h2>`;
      return level === 3 ? html`<h3 id=${id}>${text}</h3>` : html`<h4 id=${id}>${text}</h4>`;
    }
    case "paragraph":
      return html`<p>${block.spans.map(spanView)}</p>`;
    case "label":
      return html`<p class="label">${block.text}</p>`;
    case "details":
      return detailsView(block.rows);
    case "list":
      return listView(block.items);
    case "table":
      return tableView(block.caption, block.head, block.rows);
    case "draft":
      return html`<blockquote>
        <p class="label">${block.subject}</p>
        <p class="draft">${block.body}</p>
      </blockquote>`;
    default:
      return diagramView(documentation, t.diagram.pictureLabel);
  }
}

/**
 * @param {Item[]} items
 * @returns {TemplateResult}
 */
function listView(items) {
  return html`<ul class="entries">
    ${items.map(
      ({ id, spans, details, items: inner }) =>
        html`<li id=${id ?? nothing}>
          <p>${spans.map(spanView)}</p>
          ${details.length === 0 ? nothing : detailsView(details)}${inner.length === 0 ? nothing : listView(inner)}
        </li>`,
    )}
  </ul>`;
}

/** @param {[label: string, spans: Span[]][]} rows */
function detailsView(rows) {
  if (rows.length === 0) return nothing;
  return html`<dl>
    ${rows.map(
      ([label, spans]) =>
        html`<div>
          <dt>${label}</dt>
          <dd>${spans.map(spanView)}</dd>
        </div>`,
    )}
  </dl>`;
}

/**
 * A table scrolls by itself where it is wider than the page, so it has to be reached by the keyboard.
 *
 * @param {string} caption
 * @param {string[]} head
 * @param {Span[][][]} rows
 */
function tableView(caption, head, rows) {
  return html`<div class="wide" tabindex="0" role="region" aria-label=${caption}>
    <table>
      <thead>
        <tr>
          ${head.map((cell) => html`<th scope="col">${cell}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([first, ...cells]) =>
            html`<tr>
              <th scope="row">${first.map(spanView)}</th>
              ${cells.map((spans) => html`<td>${spans.map(spanView)}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/**
 * @param {Documentation} documentation
 * @param {string} label
 */
function diagramView({ model, context, telling }, label) {
  const drawing = drawDiagram(model, WIDTH, (isBold) => lettersOf(SIZE, isBold), layOut, context);
  return html`<div class="wide diagram" tabindex="0" role="region" aria-label=${label}>${drawing.picture}</div>
    ${drawing.isNumbered ? html`<p>${telling.t.numbered}</p>` : nothing}`;
}

/**
 * A part of a line. An address is one of the web, which the check of a policy sees to, or of this document.
 *
 * @param {Span} span
 */
function spanView(span) {
  if (typeof span === "string") return span;
  if ("tag" in span) return html`<span class="tag">${span.tag}</span> `;
  if ("code" in span) return html`<code>${span.code}</code>`;
  return html`<a href=${span.href} rel="noreferrer">${span.link}</a>`;
}
