/** Results of the fault tests; the long form makes a table of them in docs/reliability.md (scripts/faults-long.mjs). */
import { appendFileSync } from 'node:fs';

export const long = process.env['FAULTS'] === 'long';
/** Recipients of the long form. */
export const many = Number(process.env['FAULTS_RECIPIENTS'] ?? 3_000);

export interface Result {
  readonly recipients: number;
  readonly unknown?: number;
  readonly detail?: string;
}

/** `fault`: its number in the list of delivery.md 5. Only what was checked and held is noted. */
export function note(fault: string, what: string, result: Result): void {
  const file = process.env['FAULTS_RESULTS'];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify({ fault, what, ...result })}\n`);
}

/** 0 to 1, the same for the same seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
