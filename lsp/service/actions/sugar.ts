/** The shorter ways of writing a message, and the Send API's own. */
import {
  actionWords,
  mediaKeys,
  message as messageShape,
  ownValue,
  templateAttachment,
  templateKeys,
  textForms,
} from '../../../src/send-api/index.ts';
import type { YamlEntry, YamlMap, YamlNode, YamlSeq } from '../../../src/yaml/nodes.ts';
import { nearestKey } from '../find-node.ts';
import type { Action, ActionContext } from './action.ts';
import { type BodyAt, bodyAt, entry } from './body-at.ts';
import {
  below,
  columnOf,
  dashOf,
  hasComment,
  isBlockMap,
  isTied,
  lineBreak,
  moved,
  movedEntries,
} from './source-text.ts';

export function sugarActions(context: ActionContext): Action[] {
  const { text, root, found } = context;
  const body = found && bodyAt(root, found.path);
  if (!body || isTied(text, body.node.range)) return [];
  const steps = stepsForm(text, body);
  if (steps.length > 0) return steps;
  if (body.node.kind === 'scalar') return textToMap(text, body.node, body.message, body.steps !== undefined);
  if (!isBlockMap(body.node)) return [];
  const key = found.path[body.depth];
  const at = key?.kind === 'entry' ? key.entry : undefined;
  return [
    ...mapToText(text, body.node, body.message, body.steps !== undefined),
    ...(at ? entryActions(text, body.node, at, nearestKey(found.path)) : []),
  ];
}

function rewrite(title: string, range: { start: number; end: number }, newText: string): Action {
  return { title, kind: 'refactor.rewrite', edits: [{ range, newText }] };
}

// ---------- a list of steps ----------

/** A message that is nothing but steps: a list, or a list under `steps`. Offered at the name and at `steps`. */
function stepsForm(text: string, { node, message, index }: BodyAt): Action[] {
  if (!message || index !== undefined || text[message.key.range.end] !== ':') return [];
  const colon = message.key.range.end + 1;
  const column = columnOf(text, message.key.range.start) + 2;
  if (node.kind === 'seq') {
    const start = listStart(text, node, colon);
    if (start === undefined) return [];
    const list = moved(text, { start, end: node.range.end }, column + 2);
    const lines = ['', 'steps:', `  ${list}`];
    return [
      rewrite(
        'Write the list under "steps"',
        { start: colon, end: node.range.end },
        below(text, column, lines),
      ),
    ];
  }
  const [only] = isBlockMap(node) ? node.entries : [];
  const list = only?.value;
  if (node.kind !== 'map' || node.entries.length !== 1 || only?.key.value !== 'steps' || list?.kind !== 'seq')
    return [];
  const start = listStart(text, list, colon);
  if (start === undefined) return [];
  const lines = ['', moved(text, { start, end: list.range.end }, column)];
  return [
    rewrite('Write it as a list alone', { start: colon, end: node.range.end }, below(text, column, lines)),
  ];
}

/** The first dash of a block list, if no comment stands between it and the name's colon. */
function listStart(text: string, list: YamlSeq, colon: number): number | undefined {
  const start = list.flow || !list.items[0] ? undefined : dashOf(text, list.items[0].range.start);
  return start === undefined || hasComment(text, { start: colon, end: start }) ? undefined : start;
}

// ---------- a text message ----------

function textToMap(text: string, node: YamlNode, message: YamlEntry | undefined, step: boolean): Action[] {
  if (node.kind !== 'scalar' || node.core === null || isAction(node)) return [];
  if (step) {
    const column = columnOf(text, node.range.start);
    return [rewrite('Write it under "text"', node.range, `text: ${moved(text, node.range, column + 2)}`)];
  }
  if (!message || text.slice(message.key.range.end, node.range.start).trim() !== ':') return [];
  const column = columnOf(text, message.key.range.start) + 2;
  const start = text.indexOf(':', message.key.range.end) + 1;
  const own = columnOf(text, message.key.range.start);
  const piece = lifted(text, node, own, column);
  const newText = `${lineBreak(text)}${' '.repeat(column)}text: ${piece}`;
  return [rewrite('Write it under "text"', { start, end: node.range.end }, newText)];
}

/** Later lines of a text stand relative to the column of its key, not to its own beginning. */
function lifted(text: string, node: YamlNode, from: number, to: number): string {
  const at = columnOf(text, node.range.start);
  return moved(text, node.range, at + (to - from));
}

