/** A message's request body: request fields, defaults, and the `message` object. */

import { diagnostic } from '../diagnostics/diagnostic.ts';
import { suggestions } from '../diagnostics/did-you-mean.ts';
import {
  defaultMessagingType,
  message as messageShape,
  ownValue,
  reactionKeys,
  requestFields,
  request as requestShape,
  taggedMessagingType,
  textForms,
} from '../send-api/index.ts';
import { isCutText } from '../yaml/find-split-texts.ts';
import type { YamlEntry } from '../yaml/nodes.ts';
import { type BindContext, isNull, type Source, type SourcedEntry } from './context.ts';
import { entriesOf } from './follow-use.ts';
import { bindMessageFields } from './message-fields.ts';
import { messageNames } from './message-names.ts';
import type { FieldNode, ObjectNode, Place } from './model.ts';
import { bindObject, bindValue, impliedField, reportInsideAndBeside } from './value.ts';

/** Fields that bodies get from `defaults` and from beside `steps`, nearest level first. */
export type Levels = readonly (readonly SourcedEntry[])[];

/** Keys of a step that are not the Send API's. */
export const metaKeys = [
  'description',
  'api',
  'channel',
  'examples',
  'steps',
  'variants',
  'unchecked',
] as const;

export interface BoundBody {
  readonly body: ObjectNode;
  /** Nobody named a messaging_type: it is RESPONSE. */
  readonly assumed: boolean;
}

export function bindBody(
  ctx: BindContext,
  source: Source,
  at: Place,
  entries: readonly SourcedEntry[],
  levels: Levels,
): BoundBody {
  const parts = sort(ctx, entries);
  const isAction =
    parts.request.some((e) => nameOf(e) === 'sender_action' && !isNull(e.entry.value)) ||
    parts.actions.length > 0;
  const own = parts.request;
  const inherited = inherit(own, levels, isAction);
  const fields: FieldNode[] = [
    ...bindObject(ctx, source, at, [...own, ...inherited].map(longText), requestShape).fields,
  ];
  for (const action of parts.actions) fields.push(...bindAction(ctx, action));
  const message = bindMessage(ctx, source, at, parts, levels, isAction);
  if (message) fields.push(message);
  reportPassedTwins(ctx, fields);
  const assumed = !isAction && addMessagingType(fields, at, source);
  return {
    body: {
      kind: 'object',
      fields: inOrder(fields),
      file: at.file,
      range: at.range,
      shape: requestShape,
      scope: source.scope,
      ...(parts.unknown && { incomplete: parts.unknown }),
    },
    assumed,
  };
}

/** Keys that a step may have, those of control aside. */
export function isBodyKey(key: string): boolean {
  return (
    key === 'message' ||
    requestNames.has(key) ||
    messageNames.has(key) ||
    ownValue(reactionKeys, key) !== undefined ||
    (metaKeys as readonly string[]).includes(key) ||
    ['typing', 'wait', 'use', 'each', 'when', 'otherwise', 'key'].includes(key)
  );
}

interface Parts {
  readonly request: SourcedEntry[];
  readonly actions: SourcedEntry[];
  /** The long form's `message:`. */
  message?: SourcedEntry;
  /** Message fields and sugar beside the request's fields. */
  readonly beside: SourcedEntry[];
  /** A key that nobody knows is reported: it may be what seems to be missing. */
  unknown?: true;
}

const requestNames = new Set(requestFields);

