/** A document as TOML, written as an author would: a table for each element, and what it consists of in one line each. */

/**
 * @typedef {string | number | boolean | null | Value[] | { [name: string]: Value }} Value
 * @typedef {{ [name: string]: Value }} Table
 */

/** How long elements are, in signs, that stand in one line each. */
const SHORT = 90;

/**
 * @param {Table} document
 * @param {string[]} editions the ids of its editions, in their order: the keys of an object that are whole numbers come first
 */
export function tomlOf(document, editions) {
  const ordered = { ...document };
  /** @type {string[]} */
  const sections = [];
  for (const [name, value] of entriesOf(document)) {
    if (isRules(value)) sections.push(...value.flatMap((rule) => ruleText([name], rule)));
    else if (isElements(value)) {
      const ids = name === "editions" ? editions : Object.keys(value);
      // What is short has a line for each.
      const isShort = name !== "editions" && ids.every((id) => inline(value[id]).length <= SHORT);
      if (isShort) sections.push(`[${key(name)}]\n${linesOf(value)}`);
      else sections.push(...ids.flatMap((id) => tableText([name, id], value[id])));
    } else continue;
    delete ordered[name];
  }
  return `${[linesOf(ordered), ...sections].join("\n\n")}\n`;
}

/**
 * A table with its name, and the rules in it as tables of their own.
 *
 * @param {string[]} path
 * @param {Table} table
 * @param {string} head
 * @returns {string[]}
 */
function tableText(path, table, head = `[${keys(path)}]`) {
  const rules = entriesOf(table).filter(([, value]) => isRules(value));
  const rest = Object.fromEntries(entriesOf(table).filter(([, value]) => !isRules(value)));
  const lines = linesOf(rest);
  return [
    lines === "" ? head : `${head}\n${lines}`,
    ...rules.flatMap(([name, list]) =>
      /** @type {Table[]} */ (list).flatMap((rule) => ruleText([...path, name], rule)),
    ),
  ];
}

/**
 * A rule in a list of rules. What it consists of itself, such as alternatives, stands in it.
 *
 * @param {string[]} path
 * @param {Table} rule
 */
function ruleText(path, rule) {
  if (path.length === 1) return tableText(path, rule, `[[${keys(path)}]]`);
  return [`[[${keys(path)}]]\n${linesOf(rule)}`];
}

/** @param {Table} table */
function linesOf(table) {
  const entries = entriesOf(table);
  const width = Math.max(0, ...entries.map(([name]) => key(name).length));
  return entries.map(([name, value]) => `${key(name).padEnd(width)} = ${lineOf(value)}`).join("\n");
}

/**
 * A value that stands behind its key.
 *
 * @param {Value} value
 */
function lineOf(value) {
  if (isRules(value)) return `[\n${value.map((rule) => `  ${inline(rule)},\n`).join("")}]`;
  // A text of several lines is read as it stands, but for what means something else there.
  if (
    typeof value === "string" &&
    /^[^\p{Cc}\\]*\n[^\p{Cc}\\\n]*(?:\n[^\p{Cc}\\\n]*)*$/u.test(value) &&
    !value.includes('""')
  ) {
    return value.endsWith('"') ? inline(value) : `"""\n${value}"""`;
  }
  return inline(value);
}

/**
 * @param {Value} value
 * @returns {string}
 */
function inline(value) {
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = entriesOf(value);
    return entries.length === 0
      ? "{}"
      : `{ ${entries.map(([name, inner]) => `${key(name)} = ${inline(inner)}`).join(", ")} }`;
  }
  // JSON writes texts as TOML does, but for this one.
  return JSON.stringify(value).replaceAll("\x7f", "\\u007f");
}

/**
 * What a table says. TOML has no null: as the default of a fact it is written as `"none"`, and anything else with it is
 * left out.
 *
 * @param {Table} table
 * @returns {[name: string, value: Value][]}
 */
function entriesOf(table) {
  return Object.entries(table).flatMap(([name, value]) => {
    if (value !== null) return [[name, value]];
    return name === "default" ? [[name, "none"]] : [];
  });
}

/**
 * A list of tables.
 *
 * @param {Value} value
 * @returns {value is Table[]}
 */
function isRules(value) {
  return Array.isArray(value) && value.length > 0 && value.every(isTable);
}

/**
 * A table of tables.
 *
 * @param {Value} value
 * @returns {value is { [id: string]: Table }}
 */
function isElements(value) {
  return isTable(value) && Object.keys(value).length > 0 && Object.values(value).every(isTable);
}

/**
 * @param {Value} value
 * @returns {value is Table}
 */
function isTable(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @param {string[]} path */
const keys = (path) => path.map(key).join(".");

/** @param {string} name */
const key = (name) => (/^[\w-]+$/.test(name) ? name : inline(name));
