/**
 * By which the files of this build are known, each by its name. The build fills it in; where a file is not here, it is
 * taken from its module.
 *
 * @type {Record<string, string>}
 */
export const buildIds = {};
