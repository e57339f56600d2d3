/** Tokens of a file, part by part. */
import { entryOf } from '../../../src/bind/context.ts';
import { isSpec } from '../../../src/bind/spec-files.ts';
import { helperAt } from '../../../src/check/helper-at.ts';
import type { Range } from '../../../src/source/source.ts';
import type { YamlEntry, YamlMap, YamlSeq } from '../../../src/yaml/nodes.ts';
import type { PathPart } from '../find-node.ts';
import { type Place, rootPlace } from '../place.ts';
import type { Reading } from '../reading.ts';
import type { Workspace } from '../workspace.ts';
import { encodeTokens, singleLines } from './encode.ts';
import { partTokens, under, type Where } from './part-tokens.ts';
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
  const names = namesFor(reading, shared);
  const spec = isSpec(root);
  const [first] = root.entries;
  const top = start(first && { kind: 'entry', map: root, entry: first });
  return root.entries.flatMap((entry) => {
    const { value, key } = entry;
    if (!spec || value.kind !== 'map' || !named.has(key.value)) {
      const tokens = touches(entry.range) ? partTokens(text, top, root, entry, names) : [];
      // in a file that is one message its keys are those of a message
      return spec
        ? tokens
        : tokens.map((t) => (t.start === key.range.start ? { ...t, type: 'property' as const } : t));
    }
    const head: Token = { ...key.range, type: 'keyword' };
    if (value.range.start < key.range.end) return [head];
    const outer = under(top, { kind: 'entry', map: root, entry });
    const parts = value.entries.flatMap((part) => {
      if (!touches(part.range)) return [];
      const own = key.value === 'fragments' ? namesFor(reading, withOwn(shared, part)) : names;
      return partTokens(text, outer, value, part, own);
    });
    return [head, ...parts];
  });
}

/** A file that is a list of steps. */
function listTokens(reading: Reading, root: YamlSeq): Token[] {
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
