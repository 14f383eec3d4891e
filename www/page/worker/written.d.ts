/** What the build writes into the service worker. */

/** Every file of the page by its path from there, with the digest of what it has to hold. */
declare const FILES: Record<string, string>;

/** What is stored only once it has been opened, likewise: a group for each part of the page. */
declare const LATER: Record<string, string>[];

/** The version that these files are. */
declare const VERSION: string;
