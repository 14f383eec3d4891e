/** The address of the author's worker beside this file; the build writes it in. */
declare const AUTHOR_WORKER: string;
