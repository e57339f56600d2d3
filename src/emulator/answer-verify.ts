import { isObject, isText } from './check-members.ts';
import type { Emulation } from './emulation.ts';
import { type JournalDelivery, type Verified, verifyDeliveries } from './verify-deliveries.ts';

/**
 * What `sendspec status --format json --deliveries` prints: a run, or a list of them, each with `runId` and
 * `deliveries` of `{row, step, state, message_id}`. What else stands there is passed over.
 */
export function answerVerify(
  { ledger }: Emulation,
  text: string,
): { readonly status: number; readonly body: unknown } {
  const value = parsed(text);
  const runs = Array.isArray(value) ? value : [value];
  const results: (Verified & { readonly runId: string })[] = [];
  for (const [index, run] of runs.entries()) {
    const problem = runProblem(run, Array.isArray(value) ? `run ${index}` : 'the body');
    if (problem) return { status: 400, body: { error: problem } };
    const { runId, deliveries } = run as { runId: string; deliveries: readonly JournalDelivery[] };
    results.push({ runId, ...verifyDeliveries(ledger.entries, runId, deliveries) });
  }
  return { status: 200, body: { ok: results.every((result) => result.ok), runs: results } };
}

const states = ['planned', 'sending', 'sent', 'failed', 'unknown', 'skipped'];
const isCount = (value: unknown) => Number.isInteger(value) && (value as number) >= 0;

function runProblem(run: unknown, place: string): string | undefined {
  if (!isObject(run)) return `${place} is no JSON object`;
  if (!isText(run['runId'])) return `${place} has no runId`;
  const { deliveries } = run;
  if (!Array.isArray(deliveries))
    return `${place} has no list of deliveries: sendspec status --deliveries gives it`;
  for (const [index, delivery] of deliveries.entries()) {
    const item = `deliveries[${index}] of ${place}`;
    if (!isObject(delivery)) return `${item} is no JSON object`;
    const { row, step, state, message_id } = delivery;
    if (!isCount(row) || !isCount(step)) return `${item} needs row and step, whole numbers`;
    if (!states.includes(state as string)) return `the state of ${item} is one of ${states.join(', ')}`;
    if (message_id !== undefined && !isText(message_id)) return `the message_id of ${item} is no text`;
  }
  return undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
