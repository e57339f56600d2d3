/** The safety catch of `--live`: a number that must be typed, or given with --confirm. */
import { createInterface } from 'node:readline/promises';
import type { Context } from './context.ts';
import { exit } from './exit-codes.ts';
import { Stop } from './stop.ts';

/** Returns when the count was confirmed; ends the command (exit 2) when not. */
export async function askCount(
  people: number,
  question: string,
  confirm: number | undefined,
  context: Context,
): Promise<void> {
  if (confirm !== undefined) {
    if (confirm === people) return;
    throw new Stop(
      exit.usage,
      `--confirm says ${confirm}, but ${people} people would get a message. Nothing was sent.`,
    );
  }
  if (!context.interactive) {
    throw new Stop(
      exit.usage,
      `${question} Without a terminal nobody can be asked: give --confirm ${people}. Nothing was sent.`,
    );
  }
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const typed = await reader.question(`${question}\nType the number of people to go on: `);
    if (typed.trim().replaceAll(/[,. _]/g, '') === String(people)) return;
  } finally {
    reader.close();
  }
  throw new Stop(exit.usage, 'the number is not the same. Nothing was sent.');
}
