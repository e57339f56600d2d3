import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Alias as LibraryAlias,
  type Node,
  type Pair,
  type Scalar,
} from 'yaml';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/did-you-mean.ts';
import type { Range, SourceFile } from '../source/source.ts';
import { shiftMap } from '../source/text-map.ts';
import { resolveCore } from './core-schema.ts';
import { MAX_ALIAS_NODES, MAX_DEPTH } from './limits.ts';
import { moveRange, moveScalar } from './move-node.ts';
import type { ScalarStyle, YamlEntry, YamlMap, YamlNode, YamlScalar, YamlSeq } from './nodes.ts';
import { quoteScalar } from './quote.ts';
import { ScalarMap } from './scalar-map.ts';

export interface Converted {
  readonly root: YamlNode | null;
  readonly diagnostics: Diagnostic[];
  /** Start and end, in the text, of all scalars' content in document order: a `#` inside one is not a comment. */
  readonly contents: number[];
  /** By name, as they are behind it. */
  readonly anchors: ReadonlyMap<string, Anchor>;
  /** What stands for anchors of the parts before it. */
  readonly aliases: ReadonlyMap<YamlNode, Alias>;
}

/** What `&name` stands before. */
export interface Anchor {
  /** null while its own content is read. */
  readonly node: YamlNode | null;
  readonly size: number;
  readonly depth: number;
  /** The same for one anchor in all versions of the file in which its part says the same. */
  readonly origin: object;
}

export interface Alias {
  readonly name: string;
  readonly origin: object;
}

/** What the parts of a file have in common, in the order in which they are read. */
export interface Anchors {
  readonly known: Map<string, Anchor>;
  /** Nodes that the aliases read so far stand for. */
  expanded: number;
}

interface Context {
  readonly file: SourceFile;
  /** The text that was parsed: as long as what the file holds from `base` on, with repairs. */
  readonly text: string;
  readonly base: number;
  readonly repairs: ReadonlyMap<number, YamlScalar>;
  readonly diagnostics: Diagnostic[];
  readonly contents: number[];
  readonly anchors: Anchors;
  readonly own: Map<string, Anchor>;
  readonly aliases: Map<YamlNode, Alias>;
  /** Nodes made so far, those behind aliases included; the deepest level reached. */
  size: number;
  deepest: number;
}

/** `text` is what was parsed of the file, from offset `base` on; its root stands `depth` levels deep in the file. */
export interface ConvertInput {
  readonly file: SourceFile;
  readonly text: string;
  readonly base: number;
  readonly depth: number;
  readonly contents: Node | null;
  readonly repairs: ReadonlyMap<number, YamlScalar>;
  readonly anchors: Anchors;
}

/** Turns `yaml`'s nodes into ours: keys checked, aliases followed, repaired scalars put back. */
export function convertTree({ contents, depth, ...input }: ConvertInput): Converted {
  const context: Context = {
    ...input,
    diagnostics: [],
    contents: [],
    own: new Map(),
    aliases: new Map(),
    size: 0,
    deepest: 0,
  };
  const root = contents === null ? null : convert(context, contents, depth);
  return {
    root,
    diagnostics: context.diagnostics,
    contents: context.contents,
    anchors: context.own,
    aliases: context.aliases,
  };
}

function convert(context: Context, node: Node, depth: number): YamlNode {
  if (isAlias(node)) return followAlias(context, node, depth);
  const anchor = (node as Scalar).anchor;
  if (anchor === undefined) return convertPlain(context, node, depth);
  const origin = {};
  const define = (defined: Omit<Anchor, 'origin'>) => {
    const made = { ...defined, origin };
    context.own.set(anchor, made);
    context.anchors.known.set(anchor, made);
  };
  // While its own content is read an anchor stands for nothing: an alias in there is a cycle.
  define({ node: null, size: 0, depth: 0 });
  const [size, deepest] = [context.size, context.deepest];
  context.deepest = depth;
  const made = convertPlain(context, node, depth);
  define({ node: made, size: context.size - size, depth: context.deepest - depth });
  context.deepest = Math.max(deepest, context.deepest);
  return made;
}

