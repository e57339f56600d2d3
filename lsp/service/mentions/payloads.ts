/** Payloads that a tap sends back: the same one in several messages is one thing. */
import type { Program, Span } from '../../../grammar/ast.ts';
import { parseButtonLine, parseReplyLine, parseTemplate } from '../../../grammar/index.ts';
import { buttons, quickReply } from '../../../src/send-api/index.ts';
import type { UnionShape } from '../../../src/send-api/schema.ts';
import type { YamlMap } from '../../../src/yaml/nodes.ts';
import type { Found, PathPart } from '../find-node.ts';
import { type Looking, mention } from './mention.ts';
import { payloadId } from './symbol-ids.ts';

/** Adds the payload of a shorthand line or of a field `payload`, if this scalar is one. */
export function addPayload(looking: Looking, keys: readonly string[]): void {
  const found = payloadOf(looking.found, keys);
  if (found) addPattern(looking, found.payload, found.implied);
}

export interface WrittenPayload {
  readonly payload: Program;
  /** It is the title of a reply that has none. */
  readonly implied: boolean;
}

/** Of a shorthand line or of a field `payload`, if this scalar is one. */
export function payloadOf(
  { scalar, path }: Pick<Found, 'scalar' | 'path'>,
  keys: readonly string[],
): WrittenPayload | undefined {
  if (scalar.core === null) return undefined;
  const line = lineKind(path, keys, scalar.value);
  if (line) return payloadOfLine(line, scalar.value);
  return isPayloadField(path) ? { payload: parseTemplate(scalar.value).program, implied: false } : undefined;
}

/** The value of `payload:` of a button or a quick reply. */
export function isPayloadField(path: readonly PathPart[]): boolean {
  const last = path.at(-1);
  return last?.kind === 'entry' && last.entry.key.value === 'payload' && comesBack(last.map);
}

function payloadOfLine(kind: 'button' | 'reply', text: string): WrittenPayload | undefined {
  if (kind === 'reply') {
    const line = parseReplyLine(text).value;
    if (line?.kind !== 'reply') return undefined;
    return { payload: line.payload ?? line.title, implied: line.payload === undefined };
  }
  const line = parseButtonLine(text).value;
  return line?.kind === 'postback' ? { payload: line.payload, implied: false } : undefined;
}

/** Only its use says what a fragment's line is: with an arrow a button and a reply have the same payload. */
function lineKind(
  path: readonly PathPart[],
  keys: readonly string[],
  text: string,
): 'button' | 'reply' | undefined {
  const last = path.at(-1);
  const tapped = last?.kind === 'entry' && last.entry.key.value === 'tap';
  const list = keys.at(tapped ? -2 : -1);
  if (last?.kind !== 'item' && !tapped && !(keys[0] === 'fragments' && keys.length === 2)) return undefined;
  if (list === 'quick_replies') return 'reply';
  if (list === 'buttons') return 'button';
  return keys[0] === 'fragments' && keys.length === (tapped ? 3 : 2) && text.includes('->')
    ? 'button'
    : undefined;
}

/** A call's number and a game's data stand in `payload` too. */
function comesBack(map: YamlMap): boolean {
  const kind = (key: string) => {
    const value = map.entries.find((e) => e.key.value === key)?.value;
    return value?.kind === 'scalar' ? value.value : undefined;
  };
  const answers = (union: UnionShape, name: string | undefined) =>
    name === undefined || union.variants[name]?.fields['payload']?.answer === true;
  return (
    answers(buttons, kind('type')) &&
    answers(quickReply, kind('content_type')) &&
    kind('sender_action') === undefined
  );
}

/** Known by all of its text, named by what stands before the first expression; nameless without that. */
function addPattern(looking: Looking, program: Program, implied: boolean): void {
  const [first] = program.body;
  const name = first?.type === 'ContentStatement' ? first.value.trim() : '';
  if (first?.type !== 'ContentStatement' || name === '') return;
  const pattern = program.body
    .map((s) => (s.type === 'ContentStatement' ? s.value : s.type === 'CommentStatement' ? '' : '{}'))
    .join('');
  const start = first.span.start + first.value.indexOf(name);
  const span: Span = { start, end: start + name.length };
  looking.add(
    mention(looking, span, {
      kind: 'payload',
      symbol: payloadId(pattern),
      declares: false,
      ...(implied && {
        fixed: `the payload of this reply is its title: write "${name} -> ${name}" first`,
      }),
    }),
  );
}