function sort(ctx: BindContext, entries: readonly SourcedEntry[]): Parts {
  const parts: Parts = { request: [], actions: [], beside: [] };
  const isWhole = entries.some((e) => isWholeKey(nameOf(e)) && !isNull(e.entry.value));
  for (const each of entries) {
    const name = nameOf(each);
    const absent = isNull(each.entry.value);
    const isMeta = (metaKeys as readonly string[]).includes(name);
    // beside the fields of a message it belongs to the message, in a whole request body to the request
    if (name === 'unchecked') (isWhole ? parts.request : parts.beside).push(each);
    else if (name === 'description') continue;
    else if (isMeta || (name === 'message' && absent)) {
      const code = absent ? 'spec/null-field' : 'spec/message-key';
      ctx.report(diagnostic(code, each.source.file, each.entry.key.range, { name }));
    } else if (name === 'message') parts.message = each;
    else if (ownValue(reactionKeys, name)) parts.actions.push(each);
    else if (requestNames.has(name)) parts.request.push(each);
    else if (messageNames.has(name)) parts.beside.push(each);
    else if (!isCutText(each.source.file, each.entry)) {
      parts.unknown = true;
      reportUnknown(ctx, each);
    }
  }
  return parts;
}

/** What makes a mapping a whole request body. */
function isWholeKey(name: string): boolean {
  return name === 'message' || name === 'sender_action' || ownValue(reactionKeys, name) !== undefined;
}

