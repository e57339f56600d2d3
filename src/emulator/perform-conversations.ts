/**
 * The Conversations API, read only: threads of a Page, their messages, one message. Fields and limits as
 * Meta's page on it has them; of all but the 20 latest messages of a thread only id and time are told.
 */
import { admitCall, type Caller, limitCall, usageHeaders } from './admit-call.ts';
import { tokenError } from './check-token.ts';
import type { Emulation } from './emulation.ts';
import type { GraphCall, Outcome } from './graph-call.ts';
import { parameterError, unknownObject } from './graph-error.ts';
import { pageOf } from './list-page.ts';
import { type Field, readFields } from './read-fields.ts';
import { refused, strike } from './strike.ts';
import type { Thread, ThreadMessage } from './threads.ts';

const told = 20;

type Body = Readonly<Record<string, unknown>>;
type Show = (
  emulation: Emulation,
  call: GraphCall,
  caller: Caller,
  fields: readonly Field[],
) => Body | Problem;
type Problem = { readonly problem: Parameters<typeof refused>[1] };

/** GET of a Page's conversations. */
export function performConversations(emulation: Emulation, call: GraphCall): Promise<Outcome> {
  return perform(emulation, call, call.segments[0]!, listThreads);
}

/** GET of a thread, of its messages, or of a message. */
export function performThread(emulation: Emulation, call: GraphCall): Promise<Outcome> {
  return perform(emulation, call, 'me', showObject);
}

async function perform(emulation: Emulation, call: GraphCall, page: string, show: Show): Promise<Outcome> {
  const wrongToken = tokenError(call.parameters.token, page);
  if (wrongToken) return refused(emulation, wrongToken);
  const caller = admitCall(emulation, call, page);
  if ('error' in caller) return refused(emulation, caller.error);
  const limited = limitCall(emulation, caller, {});
  const headers = usageHeaders(emulation, caller);
  if (limited) return refused(emulation, limited, headers);
  const psid = call.parameters.body['user_id'];
  const strikes = emulation.faults.strikes(
    'conversations',
    caller.page,
    typeof psid === 'string' ? psid : (call.segments[0] ?? ''),
  );
  const before = await strike(emulation, strikes, 'before-record', { status: 200, body: {}, headers });
  if (before.ended) return before;
  const fields = readFields(call.parameters.fields ?? 'id');
  if (fields === undefined)
    return refused(emulation, { code: 2500, message: 'Syntax error in the fields parameter' }, headers);
  const shown = show(emulation, call, caller, call.parameters.fields === undefined ? [] : fields);
  if ('problem' in shown) return refused(emulation, (shown as Problem).problem, headers);
  return strike(emulation, strikes, 'after-record', {
    status: 200,
    body: shown,
    headers: before.answer.headers,
  });
}

function listThreads(
  emulation: Emulation,
  call: GraphCall,
  caller: Caller,
  fields: readonly Field[],
): Body | Problem {
  const { platform, user_id: psid } = call.parameters.body;
  if (platform !== undefined && platform !== 'messenger' && platform !== 'instagram')
    return { problem: parameterError('Param platform must be one of {MESSENGER, INSTAGRAM}') };
  const page = idOf(emulation, caller);
  const own = emulation.threads
    .all()
    .filter((thread) => thread.page === page && (psid === undefined || thread.psid === String(psid)))
    .filter(() => (platform ?? 'messenger') === caller.channel)
    .sort((a, b) => b.messages.at(-1)!.time - a.messages.at(-1)!.time);
  const part = pageOf(own, call.parameters.body, (thread) => thread.id);
  if ('code' in part) return { problem: part };
  return { ...part, data: part.data.map((thread) => threadFields(thread, fields)) };
}

function showObject(
  emulation: Emulation,
  call: GraphCall,
  caller: Caller,
  fields: readonly Field[],
): Body | Problem {
  const [id = '', edge] = call.segments;
  const missing = { problem: unknownObject('get', id) };
  const thread = emulation.threads.byId(id);
  const found = emulation.threads.ofMessage(id);
  const owner = thread ?? found?.thread;
  if (owner === undefined || (caller.pageId !== undefined && caller.pageId !== owner.page)) return missing;
  if (thread === undefined) {
    if (edge !== undefined) return missing;
    const { message } = found!;
    if (!isTold(owner, message))
      return {
        problem: { code: 100, message: '(#100) This message has been deleted or is too old to be shown' },
      };
    return messageFields(owner, message, fields);
  }
  if (edge === undefined) return threadFields(thread, fields);
  const part = pageOf([...thread.messages].reverse(), call.parameters.body, (message) => message.id);
  if ('code' in part) return { problem: part };
  return { ...part, data: part.data.map((message) => messageFields(thread, message, fields)) };
}

function threadFields(thread: Thread, fields: readonly Field[]): Body {
  const all: Record<string, (field: Field) => unknown> = {
    updated_time: () => graphTime(thread.messages.at(-1)!.time),
    message_count: () => thread.messages.length,
    participants: () => ({ data: [{ id: thread.psid }, { id: thread.page }] }),
    messages: ({ limit, fields: inner = [] }) => {
      const latest = [...thread.messages].reverse().slice(0, limit ?? 25);
      return { data: latest.map((message) => messageFields(thread, message, inner)) };
    },
  };
  const wanted = fields.length === 0 ? [{ name: 'updated_time' }] : fields;
  return pick(thread.id, all, wanted);
}

function messageFields(thread: Thread, message: ThreadMessage, fields: readonly Field[]): Body {
  const person = { id: thread.psid };
  const page = { id: thread.page };
  const details = {
    from: () => (message.fromPage ? page : person),
    to: () => ({ data: [message.fromPage ? person : page] }),
    message: () => message.text,
  };
  const all = { created_time: () => graphTime(message.time), ...(isTold(thread, message) && details) };
  return pick(message.id, all, fields.length === 0 ? [{ name: 'created_time' }] : fields);
}

/** Fields that there are not are left out, as Graph does with those that are empty. */
function pick(id: string, all: Record<string, (field: Field) => unknown>, fields: readonly Field[]): Body {
  const shown: Record<string, unknown> = { id };
  for (const field of fields) if (Object.hasOwn(all, field.name)) shown[field.name] = all[field.name]!(field);
  return shown;
}

function isTold(thread: Thread, message: ThreadMessage): boolean {
  return thread.messages.lastIndexOf(message) >= thread.messages.length - told;
}

/** `2026-11-22T10:00:00+0000`. */
function graphTime(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}+0000`;
}

function idOf({ ids }: Emulation, { page, pageId }: Caller): string {
  return pageId ?? (page === 'me' ? ids.person('page') : page);
}
