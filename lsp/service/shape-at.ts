/** Which shape of the Send API a place in the YAML has, by the data that its schema was made of. */
import type { ListShape, ObjectShape, Shape } from '../../src/send-api/schema.ts';
import type { PathPart } from './find-node.ts';
import { type KeyInfo, keysIn, placeAt, rootPlace } from './place.ts';

/** What is known of the last key on the way. */
export function keyAt(path: readonly PathPart[]): KeyInfo | undefined {
  const at = path.findLastIndex((p) => p.kind === 'entry');
  const last = path[at];
  if (last?.kind !== 'entry') return undefined;
  const outer = path.slice(0, at);
  const place = outer.length === 0 ? rootPlace(last) : placeAt(outer);
  const name = last.entry.key.value;
  return keysIn(place, last.map, name).find((key) => key.name === name);
}

/** Of the value of the last key, or of an item in it. */
export function shapeAt(path: readonly PathPart[]): Shape | undefined {
  const key = keyAt(path);
  const shape = key && shapeOf(key);
  if (path.at(-1)?.kind !== 'item') return shape;
  const list = shape?.kind === 'list' ? shape : listOfSugar(key);
  return list?.of;
}

/** Of a key's value; `image:` and the like hold their file directly. */
export function shapeOf({ origin }: KeyInfo): Shape | undefined {
  const shape = origin?.shape;
  if (origin?.field !== undefined || shape?.kind !== 'object') return shape;
  const { type, payload } = shape.fields;
  return type && payload ? payload.shape : shape;
}

/** `generic:` and the like: the list that may stand in place of the payload. */
export function listOfSugar(key: KeyInfo | undefined): ListShape | undefined {
  const shape = key?.origin?.shape;
  if (key?.origin?.field !== undefined || shape?.kind !== 'object') return undefined;
  const { elements, template_type: _, ...others } = (shape as ObjectShape).fields;
  // one that needs more than its elements begins with the rest
  if (Object.values(others).some((field) => field.required === 'error')) return undefined;
  const list = elements?.shape;
  return list?.kind === 'list' && key!.place.some((s) => s['type'] === 'array') ? list : undefined;
}

/** Which one-line form a text in this place is read as. */
export function lineAt(path: readonly PathPart[]): 'button' | 'reply' | 'link' | undefined {
  const last = path.at(-1);
  if (last?.kind === 'entry' && last.entry.key.value === 'tap') return lineAt(path.slice(0, -1));
  const shape = keyAt(path)?.origin?.shape;
  if (last?.kind === 'entry') return shape?.kind === 'object' && shape.line === 'link' ? 'link' : undefined;
  return shape?.kind === 'list' && shape.line !== 'id' ? shape.line : undefined;
}
