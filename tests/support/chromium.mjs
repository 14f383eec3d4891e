// Chromium as Playwright drives it, for what its WebDriver cannot do: settings of a reader, files, other clocks.

import { chromium } from "playwright-core";
import { findChromium } from "./programs.mjs";

/** The sandbox is not available in most containers; the rest keeps the browser itself off the network. */
export const CHROMIUM_ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

/** Starts the installed Chromium without a window. */
export const launchChromium = () => chromium.launch({ executablePath: findChromium(), args: CHROMIUM_ARGS });
