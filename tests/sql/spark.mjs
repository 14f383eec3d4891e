// `npm run test:spark`: that queries give what the engine gives in Spark, too. It is not part of `npm test`, since Spark
// takes half a gigabyte and a minute to install. `READING=qoo10` asks about one policy, `ORDERS` says how many there are.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { asked, differences, jobOf } from "./asked.mjs";

const ORDERS = Number(process.env.ORDERS ?? 20_000);
const python = process.env.PYTHON ?? fileURLToPath(new URL("../../.tools/spark/bin/python", import.meta.url));

const folder = mkdtempSync(join(tmpdir(), "torihiki-spark-"));
try {
  const all = asked(ORDERS, { only: ({ name }) => name.includes(process.env.READING ?? "") });
  const jobs = all.map((reading, number) => {
    const { columns, rows, now, queries } = jobOf(reading, { dialect: "spark" });
    const file = join(folder, `${number}.csv`);
    writeFileSync(file, rows);
    const schema = ["id BIGINT", ...columns.map(({ name, type }) => `\`${name}\` ${type}`)].join(", ");
    return { file, schema, now, queries };
  });
  const list = join(folder, "jobs.json");
  writeFileSync(list, JSON.stringify(jobs));
  const { status, stdout, stderr } = spawnSync(python, [fileURLToPath(new URL("spark.py", import.meta.url)), list], {
    encoding: "utf8",
    maxBuffer: 2 ** 30,
  });
  if (status !== 0) throw new Error(stderr);
  const answers = stdout.trimEnd().split("\n");
  let number = 0;
  for (const reading of all) {
    for (const { key } of reading.actions) {
      const told = differences(JSON.parse(answers[number]), reading.expected.get(key), reading.orders);
      number += 1;
      if (told.length > 0) throw new Error(`${reading.name}, ${key}:\n${told.join("\n")}`);
    }
  }
  if (number !== answers.length) throw new Error(`${answers.length} answers to ${number} queries`);
  const orders = all.reduce((sum, { orders }) => sum + orders.length, 0);
  console.log(`${number} queries over ${orders} orders of ${all.length} readings: all as the engine says`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
