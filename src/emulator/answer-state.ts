import { isObject, isText, memberProblem, optional } from './check-members.ts';
import { day, hour, isoTime, readDuration, readTime } from './clock.ts';
import type { Emulation } from './emulation.ts';
import { readStateSeed } from './read-seed.ts';
import { attachmentLife, type User } from './state.ts';
import { tap } from './tap.ts';

interface ControlAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** What the emulator knows, as its routes show it. Times are ISO 8601. */
export interface StateView {
  readonly users: readonly UserView[];
  readonly comments: readonly PostView[];
  readonly posts: readonly PostView[];
  readonly attachments: readonly {
    readonly id: string;
    readonly page?: string;
    readonly type: string;
    readonly origin: string;
    readonly created_at: string;
    readonly expires_at: string;
    readonly file?: { readonly name?: string; readonly content_type: string; readonly size: number };
  }[];
  readonly personas: readonly {
    readonly id: string;
    readonly page?: string;
    readonly name: string;
    readonly profile_picture_url: string;
  }[];
  /** Kinds of which an unknown id is refused. */
  readonly closed: readonly string[];
}

interface UserView {
  readonly psid: string;
  readonly page?: string;
  readonly blocked: boolean;
  readonly last_interaction_at: string | null;
  /** The ends of the 24-hour window and of the seven days of HUMAN_AGENT; null where the person never wrote. */
  readonly window_closes_at: string | null;
  readonly human_agent_closes_at: string | null;
}

interface PostView {
  readonly id: string;
  readonly page?: string;
  readonly created_at: string;
  readonly replied: boolean;
}

/** The routes about clock, users and state; undefined where the path is another. */
export function answerState(
  emulation: Emulation,
  method: string,
  path: string,
  text: string,
): ControlAnswer | undefined {
  switch (`${method} ${path}`) {
    case 'GET /_emulator/clock':
      return ok({ now: isoTime(emulation.clock.now()) });
    case 'POST /_emulator/clock':
      return setClock(emulation, text);
    case 'GET /_emulator/state':
      return ok(viewState(emulation));
    case 'POST /_emulator/state':
      return give(emulation, parsed(text));
    case 'GET /_emulator/users':
      return ok({ users: viewState(emulation).users });
    case 'POST /_emulator/users': {
      const value = parsed(text);
      return give(emulation, Array.isArray(value) ? { users: value } : value);
    }
    default: {
      const [, encoded, what] = /^\/_emulator\/users\/([^/]+)\/(interaction|read|tap)$/.exec(path) ?? [];
      if (encoded === undefined || method !== 'POST') return undefined;
      const psid = decoded(encoded);
      if (psid === undefined) return bad('the id in the path is not valid percent encoding');
      if (what === 'interaction') return interact(emulation, psid, text);
      return what === 'read' ? see(emulation, psid) : tapOn(emulation, psid, text);
    }
  }
}

export function viewState({ state }: Emulation): StateView {
  const posts = (kind: string) =>
    [...state.posts.values()]
      .filter((post) => post.kind === kind)
      .map(({ id, page, createdAt, replied }) => ({
        id,
        ...(page !== undefined && { page }),
        created_at: isoTime(createdAt),
        replied,
      }));
  return {
    users: [...state.users.values()].map(viewUser),
    comments: posts('comment'),
    posts: posts('post'),
    attachments: [...state.attachments.values()].map(({ id, page, type, origin, createdAt, file }) => ({
      id,
      ...(page !== undefined && { page }),
      type,
      origin,
      created_at: isoTime(createdAt),
      expires_at: isoTime(createdAt + attachmentLife),
      ...(file && { file }),
    })),
    personas: [...state.personas.values()].map(({ id, page, name, profile_picture_url }) => ({
      id,
      ...(page !== undefined && { page }),
      name,
      profile_picture_url,
    })),
    closed: (['users', 'attachments', 'personas', 'comments'] as const).filter(state.isClosed),
  };
}

