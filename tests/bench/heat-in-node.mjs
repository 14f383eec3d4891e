// One heat in a process of its own: `node heat-in-node.mjs <heat as JSON>` prints what came of it as JSON.
//
// The time is the processor's, so that what other processes take does not count.

import { IDS, LIBRARIES, entrantOf } from "./entrants.mjs";
import { heat } from "./turns.mjs";

/** @type {Parameters<typeof heat>[1]} */
const entrants = {};
for (const id of IDS) {
  const library = LIBRARIES[id] === undefined ? undefined : await import(LIBRARIES[id].inNode);
  entrants[id] = { entrant: await entrantOf(id), library };
}
const clock = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};
console.log(JSON.stringify(await heat(JSON.parse(process.argv[2]), entrants, clock)));
