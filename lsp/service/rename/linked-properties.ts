/** Properties that are one: an object that is given to a fragment as a whole has those that are declared there. */
import type { DataType } from '../../../src/bind/model.ts';
import { collectMentions } from '../mentions/collect.ts';
import { idOfPlace } from '../mentions/symbol-ids.ts';
import type { ProjectFiles } from '../project-files.ts';
import type { Reading } from '../reading.ts';

/** The symbols of all properties that have to have the same name as this one, itself included. */
export async function linkedProperties(
  files: ProjectFiles,
  root: string,
  symbol: string,
): Promise<ReadonlySet<string>> {
  const documents = await files.of(root);
  const readings = new Map(documents.map((d) => [d.file.path, files.reading(d)]));
  const links = new Map<string, Set<string>>();
  const link = (a: string, b: string) => {
    links.set(a, (links.get(a) ?? new Set()).add(b));
    links.set(b, (links.get(b) ?? new Set()).add(a));
  };
  for (const reading of readings.values()) {
    for (const { gives } of collectMentions(reading)) {
      if (!gives) continue;
      for (const [a, b] of pairs(gives.param, gives.value, readings, new Set())) link(a, b);
    }
  }
  const found = new Set([symbol]);
  // a set that grows while it is walked through
  for (const each of found) for (const next of links.get(each) ?? []) found.add(next);
  return found;
}

/** Of properties of the same name, and of those inside them. */
function* pairs(
  a: DataType,
  b: DataType,
  readings: ReadonlyMap<string, Reading>,
  seen: Set<DataType>,
): Generator<readonly [string, string]> {
  if (seen.has(a)) return;
  seen.add(a);
  if (a.kind === 'list' && b.kind === 'list') yield* pairs(a.of, b.of, readings, seen);
  if (a.kind !== 'object' || b.kind !== 'object') return;
  for (const [name, one] of a.properties) {
    const other = b.properties.get(name);
    if (!other) continue;
    const [first, second] = [idOf(one, readings), idOf(other, readings)];
    if (first !== undefined && second !== undefined) yield [first, second];
    yield* pairs(one, other, readings, seen);
  }
}

function idOf({ place }: DataType, readings: ReadonlyMap<string, Reading>): string | undefined {
  const reading = place && readings.get(place.file.path);
  return place && reading && idOfPlace(reading, place)?.id;
}