function reportUnknown(ctx: BindContext, { entry, source }: SourcedEntry): void {
  const name = entry.key.value;
  const hint = ownValue(requestShape.misplaced ?? {}, name) ?? ownValue(messageShape.misplaced ?? {}, name);
  const near = suggestions(name, [
    'message',
    ...requestNames,
    ...messageNames,
    ...metaKeys,
    ...Object.keys(reactionKeys),
  ]);
  ctx.report(
    diagnostic(
      'spec/unknown-key',
      source.file,
      entry.key.range,
      {
        name,
        of: 'a message',
        suggestion: hint ? ` ${sentence(hint)}` : near.length > 0 ? ` Did you mean "${near[0]}"?` : '',
      },
      near[0] !== undefined && !hint
        ? {
            fixes: [{ title: `Rename to ${near[0]}`, edits: [{ range: entry.key.range, newText: near[0] }] }],
          }
        : {},
    ),
  );
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

/** `reply_to: MID` is short for `reply_to: { mid: MID }`. */
function longText({ entry, source }: SourcedEntry): SourcedEntry {
  const key = ownValue(textForms, entry.key.value);
  if (key === undefined || entry.value.kind !== 'scalar' || entry.value.core === null)
    return { entry, source };
  const inner: YamlEntry = {
    key: { ...entry.key, value: key },
    value: entry.value,
    range: entry.value.range,
  };
  return {
    source,
    entry: { ...entry, value: { kind: 'map', entries: [inner], flow: false, range: entry.value.range } },
  };
}

/**
 * Whole keys, nearest level first; `tag` and `messaging_type` count as one; a sender action takes only `recipient`. A null
 * takes its own key away, and no other.
 */
function inherit(own: readonly SourcedEntry[], levels: Levels, isAction: boolean): SourcedEntry[] {
  const seen = new Set(own.map(nameOf));
  const written = new Set(own.filter((e) => !isNull(e.entry.value)).map(nameOf));
  const taken: SourcedEntry[] = [];
  for (const level of levels) {
    const unitTaken = written.has('tag') || written.has('messaging_type');
    for (const each of level) {
      const name = nameOf(each);
      if (!requestNames.has(name) || seen.has(name)) continue;
      if (isAction && name !== 'recipient') continue;
      if (unitTaken && (name === 'tag' || name === 'messaging_type')) continue;
      taken.push(each);
    }
    for (const each of level) {
      seen.add(nameOf(each));
      if (!isNull(each.entry.value)) written.add(nameOf(each));
    }
  }
  return taken;
}

function bindMessage(
  ctx: BindContext,
  source: Source,
  at: Place,
  parts: Parts,
  levels: Levels,
  isAction: boolean,
): FieldNode | undefined {
  const field = requestShape.fields['message']!;
  const entry = parts.message?.entry;
  if (entry && entry.value.kind !== 'map') return longForm(ctx, parts.message!);
  const inner = entry?.value.kind === 'map' ? entriesOf(parts.message!.source, entry.value) : [];
  reportBoth(ctx, inner, parts.beside);
  const all = [...inner, ...parts.beside];
  if (all.length === 0 && !entry) return undefined;
  const metadata =
    isAction || all.some((e) => nameOf(e) === 'metadata') ? undefined : firstOf(levels, 'metadata');
  const place = entry ? { file: parts.message!.source.file, range: entry.value.range } : at;
  const fields = bindMessageFields(ctx, source, place, metadata ? [...all, metadata] : all);
  return {
    key: 'message',
    keyPlace: entry ? { file: parts.message!.source.file, range: entry.key.range } : at,
    field,
    value: { kind: 'object', fields, ...place, shape: messageShape, scope: source.scope },
    ...(!entry && { implied: true }),
  };
}

function longForm(ctx: BindContext, { entry, source }: SourcedEntry): FieldNode {
  const field = requestShape.fields['message']!;
  return {
    key: 'message',
    keyPlace: { file: source.file, range: entry.key.range },
    field,
    value: bindValue(ctx, source, entry.value, field.shape),
  };
}

/** The same key inside `message:` and beside it is an error. */
function reportBoth(ctx: BindContext, inner: readonly SourcedEntry[], beside: readonly SourcedEntry[]): void {
  for (const each of beside) {
    const twin = inner.find((e) => nameOf(e) === nameOf(each));
    if (!twin || nameOf(each) === 'unchecked') continue;
    reportInsideAndBeside(ctx, keyPlaceOf(each), keyPlaceOf(twin), { name: nameOf(each) });
  }
}

/** A field under the request's `unchecked:` that the message or an action brings as well. */
function reportPassedTwins(ctx: BindContext, fields: readonly FieldNode[]): void {
  for (const { key, keyPlace, unchecked } of fields) {
    const twin = unchecked && fields.find((f) => f.key === key && !f.unchecked);
    if (twin) reportInsideAndBeside(ctx, keyPlace, twin.keyPlace, { name: key, inside: 'unchecked' });
  }
}

/** `react: {message_id, reaction}`, `unreact: {message_id}`. */
function bindAction(ctx: BindContext, { entry, source }: SourcedEntry): FieldNode[] {
  const at: Place = { file: source.file, range: entry.range };
  const { senderAction, payload: key } = reactionKeys[entry.key.value]!;
  const payload = requestShape.fields[key];
  const keyPlace = { file: source.file, range: entry.key.range };
  return [
    { ...impliedField(at, source, requestShape, 'sender_action', senderAction), keyPlace },
    {
      key,
      keyPlace,
      field: payload,
      value: bindValue(ctx, source, entry.value, payload?.shape),
      implied: true,
    },
  ];
}

/** What a tag implies, else RESPONSE; true where it had to be assumed. */
function addMessagingType(fields: FieldNode[], at: Place, source: Source): boolean {
  if (fields.some((f) => f.key === 'messaging_type')) return false;
  const tagged = fields.some((f) => f.key === 'tag');
  if (!tagged && !fields.some((f) => f.key === 'message')) return false;
  fields.push(
    impliedField(
      at,
      source,
      requestShape,
      'messaging_type',
      tagged ? taggedMessagingType : defaultMessagingType,
    ),
  );
  return !tagged;
}

const order = new Map(
  [
    'recipient',
    'messaging_type',
    'tag',
    'notification_type',
    'persona_id',
    'reply_to',
    'message',
    'sender_action',
    'payload',
  ].map((key, i) => [key, i]),
);

function inOrder(fields: readonly FieldNode[]): FieldNode[] {
  const rank = (f: FieldNode) => order.get(f.key) ?? order.size;
  return [...fields].sort((a, b) => rank(a) - rank(b));
}

function firstOf(levels: Levels, name: string): SourcedEntry | undefined {
  for (const level of levels) {
    const found = level.find((e) => nameOf(e) === name);
    if (found) return found;
  }
  return undefined;
}

function keyPlaceOf({ entry, source }: SourcedEntry): Place {
  return { file: source.file, range: entry.key.range };
}

export function nameOf({ entry }: { entry: YamlEntry }): string {
  return entry.key.value;
}
