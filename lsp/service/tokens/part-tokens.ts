/** Tokens of one part of a file: a message, a fragment, a param, an example; or of a top-level key that has no parts. */
import { parseLoop, parseTemplate } from '../../../grammar/index.ts';
import type { YamlEntry, YamlMap, YamlNode, YamlScalar } from '../../../src/yaml/nodes.ts';
import type { PathPart } from '../find-node.ts';
import { keysIn, type Place, placeUnder, valuesIn } from '../place.ts';
import { textKindOf } from '../text-kind.ts';
import { knownWords } from './known-words.ts';
import { type LineKind, lineTokens } from './line-tokens.ts';
import { callTokens, conditionTokens, loopTokens, type Names, programTokens } from './template-tokens.ts';
import type { Token, TokenType } from './token.ts';

/** The end of a way through the YAML. */
export interface Where {
  readonly path: readonly PathPart[];
  /** Of its entries. */
  readonly keys: readonly string[];
  /** What may stand here; worked out when somebody asks. */
  place(): Place;
}

/** One step further. */
export function under(outer: Where, part: PathPart): Where {
  const path = [...outer.path, part];
  let place: Place | undefined;
  return {
    path,
    keys: part.kind === 'entry' ? [...outer.keys, part.entry.key.value] : outer.keys,
    place() {
      place ??= placeUnder(outer.place(), path, path.length);
      return place;
    },
  };
}

/** `outer` is where the mapping stands whose entry this is. Absolute offsets, in no order. */
export function partTokens(
  text: string,
  outer: Where,
  map: YamlMap,
  entry: YamlEntry,
  names: Names,
): Token[] {
  const tokens: Token[] = [];
  const within = entry.range;
  visitEntry(text, outer, map, entry, names, (t) => {
    // what an alias repeats stands elsewhere, and is coloured there
    if (t.start < within.start || t.start >= within.end) return;
    // a text's last line break is no part of the entry
    tokens.push(t.end <= within.end ? t : { ...t, end: within.end });
  });
  return tokens;
}

type Emit = (token: Token) => void;

function visitEntry(
  text: string,
  outer: Where,
  map: YamlMap,
  entry: YamlEntry,
  names: Names,
  emit: Emit,
): void {
  const { key, value } = entry;
  const where = under(outer, { kind: 'entry', map, entry });
  if (key.range.end > key.range.start) emit(keyToken(outer, where, map, key));
  if (value.range.start >= key.range.end) visitValue(text, where, value, names, emit);
}

function visitValue(text: string, where: Where, node: YamlNode, names: Names, emit: Emit): void {
  if (node.kind === 'scalar') {
    for (const token of scalarTokens(text, where, node, names)) emit(token);
    return;
  }
  if (node.kind === 'seq') {
    for (const [index, item] of node.items.entries()) {
      if (item.range.start < node.range.start || item.range.end > node.range.end) continue;
      visitValue(text, under(where, { kind: 'item', seq: node, index }), item, names, emit);
    }
    return;
  }
  const each = node.entries.find((e) => e.key.value === 'each')?.value;
  const loop = each?.kind === 'scalar' ? parseLoop(each.value).value : undefined;
  const inner = loop
    ? { ...names, locals: new Set([...names.locals, ...loop.names.map((n) => n.name)]) }
    : names;
  for (const entry of node.entries) {
    visitEntry(text, where, node, entry, entry.value === each ? names : inner, emit);
  }
}

// ---------- keys ----------

const controls = new Set(['each', 'when', 'otherwise', 'use', 'tap', 'key', 'unchecked', 'variants']);
const sections: Readonly<Record<string, TokenType | undefined>> = {
  __proto__: null as never,
  messages: 'class',
  fragments: 'function',
  params: 'parameter',
  imports: 'namespace',
};