function convertPlain(context: Context, node: Node, depth: number): YamlNode {
  context.size++;
  if (depth > context.deepest) context.deepest = depth;
  if (isScalar(node)) return convertScalar(context, node);
  const range = rangeOf(context, node);
  if (depth >= MAX_DEPTH) {
    context.diagnostics.push(diagnostic('yaml/too-deep', context.file, range, { limit: MAX_DEPTH }));
    return emptyScalar(range.start);
  }
  if (isMap(node))
    return convertMap(context, node.items as Pair<Node, Node | null>[], node.flow === true, range, depth);
  if (isSeq(node)) return convertSeq(context, node.items as Node[], node.flow === true, range, depth);
  return emptyScalar(range.start);
}

const STYLES: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};

function convertScalar(context: Context, node: Scalar): YamlScalar {
  const [start, end] = node.range as [number, number, number];
  const repaired = context.repairs.get(start);
  if (repaired !== undefined) {
    context.contents.push(repaired.range.start, repaired.range.end);
    return moveScalar(repaired, context.base);
  }
  const style = STYLES[node.type ?? 'PLAIN'] ?? 'plain';
  const value = typeof node.value === 'string' ? node.value : '';
  const map = new ScalarMap(context.text, style, start, end, value, context.base);
  if (style === 'literal' || style === 'folded') {
    return convertBlockScalar(context, style, value, start, end, map);
  }
  if (end > start) context.contents.push(start, end);
  const core = style === 'plain' ? resolveCore(value) : value;
  const range = moveRange({ start, end }, context.base);
  // the other styles have no escapes, and the file's own text is whole
  if (style === 'double') reportHalfCharacter(context, value, map);
  return { kind: 'scalar', value, style, core, range, map };
}

function reportHalfCharacter(context: Context, value: string, map: ScalarMap): void {
  const half = /\p{Cs}/u.exec(value);
  if (!half) return;
  const range = map.range(half.index, half.index + 1);
  const code = half[0].charCodeAt(0).toString(16);
  context.diagnostics.push(diagnostic('yaml/half-character', context.file, range, { code }));
}

function convertBlockScalar(
  context: Context,
  style: 'literal' | 'folded',
  value: string,
  start: number,
  end: number,
  map: ScalarMap,
): YamlScalar {
  const newline = context.text.indexOf('\n', start);
  const headerEnd = newline < 0 || newline > end ? end : newline;
  const header = /^[|>][-+\d]*/.exec(context.text.slice(start, headerEnd))?.[0] ?? '';
  const chomp = header.includes('+') ? 'keep' : header.includes('-') ? 'strip' : 'clip';
  context.contents.push(start, start + header.length, headerEnd, end);
  let last = end;
  if (chomp === 'keep') {
    if (context.text[last - 1] === '\n') last--;
    if (context.text[last - 1] === '\r') last--;
  } else while (last > start + header.length && /\s/.test(context.text[last - 1]!)) last--;
  const range = moveRange({ start, end: last }, context.base);
  return { kind: 'scalar', value, style, core: value, chomp, range, map };
}

function convertMap(
  context: Context,
  pairs: readonly Pair<Node, Node | null>[],
  flow: boolean,
  range: Range,
  depth: number,
): YamlMap {
  const entries: YamlEntry[] = [];
  const seen = new Map<string, YamlEntry>();
  for (const pair of pairs) {
    const key = convertKey(context, pair.key, depth);
    const value =
      pair.value === null || pair.value === undefined
        ? emptyScalar(key === null ? range.start : key.range.end)
        : convert(context, pair.value, depth + 1);
    if (key === null) continue;
    const own = isAlias(pair.value) ? rangeOf(context, pair.value) : value.range;
    const entry: YamlEntry = {
      key,
      value,
      range: { start: key.range.start, end: Math.max(key.range.end, own.end) },
    };
    const first = seen.get(key.value);
    if (key.value === '<<' && key.style === 'plain') {
      context.diagnostics.push(diagnostic('yaml/merge-key', context.file, key.range, {}));
    } else if (first !== undefined) {
      context.diagnostics.push(duplicateKey(context.file, first, key));
    } else {
      seen.set(key.value, entry);
      entries.push(entry);
    }
  }
  const last = entries[entries.length - 1];
  const whole = flow || last === undefined ? range : { start: range.start, end: last.range.end };
  return { kind: 'map', entries, flow, range: whole };
}

