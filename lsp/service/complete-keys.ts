/** Keys that fit at the mark: required ones first, those that are there, and those that these rule out, left out. */

import { entryOf } from '../../src/bind/context.ts';
import { template } from '../../src/schema/json-schema.ts';
import { mediaPayload } from '../../src/send-api/index.ts';
import type { RuleContext } from '../../src/send-api/schema.ts';
import { historyOf, standing } from './availability.ts';
import type { Offer } from './complete.ts';
import { keysOf } from './find-node.ts';
import { fitsBeside } from './fits-beside.ts';
import type { Hole } from './hole.ts';
import { type KeyStart, lacksComma } from './key-start.ts';
import { languagePieces } from './language-pieces.ts';
import { anything } from './name-offers.ts';
import { canBeCollection, isCollection, type KeyInfo, keysIn, narrow, placeAt, rootPlace } from './place.ts';
import { fittingPath, itemOf } from './placeholders.ts';
import { printEntry, type Style } from './print-snippet.ts';
import { listOfSugar, shapeOf } from './shape-at.ts';
import { hint, type Piece, pieceOf } from './skeleton.ts';
import { typeWords } from './words.ts';

export function completeKeys(hole: Hole, start: KeyStart): Offer[] {
  const { path, scalar } = hole.found;
  const last = path.at(-1);
  if (last?.kind !== 'entry') return [];
  const { map } = last;
  const outer = path.slice(0, -1);
  const present = new Set(map.entries.filter((e) => e.key !== scalar).map((e) => e.key.value));
  const quoted =
    start.quote !== '' || (map.flow && map.entries.some((e) => e.key !== scalar && e.key.style === 'double'));
  const style: Style = { flow: map.flow, quoted };
  const data = dataKeys(hole, keysOf(outer));
  if (data) {
    return data
      .filter(({ label }) => !present.has(label))
      .map((o) => ({ ...o, insert: written(o.label, start, style, ': ') }));
  }
  const place = outer.length === 0 ? rootPlace(last) : placeAt(outer);
  // a key in front of a text that is there
  const { value } = last.entry;
  const hasText = start.hasColon && value.kind === 'scalar' && value.core !== null;
  const above = start.aboveDeeper && !start.hasColon && !map.flow;
  const kinds = narrow(place, map, scalar.value);
  const keys = keysIn(place, map, scalar.value);
  // what the object is must be said where the other keys cannot imply it
  const tellsApart = (key: KeyInfo) =>
    key.place.length > 1 && key.place.every((s) => s === template || s['const'] !== undefined);
  const first = keys.some((key) => key.name === 'url') ? undefined : keys.find(tellsApart);
  return keys
    .filter((key) => !key.hidden && !present.has(key.name) && key.name !== '$schema')
    .filter((key) => standing(key.origin?.availability, hole.rules) !== 'refused')
    .filter((key) => !hasText || !isCollection(key.place))
    .filter((key) => !above || canBeCollection(key.place))
    .filter((key) => fitsBeside(key.name, present, kinds, outer))
    .filter((key) => keysOf(outer).at(-1) !== 'defaults' || !notDefaults.has(key.name))
    .map((key, i) => ({
      ...offer(key, i, hole, { ...start, aboveDeeper: above }, style),
      ...(key === first && { rank: -100 }),
    }));
}

/** What one request is about is no default for many. */
const notDefaults = new Set(['sender_action', 'payload']);

