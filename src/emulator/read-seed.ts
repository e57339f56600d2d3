import {
  integerIn,
  isBoolean,
  isObject,
  isText,
  type MemberCheck,
  memberProblem,
  optional,
} from './check-members.ts';
import { readTime } from './clock.ts';
import { readFaultRules } from './fault-rule.ts';
import type { Seed, StateSeed } from './seed.ts';
import { type WebhookKind, webhookKinds } from './webhook-events.ts';

/**
 * A seed file -> a seed, or what is wrong with it. A list, or an object with `rules`, is a list of fault rules, as is
 * `faults` of an object.
 */
export function readSeed(value: unknown): { readonly seed: Seed } | { readonly problem: string } {
  if (!isObject(value) || 'effect' in value) {
    const read = readFaultRules(value);
    return 'problem' in read ? read : { seed: { faults: read.rules } };
  }
  const { rules, ...rest } = value;
  if (rules !== undefined && rest['faults'] !== undefined) {
    return { problem: 'rules and faults are the same thing: give one of them' };
  }
  const problem = memberProblem(rest, seedMembers, 'a seed') ?? stateProblem(rest);
  if (problem) return { problem };
  const faults = readFaultRules(rules ?? rest['faults'] ?? []);
  if ('problem' in faults) return faults;
  return { seed: { ...(rest as Seed), faults: faults.rules } };
}

/** The same for what can be changed while the emulator runs. */
export function readStateSeed(value: unknown): { readonly seed: StateSeed } | { readonly problem: string } {
  if (!isObject(value)) return { problem: 'it is no JSON object' };
  const problem = memberProblem(value, stateMembers, 'the state') ?? stateProblem(value);
  return problem === undefined ? { seed: value } : { problem };
}

const isTime: MemberCheck = (value) => readTime(value, 0) !== undefined;
const isList: MemberCheck = (value) => Array.isArray(value);
const isAmount: MemberCheck = (value) => integerIn(value, 1, 1_000_000_000);
const isDecision: MemberCheck = (value) => value === 'accept' || value === 'refuse';

const stateMembers: Readonly<Record<string, MemberCheck>> = {
  users: optional(isList),
  comments: optional(isList),
  posts: optional(isList),
  attachments: optional(isList),
  personas: optional(isList),
  unknown: optional(isObject),
};

const seedMembers: Readonly<Record<string, MemberCheck>> = {
  ...stateMembers,
  pages: optional(isList),
  token: optional(isText),
  appSecret: optional(isText),
  now: optional((value) => isTime(value) && !(value as string).endsWith('ago')),
  stopped: optional(isBoolean),
  limits: optional(isObject),
  webhooks: optional(isObject),
  faults: optional((value) => typeof value === 'object'),
};

const post = { id: isText, page: optional(isText), created_at: optional(isTime) };

/** What the items of each list are made of. */
const items: Readonly<Record<string, Readonly<Record<string, MemberCheck>>>> = {
  users: {
    psid: isText,
    page: optional(isText),
    last_interaction_at: (value) => value === undefined || value === null || isTime(value),
    blocked: optional(isBoolean),
  },
  comments: post,
  posts: post,
  attachments: {
    ...post,
    type: (value) => ['image', 'audio', 'video', 'file'].includes(value as string),
  },
  personas: { id: isText, name: isText, profile_picture_url: isText, page: optional(isText) },
  pages: { id: isText, token: optional(isText), instagram: optional(isBoolean) },
};

const objects: Readonly<Record<string, Readonly<Record<string, MemberCheck>>>> = {
  unknown: {
    users: optional(isDecision),
    attachments: optional(isDecision),
    personas: optional(isDecision),
    comments: optional(isDecision),
  },
  limits: {
    perSecond: optional(isAmount),
    mediaPerSecond: optional(isAmount),
    perThreadPerSecond: optional(isAmount),
    privateRepliesPerHour: optional(isAmount),
    callsPerHour: optional(isAmount),
    regainMinutes: optional(isAmount),
  },
  webhooks: {
    url: optional(
      (value) => isText(value) && /^https?:\/\//.test(value as string) && URL.canParse(value as string),
    ),
    events: optional(
      (value) => Array.isArray(value) && value.every((kind) => webhookKinds.includes(kind as WebhookKind)),
    ),
  },
};

function stateProblem(value: Readonly<Record<string, unknown>>): string | undefined {
  for (const [name, checks] of Object.entries(items)) {
    for (const [index, item] of ((value[name] ?? []) as readonly unknown[]).entries()) {
      if (name === 'pages' && isText(item)) continue;
      const place = `${name}[${index}]`;
      const problem = isObject(item) ? memberProblem(item, checks, place) : `${place} is no JSON object`;
      if (problem) return problem;
    }
  }
  for (const [name, checks] of Object.entries(objects)) {
    const problem = memberProblem((value[name] ?? {}) as Record<string, unknown>, checks, name);
    if (problem) return problem;
  }
  return undefined;
}
