/** In which order keys stand: the Send API's, as src/send-api lists them, with the language's own keys around. */
import type { TopKey } from '../bind/bind-spec.ts';
import {
  mediaKeys,
  messageFields,
  reactionKeys,
  request,
  requestFields,
  templateKeys,
  textWithButtons,
} from '../send-api/index.ts';
import type { ObjectShape } from '../send-api/schema.ts';

/** Of a specification file. */
export const topOrder: readonly TopKey[] = [
  'language',
  'api',
  'channel',
  'imports',
  'params',
  'defaults',
  'fragments',
  'messages',
  'examples',
  'description',
  '$schema',
];

/** On an item: how often it is there, what it is, and whether. */
const controls = ['key', 'each', 'use', 'tap', 'when', 'otherwise'];

/** These end a mapping, behind keys that nobody knows. */
export const lastKeys: readonly string[] = ['unchecked', 'examples'];

const sugar = [...Object.keys(mediaKeys), ...Object.keys(templateKeys)];

/** Of `message:`. */
export const messageOrder: readonly string[] = messageFields.flatMap((key) => {
  if (key === 'text') return ['text', ...textWithButtons.keys.filter((k) => k !== 'text')];
  return key === 'attachment' ? [key, ...sugar] : [key];
});

/** Of a message or a step: what it is for, when, the request's fields, what the person sees. */
export const bodyOrder: readonly string[] = [
  'description',
  'api',
  'channel',
  ...controls,
  'weight',
  ...Object.keys(request.fields).filter((key) => key !== 'message'),
  ...Object.keys(reactionKeys),
  'typing',
  'wait',
  'variants',
  'message',
  ...messageOrder,
  'steps',
];

/** Of `defaults`. */
export const defaultsOrder: readonly string[] = [...requestFields, 'metadata'];

/** Of an object of the Send API, as an item of a list too. */
export function shapeOrder(shape: ObjectShape | undefined): readonly string[] {
  return [...controls, ...Object.keys(shape?.fields ?? {})];
}
