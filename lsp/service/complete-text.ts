/** Outside of expressions: values of a closed list, codes, lines of a button, paths, types, the forms of a list. */
import { countries, currencyDecimals } from '../../src/send-api/index.ts';
import type { TextFormat } from '../../src/send-api/schema.ts';
import { channelsOf, historyOf, standing } from './availability.ts';
import { nameOfCode } from './codes.ts';
import type { Offer } from './complete.ts';
import { completeForms } from './complete-forms.ts';
import { completeLine } from './complete-line.ts';
import { completePath } from './complete-path.ts';
import { completeData, completeType } from './complete-type.ts';
import { openMustache } from './expression-at.ts';
import { keysOf, type PathPart } from './find-node.ts';
import type { Hole } from './hole.ts';
import { type Place, placeAt, type ValueInfo, valuesIn } from './place.ts';
import { shapeAt } from './shape-at.ts';
import { textKind } from './text-kind.ts';

export interface TextOffers {
  readonly offers: Offer[];
  /** What is typed before the cursor that they replace. */
  readonly typed: string;
}

export function completeText(hole: Hole): TextOffers {
  const { before, found } = hole;
  const nothing = { offers: [], typed: '' };
  switch (textKind(found.path)) {
    case 'path':
      return completePath(hole, before, 'messages');
    case 'type':
      return completeType(hole);
    case 'data':
      return completeData(hole) ?? plainValues(hole);
    case 'template':
      break;
    default:
      return nothing;
  }
  if (openMustache(before) !== undefined) return nothing;
  const local = /^\s*\.{1,2}\//.test(before) ? completePath(hole, before, 'media') : undefined;
  return local ?? completeLine(hole) ?? plainValues(hole);
}

function plainValues(hole: Hole): TextOffers {
  const { before, after, found } = hole;
  // a value is one word: none fits into a sentence
  if (/\s/.test(before.trim()) || /\S\s/.test(before)) return { offers: [], typed: '' };
  const place = placeAt(found.path);
  const offers = [...valuesOf(place, hole), ...codesOf(found.path), ...durations(found.path)];
  if (before.trim() === '' && after.trim() === '') offers.push(...completeForms(hole));
  return { offers, typed: wordBefore(before) };
}

function valuesOf(place: Place, hole: Hole): Offer[] {
  const isTag = keysOf(hole.found.path).at(-1) === 'tag';
  return valuesIn(place)
    .filter(({ origin }) => standing(origin?.availability, hole.rules) !== 'refused')
    .map((value, i) => offerOf(value, i, hole, isTag));
}

function offerOf({ value, doc, origin }: ValueInfo, i: number, hole: Hole, isTag: boolean): Offer {
  const old = standing(origin?.availability, hole.rules) === 'old';
  const withdrawn = historyOf(origin?.availability?.filter((a) => a.status !== 'unsupported'));
  const history = isTag
    ? [channelsOf(origin?.availability), withdrawn].filter((w) => w !== '').join(', ')
    : historyOf(origin?.availability);
  return {
    label: value,
    kind: 'value',
    doc,
    ...(history !== '' && { detail: history }),
    ...(old && { deprecated: true }),
    rank: i + (old ? 1000 : 0),
  };
}

/** Currency and country codes, by the format of the field. */
function codesOf(path: readonly PathPart[]): Offer[] {
  const formats = formatsOf(path);
  if (formats.has('currency')) return currencies();
  if (!formats.has('country')) return [];
  return [...countries].map((code, i) => ({
    label: code,
    kind: 'code',
    detail: nameOfCode('region', code),
    rank: i,
  }));
}

export function currencies(): Offer[] {
  return [...currencyDecimals].map(([code, decimals], i) => ({
    label: code,
    kind: 'code',
    detail: nameOfCode('currency', code),
    doc: `${decimals} digits after the point.`,
    // those that most people pay with first
    rank: common.includes(code) ? common.indexOf(code) - 100 : i,
  }));
}

const common = ['EUR', 'USD', 'GBP', 'JPY', 'BRL', 'INR', 'CHF'];

function formatsOf(path: readonly PathPart[]): ReadonlySet<TextFormat> {
  const shape = shapeAt(path);
  return new Set(shape?.kind === 'text' ? shape.formats?.map((f) => f.format) : []);
}

/** `typing: 1500ms`, `wait: 2s`. */
function durations(path: readonly PathPart[]): Offer[] {
  const last = path.at(-1);
  const key = last?.kind === 'entry' ? last.entry.key.value : '';
  if (
    (key !== 'typing' && key !== 'wait') ||
    !placeAt(path).some((s) => String(s['pattern']).includes('ms|s'))
  )
    return [];
  return ['500ms', '1s', '1500ms', '2s', '3s', '5s'].map((label, i) => ({ label, kind: 'value', rank: i }));
}

export function wordBefore(text: string): string {
  return /[\p{L}\p{N}_$-]*$/u.exec(text)![0];
}
