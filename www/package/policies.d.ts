import type { CompiledPolicy } from "./index.js";

/** The built-in policies, compiled: pass `init` those that a page needs. */
export const coconala: CompiledPolicy;
export const coconalaAccount: CompiledPolicy;
export const crowdworks: CompiledPolicy;
export const lancers: CompiledPolicy;
export const qoo10: CompiledPolicy;

/** All of them. */
export const all: CompiledPolicy[];