function mapToText(text: string, node: YamlMap, message: YamlEntry | undefined, step: boolean): Action[] {
  const [only] = node.entries;
  if (node.entries.length !== 1 || only?.key.value !== 'text' || only.value.kind !== 'scalar') return [];
  if (only.value.core === null || isAction(only.value)) return [];
  const from = columnOf(text, only.key.range.start);
  if (step) {
    const piece = lifted(text, only.value, from, from - 2);
    return [rewrite('Write it as a text alone', node.range, piece)];
  }
  if (!message) return [];
  const start = text.indexOf(':', message.key.range.end) + 1;
  if (hasComment(text, { start, end: only.key.range.start })) return [];
  const piece = lifted(text, only.value, from, columnOf(text, message.key.range.start));
  return [rewrite('Write it as a text alone', { start, end: node.range.end }, ` ${piece}`)];
}

/** A lone word such as `mark_seen` is an action where a step may stand. */
function isAction(node: YamlNode): boolean {
  return (
    node.kind === 'scalar' &&
    node.style === 'plain' &&
    (actionWords.includes(node.value) || /^[a-z]+(?:_[a-z]+)+$/.test(node.value))
  );
}

// ---------- fields of the message ----------

function entryActions(text: string, body: YamlMap, at: YamlEntry, innermost: string | undefined): Action[] {
  const name = at.key.value;
  if (name === 'message')
    return isBlockMap(at.value) ? unwrapMessage(text, body, at, at.value, innermost) : [];
  if (name === 'attachment') return shortAttachment(text, body, at);
  const only = ownValue(textForms, name);
  if (only !== undefined) return textForm(text, at, only);
  if (ownValue(mediaKeys, name) !== undefined) return longMedia(text, at);
  if (ownValue(templateKeys, name)) return longTemplate(text, body, at);
  return [];
}

/** `message: { text: … }` -> its fields beside the request's. */
function unwrapMessage(
  text: string,
  body: YamlMap,
  at: YamlEntry,
  inner: YamlMap,
  innermost: string | undefined,
): Action[] {
  const others = body.entries.filter((e) => e !== at).map((e) => e.key.value);
  const own = inner.entries.map((e) => e.key.value);
  const clash = [...own, ...others].some((k) => k === 'unchecked' || k === 'each' || k === 'use');
  const result = own.includes('attachment') ? shortAttachment(text, inner, entry(inner, 'attachment')!) : [];
  if (clash || own.some((k) => others.includes(k) || !Object.hasOwn(messageShape.fields, k))) return result;
  const column = columnOf(text, at.key.range.start);
  if (text.slice(at.key.range.end, inner.range.start).trim() !== ':') return result;
  const unwrap = rewrite(
    'Write the message’s fields without "message:"',
    at.range,
    moved(text, inner.range, column),
  );
  return innermost === 'message' ? [unwrap, ...result] : [...result, unwrap];
}

/** `attachment: { type, payload }` -> `image: …`, `generic: …`, `text` with `buttons`. */
function shortAttachment(text: string, map: YamlMap, at: YamlEntry): Action[] {
  const { value } = at;
  if (!isBlockMap(value) || value.entries.length !== 2 || hasComment(text, head(value))) return [];
  const type = constant(entry(value, 'type')?.value);
  const payload = entry(value, 'payload')?.value;
  if (type === undefined || payload?.kind !== 'map' || payload.entries.length === 0) return [];
  const column = columnOf(text, at.key.range.start);
  const write = (pieces: string[]) => [
    rewrite('Write the attachment in its short form', at.range, below(text, column, pieces)),
  ];
  if (type !== templateAttachment) {
    const url = entry(payload, 'url')?.value;
    if (ownValue(mediaKeys, type) === undefined || map.entries.some((e) => e.key.value === type)) return [];
    if (payload.entries.length === 1 && url?.kind === 'scalar' && /^https?:/.test(url.value))
      return write([`${type}: ${lifted(text, url, columnOf(text, payload.range.start), column)}`]);
    if (payload.flow) return write([`${type}: ${moved(text, payload.range, column)}`]);
    return write([`${type}:`, `  ${moved(text, payload.range, column + 2)}`]);
  }
  if (payload.flow || hasComment(text, head(payload))) return [];
  const template = entry(payload, 'template_type');
  const kind = constant(template?.value);
  const sugar = kind === undefined ? undefined : ownValue(templateKeys, kind);
  const rest = payload.entries.filter((e) => e !== template);
  if (!template || !sugar || rest.length === 0 || map.entries.some((e) => e.key.value === kind)) return [];
  const keys = rest.map((e) => e.key.value);
  if (kind === 'button' && [...keys].sort().join() === 'buttons,text') {
    if (map.entries.some((e) => e.key.value === 'text' || e.key.value === 'buttons')) return [];
    return write(movedEntries(text, payload, rest, column));
  }
  const [first] = rest;
  if (rest.length === 1 && first!.key.value === sugar.list && first!.value.kind === 'seq') {
    const list = first!.value;
    return list.flow
      ? write([`${kind}: ${moved(text, list.range, column)}`])
      : write([`${kind}:`, `  ${moved(text, list.range, column + 2)}`]);
  }
  return write([`${kind}:`, ...movedEntries(text, payload, rest, column + 2).map((p) => `  ${p}`)]);
}

