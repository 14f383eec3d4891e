// PostgreSQL: a server of its own in a temporary folder, which listens to nobody but this machine's socket in it.

import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tableOf } from "./jobs.mjs";

/** @import { Database } from "./jobs.mjs" */

/** Between the answers to two queries. */
const BETWEEN = "----";

/**
 * @param {string} folder
 * @returns {Promise<Database>}
 */
export async function postgresql(folder) {
  const bin = programs();
  const home = join(folder, "postgresql");
  mkdirSync(home);
  chmodSync(folder, 0o755);
  // It does not run as root.
  const isRoot = process.getuid?.() === 0;
  if (isRoot) {
    const id = (/** @type {string} */ flag) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
    chownSync(home, id("-u"), id("-g"));
  }
  /** @param {string} program @param {string[]} args */
  const server = (program, args) => {
    const command = [join(bin, program), ...args];
    const [first, ...rest] = isRoot ? ["runuser", "-u", "postgres", "--", ...command] : command;
    execFileSync(first, rest, { cwd: home, stdio: ["ignore", "ignore", "inherit"] });
  };
  const data = join(home, "data");
  server("initdb", ["--pgdata", data, "--username", "postgres", "--auth", "trust", "--no-sync", "--encoding", "UTF8"]);
  const settings = `-c listen_addresses= -c unix_socket_directories=${home} -c fsync=off -c jit=off`;
  server("pg_ctl", ["--pgdata", data, "--log", join(home, "log"), "--wait", "--options", settings, "start"]);

  /** @param {string} script */
  const psql = (script) => {
    const args = ["--no-psqlrc", "--quiet", "--csv", "--tuples-only", "--set", "ON_ERROR_STOP=1"];
    const { status, stdout, stderr } = spawnSync(
      join(bin, "psql"),
      [...args, "--host", home, "--username", "postgres", "--file", "-"],
      { input: script, encoding: "utf8", maxBuffer: 2 ** 30, env: { ...process.env, PGTZ: "Asia/Kathmandu" } },
    );
    if (status !== 0) throw new Error(stderr);
    return stdout;
  };
  let files = 0;
  return {
    async answers({ columns, rows, now, queries }) {
      const file = join(home, `${(files += 1)}.csv`);
      writeFileSync(file, rows);
      const type = typeof now === "number" ? "BIGINT" : "TIMESTAMPTZ";
      const asked = queries.map(
        (query, number) =>
          `PREPARE asked${number}(${type}) AS ${query};\nEXECUTE asked${number}('${now}');\n\\echo ${BETWEEN}\n`,
      );
      const load = `${tableOf(columns)};\nCOPY orders FROM '${file}' (FORMAT csv);\n`;
      const printed = psql(load + asked.join("") + "DEALLOCATE ALL;\n");
      return printed
        .split(`${BETWEEN}\n`)
        .slice(0, -1)
        .map((lines) => lines.split("\n").slice(0, -1));
    },
    close: async () => server("pg_ctl", ["--pgdata", data, "--mode", "immediate", "stop"]),
  };
}

/** The folder with the programs of the newest PostgreSQL, which Debian keeps out of the way. */
function programs() {
  const all = "/usr/lib/postgresql";
  const newest = readdirSync(all).sort((a, b) => Number(b) - Number(a))[0];
  return join(all, newest, "bin");
}
