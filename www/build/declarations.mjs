// Changes to declarations of TypeScript, each at a place that the compiler's parser found.
//
// A text is parsed, the changes are collected by position, and everything between them stays as it was written. So no
// printer reformats what other tools made, and nothing is recognised by how it happens to be laid out.
//
// `typescript-parser` is TypeScript 6, the last one that is written in JavaScript: its API has been stable for a decade,
// and typed. That of `typescript` 7, which checks the types of this repository, is still called unstable; once it is
// not, the parser is imported from there, and nothing else here changes.

import ts from "typescript-parser";

/** @typedef {{ start: number, end: number, text: string }} Edit another text for a place of a text */

/**
 * Parses declarations.
 *
 * @param {string} text
 */
function parsed(text) {
  return ts.createSourceFile("declarations.d.ts", text, ts.ScriptTarget.Latest, true);
}

/**
 * Calls a function with a node and everything in it.
 *
 * @param {ts.Node} node
 * @param {(node: ts.Node) => void} call
 */
function each(node, call) {
  call(node);
  ts.forEachChild(node, (inside) => each(inside, call));
}

/**
 * The text with other texts at some of its places.
 *
 * @param {string} text
 * @param {Edit[]} edits
 */
function edited(text, edits) {
  const inOrder = edits.toSorted((one, other) => one.start - other.start);
  let at = 0;
  let result = "";
  for (const { start, end, text: other } of inOrder) {
    result += text.slice(at, start) + other;
    at = end;
  }
  return result + text.slice(at);
}

/**
 * The name of a declaration; `undefined` for what has none.
 *
 * @param {ts.Statement} statement
 */
function nameOf(statement) {
  const name = ts.isDeclarationStatement(statement) ? statement.name : undefined;
  return name?.text;
}

/**
 * Leaves out some declarations, with what is said of them.
 *
 * @param {string} text
 * @param {string[]} names
 * @throws where one of them is not there: then whoever declared it calls it something else by now
 */
export function withoutDeclarations(text, names) {
  const { statements } = parsed(text);
  const missing = names.filter((name) => !statements.some((statement) => nameOf(statement) === name));
  if (missing.length > 0) throw new Error(`no longer declared: ${missing.join(", ")}`);
  const dropped = statements.filter((statement) => names.includes(nameOf(statement) ?? ""));
  return edited(
    text,
    dropped.map((statement) => ({ start: statement.getFullStart(), end: statement.end, text: "" })),
  );
}

/** How a block of code begins that is meant for readers of Rust: as rustdoc has it, where no language is named. */
const RUST = /^(rust|ignore|no_run|should_panic|compile_fail|edition\d+)?(,.*)?$/;

/**
 * Leaves the examples in Rust out of what is said of declarations, which the Rust code says of its types as well.
 * Blocks of any other language stay.
 *
 * @param {string} text
 */
export function withoutRustExamples(text) {
  /** @type {Map<number, ts.JSDoc>} */
  const comments = new Map();
  each(parsed(text), (node) => {
    for (const comment of ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc)) comments.set(comment.pos, comment);
  });
  const edits = [...comments.values()].map(({ pos, end }) => ({
    start: pos,
    end,
    text: commentWithoutRust(text.slice(pos, end)),
  }));
  return edited(text, edits);
}

/** @param {string} comment */
function commentWithoutRust(comment) {
  const kept = [];
  /** @type {string | null} */
  let language = null;
  for (const line of comment.split("\n")) {
    const content = line.replace(/^\s*\*? ?/, "");
    const isFence = content.startsWith("```");
    if (language === null && isFence) {
      language = content.slice("```".length).trim();
      // The empty line before a block goes with it.
      if (RUST.test(language) && /^\s*\*\s*$/.test(kept.at(-1) ?? "")) kept.pop();
      if (!RUST.test(language)) kept.push(line);
    } else {
      if (language === null || !RUST.test(language)) kept.push(line);
      if (isFence) language = null;
    }
  }
  return kept.join("\n");
}

/**
 * Gives a type parameter, the policy, to every type that mentions an id of a policy, and to whatever mentions that.
 *
 * @param {string} text the declarations
 * @param {string[]} names the types that have the parameter already. `PolicyId` is what the parameter stands for
 */
export function withPolicyParameter(text, names) {
  const { statements } = parsed(text);
  const types = statements.filter(isType);
  const mentioned = new Map(types.map((type) => [type, mentions(type)]));
  const ofPolicy = new Set([...names, "PolicyId"]);
  for (let before = 0; before !== ofPolicy.size;) {
    before = ofPolicy.size;
    for (const [type, mentions] of mentioned) {
      if (mentions.some((mention) => ofPolicy.has(mention.text))) ofPolicy.add(type.name.text);
    }
  }
  const edits = [...mentioned]
    .filter(([type]) => ofPolicy.has(type.name.text))
    .flatMap(([type, mentions]) => [
      { start: type.name.end, end: type.name.end, text: "<P extends PolicyId = PolicyId>" },
      ...mentions
        .filter((mention) => ofPolicy.has(mention.text))
        .map((mention) => ({
          start: mention.getStart(),
          end: mention.end,
          text: mention.text === "PolicyId" ? "P" : `${mention.text}<P>`,
        })),
    ]);
  return edited(text, edits);
}

/**
 * Lets whatever may be left out be `undefined` as well. A project with `exactOptionalPropertyTypes` tells the two apart,
 * and the package does not.
 *
 * @param {string} text
 */
export function withUndefined(text) {
  /** @type {Edit[]} */
  const edits = [];
  each(parsed(text), (node) => {
    if (!ts.isPropertySignature(node) || node.questionToken === undefined || node.type === undefined) return;
    edits.push({ start: node.type.end, end: node.type.end, text: " | undefined" });
  });
  return edited(text, edits);
}

/**
 * Whether a statement declares a type.
 *
 * @param {ts.Statement} statement
 * @returns {statement is ts.InterfaceDeclaration | ts.TypeAliasDeclaration}
 */
function isType(statement) {
  return ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
}

/**
 * Where a type names others without saying for what.
 *
 * @param {ts.Node} type
 */
function mentions(type) {
  /** @type {ts.Identifier[]} */
  const found = [];
  each(type, (node) => {
    if (!ts.isTypeReferenceNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
    const name = ts.isTypeReferenceNode(node) ? node.typeName : node.expression;
    if (ts.isIdentifier(name) && node.typeArguments === undefined) found.push(name);
  });
  return found;
}

/**
 * The declarations for modules of a kind: `"c"` for CommonJS, where the modules beside them are called `.cjs`.
 *
 * @param {string} text
 * @param {string} kind
 */
export function forKind(text, kind) {
  /** @type {Edit[]} */
  const edits = [];
  each(parsed(text), (node) => {
    const specifier = specifierOf(node);
    if (specifier === undefined || !/^\.\/.*\.js$/.test(specifier.text)) return;
    const name = specifier.text.slice(0, -"js".length);
    edits.push({ start: specifier.getStart(), end: specifier.end, text: JSON.stringify(`${name}${kind}js`) });
  });
  return edited(text, edits);
}

/**
 * Where a node names a module.
 *
 * @param {ts.Node} node
 */
function specifierOf(node) {
  const isModule = ts.isImportDeclaration(node) || ts.isExportDeclaration(node);
  const isType = ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument);
  const specifier = isModule ? node.moduleSpecifier : isType ? node.argument.literal : undefined;
  return specifier !== undefined && ts.isStringLiteral(specifier) ? specifier : undefined;
}
