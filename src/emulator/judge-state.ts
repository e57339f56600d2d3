import type { Caller } from './admit-call.ts';
import { day, hour } from './clock.ts';
import type { Emulation } from './emulation.ts';
import { errorText } from './error-texts.ts';
import { type GraphError, parameterError } from './graph-error.ts';
import { magicFault } from './magic-recipients.ts';
import { attachmentLife, type Post, type State, type User } from './state.ts';

type Body = Readonly<Record<string, unknown>>;

/** What only run time can know of a valid body: the person, the window, the comment, attachment ids, the persona. */
export function judgeState(
  emulation: Emulation,
  caller: Caller,
  version: string | undefined,
  body: Body,
): GraphError | undefined {
  const recipient = body['recipient'] as Body;
  return (
    judgePerson(emulation, caller, version, recipient, body) ??
    judgePrivateReply(emulation, caller, recipient) ??
    judgeAttachments(emulation, caller, body['message'] as Body | undefined) ??
    judgePersona(emulation.state, caller, body['persona_id'])
  );
}

/** The window is judged for messages only: what becomes of a sender action outside it is documented nowhere. */
function judgePerson(
  { state, clock }: Emulation,
  caller: Caller,
  version: string | undefined,
  recipient: Body,
  body: Body,
): GraphError | undefined {
  const psid = recipient['id'];
  if (typeof psid !== 'string') return undefined;
  const user = state.users.get(psid);
  const instagram = caller.channel === 'instagram';
  if (!user || isForeign(user.page, caller)) {
    const isKnown = user === undefined && (!state.isClosed('users') || magicFault(psid) !== undefined);
    return isKnown ? undefined : coded(100, instagram ? 2534014 : 2018001);
  }
  if (user.blocked) return coded(551, 1545041);
  if (body['message'] === undefined || isInWindow(user, body, clock.now())) return undefined;
  return coded(10, instagram ? 2534022 : outsideSubcode(version));
}

const tagWindows: Readonly<Record<string, number>> = { HUMAN_AGENT: 7 * day, CUSTOMER_FEEDBACK: 7 * day };

/** CB-6, CB-7, R5-1 to R5-5. The withdrawn tags and utility messages have no deadline. */
function isInWindow(user: User, body: Body, now: number): boolean {
  if (body['messaging_type'] === 'UTILITY') return true;
  const tag = body['tag'] as string | undefined;
  const open = tag === undefined ? 24 * hour : (tagWindows[tag] ?? Number.POSITIVE_INFINITY);
  if (open === Number.POSITIVE_INFINITY) return true;
  return user.lastInteraction !== undefined && now - user.lastInteraction <= open;
}

/** 2018065 is the older form (R7.2-13): given to versions before v6.0, of March 2020, when subscriptions ended. */
function outsideSubcode(version: string | undefined): number {
  return version !== undefined && Number(version.slice(1).split('.')[0]) < 6 ? 2018065 : 2018278;
}

/** PR-2, PR-4: one reply, within seven days, by the Page of the comment. */
function judgePrivateReply(
  { state, clock }: Emulation,
  caller: Caller,
  recipient: Body,
): GraphError | undefined {
  const post = repliedTo(state, recipient);
  if (post === undefined) return undefined;
  const instagram = caller.channel === 'instagram';
  if (post === 'unknown' || isForeign(post.page, caller)) {
    return instagram ? coded(100, 2534025) : coded(100, 33);
  }
  if (clock.now() - post.createdAt > 7 * day) return instagram ? coded(100, 2534025) : coded(10, 2018278);
  if (!post.replied) return undefined;
  return instagram
    ? coded(100, 2534025)
    : parameterError(`A private reply was already sent to this ${post.kind}`);
}

/** The comment or post that a message answers; undefined where it answers none, or one that nothing is known of. */
export function repliedTo(state: State, recipient: Body): Post | 'unknown' | undefined {
  for (const kind of ['comment', 'post'] as const) {
    const id = recipient[`${kind}_id`];
    if (typeof id !== 'string') continue;
    const post = state.posts.get(`${kind} ${id}`);
    if (post) return post;
    return state.isClosed('comments') && !magicFault(id) ? 'unknown' : undefined;
  }
  return undefined;
}

/** */
function judgeAttachments(
  { state, clock }: Emulation,
  caller: Caller,
  message: Body | undefined,
): GraphError | undefined {
  for (const { id, type, path } of attachmentIds(message)) {
    const attachment = state.attachments.get(id);
    if (!attachment) {
      if (state.isClosed('attachments')) return coded(100, 2018074, path);
    } else if (isForeign(attachment.page, caller) || clock.now() - attachment.createdAt > attachmentLife) {
      return coded(100, 2018074, path);
    } else if (attachment.type !== type) {
      return coded(100, 2018047, path);
    }
  }
  return undefined;
}

interface NamedAttachment {
  readonly id: string;
  readonly type: unknown;
  readonly path: readonly string[];
}

/** Every attachment_id of a message: in the attachment, in a media template, in a list of images. */
function attachmentIds(message: Body | undefined): NamedAttachment[] {
  const found: NamedAttachment[] = [];
  const add = (holder: Body | undefined, type: unknown, ...path: string[]) => {
    const id = holder?.['attachment_id'];
    if (id !== undefined) found.push({ id: String(id), type, path: ['message', ...path, 'attachment_id'] });
  };
  const attachment = message?.['attachment'] as Body | undefined;
  const payload = attachment?.['payload'] as Body | undefined;
  if (attachment?.['type'] !== 'template') add(payload, attachment?.['type'], 'attachment', 'payload');
  else if (payload?.['template_type'] === 'media') {
    const [element] = payload['elements'] as readonly Body[];
    add(element, element?.['media_type'], 'attachment', 'payload', 'elements', '0');
  }
  for (const [index, image] of ((message?.['attachments'] ?? []) as readonly Body[]).entries()) {
    add(image['payload'] as Body, 'image', 'attachments', String(index), 'payload');
  }
  return found;
}

/** PE-5. No source tells the answer to a wrong id: it is a bad parameter. */
function judgePersona(state: State, caller: Caller, id: unknown): GraphError | undefined {
  if (typeof id !== 'string') return undefined;
  const persona = state.personas.get(id);
  const good = persona ? !isForeign(persona.page, caller) : !state.isClosed('personas');
  return good ? undefined : parameterError('Invalid persona_id', undefined, ['persona_id']);
}

/** What belongs to a Page belongs to no other; who `me` is may be unknown. */
export function isForeign(page: string | undefined, caller: Caller): boolean {
  return page !== undefined && caller.pageId !== undefined && page !== caller.pageId;
}

function coded(code: number, subcode: number, blame?: readonly string[]): GraphError {
  return { code, subcode, message: errorText(code, subcode), blame };
}
