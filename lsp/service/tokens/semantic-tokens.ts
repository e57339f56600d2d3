/** Tokens of a file, part by part. */
import { entryOf } from '../../../src/bind/context.ts';
import { helperAt } from '../../../src/check/helper-at.ts';
import type { Range } from '../../../src/source/source.ts';
import type { YamlEntry, YamlMap } from '../../../src/yaml/nodes.ts';
import type { PathPart } from '../find-node.ts';
import type { Reading } from '../reading.ts';
import type { Workspace } from '../workspace.ts';
import { encodeTokens, singleLines } from './encode.ts';
import { partTokens } from './part-tokens.ts';
import type { Names } from './template-tokens.ts';
import type { Token } from './token.ts';

/** In order, on one line each. `within`: only of parts that touch it, and of those only what does. */
export function semanticTokens(workspace: Workspace, uri: string, within?: Range): Token[] {
  const document = workspace.get(uri);
  if (!document) return [];
  const reading = workspace.reading(document);
  const { file, root, main } = reading;
  const touches = (r: Range) => !within || (r.start < within.end && within.start < r.end);
  const comments = main.document.comments
    .filter((c) => touches(c.range))
    .map((c): Token => ({ ...c.range, type: 'comment' }));
  const tokens = root?.kind === 'map' ? mapTokens(reading, root, touches) : [];
  if (root?.kind === 'seq') tokens.push(...listTokens(reading, root));
  return singleLines(file, [...comments, ...tokens]).filter(touches);
}

export function encodedTokens(workspace: Workspace, uri: string, within?: Range): number[] {
  const document = workspace.get(uri);
  return document ? encodeTokens(document.file, semanticTokens(workspace, uri, within)) : [];
}

const named = new Set(['messages', 'fragments', 'params', 'examples', 'imports']);

function mapTokens(reading: Reading, root: YamlMap, touches: (r: Range) => boolean): Token[] {
  const { text } = reading.file;
  const shared = new Set(reading.params.types.keys());
  const isSpec = root.entries.some((e) => e.key.value === 'messages' || e.key.value === 'fragments');
  return root.entries.flatMap((entry) => {
    const top: PathPart = { kind: 'entry', map: root, entry };
    const { value, key } = entry;
    const names = namesFor(reading, shared, [top]);
    if (!isSpec || value.kind !== 'map' || !named.has(key.value)) {
      const tokens = touches(entry.range) ? partTokens(text, [top], names) : [];
      // in a file that is one message its keys are those of a message
      return isSpec
        ? tokens
        : tokens.map((t) => (t.start === key.range.start ? { ...t, type: 'property' as const } : t));
    }
    const head: Token = { ...key.range, type: 'keyword' };
    if (value.range.start < key.range.end) return [head];
    const parts = value.entries.flatMap((part) => {
      if (!touches(part.range)) return [];
      const path: PathPart[] = [top, { kind: 'entry', map: value, entry: part }];
      const own = key.value === 'fragments' ? namesFor(reading, withOwn(shared, part), path) : names;
      return partTokens(text, path, own);
    });
    return [head, ...parts];
  });
}

/** A file that is a list of steps. */
function listTokens(reading: Reading, root: Extract<Reading['root'], { kind: 'seq' }>): Token[] {
  const names = namesFor(reading, new Set(), []);
  return root.items.flatMap((item, index) => {
    if (item.kind !== 'map') return [];
    const outer: PathPart = { kind: 'item', seq: root, index };
    return item.entries.flatMap((entry) =>
      partTokens(reading.file.text, [outer, { kind: 'entry', map: item, entry }], names),
    );
  });
}

/** A fragment's own params beside the file's. */
function withOwn(shared: ReadonlySet<string>, { value }: YamlEntry): ReadonlySet<string> {
  const own = entryOf(value, 'params')?.value;
  return own?.kind === 'map' ? new Set([...shared, ...own.entries.map((e) => e.key.value)]) : shared;
}

function namesFor(reading: Reading, params: ReadonlySet<string>, path: readonly PathPart[]): Names {
  const scope = reading.scopeAt(path);
  return { params, locals: new Set(), isHelper: (name) => helperAt(name, scope) !== undefined };
}
