// What all files of a suite share, as `tests/suite.mjs` tells them. A file that runs by itself has none of it, and makes
// its own.

/**
 * @import { EngineName } from "./engines.mjs"
 *
 * @typedef {{ url: string, id: string, name: string, width: number, height: number }} SharedBrowser the address of its
 * driver, its session there, its name and version, and the size of its window
 * @typedef {{ project: string, files: string[] }} Packed a project that has the packed package, and what was packed
 */

/** The environment variable that says so. */
export const SHARED = "TORIHIKI_SHARED";

/** @type {{ packed?: Packed, browsers?: Partial<Record<EngineName, SharedBrowser>> }} */
export const shared = JSON.parse(process.env[SHARED] ?? "{}");
