/** Whether the first people's messages (--canary) went well enough for the others. */
import type { Counts } from '../events.ts';
import type { Runner } from './runner.ts';

/** More of the messages than this, and the rest is not sent. */
const canaryShare = 0.02;

/** Halts the runner, and gives false, where they did not. */
export function judgeCanary(
  runner: Runner,
  people: number,
  { sent, failed, unknown }: Pick<Counts, 'sent' | 'failed' | 'unknown'>,
): boolean {
  const bad = failed + unknown;
  const all = sent + bad;
  const ok = all === 0 || bad / all < canaryShare;
  runner.emit({ type: 'canary', ok, people, sent, failed, unknown });
  runner.journal.note(
    'canary',
    `${people} people: ${sent} sent, ${failed} failed, ${unknown} unknown: ${ok ? 'goes on' : 'stops'}`,
  );
  if (ok) return true;
  runner.halt(
    4,
    `Of the first ${all} messages (--canary) ${failed} failed and ${unknown} are unknown, which is not below 2%: the rest was not sent. See sendspec status; --resume goes on.`,
  );
  return false;
}
