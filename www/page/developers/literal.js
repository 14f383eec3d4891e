/** Values as code. */

/**
 * A value as JavaScript. Within `<script>` it stays what it is, too.
 *
 * @param {unknown} value
 * @param {string} [indent]
 * @returns {string}
 */
export function literal(value, indent = "") {
  if (Array.isArray(value)) return `[${value.map((each) => literal(each, indent)).join(", ")}]`;
  if (value !== null && typeof value === "object") {
    const inner = `${indent}  `;
    const lines = Object.entries(value).map(
      ([name, each]) => `${inner}${nameLiteral(name)}: ${literal(each, inner)},\n`,
    );
    return lines.length === 0 ? "{}" : `{\n${lines.join("")}${indent}}`;
  }
  return typeof value === "string" ? textLiteral(value) : String(value);
}

/**
 * In an object's literal `__proto__` would not be a name, unless it is computed.
 *
 * @param {string} name
 */
function nameLiteral(name) {
  if (name === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : textLiteral(name);
}

/** @param {string} text */
function textLiteral(text) {
  return JSON.stringify(text).replaceAll("<", "\\x3c");
}
