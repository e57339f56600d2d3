/** A request body -> an entry of `messages`, as an author would write it. */
import {
  actionWords,
  attachment as attachmentShape,
  mediaKeys,
  mediaList,
  message as messageShape,
  ownValue,
  reactionKeys,
  request as requestShape,
  taggedMessagingType,
  templateAttachment,
  textForms,
} from '../send-api/index.ts';
import type { PrintValue } from '../yaml/print-yaml.ts';
import { isList, isObject, type ObjectValue, type Value } from './json-value.ts';
import {
  type Entry,
  map,
  templateSugar,
  text,
  type WriteOptions,
  writeFields,
  writeValue,
} from './write-value.ts';

/** `body` without nulls and without what `defaults` give it. */
export function writeMessage(body: ObjectValue, options: WriteOptions): PrintValue {
  const entries = options.sugar ? shortForm(body, options) : writeRequest(body, options);
  if (!options.sugar || entries.length !== 1) return map(entries, 'block');
  const [[key, value]] = entries as [Entry];
  const single = value.kind === 'text' ? value.value : undefined;
  if (single === undefined) return map(entries, 'block');
  if (key === 'sender_action' && actionWords.includes(single)) return value;
  // a lone snake_case word is taken for an action
  return key === 'text' && !/^[a-z]+(?:_[a-z]+)+$/.test(single) ? value : map(entries, 'block');
}

function shortForm(body: ObjectValue, options: WriteOptions): Entry[] {
  const reaction = writeReaction(body, options);
  const request = withoutImplied(
    new Map([...body].filter(([key]) => key !== 'message' && !(reaction && isReactionKey(key)))),
  );
  const requestEntries = writeRequest(request, options);
  const message = body.get('message');
  if (reaction) requestEntries.push(reaction);
  if (message === undefined) return requestEntries;
  if (!isObject(message)) return [...requestEntries, ['message', writeValue(message, messageShape, options)]];
  const inner = messageFields(message, options);
  // beside `message:` the key `unchecked` is the request's, without it the message's
  const long = inner.length === 0 || requestEntries.some(([key]) => key === 'unchecked');
  return [...requestEntries, ...(long ? [['message', map(inner, 'block')] as const] : inner)];
}

function writeRequest(body: ObjectValue, options: WriteOptions): Entry[] {
  return writeFields(body, requestShape, options).map(([key, value]): Entry => {
    const only = options.sugar ? ownValue(textForms, key) : undefined;
    const inner =
      only !== undefined && value.kind === 'map' && value.entries.length === 1
        ? value.entries[0]!
        : undefined;
    return inner?.[0] === only && inner?.[1].kind === 'text' ? [key, inner[1]] : [key, value];
  });
}

/** A tag says MESSAGE_TAG by itself. */
function withoutImplied(request: ObjectValue): ObjectValue {
  if (!request.has('tag') || request.get('messaging_type') !== taggedMessagingType) return request;
  return new Map([...request].filter(([key]) => key !== 'messaging_type'));
}

function isReactionKey(key: string): boolean {
  return key === 'sender_action' || key === 'payload';
}

/** `react: {…}`. */
function writeReaction(body: ObjectValue, options: WriteOptions): Entry | undefined {
  const action = body.get('sender_action');
  const payload = body.get('payload');
  const key = Object.keys(reactionKeys).find((k) => reactionKeys[k]!.senderAction === action);
  if (key === undefined || !isObject(payload)) return undefined;
  return [key, writeValue(payload, requestShape.fields['payload']!.shape, options)];
}

// ---------- the message object ----------

function messageFields(message: ObjectValue, options: WriteOptions): Entry[] {
  const attachment = message.get('attachment');
  const content =
    (isObject(attachment) && attachmentSugar(attachment, message.has('text'), options)) ||
    imageList(message.get(mediaList.field), options);
  const rest = new Map([...message].filter(([key]) => key !== (content ? content.from : undefined)));
  return inOrder([...(content ? content.entries : []), ...writeFields(rest, messageShape, options)]);
}

const last = ['quick_replies', 'metadata', 'unchecked'];

/** The text, then what it comes with, then what is under it. */
function inOrder(entries: readonly Entry[]): Entry[] {
  const rank = (key: string) => (key === 'text' ? 0 : 1 + last.indexOf(key) + 1);
  return [...entries].sort(([a], [b]) => rank(a) - rank(b));
}

interface Content {
  readonly entries: readonly Entry[];
  /** The field of the message that they stand for. */
  readonly from: string;
}

function attachmentSugar(
  attachment: ObjectValue,
  hasText: boolean,
  options: WriteOptions,
): Content | undefined {
  const type = attachment.get('type');
  const payload = attachment.get('payload');
  if (typeof type !== 'string' || attachment.size !== 2 || !isObject(payload)) return undefined;
  const from = 'attachment';
  if (type === templateAttachment) {
    const entries = templateSugar(payload, hasText, options);
    return entries && { entries, from };
  }
  if (ownValue(mediaKeys, type) === undefined) return undefined;
  return { entries: [[type, mediaValue(payload, type, options)]], from };
}

/** A URL stands by itself; one that would be taken for a local file keeps its key. */
function mediaValue(payload: ObjectValue, type: string, options: WriteOptions): PrintValue {
  const url = payload.get('url');
  if (payload.size === 1 && typeof url === 'string' && url !== '' && !/^\.{1,2}\//.test(url))
    return text(url);
  return writeValue(payload, attachmentShape.variants[type]?.fields['payload']?.shape, options);
}

/** `image: [https://…, https://…]`. */
function imageList(value: Value | undefined, options: WriteOptions): Content | undefined {
  if (!isList(value) || value.length === 0) return undefined;
  const items: PrintValue[] = [];
  for (const item of value) {
    const payload = isObject(item) ? item.get('payload') : undefined;
    if (!isObject(item) || item.size !== 2 || item.get('type') !== mediaList.key || !isObject(payload))
      return undefined;
    items.push(mediaValue(payload, mediaList.key, options));
  }
  return { entries: [[mediaList.key, { kind: 'seq', items }]], from: mediaList.field };
}
