/** What is known of the thing under the cursor: a field, a name, a helper, a text's length, a message, a finding. */
import { type Code, catalog } from '../../src/diagnostics/catalog.ts';
import type { CatalogEntry } from '../../src/diagnostics/entry.ts';
import { lineStart } from '../../src/source/line-start.ts';
import type { Position, Range } from '../../src/source/source.ts';
import { type Found, findAt } from './find-node.ts';
import { describeKey } from './hover-key.ts';
import { describeValue } from './hover-value.ts';
import { lineEnd } from './key-start.ts';
import { lengthAt } from './length-at.ts';
import type { Reading } from './reading.ts';
import type { Document, Workspace } from './workspace.ts';

export interface Hover {
  readonly markdown: string;
  readonly range: Range;
}

/** What hovering asks about. */
export interface Place {
  readonly workspace: Workspace;
  readonly document: Document;
  readonly reading: Reading;
  readonly found: Found;
  readonly offset: number;
}

export function hover(workspace: Workspace, uri: string, position: Position): Hover | undefined {
  const document = workspace.get(uri);
  if (!document) return undefined;
  const offset = document.file.offsetAt(position);
  const reading = workspace.reading(document);
  const found = findAt(reading.root, offset);
  const thing = found
    ? describe({ workspace, document, reading, found, offset })
    : describeIgnore(document, offset);
  const length = found?.at === 'value' ? lengthAt(workspace, document, found.path, offset) : undefined;
  const findings = explanations(workspace, document, offset);
  const parts = [...(thing ? [thing.markdown] : []), ...findings.texts, ...(length ? [length.markdown] : [])];
  const range = thing?.range ?? findings.range ?? length?.range;
  return range && parts.length > 0 ? { markdown: parts.join('\n\n---\n\n'), range } : undefined;
}

function describe(place: Place): Hover | undefined {
  const { offset, found } = place;
  const thing = found.at === 'key' ? describeKey(place) : describeValue(place);
  // behind a closing quote the decoded text has no place any more
  return thing && thing.range.start <= offset && offset <= thing.range.end ? thing : undefined;
}

/** The catalogue's words on what is wrong here. */
function explanations(workspace: Workspace, document: Document, offset: number) {
  const hit = workspace
    .analysis(document)
    .diagnostics.filter((d) => d.file.path === document.file.path)
    .filter((d) => d.range.start <= offset && (offset < d.range.end || offset === d.range.start));
  const codes = [...new Set(hit.map((d) => d.code))];
  return { texts: codes.map(explain), range: hit[0]?.range };
}

function explain(code: Code): string {
  return `\`${code}\`\n\n${(catalog[code] as CatalogEntry<never>).explain.trim()}`;
}

/** A code in `# sendspec-ignore CODE: …`. */
function describeIgnore({ file: { text } }: Document, offset: number): Hover | undefined {
  const start = lineStart(text, offset);
  const line = text.slice(start, lineEnd(text, offset));
  if (!/#\s*sendspec-ignore\b/.test(line)) return undefined;
  for (const { 0: code, index } of line.matchAll(/[\w-]+\/[\w-]+/g)) {
    const range = { start: start + index, end: start + index + code.length };
    if (!Object.hasOwn(catalog, code) || offset < range.start || offset > range.end) continue;
    return { markdown: explain(code as Code), range };
  }
  return undefined;
}
