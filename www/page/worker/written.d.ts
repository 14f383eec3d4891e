/** What the build writes into the service worker. */

/** Every file of the page by its path from there, with the digest of what it has to hold. */
declare const FILES: Record<string, string>;

/** The version that these files are. */
declare const VERSION: string;
