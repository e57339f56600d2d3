/** The safety catch of `--live`: a number that must be typed, or given with --confirm. */
import { createInterface } from 'node:readline/promises';
import type { Context } from './context.ts';
import { exit } from './exit-codes.ts';
import { Stop } from './stop.ts';

export interface CountQuestion {
  readonly count: number;
  /** What happens, with the count in it: `This sends … to 12 people.` */
  readonly question: string;
  /** What `--confirm` got wrong, after `--confirm says N, but `. */
  readonly mismatch: string;
  /** `people`: what is counted. */
  readonly what: string;
  /** Ends every refusal. */
  readonly nothing: string;
}

/** Returns when the count was confirmed; ends the command (exit 2) when not. */
export async function askCount(
  { count, question, mismatch, what, nothing }: CountQuestion,
  confirm: number | undefined,
  context: Context,
): Promise<void> {
  if (confirm !== undefined) {
    if (confirm === count) return;
    throw new Stop(exit.usage, `--confirm says ${confirm}, but ${mismatch}. ${nothing}`);
  }
  if (!context.interactive) {
    throw new Stop(
      exit.usage,
      `${question} Without a terminal nobody can be asked: give --confirm ${count}. ${nothing}`,
    );
  }
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const typed = await reader.question(`${question}\nType the number of ${what} to go on: `);
    if (typed.trim().replaceAll(/[,. _]/g, '') === String(count)) return;
  } finally {
    reader.close();
  }
  throw new Stop(exit.usage, `the number is not the same. ${nothing}`);
}
