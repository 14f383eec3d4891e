// The language server that editors have for TOML, without an editor.

import { accessSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { isAbsolute } from "node:path";
import { Writable } from "node:stream";
import taplo from "@taplo/lsp";

/**
 * @import { RpcMessage } from "@taplo/lsp"
 *
 * @typedef {{ line: number, character: number }} Position
 * @typedef {{ range: { start: Position, end: Position }, message: string }} Diagnostic
 * @typedef {{ label: string, documentation?: { value: string }, insertText?: string, textEdit?: { newText: string } }} Item
 */

/** It looks nothing up in the network: neither the schemas of others nor settings. */
const SETTINGS = { schema: { catalogs: /** @type {string[]} */ ([]) } };

/** It tells of all that it does; of that, what went wrong is worth reading. */
const errors = () =>
  new Writable({
    write(line, _encoding, done) {
      if (String(line).includes("ERROR")) process.stderr.write(line);
      done();
    },
  });

/** @type {ReturnType<typeof start> | undefined} */
let starting;

/** The server, one for all that ask: there is one WebAssembly, and a second start would take it from the first. */
export const tomlServer = () => (starting ??= start());

async function start() {
  /** @type {Map<RpcMessage["id"], { resolve: (result: any) => void, reject: (error: Error) => void }>} */
  const asked = new Map();
  /** @type {Map<string, { times: number, resolve: (diagnostics: Diagnostic[]) => void }>} */
  const opened = new Map();
  const server = await taplo.TaploLsp.initialize(
    {
      cwd: () => "/",
      envVar: () => undefined,
      envVars: () => [],
      findConfigFile: () => undefined,
      glob: () => [],
      isAbsolute,
      now: () => new Date(0),
      readFile: (path) => {
        accessSync(path);
        return readFile(path);
      },
      writeFile: () => Promise.reject(new Error("nothing is written")),
      stderr: errors(),
      stdErrAtty: () => false,
      stdin: process.stdin,
      stdout: process.stdout,
      // It asks for that of its own `root:///` too.
      urlToFilePath: (url) => decodeURIComponent(new URL(url).pathname),
    },
    // It tells from within a call, and may not be called again before that has ended.
    { onMessage: (message) => void setImmediate(heard, message) },
  );

  /** @param {RpcMessage} message */
  function heard({ id, method, params, result, error }) {
    if (method === "workspace/configuration") {
      server.send({ jsonrpc: "2.0", id, result: params.items.map(() => SETTINGS) });
    } else if (method === "textDocument/publishDiagnostics") {
      // Syntax, structure and schema are told one after the other, and no more once something is wrong.
      const waits = opened.get(params.uri);
      if (waits === undefined) return;
      waits.times += 1;
      if (params.diagnostics.length > 0 || waits.times === 3) waits.resolve(params.diagnostics);
    } else if (asked.has(id)) {
      const { resolve, reject } = asked.get(id);
      asked.delete(id);
      if (error === undefined) resolve(result);
      else reject(new Error(error.message));
    }
  }

  let count = 0;
  /**
   * @param {string} method
   * @param {object} params
   * @returns {Promise<any>}
   */
  const ask = (method, params) =>
    new Promise((resolve, reject) => {
      count += 1;
      asked.set(count, { resolve, reject });
      server.send({ jsonrpc: "2.0", id: count, method, params });
    });

  await ask("initialize", { capabilities: {}, processId: null, rootUri: null });
  server.send({ jsonrpc: "2.0", method: "initialized", params: {} });

  return {
    /**
     * Opens a document, and gives what is wrong with it.
     *
     * @param {string} uri
     * @param {string} text
     * @returns {Promise<Diagnostic[]>}
     */
    open: (uri, text) =>
      new Promise((resolve) => {
        opened.set(uri, { times: 0, resolve });
        const textDocument = { uri, languageId: "toml", version: 1, text };
        server.send({ jsonrpc: "2.0", method: "textDocument/didOpen", params: { textDocument } });
      }),
    /**
     * What it proposes at a place in an open document.
     *
     * @param {string} uri
     * @param {Position} position
     * @returns {Promise<Item[]>}
     */
    complete: async (uri, position) =>
      (await ask("textDocument/completion", { textDocument: { uri }, position })) ?? [],
    /**
     * What it says of a place in an open document.
     *
     * @param {string} uri
     * @param {Position} position
     * @returns {Promise<string>}
     */
    hover: async (uri, position) =>
      (await ask("textDocument/hover", { textDocument: { uri }, position }))?.contents.value ?? "",
    /**
     * A document as data.
     *
     * @param {string} text
     * @returns {Promise<any>}
     */
    data: async (text) => JSON.parse((await ask("taplo/convertToJson", { text })).text),
  };
}