function viewUser({ psid, page, lastInteraction, blocked }: User): UserView {
  const after = (time: number) => (lastInteraction === undefined ? null : isoTime(lastInteraction + time));
  return {
    psid,
    ...(page !== undefined && { page }),
    blocked,
    last_interaction_at: after(0),
    window_closes_at: after(24 * hour),
    human_agent_closes_at: after(7 * day),
  };
}

/** `{"advance": "25h"}` (or seconds), `{"now": "2026-11-22T10:00:00Z"}`, `{"stopped": true}`, or one of the first with the last. */
function setClock({ clock }: Emulation, text: string): ControlAnswer {
  const value = parsed(text);
  if (!isObject(value)) return bad('the body is not a JSON object');
  const { advance, now, stopped, ...rest } = value;
  const stranger = Object.keys(rest)[0];
  if (stranger !== undefined) return bad(`the clock has no "${stranger}"; it has advance, now, stopped`);
  if (advance !== undefined && now !== undefined) return bad('give advance or now, not both');
  if (advance === undefined && now === undefined && stopped === undefined) {
    return bad('give advance, now or stopped');
  }
  const time = now === undefined ? clock.now() : readTime(now, clock.now());
  const shift = advance === undefined ? 0 : readDuration(advance);
  if (stopped !== undefined && typeof stopped !== 'boolean') return bad('stopped is true or false');
  if (shift === undefined)
    return bad('advance is a number of seconds or a text such as "25h", "7d", "90m" or "30s"');
  if (time === undefined) return bad('now is a date and time with a zone, as 2026-11-22T10:00:00Z');
  if (stopped !== undefined) clock.run(!stopped);
  if (now !== undefined) clock.set(time);
  if (advance !== undefined) clock.advance(shift);
  return ok({ now: isoTime(clock.now()) });
}

function give(emulation: Emulation, value: unknown): ControlAnswer {
  const read = readStateSeed(value);
  if ('problem' in read) return bad(read.problem);
  emulation.state.give(read.seed);
  return ok({ ok: true });
}

function see({ webhooks }: Emulation, psid: string): ControlAnswer {
  webhooks.read(psid);
  return ok({ ok: true });
}

/** `{"what": "Title or payload"}`. */
function tapOn(emulation: Emulation, psid: string, text: string): ControlAnswer {
  const value = parsed(text);
  const problem = isObject(value)
    ? memberProblem(value, { what: isText }, 'a tap')
    : 'the body is no JSON object';
  if (problem) return bad(problem);
  const done = tap(emulation, psid, (value as { what: string }).what);
  return 'problem' in done ? { status: 404, body: { error: done.problem } } : ok(done);
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

/** `{}` or `{"at": "3h ago", "kind": "message", "page": "123", "text": "Hi"}`; a text is a webhook. */
function interact({ state, clock, webhooks }: Emulation, psid: string, text: string): ControlAnswer {
  const value = text.trim() === '' ? {} : parsed(text);
  if (!isObject(value)) return bad('the body is not a JSON object');
  const problem = memberProblem(
    value,
    {
      at: optional((at) => readTime(at, 0) !== undefined),
      kind: (kind) => kind === undefined || kinds.includes(kind as string),
      page: optional(isText),
      text: optional(isText),
    },
    'an interaction',
  );
  if (problem) return bad(problem);
  const time = readTime(value['at'], clock.now()) ?? clock.now();
  if (value['text'] !== undefined) webhooks.wrote(psid, value['text'] as string);
  return ok({ user: viewUser(state.interact(psid, time, value['page'] as string | undefined)) });
}

/** What opens the window (section 1.5); opting in to marketing messages does not. */
const kinds = ['message', 'postback', 'ad_message', 'plugin', 'link', 'reaction', 'comment', 'visitor_post'];

function ok(body: unknown): ControlAnswer {
  return { status: 200, body };
}

function bad(error: string): ControlAnswer {
  return { status: 400, body: { error } };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
