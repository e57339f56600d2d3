/** From a contact to the requests that it gets. */
import type { Json } from '../../bind/model.ts';
import type { Renderer, RenderProblem, RenderResult } from '../../render/api.ts';
import { problemText } from '../../render/runtime/problem-text.ts';
import { withUploads } from '../../render/runtime/uploads.ts';
import type { Contact } from '../contacts/contact.ts';
import type { SkipReason } from '../events.ts';
import { findPlaceholder } from '../uploads/find-placeholder.ts';

export type PreparedStep =
  | {
      readonly kind: 'message' | 'action';
      readonly step: number;
      readonly last: boolean;
      readonly body: Body;
    }
  | { readonly kind: 'wait'; readonly step: number; readonly milliseconds: number };
export type Body = { readonly [key: string]: Json };

export type Prepared =
  | {
      readonly ok: true;
      readonly steps: readonly PreparedStep[];
      readonly result: RenderResult & { ok: true };
    }
  | { readonly ok: false; readonly reason: SkipReason; readonly detail: string };

export interface PrepareOptions {
  readonly renderer: Renderer;
  readonly message: string;
  readonly runId: string;
  readonly now: string;
  readonly channel: 'messenger' | 'instagram';
  /** Attachment ids of the local files; in a plan there are none yet. */
  readonly uploads?: { readonly [path: string]: string };
}

/** Never throws: what does not fit, or a renderer that fails, skips this contact only. */
export function prepareContact(contact: Contact, options: PrepareOptions): Prepared {
  if (contact.problem !== undefined) return { ok: false, ...contact.problem };
  const recipient = contact.recipient;
  if (recipient === undefined) return { ok: false, reason: 'recipient', detail: 'there is no recipient' };
  const { renderer, message } = options;
  const to = { [recipient.kind]: recipient.value };
  try {
    const problems = renderer.check(message, contact.data);
    if (problems.length > 0) return { ok: false, reason: 'data', detail: describe(problems) };
    const result = renderer.render(message, contact.data, {
      recipient: {
        id: recipient.value,
        locale: contact.locale,
        time_zone: contact.timeZone,
        channel: options.channel,
      },
      to,
      now: options.now,
      run: options.runId,
    });
    if (!result.ok) return { ok: false, reason: 'render', detail: describe(result.problems) };
    return number(result, to, options.uploads);
  } catch (error) {
    return {
      ok: false,
      reason: 'render',
      detail: `sendspec failed to render this contact: ${(error as Error).message}`,
    };
  }
}

function number(
  result: RenderResult & { ok: true },
  to: { readonly [key: string]: string },
  uploads: PrepareOptions['uploads'],
): Prepared {
  const paths = uploads && new Set(Object.keys(uploads));
  const isMessage = (body: Body) => !('sender_action' in body);
  const lastMessage = result.steps.findLastIndex((step) => 'body' in step && isMessage(step.body));
  const last = lastMessage >= 0 ? lastMessage : result.steps.findLastIndex((step) => 'body' in step);
  if (last < 0)
    return { ok: false, reason: 'render', detail: 'no step of the message applies to this contact' };
  const steps: PreparedStep[] = [];
  for (const [i, step] of result.steps.entries()) {
    if ('wait' in step) {
      steps.push({ kind: 'wait', step: i + 1, milliseconds: step.wait });
      continue;
    }
    const made: Body = 'recipient' in step.body ? step.body : { recipient: to, ...step.body };
    const body = paths ? (withUploads(made, '', paths, uploads) as Body) : made;
    const missing = uploads === undefined ? undefined : findPlaceholder(body);
    if (missing !== undefined)
      return { ok: false, reason: 'render', detail: `the local file ${missing} is not uploaded` };
    steps.push({ kind: isMessage(body) ? 'message' : 'action', step: i + 1, last: i === last, body });
  }
  return { ok: true, steps, result };
}

function describe(problems: readonly RenderProblem[]): string {
  const [first, ...more] = problems;
  if (first === undefined) return 'it does not fit';
  return more.length === 0 ? problemText(first) : `${problemText(first)} (and ${more.length} more)`;
}
