/** The steps of one recipient, in order; the next message only after the one before was sent (delivery.md 3.2). */
import type { Json } from '../../bind/model.ts';
import type { Contact } from '../contacts/contact.ts';
import { type Recorded, State } from '../journal/journal.ts';
import { deadlineOf } from '../window.ts';
import { type Delivery, deliverMessage, doAction } from './deliver-message.ts';
import type { Body, PreparedStep } from './prepare-contact.ts';
import type { Runner } from './runner.ts';

export interface ContactJob {
  readonly contact: Contact;
  readonly steps: readonly PreparedStep[];
  /** What earlier invocations recorded, by step. */
  readonly recorded: ReadonlyMap<number, Recorded>;
}

/** True when every message of the contact has a final state. */
export async function deliverContact(runner: Runner, job: ContactJob): Promise<boolean> {
  let blocked = false;
  let didSomething = false;
  for (const step of job.steps) {
    if (step.kind === 'wait') {
      // Waited for when an earlier invocation sent the step before.
      if (didSomething && !blocked && !(await runner.sleep(step.milliseconds))) return false;
      continue;
    }
    const known = job.recorded.get(step.step);
    if (step.kind === 'action') {
      if (blocked || known !== undefined) continue;
      if (!(await doAction(runner, deliveryOf(runner, job, step, 0)))) return false;
      didSomething = true;
      continue;
    }
    if (known !== undefined && known.state !== State.planned) {
      blocked ||= known.state !== State.sent;
      continue;
    }
    if (blocked) {
      skipBlocked(runner, job.contact, step);
      continue;
    }
    const ended = await deliverMessage(runner, deliveryOf(runner, job, step, known?.attempt ?? 0));
    if (ended === 'left') return false;
    didSomething = true;
    blocked = ended !== 'sent';
  }
  return true;
}

type BodyStep = PreparedStep & { readonly kind: 'message' | 'action' };

function deliveryOf(runner: Runner, job: ContactJob, step: BodyStep, attempts: number): Delivery {
  const { row, line, offset } = job.contact;
  const key = `sendspec1:${runner.journal.runId}:${row}.${step.step}`;
  const body = step.kind === 'message' ? withKey(step.body, key) : step.body;
  if (body === step.body && step.kind === 'message') {
    runner.warn(
      'own-metadata',
      'The message has metadata of its own, so an unknown outcome cannot be found again by its echo.',
    );
  }
  const deadline = deadlineOf(job.contact, step.body);
  return { row, line, offset, step: step.step, last: step.last, attempts, body, deadline };
}

/** The key comes back in message_echoes, so that what is unknown can be resolved later. An author's own metadata wins. */
export function withKey(body: Body, key: string): Body {
  const message = body['message'];
  if (typeof message !== 'object' || message === null || Array.isArray(message)) return body;
  if ('metadata' in message) return body;
  const keyed = { ...message } as { [name: string]: Json };
  keyed['metadata'] = key;
  const copy: { [name: string]: Json } = { ...body };
  copy['message'] = keyed;
  return copy;
}

function skipBlocked(runner: Runner, contact: Contact, step: BodyStep): void {
  const { row, line, offset } = contact;
  const detail = 'an earlier step did not arrive for sure';
  runner.journal.end({
    row,
    step: step.step,
    last: step.last,
    offset,
    state: 'skipped',
    reason: 'blocked',
    detail,
  });
  runner.tally.skipped({ row, line, reason: 'blocked', detail });
  runner.emit({ type: 'skipped', row, line, step: step.step, reason: 'blocked', detail });
}
