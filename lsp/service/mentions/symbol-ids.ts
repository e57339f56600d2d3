/**
 * What tells one named thing from another. What is declared under a key is known by the way to that key, so that an
 * edit elsewhere in its file changes nothing; what is declared inside a text by its place in the file.
 */
import type { Place } from '../../../src/bind/model.ts';
import type { SpecFile } from '../../../src/bind/spec-files.ts';
import { findAt, type PathPart } from '../find-node.ts';
import type { Reading } from '../reading.ts';

export function keyId(path: string, way: readonly (string | number)[]): string {
  return `${path}#/${way.map((w) => String(w).replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`;
}

/** Declared inside a text. */
export function localId(path: string, offset: number): string {
  return `${path}@${offset}`;
}

export function fileId(path: string): string {
  return `file ${path}`;
}

/** `pattern`: `{}` stands for each expression. */
export function payloadId(pattern: string): string {
  return `payload ${pattern}`;
}

/** Of a payload's id. */
export function patternOf(id: string): string {
  return id.slice(payloadId('').length);
}

export function partId(spec: SpecFile, name: string): string {
  return keyId(spec.file.path, [spec.parts.get(name)?.of ?? 'messages', name]);
}

export function wayOf(path: readonly PathPart[]): (string | number)[] {
  return path.map((p) => (p.kind === 'entry' ? p.entry.key.value : p.index));
}

/** The thing whose declaring key stands at a place of this file; undefined for places of other files. */
export function idOfPlace(reading: Reading, place: Place): { id: string; name: string } | undefined {
  if (place.file.path !== reading.file.path) return undefined;
  const known = ids.get(reading) ?? new Map<number, { id: string; name: string } | undefined>();
  ids.set(reading, known);
  const { start } = place.range;
  if (!known.has(start)) known.set(start, find(reading, start));
  return known.get(start);
}

const ids = new WeakMap<Reading, Map<number, { id: string; name: string } | undefined>>();

function find(reading: Reading, offset: number) {
  const found = findAt(reading.root, offset);
  if (found?.at !== 'key') return undefined;
  return { id: keyId(reading.file.path, wayOf(found.path)), name: found.scalar.value };
}
