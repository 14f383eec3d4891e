/** The files of the examples. */

/**
 * The text of a file of the page.
 *
 * @param {string} file
 */
export async function textOf(file) {
  const response = await fetch(`./${file}`);
  if (!response.ok) throw new Error(`${file} could not be loaded: ${response.status}`);
  return response.text();
}
