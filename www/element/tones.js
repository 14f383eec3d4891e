/**
 * Colours that can be read where the element stands.
 *
 * It takes ink and ground of its place, so its own colours have to go with both, whichever they are. Which scheme they are
 * of follows from the ink; and one of them that has too little contrast with the ground is moved towards black or white.
 */

import { warn } from "./warnings.js";

/**
 * A colour in sRGB, each part from 0 to 1.
 *
 * @typedef {[red: number, green: number, blue: number, alpha: number]} Colour
 */

/** What text needs by WCAG 2. */
const ENOUGH = 4.5;

/** How much of a colour is in the ground that bears its name. The styles say the same. */
const WASH = 0.12;

/**
 * The colours of text, each with the property of the probe that shows it in sRGB.
 *
 * @type {Record<string, keyof CSSStyleDeclaration & string>}
 */
const INKS = {
  soft: "borderTopColor",
  accent: "borderRightColor",
  allowed: "borderBottomColor",
  denied: "borderLeftColor",
  unknown: "outlineColor",
  danger: "textDecorationColor",
};

/**
 * Makes the colours of an element go with its place. `probe` is where its styles show them.
 *
 * @param {HTMLElement} element
 * @param {HTMLElement} room
 * @param {HTMLElement} probe
 */
export function fitTones(element, room, probe) {
  for (const name of [...Object.keys(INKS), "on-accent"]) room.style.removeProperty(`--${name}`);
  room.style.removeProperty("color-scheme");
  const ink = inSrgb(probe, getComputedStyle(room).color);
  if (ink === null) return;
  const isDark = luminance(ink) > 0.4;
  room.style.setProperty("color-scheme", isDark ? "dark" : "light");
  const shown = getComputedStyle(probe);
  const surface = parse(shown.backgroundColor);
  const behind = groundBehind(element, probe) ?? (isDark ? [0.07, 0.07, 0.07, 1] : [1, 1, 1, 1]);
  const ground = surface === null ? behind : over(surface, behind);
  for (const [name, property] of Object.entries(INKS)) {
    const own = parse(String(shown[/** @type {"color"} */ (property)]));
    if (own === null) continue;
    const fitting = fit(own, ground);
    if (fitting === own) continue;
    room.style.setProperty(`--${name}`, written(fitting));
    tell(element, name, contrast(own, ground), fitting);
  }
  fitOnAccent(element, room, probe);
}

/**
 * What stands on the accent, while the pointer is over it.
 *
 * @param {HTMLElement} element
 * @param {HTMLElement} room
 * @param {HTMLElement} probe
 */
function fitOnAccent(element, room, probe) {
  const shown = getComputedStyle(probe);
  const [own, accent] = [parse(shown.columnRuleColor), parse(shown.borderRightColor)];
  if (own === null || accent === null || contrast(own, accent) >= ENOUGH) return;
  const pole = poleOf(accent);
  room.style.setProperty("--on-accent", written(pole));
  tell(element, "on-accent", contrast(own, accent), pole);
}

/**
 * Tells a host of a colour that it has set, and that could not be read.
 *
 * @param {HTMLElement} element
 * @param {string} name
 * @param {number} had
 * @param {Colour} instead
 */
function tell(element, name, had, instead) {
  const property = `--torihiki-${name}`;
  const given = getComputedStyle(element).getPropertyValue(property).trim();
  if (given === "") return;
  const said = `the contrast of \`${property}: ${given}\` with what it stands on is ${had.toFixed(1)}, and text needs ${ENOUGH}`;
  warn(`${said}; \`${written(instead)}\` is shown in its place`);
}

/**
 * The nearest colour that can be read on a ground, and on the wash of itself over that.
 *
 * @param {Colour} own
 * @param {Colour} ground
 */
function fit(own, ground) {
  const pole = poleOf(ground);
  for (let share = 0; share <= 1; share += 0.05) {
    const mixed = share === 0 ? own : over([pole[0], pole[1], pole[2], share], own);
    const wash = over([mixed[0], mixed[1], mixed[2], WASH], ground);
    if (Math.min(contrast(mixed, ground), contrast(mixed, wash)) >= ENOUGH) return mixed;
  }
  return pole;
}

/**
 * Black or white, whichever can be read better on a ground.
 *
 * @param {Colour} ground
 * @returns {Colour}
 */
function poleOf(ground) {
  return luminance(ground) > 0.179 ? [0, 0, 0, 1] : [1, 1, 1, 1];
}

/**
 * The colour that is behind an element; null where it cannot be told.
 *
 * @param {Element} element
 * @param {HTMLElement} probe
 * @returns {Colour | null}
 */
function groundBehind(element, probe) {
  /** @type {Colour[]} */
  const layers = [];
  for (let at = /** @type {Element | null} */ (element); at !== null; at = around(at)) {
    const style = getComputedStyle(at);
    if (style.backgroundImage !== "none") return null;
    const colour = inSrgb(probe, style.backgroundColor);
    if (colour === null) return null;
    if (colour[3] > 0) layers.push(colour);
    if (colour[3] === 1) return layers.reduceRight((ground, layer) => over(layer, ground));
  }
  return null;
}

/**
 * What an element stands in, through slots and shadow roots.
 *
 * @param {Element} element
 * @returns {Element | null}
 */
function around(element) {
  return (
    element.assignedSlot ??
    element.parentElement ??
    /** @type {Partial<ShadowRoot>} */ (element.getRootNode()).host ??
    null
  );
}

/**
 * A colour in sRGB, in whichever way it is written.
 *
 * @param {HTMLElement} probe
 * @param {string} text
 */
function inSrgb(probe, text) {
  const own = parse(text);
  if (own !== null) return own;
  probe.style.caretColor = `color-mix(in srgb, ${text}, ${text})`;
  const mixed = parse(getComputedStyle(probe).caretColor);
  probe.style.removeProperty("caret-color");
  return mixed;
}

/**
 * A colour as a computed style tells one of sRGB; null for every other.
 *
 * @param {string} text
 * @returns {Colour | null}
 */
function parse(text) {
  const [, kind, inside] = /^(rgba?|color)\((.*)\)$/.exec(text ?? "") ?? [];
  if (inside === undefined || (kind === "color" && !inside.startsWith("srgb "))) return null;
  const [red, green, blue, alpha = 1] = (inside.match(/-?[\d.]+(?:e-?\d+)?/g) ?? []).map(Number);
  const scale = kind === "color" ? 1 : 255;
  const [r, g, b] = [red, green, blue].map((part) => Math.min(Math.max(part / scale, 0), 1));
  return [r, g, b, alpha].some((part) => !Number.isFinite(part)) ? null : [r, g, b, alpha];
}

/**
 * @param {Colour} front
 * @param {Colour} back
 * @returns {Colour}
 */
function over([red, green, blue, alpha], back) {
  const mix = (/** @type {number} */ part, /** @type {number} */ behind) => part * alpha + behind * (1 - alpha);
  return [mix(red, back[0]), mix(green, back[1]), mix(blue, back[2]), 1];
}

/**
 * The contrast of two colours by WCAG 2.
 *
 * @param {Colour} one
 * @param {Colour} other
 */
function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** @param {Colour} colour */
function luminance([red, green, blue]) {
  const [r, g, b] = [red, green, blue].map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** @param {Colour} colour */
function written([red, green, blue]) {
  const hex = (/** @type {number} */ part) =>
    Math.round(part * 255)
      .toString(16)
      .padStart(2, "0");
  return `#${hex(red)}${hex(green)}${hex(blue)}`;
}
