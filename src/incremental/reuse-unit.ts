/** Whether all that a unit read is as it was when it was worked out. */
import type { DataType } from '../bind/model.ts';
import type { ImportMemory, SpecFile, SpecFiles } from '../bind/spec-files.ts';
import type { PartList } from '../yaml/part-list.ts';
import type { Reads } from './track-reads.ts';

/** What units read, in one version of a file. */
export interface World {
  readonly files: SpecFiles;
  readonly parts: PartList;
  readonly lastImports: ImportMemory;
  /** Params whose type is another one than in the version before, and those that came or went. */
  readonly changedParams: ReadonlySet<string>;
}

/** What a unit read, and what it found there. */
export interface Seen {
  readonly reads: Reads;
  readonly parts: ReadonlyMap<string, object | undefined>;
  /** Names of all parts, where it looked at them. */
  readonly names: string | undefined;
  /** It read params at most. */
  readonly alone: boolean;
}

export function remember(reads: Reads, { files, parts }: Pick<World, 'files' | 'parts'>): Seen {
  return {
    reads,
    alone: reads.parts.size === 0 && reads.files.size === 0 && !reads.allParts,
    parts: new Map([...reads.parts].map((name) => [name, partOf(files.main, parts, name)])),
    names: reads.allParts ? namesOf(files.main) : undefined,
  };
}

export function isAsBefore({ reads, parts, names, alone }: Seen, world: World): boolean {
  const { files, changedParams } = world;
  if (alone && changedParams.size === 0) return true;
  if (reads.allParams && changedParams.size > 0) return false;
  for (const name of changedParams) if (reads.params.has(name)) return false;
  for (const [name, id] of parts) if (partOf(files.main, world.parts, name) !== id) return false;
  for (const path of reads.files) if (files.open(path) !== world.lastImports.get(path)?.spec) return false;
  return names === undefined || names === namesOf(files.main);
}

function partOf(main: SpecFile, parts: PartList, name: string): object | undefined {
  const part = main.parts.get(name);
  return part && parts.ids[parts.numberAt(part.key.range.start)];
}

function namesOf(main: SpecFile): string {
  return [...main.parts.keys()].join('\n');
}

/** A type without the places and words that no check looks at. */
export function signatureOf(type: DataType): string {
  return JSON.stringify(type, (key, value: unknown) => {
    if (key === 'place' || key === 'description') return undefined;
    return value instanceof Map ? [...value] : value;
  });
}

export function changedNames(
  before: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  const changed = new Set<string>();
  for (const [name, signature] of now) if (before.get(name) !== signature) changed.add(name);
  for (const name of before.keys()) if (!now.has(name)) changed.add(name);
  return changed;
}
