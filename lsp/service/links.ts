/** Places that lead out of a file: other message files, local files, web pages. */
import { resolvePath } from '../../src/bind/spec-files.ts';
import type { Range } from '../../src/source/source.ts';
import type { YamlNode, YamlScalar } from '../../src/yaml/nodes.ts';
import { keysOf, type PathPart } from './find-node.ts';
import { keepPerPart, movedLines, nameOf, type PartCache, type Piece, piecesOf } from './per-part.ts';
import type { DocumentLink } from './protocol.ts';
import { textKind } from './text-kind.ts';
import type { Document, Workspace } from './workspace.ts';

export interface Link {
  readonly range: Range;
  /** Of the file, as seen from the project's root. */
  readonly path?: string;
  readonly url?: string;
}

export function documentLinks(workspace: Workspace, uri: string): DocumentLink[] {
  const document = workspace.get(uri);
  if (!document) return [];
  const reading = workspace.reading(document);
  const { file } = document;
  return piecesOf(reading)
    .flatMap((piece): readonly PlacedLink[] => {
      if (piece.isHead) return [];
      const make = () =>
        linksOf(document, piece).map((link) => ({ ...link, range: file.rangeOf(link.range) }));
      const keeping = { cache: kept, name: nameOf(piece), make, move };
      return piece.part === undefined ? make() : keepPerPart(reading, piece.part, keeping);
    })
    .sort(byPlace)
    .map(({ range, path, url }) => ({
      range,
      target: path === undefined ? url! : workspace.uriOf(document, path),
    }));
}

type PlacedLink = Omit<Link, 'range'> & Pick<DocumentLink, 'range'>;

const kept: PartCache<PlacedLink[]> = new WeakMap();

function move(links: PlacedLink[], lines: number): PlacedLink[] {
  return links.map((link) => ({ ...link, range: movedLines(link.range, lines) }));
}

function byPlace({ range: { start: a } }: PlacedLink, { range: { start: b } }: PlacedLink): number {
  return a.line - b.line || a.character - b.character;
}

/** What an alias repeats stands elsewhere, and is a link there. */
function linksOf(document: Document, { outer, map, entry }: Piece): Link[] {
  const found: Link[] = [];
  const seen = new Set<YamlNode>();
  const visit = (node: YamlNode, path: readonly PathPart[]): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (node.kind === 'scalar') found.push(...linksIn(document, node, path));
    else if (node.kind === 'seq')
      for (const [index, item] of node.items.entries())
        visit(item, [...path, { kind: 'item', seq: node, index }]);
    else
      for (const inner of node.entries)
        visit(inner.value, [...path, { kind: 'entry', map: node, entry: inner }]);
  };
  visit(entry.value, [...outer, { kind: 'entry', map, entry }]);
  const { start, end } = entry.range;
  return found.filter(({ range }) => start <= range.start && range.end <= end);
}

function linksIn(document: Document, scalar: YamlScalar, path: readonly PathPart[]): Link[] {
  if (scalar.core === null) return [];
  const { value, map } = scalar;
  const toFile = (start: number, end: number): Link[] => {
    const target = resolvePath(document.file.path, value.slice(start, end));
    return target === undefined ? [] : [{ range: map.range(start, end), path: target }];
  };
  const urls = [...value.matchAll(webAddress)].flatMap((m): Link[] => {
    const url = m[0].replace(/[.,;:!?]+$/, '');
    const isWhole = !value.startsWith('{{', m.index + url.length);
    return isWhole && URL.canParse(url) ? [{ range: map.range(m.index, m.index + url.length), url }] : [];
  });
  if (urls.length > 0) return urls;
  const kind = textKind(path);
  if (kind === 'path') return toFile(0, value.length);
  const calls = [...value.matchAll(kind === 'call' ? fileOfCall : fileOfPartial)];
  if (calls.length > 0)
    return calls.flatMap((m) => toFile(m.index + m[1]!.length, m.index + m[1]!.length + m[2]!.length));
  return isFile(value, keysOf(path)) ? toFile(0, value.length) : [];
}

/** Up to the first character that no link has as it is; one that goes on with an expression is none. */
const webAddress = /https?:\/\/[^\s"'<>{}|\\^`()[\]]+/g;
const fileOfCall = /^(\s*)([^\s#{}"']+\.ya?ml)(?=#)/g;
const fileOfPartial = /(\{\{~?#?>\s*["'])([^\s#{}"']+\.ya?ml)(?=#)/g;

/** Attachments begin with `./` or `../`; examples may name a JSON file, editors a schema. */
function isFile(value: string, keys: readonly string[]): boolean {
  if (/\{\{|\n/.test(value)) return false;
  const key = keys.at(-1);
  if (key === '$schema' && keys.length === 1) return true;
  if (key === 'data' && keys.includes('examples')) return /\.json$/i.test(value);
  return /^\.{1,2}\//.test(value) && !keys.includes('examples') && keys[0] !== 'params';
}