function keyToken(outer: Where, { path, keys }: Where, map: YamlMap, key: YamlScalar): Token {
  const { start, end } = key.range;
  const [top = ''] = keys;
  if (path.length === 1) return { start, end, type: 'keyword' };
  const named = path.length === 2 && path[0]!.kind === 'entry' ? sections[top] : undefined;
  if (named) return { start, end, type: named, modifiers: ['declaration'] };
  if (top === 'fragments' && keys[2] === 'params' && keys.length === 4)
    return { start, end, type: 'parameter', modifiers: ['declaration'] };
  if (keys.at(-2) === 'variants') return { start, end, type: 'class', modifiers: ['declaration'] };
  if (controls.has(key.value)) return { start, end, type: 'keyword' };
  const deprecated =
    outer.path.length > 0 &&
    knownWords().deprecatedKeys.has(key.value) &&
    isDeprecated(outer, map, key.value);
  return { start, end, type: 'property', ...(deprecated && { modifiers: ['deprecated'] }) };
}

function isDeprecated(outer: Where, map: YamlMap, name: string): boolean {
  const info = keysIn(outer.place(), map, name).find((k) => k.name === name);
  return info?.deprecated === true || info?.hidden === true;
}

// ---------- values ----------

function scalarTokens(text: string, where: Where, node: YamlScalar, names: Names): readonly Token[] {
  const { range, value, style, core } = node;
  const all = (type: TokenType): Token[] => [{ ...range, type }];
  if (range.end === range.start) return [];
  if (style === 'plain' && typeof core === 'number') return all('number');
  if (style === 'plain' && typeof core !== 'string') return all('keyword');
  switch (textKindOf(where.keys, where.path.at(-1)?.kind === 'entry')) {
    case 'type':
      return all(isTypeWord(where) ? 'type' : 'string');
    case 'path':
    case 'data':
      return all('string');
    case 'condition':
      return mapped(node, conditionTokens(value, names));
    case 'loop':
      return mapped(node, loopTokens(value, names));
    case 'call':
      return mapped(node, callTokens(value, names));
    default:
  }
  const known = enumValue(where, value);
  if (known)
    return [{ ...range, type: 'enumMember', ...(known.deprecated && { modifiers: ['deprecated'] }) }];
  const line = lineKind(where);
  const read = line && lineTokens(value, line, names);
  return [
    ...blockHeader(text, node),
    ...mapped(node, read ?? programTokens(value, parseTemplate(value).program, names)),
  ];
}

/** `|-`, `>`. */
function blockHeader(text: string, { range: { start }, style }: YamlScalar): Token[] {
  if (style !== 'literal' && style !== 'folded') return [];
  const [sign = ''] = /^[|>][-+\d]*/.exec(text.slice(start, start + '|2-'.length)) ?? [];
  return sign === '' ? [] : [{ start, end: start + sign.length, type: 'operator' }];
}

function mapped({ map }: YamlScalar, tokens: readonly Token[]): Token[] {
  return tokens.map((t) => ({ ...t, ...map.range(t.start, t.end) }));
}

/** Where a type stands as a word: `name: string(9)`, `type: string`, `items: url`. */
function isTypeWord({ path, keys }: Where): boolean {
  const last = keys.at(-1);
  const outer = keys.at(-2);
  const isName = outer === 'params' || outer === 'properties';
  return path.at(-1)?.kind === 'entry' && (last === 'type' || last === 'items' || isName);
}

function enumValue(where: Where, value: string) {
  if (!/^[a-z][a-z_]*$/i.test(value) || !knownWords().values.has(value)) return undefined;
  return valuesIn(where.place()).find((v) => v.value === value);
}

/** What kind of shorthand may stand here. */
function lineKind({ path, keys }: Where): LineKind | undefined {
  if (keys.includes('unchecked')) return undefined;
  const isItem = path.at(-1)?.kind === 'item';
  const key = keys.at(-1);
  const list = key === 'tap' ? keys.at(-2) : key;
  if (key === 'default_action' && !isItem) return 'link';
  if (key !== 'tap' && !isItem) return undefined;
  return list === 'buttons' ? 'button' : list === 'quick_replies' ? 'reply' : undefined;
}
