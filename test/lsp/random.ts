/** The slice of a property test that a run takes: by a seed (TORTURE_SEED); TORTURE=whole takes all. */
export const whole = process.env['TORTURE'] === 'whole';

export function pick<T>(all: readonly T[], count: number, random: () => number): T[] {
  return Array.from({ length: Math.min(count, all.length) }, () => all[Math.floor(random() * all.length)]!);
}

/** Mulberry32: the same numbers for the same seed; `more` parts one file from another. */
export function numbers(more: number): () => number {
  let state = Number(process.env['TORTURE_SEED'] ?? 5) + more;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
