/** Payloads that other messages of the project send, where one is written: what a bot already answers to. */
import type { Position } from '../../src/source/source.ts';
import type { YamlNode } from '../../src/yaml/nodes.ts';
import { type Completion, complete, type Offer } from './complete.ts';
import { keysOf, type PathPart } from './find-node.ts';
import { dig, type Hole } from './hole.ts';
import { isContent } from './mentions/in-scalar.ts';
import { isPayloadField, payloadOf } from './mentions/payloads.ts';
import { keepPerPart, nameOf, type PartCache, piecesOf } from './per-part.ts';
import type { ProjectFiles } from './project-files.ts';
import type { Reading } from './reading.ts';
import { lineAt } from './shape-at.ts';
import type { Document, Workspace } from './workspace.ts';

/** What fits at the cursor, with payloads of all files of the project. */
export async function completeInProject(
  workspace: Workspace,
  files: ProjectFiles,
  uri: string,
  position: Position,
): Promise<Completion | undefined> {
  const found = complete(workspace, uri, position);
  const document = workspace.get(uri);
  const typed = document && typedPayload(workspace, document, position);
  if (!document || typed === undefined) return found;
  const offers = await payloadOffers(files, document, typed);
  if (offers.length === 0 || workspace.get(uri) !== document) return found;
  const offset = document.file.offsetAt(position);
  const range = { start: offset - typed.length, end: offset };
  // offers of one list replace the same text
  const others = found?.range.start === range.start ? found.offers : [];
  return { column: 0, indent: 0, ...found, range, offers: [...others, ...offers] };
}

/** What is typed of the payload at the cursor; undefined where none is written there, or it goes on with an expression. */
function typedPayload(workspace: Workspace, document: Document, position: Position): string | undefined {
  const { file } = document;
  const offset = file.offsetAt(position);
  const line = file.text.slice(file.offsetAt({ line: position.line, character: 0 }), offset);
  // a look at the line spares all others the work
  if (!/->\s*[\w.-]*$|payload["']?\s*:\s*["']?[\w.-]*$/i.test(line)) return undefined;
  const hole = dig(workspace, document, offset);
  return hole?.found.at === 'value' ? typedIn(hole) : undefined;
}

function typedIn({ before, after, found: { path } }: Hole): string | undefined {
  const keys = keysOf(path);
  const line = lineAt(path);
  const isFragment = keys[0] === 'fragments' && path.length <= 3;
  const isTarget = line === 'button' || line === 'reply' || isFragment;
  const inLine = isTarget ? /->\s*([\w.-]*)$/.exec(before)?.[1] : undefined;
  if (inLine !== undefined) return /^[\w.-]*\s*(?:\(|$)/.test(after) ? inLine : undefined;
  const isData = keys.includes('examples') && keys.includes('data') && /payload/i.test(keys.at(-1)!);
  if (!isPayloadField(path) && !isData) return undefined;
  return /^[\w.-]*$/.test(before) && after.trim() === '' ? before : undefined;
}

async function payloadOffers(files: ProjectFiles, document: Document, typed: string): Promise<Offer[]> {
  const found = new Map<string, { count: number; readonly paths: Set<string> }>();
  for (const each of await files.of(document.root)) {
    if (each !== document) await new Promise((next) => setImmediate(next));
    for (const payload of payloadsIn(files.reading(each))) {
      const known = found.get(payload) ?? { count: 0, paths: new Set() };
      known.count += 1;
      known.paths.add(each.file.path);
      found.set(payload, known);
    }
  }
  // the one that is being typed is no offer unless it stands somewhere else, too
  if ((found.get(typed)?.count ?? 0) === 1) found.delete(typed);
  return [...found]
    .sort(([a, { count: x }], [b, { count: y }]) => y - x || (a < b ? -1 : 1))
    .map(
      ([label, { count, paths }], i): Offer => ({
        label,
        kind: 'code',
        detail: count === 1 ? 'payload' : `payload, sent by ${count} taps`,
        doc: [...paths].map((path) => `- ${path}`).join('\n'),
        rank: 50 + i,
      }),
    );
}

/** Payloads without expressions; each as often as it is written. */
function payloadsIn(reading: Reading): string[] {
  const all: string[] = [];
  for (const piece of piecesOf(reading)) {
    if (piece.isHead) continue;
    const { outer, map, entry, part } = piece;
    const make = () => constantPayloads(entry.value, [...outer, { kind: 'entry', map, entry }]);
    const keeping = { cache: kept, name: nameOf(piece), make, move: (found: string[]) => found };
    all.push(...(part === undefined ? make() : keepPerPart(reading, part, keeping)));
  }
  const { root } = reading;
  if (root?.kind === 'seq') all.push(...constantPayloads(root, []));
  return all;
}

const kept: PartCache<string[]> = new WeakMap();

function constantPayloads(node: YamlNode, path: readonly PathPart[]): string[] {
  const found: string[] = [];
  const seen = new Set<YamlNode>();
  const visit = (at: YamlNode, way: readonly PathPart[]): void => {
    if (seen.has(at)) return;
    seen.add(at);
    if (at.kind === 'map')
      for (const entry of at.entries) visit(entry.value, [...way, { kind: 'entry', map: at, entry }]);
    else if (at.kind === 'seq')
      for (const [index, item] of at.items.entries()) visit(item, [...way, { kind: 'item', seq: at, index }]);
    else {
      const keys = keysOf(way);
      const made = isContent(way, keys) ? payloadOf({ scalar: at, path: way }, keys) : undefined;
      const [only, ...more] = made && !made.implied ? made.payload.body : [];
      if (only?.type === 'ContentStatement' && more.length === 0 && only.value.trim() !== '')
        found.push(only.value.trim());
    }
  };
  visit(node, path);
  return found;
}
