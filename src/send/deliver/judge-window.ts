/** Whether a contact may get a message at all at this moment: Meta's windows, and the tag that only a person may use. */
import { humanTag } from '../../send-api/tags.ts';
import type { Contact } from '../contacts/contact.ts';
import type { SkipReason } from '../events.ts';
import { deadlineOf, earliestDeadline, type WindowPolicy, windowOf } from '../window.ts';
import type { Body, PreparedStep } from './prepare-contact.ts';

export interface WindowRules {
  readonly window: WindowPolicy;
  /** Messages with HUMAN_AGENT are left out. */
  readonly refuseHumanAgent: boolean;
  /** Unix milliseconds. */
  readonly clock: () => number;
}

export interface Judged {
  /** Of its messages; Infinity where nothing closes. */
  readonly deadline: number;
  /** Nobody knows when the person last wrote, and a message needs an open window. */
  readonly assumed: boolean;
  /** The contact gets nothing. */
  readonly problem?: { readonly reason: SkipReason; readonly detail: string };
}

/** A later step whose window closes first is left to its own turn: only a closed first message leaves the contact out. */
export function judgeWindow(contact: Contact, steps: readonly PreparedStep[], rules: WindowRules): Judged {
  const bodies = steps.flatMap((step): Body[] => (step.kind === 'message' ? [step.body] : []));
  const deadline = earliestDeadline(contact, bodies);
  const assumed =
    contact.lastInteraction === undefined && bodies.some((body) => windowOf(body) !== undefined);
  if (rules.refuseHumanAgent && bodies.some((body) => body['tag'] === humanTag)) {
    const detail = `the message has the tag ${humanTag}, which many people at once do not get without a reason`;
    return { deadline, assumed, problem: { reason: 'policy', detail } };
  }
  if (assumed && rules.window === 'skip') {
    const detail = 'nobody knows when the person last wrote';
    return { deadline, assumed, problem: { reason: 'window', detail } };
  }
  const first = bodies[0] === undefined ? undefined : deadlineOf(contact, bodies[0]);
  if (first !== undefined && first <= rules.clock()) {
    return { deadline, assumed, problem: { reason: 'window', detail: closedWords(first) } };
  }
  return { deadline, assumed };
}

/** `deadline`: milliseconds since 1970. */
export function closedWords(deadline: number): string {
  return `the time to answer the person ended at ${new Date(deadline).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
