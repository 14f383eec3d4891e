/** Colours, where a terminal has them: `NO_COLOR` and `FORCE_COLOR` are heard, and a file or a pipe gets none. */

/**
 * @param {NodeJS.WriteStream} stream
 */
export function paint(stream) {
  const { FORCE_COLOR, NO_COLOR } = process.env;
  const isForced = FORCE_COLOR !== undefined && FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  const hasColours = isForced || (!NO_COLOR && stream.isTTY === true && stream.hasColors());
  /** @type {(from: number, to: number) => (text: string) => string} */
  const style = (from, to) => (text) => (hasColours && text !== "" ? `\u001b[${from}m${text}\u001b[${to}m` : text);
  return { bold: style(1, 22), soft: style(2, 22), red: style(31, 39), green: style(32, 39), yellow: style(33, 39) };
}
