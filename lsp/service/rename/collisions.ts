/** Why a name is taken where a thing is declared. */
import { findAt, keysOf } from '../find-node.ts';
import { collectMentions } from '../mentions/collect.ts';
import type { Mention } from '../mentions/mention.ts';
import { isParam } from '../mentions/names-in-text.ts';
import { patternOf, payloadId } from '../mentions/symbol-ids.ts';
import type { ProjectFiles } from '../project-files.ts';
import type { Reading } from '../reading.ts';
import type { MentionIn } from '../references.ts';
import type { Document } from '../workspace.ts';

export interface Renaming {
  readonly files: ProjectFiles;
  readonly document: Document;
  readonly target: Mention;
  readonly mentions: readonly MentionIn[];
  readonly name: string;
}

export async function collision(renaming: Renaming): Promise<string | undefined> {
  const { target, files, name } = renaming;
  if (target.kind === 'payload') return payloadTaken(renaming);
  const declared = renaming.mentions.find((m) => m.declares);
  if (!declared)
    return `${target.declaration?.file.path ?? 'the file'} declares it, which is not among the files of this project`;
  const reading = files.reading(declared.document);
  const taken = `"${name}" is there already`;
  switch (target.kind) {
    case 'message':
    case 'fragment':
      return reading.main.parts.has(name) ? taken : undefined;
    case 'param':
      return paramTaken(reading, declared, target, name);
    case 'anchor':
      return collectMentions(reading, name).some((m) => m.kind === 'anchor') ? taken : undefined;
    case 'example':
    case 'key':
      return textTaken(reading, declared, name) ? taken : undefined;
    case 'loop name':
    case 'block name':
      return undefined; // what it would hide is found when the result is read
    default:
      return siblings(reading, declared).includes(name) ? taken : keywordProblem(reading, declared, target);
  }
}

/** A fragment's own params hide those of the file, and take their values from them. */
function paramTaken(
  reading: Reading,
  declared: Mention,
  { symbol, name: old }: Mention,
  name: string,
): string | undefined {
  if (siblings(reading, declared).includes(name)) return `"${name}" is there already`;
  const isOwn = isParam(symbol) && symbol.includes('#/fragments/');
  const others: (readonly [string, ReadonlySet<string>])[] = isOwn
    ? [['the file', new Set(reading.params.types.keys())]]
    : [...reading.main.parts]
        .filter(([, part]) => part.of === 'fragments')
        .map(([part]) => [
          `the fragment ${part}`,
          new Set(reading.fragmentParams(reading.main, part).types.keys()),
        ]);
  for (const [whose, names] of others) {
    if (names.has(name)) return `${whose} has a param "${name}"`;
    if (names.has(old)) return `${whose} has a param "${old}" too, and the two belong together`;
  }
  return undefined;
}

async function payloadTaken({ files, document, target, name }: Renaming): Promise<string | undefined> {
  const renamed = payloadId(patternOf(target.symbol).replace(target.name, () => name));
  for (const each of await files.of(document.root)) {
    const twin = collectMentions(files.reading(each), name).find((m) => m.symbol === renamed);
    if (!twin) continue;
    const { line } = each.file.positionAt(twin.range.start);
    return `another payload is the same: ${each.file.path}:${line + 1}`;
  }
  return undefined;
}

function siblings(reading: Reading, { range }: Mention): string[] {
  const last = findAt(reading.root, range.start)?.path.at(-1);
  return last?.kind === 'entry' ? last.map.entries.map((e) => e.key.value) : [];
}

/** Names that are values: of the items of one list. */
function textTaken(reading: Reading, { range }: Mention, name: string): boolean {
  const path = findAt(reading.root, range.start)?.path ?? [];
  const key = keysOf(path).at(-1);
  const list = path.findLast((p) => p.kind === 'item');
  return (
    list?.kind === 'item' &&
    list.seq.items.some(
      (item) =>
        item.kind === 'map' &&
        item.entries.some((e) => e.key.value === key && e.value.kind === 'scalar' && e.value.value === name),
    )
  );
}

const namingKeywords =
  /^(?:dependentRequired|dependentSchemas|propertyNames|patternProperties|allOf|anyOf|oneOf|not|if|then|else)$/;

/** Keywords of JSON Schema that name properties in ways that nothing but a validator understands. */
function keywordProblem(reading: Reading, declared: Mention, { kind }: Mention): string | undefined {
  if (kind !== 'property') return undefined;
  const path = findAt(reading.root, declared.range.start)?.path ?? [];
  const object = path.at(-2);
  if (object?.kind !== 'entry') return undefined;
  const keyword = object.map.entries.find(
    (e) =>
      namingKeywords.test(e.key.value) &&
      reading.file.text.slice(e.range.start, e.range.end).includes(declared.name),
  );
  return keyword && `"${keyword.key.value}" beside it names it, too: rename it by hand there and here`;
}
