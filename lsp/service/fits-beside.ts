/** Which keys a mapping can still take, given those that it has. */

import { isUndocumented } from '../../src/schema/describe.ts';
import type { JsonSchema } from '../../src/schema/json-schema.ts';
import { mediaPayload } from '../../src/send-api/attachment.ts';
import {
  contentKeys,
  mediaKeys,
  messageFields,
  reactionKeys,
  templateKeys,
} from '../../src/send-api/index.ts';
import { recipient, recipientCompanions } from '../../src/send-api/recipient.ts';
import type { YamlNode } from '../../src/yaml/nodes.ts';
import type { PathPart } from './find-node.ts';
import type { Place } from './place.ts';

/** `kinds`: what the mapping can be. `outer`: the way to it. */
export function fitsBeside(
  name: string,
  present: ReadonlySet<string>,
  kinds: Place,
  outer: readonly PathPart[],
): boolean {
  return kinds.filter((kind) => hasKeys(kind, [name])).some((kind) => fitsIn(kind, name, present, outer));
}

function fitsIn(
  kind: JsonSchema,
  name: string,
  present: ReadonlySet<string>,
  outer: readonly PathPart[],
): boolean {
  if (oneOfEach(kind).some((keys) => keys.has(name) && [...keys].some((key) => present.has(key))))
    return false;
  if (name === 'otherwise') return !present.has('when') && followsGuarded(outer);
  if (name === 'when' && present.has('otherwise')) return false;
  if (name === 'tap') return !lineKeys.some((key) => present.has(key));
  if (lineKeys.includes(name) && present.has('tap')) return false;
  return !hasKeys(kind, ['text', 'attachment']) || fitsMessage(name, present);
}

const lineKeys = ['title', 'type', 'content_type', 'url', 'payload', 'image_url'];

const contents = new Set([...contentKeys, ...Object.keys(mediaKeys), ...Object.keys(templateKeys)]);
const actions = new Set(['sender_action', ...Object.keys(reactionKeys), 'typing', 'wait']);
const ofMessage = new Set([...contents, ...messageFields, 'buttons', 'variants', 'message']);

/** A message has one content; an action, a pause and `steps` have none of their own. */
function fitsMessage(name: string, present: ReadonlySet<string>): boolean {
  const has = (names: ReadonlySet<string>) => [...present].some((key) => names.has(key));
  if (has(actions)) return fitsAction(name, present);
  if (name === 'payload') return false;
  if (present.has('steps')) return !actions.has(name) && (!ofMessage.has(name) || name === 'metadata');
  if (actions.has(name) || name === 'steps' || name === 'message') return !has(ofMessage);
  if (name === 'buttons') return !has(contents) || (present.has('text') && count(present) === 1);
  if (!contents.has(name)) return true;
  return !has(contents) && !present.has('message') && (name === 'text' || !present.has('buttons'));
}

function count(present: ReadonlySet<string>): number {
  return [...present].filter((key) => contents.has(key)).length;
}

/** Beside an action stands whom it is for; `payload` is what a reaction carries. */
function fitsAction(name: string, present: ReadonlySet<string>): boolean {
  if (present.has('wait')) return ['each', 'when', 'otherwise', 'key'].includes(name);
  if (name === 'payload') return present.has('sender_action');
  return !ofMessage.has(name) && !actions.has(name) && name !== 'steps' && !aboutMessages.has(name);
}

const aboutMessages = new Set(['messaging_type', 'tag', 'notification_type', 'reply_to']);

function hasKeys({ properties }: JsonSchema, keys: readonly string[]): boolean {
  return (
    typeof properties === 'object' &&
    properties !== null &&
    keys.every((key) => Object.hasOwn(properties, key))
  );
}

/** Groups of keys of which an object has exactly one. */
function oneOfEach(kind: JsonSchema): ReadonlySet<string>[] {
  return [fileKeys, recipientKeys].filter((keys) => hasKeys(kind, [...keys]));
}

const fileKeys = new Set(Object.keys(mediaPayload.fields).filter((key) => key !== 'is_reusable'));
const recipientKeys = new Set(
  Object.entries(recipient.fields)
    .filter(([key, { availability }]) => !recipientCompanions.includes(key) && !isUndocumented(availability))
    .map(([key]) => key),
);

/** `otherwise` stands directly behind an item with a condition or a loop. */
function followsGuarded(outer: readonly PathPart[]): boolean {
  const last = outer.at(-1);
  if (last?.kind !== 'item' || last.index === 0) return false;
  const before: YamlNode | undefined = last.seq.items[last.index - 1];
  return (
    before?.kind === 'map' &&
    before.entries.some(({ key }) => ['each', 'when', 'otherwise'].includes(key.value))
  );
}
