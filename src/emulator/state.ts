import { type Clock, day, readTime } from './clock.ts';
import type { AttachmentType, Kind, StateSeed } from './seed.ts';

export interface User {
  readonly psid: string;
  readonly page: string | undefined;
  /** Milliseconds since 1970; undefined where the person never wrote. */
  lastInteraction: number | undefined;
  readonly blocked: boolean;
}

export interface Post {
  readonly id: string;
  readonly kind: 'comment' | 'post';
  readonly page: string | undefined;
  readonly createdAt: number;
  replied: boolean;
}

export interface Attachment {
  readonly id: string;
  /** The Page it belongs to; undefined where that is not known (`me`): then anybody's. */
  readonly page: string | undefined;
  readonly type: AttachmentType;
  readonly createdAt: number;
  /** `upload`: message_attachments; `message`: a message with is_reusable. */
  readonly origin: 'given' | 'upload' | 'message';
  readonly file?: { readonly name?: string; readonly content_type: string; readonly size: number };
}

export interface Persona {
  readonly id: string;
  readonly name: string;
  readonly profile_picture_url: string;
  readonly page: string | undefined;
}

/** The people, comments, uploads and personas that one emulator knows. */
export interface State {
  readonly users: ReadonlyMap<string, User>;
  readonly attachments: ReadonlyMap<string, Attachment>;
  readonly personas: ReadonlyMap<string, Persona>;
  /** By kind and id: `comment 123`. */
  readonly posts: ReadonlyMap<string, Post>;
  /** True where an id of this kind that is not known is refused. */
  isClosed(kind: Kind): boolean;
  /** Takes over what is given; what has the same id is replaced. */
  give(seed: StateSeed): void;
  /** The person wrote or tapped: opens the window. An unknown person becomes known. */
  interact(psid: string, time: number, page: string | undefined): User;
  addAttachment(attachment: Attachment): void;
  addPersona(persona: Persona): void;
  removePersona(id: string): void;
  /** Back to what it was made with. */
  reset(): void;
}

/** Attachment ids live for 90 days. */
export const attachmentLife = 90 * day;

export function createState(seed: StateSeed, clock: Clock): State {
  const users = new Map<string, User>();
  const attachments = new Map<string, Attachment>();
  const personas = new Map<string, Persona>();
  const posts = new Map<string, Post>();
  /** Kinds of which something was given or made on purpose. */
  const known = new Set<Kind>();
  let decided: NonNullable<StateSeed['unknown']> = {};

  const timeOf = (value: string | undefined) => readTime(value, clock.now()) ?? clock.now();
  const givePosts = (kind: Post['kind'], given: StateSeed['posts']) => {
    for (const { id, page, created_at } of given ?? []) {
      posts.set(`${kind} ${id}`, { id, kind, page, createdAt: timeOf(created_at), replied: false });
    }
  };
  const give = (given: StateSeed) => {
    for (const { psid, page, last_interaction_at: last, blocked = false } of given.users ?? []) {
      users.set(psid, { psid, page, lastInteraction: last === null ? undefined : timeOf(last), blocked });
    }
    givePosts('comment', given.comments);
    givePosts('post', given.posts);
    for (const { id, page, type, created_at } of given.attachments ?? []) {
      attachments.set(id, { id, page, type, createdAt: timeOf(created_at), origin: 'given' });
    }
    for (const { id, name, profile_picture_url, page } of given.personas ?? []) {
      personas.set(id, { id, name, profile_picture_url, page });
    }
    for (const kind of ['users', 'attachments', 'personas', 'comments'] as const) {
      if (given[kind]) known.add(kind);
    }
    if (given.posts) known.add('comments');
    decided = { ...decided, ...given.unknown };
  };
  give(seed);
  return {
    users,
    attachments,
    personas,
    posts,
    isClosed: (kind) => (decided[kind] === undefined ? known.has(kind) : decided[kind] === 'refuse'),
    give,
    interact(psid, time, page) {
      const user = users.get(psid) ?? { psid, page, lastInteraction: undefined, blocked: false };
      user.lastInteraction = Math.max(time, user.lastInteraction ?? time);
      users.set(psid, user);
      return user;
    },
    addAttachment(attachment) {
      attachments.set(attachment.id, attachment);
      if (attachment.origin === 'upload') known.add('attachments');
    },
    addPersona(persona) {
      personas.set(persona.id, persona);
      known.add('personas');
    },
    removePersona: (id) => personas.delete(id),
    reset() {
      for (const map of [users, attachments, personas, posts]) map.clear();
      known.clear();
      decided = {};
      give(seed);
    },
  };
}