function head(map: YamlMap) {
  return { start: map.range.start, end: map.entries.at(-1)!.key.range.end };
}

function constant(node: YamlNode | undefined): string | undefined {
  return node?.kind === 'scalar' && !node.value.includes('{{') && node.core !== null ? node.value : undefined;
}

/** `image: https://…` -> `attachment: { type: image, payload: { url } }`. */
function longMedia(text: string, at: YamlEntry): Action[] {
  const { key, value } = at;
  const column = columnOf(text, key.range.start);
  if (value.kind === 'seq' || /^\.{1,2}\//.test(constant(value) ?? '')) return [];
  if (value.kind === 'scalar' && (value.core === null || value.range.start < key.range.end)) return [];
  const payload =
    value.kind === 'scalar'
      ? ['  payload:', `    url: ${lifted(text, value, column, column + 4)}`]
      : value.flow
        ? [`  payload: ${moved(text, value.range, column + 2)}`]
        : ['  payload:', `    ${moved(text, value.range, column + 4)}`];
  return [long(text, at, [`attachment:`, `  type: ${key.value}`, ...payload])];
}

/** `generic: […]` -> the template's attachment. */
function longTemplate(text: string, body: YamlMap, at: YamlEntry): Action[] {
  const { key, value } = at;
  const sugar = ownValue(templateKeys, key.value)!;
  const column = columnOf(text, key.range.start);
  const start = ['attachment:', '  type: template', '  payload:', `    template_type: ${key.value}`];
  if (body.entries.some((e) => e.key.value === 'attachment' || e.key.value === 'message')) return [];
  if (value.kind === 'seq' && sugar.list !== undefined && !sugar.itemText && !value.flow) {
    const list = `      ${moved(text, value.range, column + 6)}`;
    return [long(text, at, [...start, `    ${sugar.list}:`, list])];
  }
  // keys of the one element may stand directly in some
  if (!isBlockMap(value) || sugar.single || value.entries.some((e) => unusual.has(e.key.value))) return [];
  return [long(text, at, [...start, `    ${moved(text, value.range, column + 4)}`])];
}

const unusual = new Set(['when', 'each', 'otherwise', 'use', 'unchecked']);

function long(text: string, at: YamlEntry, pieces: readonly string[]): Action {
  const column = columnOf(text, at.key.range.start);
  return rewrite('Write the attachment in the Send API’s form', at.range, below(text, column, pieces));
}

/** `reply_to: { mid: X }` <-> `reply_to: X`. */
function textForm(text: string, { key, value }: YamlEntry, only: string): Action[] {
  const start = key.range.end;
  const column = columnOf(text, key.range.start);
  if (value.kind === 'scalar' && value.core !== null && value.range.start >= start) {
    const piece = lifted(text, value, column, column + 2);
    const newText = `:${lineBreak(text)}${' '.repeat(column + 2)}${only}: ${piece}`;
    return [rewrite(`Write "${only}" out`, { start, end: value.range.end }, newText)];
  }
  if (value.kind !== 'map' || value.entries.length !== 1) return [];
  const [inner] = value.entries;
  if (inner!.key.value !== only || inner!.value.kind !== 'scalar' || inner!.value.core === null) return [];
  if (hasComment(text, { start, end: inner!.value.range.start })) return [];
  const piece = lifted(
    text,
    inner!.value,
    value.flow ? column : columnOf(text, inner!.key.range.start),
    column,
  );
  return [rewrite('Write it as one text', { start, end: value.range.end }, `: ${piece}`)];
}
