/**
 * Until when a message may be sent to a person (delivery.md 3.7): looked at in the plan, and again right before each
 * intent. All times are milliseconds since 1970.
 */
import type { Json } from '../bind/model.ts';
import { apiLimits } from '../send-api/limits.ts';
import { feedbackTag, humanTag } from '../send-api/tags.ts';
import type { Contact } from './contacts/contact.ts';

type Body = { readonly [key: string]: Json };

/** What is done about people of whom nobody knows when they last wrote. */
export type WindowPolicy = 'assume-open' | 'skip';

const hour = 3_600_000;
/** A message that leaves in the last minutes may be judged a moment too late. */
const margin = 5 * 60_000;

/**
 * How long after the person's last message this body may be sent; undefined where no window applies: sender actions,
 * utility and other tagged messages, and recipients that are no page-scoped ids.
 */
export function windowOf(body: Body): number | undefined {
  if (!('message' in body) || typeof idOf(body) !== 'string') return undefined;
  const { tag, messaging_type: type } = body as { readonly tag?: Json; readonly messaging_type?: Json };
  if (type === 'UTILITY') return undefined;
  if (tag === humanTag || tag === feedbackTag) return apiLimits.taggedWindow.max * 24 * hour;
  return tag === undefined ? apiLimits.standardWindow.max * hour : undefined;
}

/** When the body is too late for the person; undefined where it never is, or nobody knows. */
export function deadlineOf(contact: Contact, body: Body): number | undefined {
  const { lastInteraction } = contact;
  const window = lastInteraction === undefined ? undefined : windowOf(body);
  return window === undefined ? undefined : lastInteraction! + window - margin;
}

/** The first of the deadlines of a contact's messages: its turn must come before. */
export function earliestDeadline(contact: Contact, bodies: Iterable<Body>): number {
  let earliest = Number.POSITIVE_INFINITY;
  for (const body of bodies) earliest = Math.min(earliest, deadlineOf(contact, body) ?? earliest);
  return earliest;
}

function idOf(body: Body): Json | undefined {
  const recipient = body['recipient'];
  return typeof recipient === 'object' && recipient !== null && !Array.isArray(recipient)
    ? (recipient as Body)['id']
    : undefined;
}