function offer(key: KeyInfo, i: number, hole: Hole, start: KeyStart, style: Style): Offer {
  const { rules } = hole;
  const old = standing(key.origin?.availability, rules) === 'old';
  const history = historyOf(key.origin?.availability);
  const details = [...(key.required ? ['required'] : []), ...(history === '' ? [] : [history])];
  const piece = start.hasColon || start.quote !== '' || start.aboveDeeper ? undefined : valuePiece(key, hole);
  const ending = (isCollection(key.place) || start.aboveDeeper) && !style.flow ? ':' : ': ';
  return {
    label: key.name,
    kind: 'key',
    doc: key.doc,
    ...(details.length > 0 && { detail: details.join(', ') }),
    ...(old && { deprecated: true }),
    insert: written(key.name, start, style, ending),
    ...(piece && {
      snippet:
        printEntry(key.name, piece, style) +
        (style.flow && lacksComma(hole.document.file.text, hole.offset) ? ',' : ''),
    }),
    rank: (key.required ? 0 : controls.has(key.name) ? 2000 : 1000) + (old ? 500 : 0) + i,
  };
}

/** What the client puts in place of the word: with the quotes and the colon that are not there yet. */
function written(name: string, { quote, closed, hasColon }: KeyStart, style: Style, ending: string): string {
  if (quote !== '') return closed || hasColon ? name : `${name}${quote}${ending}`;
  const key = style.quoted ? `"${name}"` : name;
  return hasColon ? key : key + ending;
}

/** Keys of the language itself come behind those of the Send API. */
const controls = new Set(['each', 'when', 'otherwise', 'use', 'key', 'tap', 'unchecked', 'description']);

function valuePiece(key: KeyInfo, hole: Hole): Piece | undefined {
  const { name, origin } = key;
  const { rules } = hole;
  if (!origin) return namingPiece(name, hole) ?? languagePieces[name];
  const known = pieces.get(key) ?? new Map<string, Piece | undefined>();
  pieces.set(key, known);
  const under = `${rules.profile} ${rules.channels.join(' ')}`;
  if (!known.has(under)) known.set(under, apiPiece(key, rules));
  return known.get(under);
}

/** By profile and channels; the same for each list. */
const pieces = new WeakMap<KeyInfo, Map<string, Piece | undefined>>();

function apiPiece(key: KeyInfo, rules: RuleContext): Piece | undefined {
  const { name } = key;
  const shape = shapeOf(key);
  if (shape === mediaPayload) return hint('https://');
  const list = listOfSugar(key);
  return list ? pieceOf(list, name, rules) : shape && pieceOf(shape, name, rules);
}

/** Behind keys that take a name stands one that is there. */
function namingPiece(name: string, { reading }: Hole): Piece | undefined {
  if (name === 'use') {
    // not by the names of all messages, of which there may be thousands
    const { root } = reading.main;
    const fragments = root && entryOf(root, 'fragments')?.value;
    const first = fragments?.kind === 'map' ? fragments.entries[0] : undefined;
    return first && hint(first.key.value);
  }
  if (name !== 'each' && name !== 'when') return undefined;
  const names = [...reading.params.types].map(([param, type]) => ({ name: param, type }));
  if (name === 'each') {
    const list = fittingPath(names, (type) => type?.kind === 'list');
    return list === undefined ? undefined : hint(`${list} as |${itemOf(list)}|`);
  }
  const path =
    fittingPath(names, (type) => type?.kind === 'boolean') ??
    fittingPath(names, (type) => type?.optional === true) ??
    fittingPath(names, anything);
  return path === undefined ? undefined : hint(path);
}

/** `data:` of an example holds the file's params, and these their properties. */
function dataKeys({ reading }: Hole, keys: readonly string[]): Offer[] | undefined {
  const at = keys.indexOf('data', keys.indexOf('examples') + 1);
  if (!keys.includes('examples') || at < 0) return undefined;
  let types = reading.params.types;
  for (const key of keys.slice(at + 1)) {
    let type = types.get(key);
    while (type?.kind === 'list') type = type.of;
    if (type?.kind !== 'object') return [];
    types = type.properties;
  }
  return [...types].map(([label, type], i) => ({
    label,
    kind: 'key',
    detail: typeWords(type),
    ...(type.description && { doc: type.description }),
    rank: (type.optional || type.default !== undefined ? 1000 : 0) + i,
  }));
}