export function duplicateKey(file: SourceFile, first: YamlEntry, key: YamlScalar): Diagnostic {
  const line = file.positionAt(first.key.range.start).line + 1;
  return diagnostic(
    'yaml/duplicate-key',
    file,
    key.range,
    { key: key.value, line },
    { related: [{ file, range: first.key.range, message: `"${key.value}" stands here first` }] },
  );
}

/** null where the key cannot be one: its entry is left out. */
function convertKey(context: Context, node: Node | null, depth: number): YamlScalar | null {
  if (node === null) return null;
  if (!isScalar(node)) {
    context.diagnostics.push(diagnostic('yaml/complex-key', context.file, rangeOf(context, node), {}));
    if (!isAlias(node)) convert(context, node, depth + 1);
    return null;
  }
  const key = convert(context, node, depth + 1) as YamlScalar;
  if (key.value === '' && key.style === 'plain') {
    const end = Math.min(key.range.end + 1, context.base + context.text.length);
    const range = { start: Math.min(key.range.start, end), end };
    context.diagnostics.push(diagnostic('yaml/empty-key', context.file, range, {}));
    return null;
  }
  return key;
}

function convertSeq(
  context: Context,
  nodes: readonly Node[],
  flow: boolean,
  range: Range,
  depth: number,
): YamlSeq {
  const items: YamlNode[] = [];
  let end = range.start + 1;
  for (const node of nodes) {
    const item = convert(context, node, depth + 1);
    items.push(item);
    end = Math.max(end, isAlias(node) ? rangeOf(context, node).end : item.range.end);
  }
  return { kind: 'seq', items, flow, range: flow ? range : { start: range.start, end } };
}

function followAlias(context: Context, alias: LibraryAlias, depth: number): YamlNode {
  const range = rangeOf(context, alias);
  context.contents.push(range.start - context.base, range.end - context.base);
  const name = alias.source;
  const target = context.anchors.known.get(name);
  if (target === undefined) {
    context.diagnostics.push(
      diagnostic(
        'yaml/unknown-anchor',
        context.file,
        range,
        { name, suggestion: didYouMean(name, context.anchors.known.keys()) },
        {
          fixes: [{ title: 'Put the text in quotes', edits: [{ range, newText: quoteScalar(`*${name}`) }] }],
        },
      ),
    );
  } else if (target.node === null) {
    context.diagnostics.push(diagnostic('yaml/alias-cycle', context.file, range, { name }));
  } else if (context.anchors.expanded + target.size > MAX_ALIAS_NODES) {
    context.diagnostics.push(
      diagnostic('yaml/alias-expansion', context.file, range, { name, limit: MAX_ALIAS_NODES }),
    );
  } else if (depth + target.depth > MAX_DEPTH) {
    context.diagnostics.push(diagnostic('yaml/too-deep', context.file, range, { limit: MAX_DEPTH }));
  } else {
    context.size += target.size;
    context.anchors.expanded += target.size;
    context.deepest = Math.max(context.deepest, depth + target.depth);
    const { origin } = target;
    if (context.own.get(name)?.origin !== origin) context.aliases.set(target.node, { name, origin });
    return target.node;
  }
  context.size++;
  return emptyScalar(range.start);
}

function rangeOf({ base }: Context, node: Node): Range {
  const [start, end] = node.range ?? [0, 0];
  return { start: start + base, end: end + base };
}

/** An absent value. */
export function emptyScalar(at: number): YamlScalar {
  return {
    kind: 'scalar',
    value: '',
    style: 'plain',
    core: null,
    range: { start: at, end: at },
    map: shiftMap(at, 0),
  };
}
