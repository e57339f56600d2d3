import type { Emulation } from './emulation.ts';
import { errorText } from './error-texts.ts';
import type { FaultEffect } from './fault-rule.ts';
import type { Strike } from './faults.ts';
import type { Outcome } from './graph-call.ts';
import { type Answer, graphAnswer } from './graph-error.ts';

/**
 * Applies what strikes at this moment to what would be answered. `ended`: that is what becomes of the call; else the
 * answer as it goes on, perhaps later and with more headers.
 */
export async function strike(
  emulation: Emulation,
  strikes: readonly Strike[],
  when: Strike['when'],
  answer: Answer,
): Promise<Outcome & { readonly ended: boolean }> {
  let sound = answer;
  for (const one of strikes) {
    if (one.when !== when) continue;
    if (one.delay > 0 && !(await emulation.pause(one.delay))) {
      return { answer: sound, closing: true, ended: true };
    }
    if (one.effect.kind === 'delay') continue;
    if (one.effect.kind === 'headers') {
      sound = { ...sound, headers: { ...sound.headers, ...one.effect.headers } };
      continue;
    }
    if (one.effect.kind === 'error')
      return { answer: errorAnswer(emulation, one.effect, sound), ended: true };
    return { answer: sound, effect: one.effect, ended: true };
  }
  return { answer: sound, ended: false };
}

function errorAnswer(
  emulation: Emulation,
  effect: Extract<FaultEffect, { kind: 'error' }>,
  answer: Answer,
): Answer {
  const { code, subcode, status, message = errorText(code, subcode) } = effect;
  const transient = effect.is_transient ?? code === 2;
  const headers = { ...answer.headers, ...effect.headers };
  return graphAnswer({ code, subcode, status, message, transient }, emulation.ids, headers);
}

/** A refusal as the outcome of a call. */
export function refused(
  emulation: Emulation,
  error: Parameters<typeof graphAnswer>[0],
  headers?: Readonly<Record<string, string>>,
): Outcome {
  emulation.counts.refused++;
  return { answer: graphAnswer(error, emulation.ids, headers) };
}
