/** Gives the reader something as a file. */

/**
 * @param {string | Uint8Array<ArrayBuffer>} content
 * @param {string} name the name of the file
 * @param {string} type
 */
export function save(content, name, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  // The browser has taken hold of the file once the click is through.
  setTimeout(() => URL.revokeObjectURL(link.href));
}
