/** What all messages say alike goes into `defaults`. */
import { defaultMessagingType } from '../send-api/index.ts';
import { type ObjectValue, toJson, type Value } from './json-value.ts';

export interface Shared {
  readonly defaults: ObjectValue;
  /** The bodies without what `defaults` say. */
  readonly bodies: readonly ObjectValue[];
  /** Indices of bodies that named no messaging_type where one is needed: `defaults` give it. */
  readonly filled: readonly number[];
}

/** `bodies` are without nulls. */
export function shareDefaults(bodies: readonly ObjectValue[]): Shared {
  const defaults = new Map<string, Value>();
  const isAction = (body: ObjectValue) => body.has('sender_action') || !body.has('message');
  const messages = bodies.filter((body) => !isAction(body));
  // an action takes nothing from defaults but the recipient
  const recipient = bodies.length > 1 ? common(bodies, 'recipient') : undefined;
  if (recipient !== undefined) defaults.set('recipient', recipient);
  const hasNeither = bodies.some((body) => !body.has('sender_action') && !body.has('message'));
  const typed = messages.filter((body) => !body.has('tag'));
  const filled = hasNeither ? [] : typed.filter((body) => !body.has('messaging_type'));
  const type = bodies.length > 1 || filled.length > 0 ? messagingType(typed, filled.length > 0) : undefined;
  if (type !== undefined && !hasNeither) defaults.set('messaging_type', type);
  for (const key of ['notification_type', 'persona_id']) {
    const value = messages.length > 1 && !hasNeither ? common(messages, key) : undefined;
    if (value !== undefined) defaults.set(key, value);
  }
  const inherited = (body: ObjectValue, key: string) =>
    isAction(body) ? key === 'recipient' : key !== 'messaging_type' || !body.has('tag');
  return {
    defaults,
    bodies: bodies.map(
      (body) =>
        new Map(
          [...body].filter(
            ([key, value]) => !(defaults.has(key) && inherited(body, key) && same(value, defaults.get(key)!)),
          ),
        ),
    ),
    filled: filled.map((body) => bodies.indexOf(body)),
  };
}

/** Where a body names none, only the language's own default says the same. */
function messagingType(bodies: readonly ObjectValue[], someUnnamed: boolean): Value | undefined {
  if (someUnnamed) return defaultMessagingType;
  const counts = new Map<string, number>();
  for (const body of bodies) {
    const type = body.get('messaging_type');
    if (typeof type === 'string') counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

/** The value that all of them have under `key`. */
function common(bodies: readonly ObjectValue[], key: string): Value | undefined {
  const first = bodies[0]?.get(key);
  return first !== undefined && bodies.every((b) => b.has(key) && same(b.get(key)!, first))
    ? first
    : undefined;
}

function same(a: Value, b: Value): boolean {
  return JSON.stringify(toJson(a)) === JSON.stringify(toJson(b));
}
