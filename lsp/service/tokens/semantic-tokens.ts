/** Tokens of a file as the protocol sends them. Those of each part are kept: an edit changes one, and moves those below it. */
import { entryOf } from '../../../src/bind/context.ts';
import { isSpec } from '../../../src/bind/spec-files.ts';
import { helperAt } from '../../../src/check/helper-at.ts';
import type { Range } from '../../../src/source/source.ts';
import type { YamlEntry, YamlMap } from '../../../src/yaml/nodes.ts';
import { keysOf, type PathPart } from '../find-node.ts';
import { keepPerPart, nameOf, type PartCache, type Piece, piecesOf } from '../per-part.ts';
import { type Place, rootPlace } from '../place.ts';
import type { Reading } from '../reading.ts';
import type { Workspace } from '../workspace.ts';
import { encodeTokens, joinTokens, singleLines } from './encode.ts';
import { partTokens, under, type Where } from './part-tokens.ts';
import type { Names } from './template-tokens.ts';
import type { Token } from './token.ts';

/** In order, on one line each. `within`: only those that touch it. */
export function encodedTokens(workspace: Workspace, uri: string, within?: Range): number[] {
  const document = workspace.get(uri);
  if (!document) return [];
  const reading = workspace.reading(document);
  const { file, parts } = reading;
  const byPart = new Map<number, Piece[]>();
  const loose = new Map<number, Token[]>();
  const make = tokensOfPieces(reading);
  const isAsked = (i: number) => !within || (parts.starts[i]! < within.end && within.start < parts.endOf(i));
  for (const piece of piecesOf(reading)) {
    if (piece.part !== undefined) add(byPart, piece.part, piece);
    else for (const token of make(piece)) add(loose, parts.numberAt(token.start), token);
  }
  for (const token of listTokens(reading)) add(loose, parts.numberAt(token.start), token);
  const { helpers } = reading.scopeAt([]) as { helpers?: unknown };
  const shared = JSON.stringify([
    reading.root?.kind === 'map' ? reading.root.entries.map((e) => e.key.value) : [],
    [...reading.params.types.keys()],
  ]);
  const runs: { readonly line: number; readonly data: readonly number[] }[] = [];
  for (let i = 0; i < parts.length; i++) {
    if (!isAsked(i)) continue;
    const own = byPart.get(i) ?? [];
    const others = loose.get(i);
    const { comments } = parts.at(i);
    if (own.length === 0 && !others && comments.length === 0) continue;
    const { line } = file.positionAt(parts.starts[i]!);
    const encode = () => {
      const tokens = [
        ...comments.map((c): Token => ({ ...c.range, type: 'comment' })),
        ...own.flatMap(make),
        ...(others ?? []),
      ];
      return encodeTokens(file, singleLines(file, tokens), line);
    };
    const depends = [shared, helpers, own.map(nameOf).join('\n')];
    const keeping = { cache: kept, name: 'tokens', depends, make: encode, move: (data: number[]) => data };
    runs.push({ line, data: others ? encode() : keepPerPart(reading, i, keeping) });
  }
  return joinTokens(runs, within && file.rangeOf(within));
}

const kept: PartCache<number[]> = new WeakMap();

function add<T>(lists: Map<number, T[]>, key: number, value: T): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/** Absolute offsets, in no order. */
function tokensOfPieces(reading: Reading): (piece: Piece) => Token[] {
  const { root } = reading;
  if (root?.kind !== 'map') return () => [];
  const { text } = reading.file;
  const shared = new Set(reading.params.types.keys());
  const names = namesFor(reading, shared);
  const spec = isSpec(root);
  const [first] = root.entries;
  const top = start(first && { kind: 'entry', map: root, entry: first });
  const wheres = new Map<readonly PathPart[], Where>();
  const whereOf = (outer: readonly PathPart[]): Where => {
    const [section] = outer;
    const where = wheres.get(outer) ?? (section ? under(top, section) : top);
    wheres.set(outer, where);
    return where;
  };
  const fragment = (outer: Where, map: YamlMap, entry: YamlEntry) =>
    partTokens(text, outer, map, entry, namesFor(reading, withOwn(shared, entry)));
  return ({ outer, map, entry, isHead }) => {
    const { key, value } = entry;
    const head: Token = { ...key.range, type: 'keyword' };
    if (isHead) return [head];
    if (keysOf(outer)[0] === 'fragments') return fragment(whereOf(outer), map, entry);
    if (spec && key.value === 'fragments' && value.kind === 'map' && value.range.start > key.range.end) {
      const inside = under(top, { kind: 'entry', map, entry });
      return [head, ...value.entries.flatMap((each) => fragment(inside, value, each))];
    }
    const tokens = partTokens(text, whereOf(outer), map, entry, names);
    // in a file that is one message its keys are those of a message
    return spec
      ? tokens
      : tokens.map((t) => (t.start === key.range.start ? { ...t, type: 'property' as const } : t));
  };
}

/** A file that is a list of steps. */
function listTokens(reading: Reading): Token[] {
  const { root } = reading;
  if (root?.kind !== 'seq') return [];
  const names = namesFor(reading, new Set());
  return root.items.flatMap((item, index) => {
    if (item.kind !== 'map') return [];
    const part: PathPart = { kind: 'item', seq: root, index };
    const outer = under(start(part), part);
    return item.entries.flatMap((entry) => partTokens(reading.file.text, outer, item, entry, names));
  });
}
function start(first: PathPart | undefined): Where {
  let place: Place | undefined;
  return {
    path: [],
    keys: [],
    place() {
      place ??= rootPlace(first);
      return place;
    },
  };
}

/** A fragment's own params beside the file's. */
function withOwn(shared: ReadonlySet<string>, { value }: YamlEntry): ReadonlySet<string> {
  const own = entryOf(value, 'params')?.value;
  return own?.kind === 'map' ? new Set([...shared, ...own.entries.map((e) => e.key.value)]) : shared;
}

function namesFor(reading: Reading, params: ReadonlySet<string>): Names {
  const scope = reading.scopeAt([]);
  return { params, locals: new Set(), isHelper: (name) => helperAt(name, scope) !== undefined };
}
