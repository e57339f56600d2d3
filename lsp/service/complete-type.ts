/** Types of params, and the values of examples' data. */
import { typeWords as known } from '../../grammar/words.ts';
import type { DataType } from '../../src/bind/model.ts';
import type { Offer } from './complete.ts';
import type { TextOffers } from './complete-text.ts';
import { keysOf } from './find-node.ts';
import type { Hole } from './hole.ts';
import { placeAt, valuesIn } from './place.ts';
import { typeWords } from './words.ts';

/** `string(60)?`, `list of url`, `[EUR, USD]`. */
export function completeType(hole: Hole): TextOffers {
  const { before, after, found } = hole;
  const values = valuesIn(placeAt(found.path));
  const typed = /[\w-]*$/.exec(before)![0];
  if (/\)\s*$/.test(before))
    return { offers: values.some((v) => v.value === 'string') ? [missing] : [], typed: '' };
  if (/\(/.test(before)) return { offers: [], typed: '' };
  const isType = values.some((v) => v.value === 'string');
  const inList = /^\s*(?:list\s+of\s+)+[\w-]*$/.test(before);
  if (!inList && !/^\s*[\w-]*$/.test(before)) return { offers: [], typed: '' };
  const offers = values
    .filter(({ value }) => !inList || (known as readonly string[]).includes(value))
    .map(({ value, doc }, i): Offer => ({ label: value, kind: 'value', doc, rank: i, ...sized(value) }));
  if (isType && !inList) offers.push(listOf);
  if (isType && before.trim() === '' && after.trim() === '') {
    const { path } = found;
    if (keysOf(path).at(-1) !== 'type') offers.push(...typeForms(hole));
  }
  return { offers, typed };
}

const missing: Offer = { label: '?', kind: 'word', doc: 'May be missing or null.', rank: 0 };

const listOf: Offer = {
  label: 'list of',
  kind: 'word',
  doc: 'A list: `list of url`, `list of string(60)`.',
  insert: 'list of ',
  rank: 50,
};

/** A text without a maximum cannot be proven to fit. */
function sized(word: string): { snippet?: string } {
  if (word === 'string') return { snippet: 'string(${1:60})' };
  return word === 'number' || word === 'integer' ? { snippet: `${word}(\${1:0}..\${2:99})` } : {};
}

function typeForms(hole: Hole): Offer[] {
  const last = hole.found.path.at(-1);
  if (last?.kind !== 'entry') return [];
  const choices: Offer = {
    label: '[A, B]',
    kind: 'form',
    detail: 'one of these',
    insert: '[A, B]',
    snippet: '[${1:A}, ${2:B}]',
    rank: 60,
  };
  if (last.map.flow) return [choices];
  const object = (first: string, second: string) => `\n  type: ${first}\n  ${second}`;
  return [
    choices,
    {
      label: 'type: object',
      kind: 'form',
      detail: 'named values',
      insert: object('object', 'properties:\n    name: string(60)'),
      snippet: object('object', 'properties:\n    ${1:name}: ${2:string(60)}'),
      rank: 61,
    },
    {
      label: 'type: array',
      kind: 'form',
      detail: 'a list with its bounds',
      insert: object('array', 'minItems: 1\n  maxItems: 10\n  items: string(60)'),
      snippet: object('array', 'minItems: ${1:1}\n  maxItems: ${2:10}\n  items: ${3:string(60)}'),
      rank: 62,
    },
  ];
}

/** Values in `data:` by the params' types; undefined outside of it. */
export function completeData({ reading, found, before }: Hole): TextOffers | undefined {
  const keys = keysOf(found.path);
  const examples = keys.indexOf('examples');
  const inExample = keys.slice(examples + 1);
  if (inExample[0] === 'recipient' && inExample[1] === 'time_zone') return zones(before);
  if (inExample[0] === 'recipient' && inExample[1] === 'channel')
    return { offers: listed(['messenger', 'instagram']), typed: before.trim() };
  if (inExample[0] !== 'data') return undefined;
  let type: DataType | undefined;
  let types: ReadonlyMap<string, DataType> = reading.params.types;
  for (const key of inExample.slice(1)) {
    type = types.get(key);
    while (type?.kind === 'list') type = type.of;
    types = type?.kind === 'object' ? type.properties : new Map();
  }
  if (/\s/.test(before.trim())) return { offers: [], typed: '' };
  const detail = type && typeWords(type);
  const values =
    type?.kind === 'boolean' ? ['true', 'false'] : type?.kind === 'string' ? (type.values ?? []) : [];
  return { offers: listed(values, detail), typed: before.trimStart() };
}

function listed(values: readonly string[], detail?: string): Offer[] {
  return values.map((label, i) => ({
    label,
    kind: 'value',
    rank: i,
    ...(detail !== undefined && { detail }),
  }));
}

function zones(before: string): TextOffers {
  const offers = Intl.supportedValuesOf('timeZone').map(
    (label, i): Offer => ({ label, kind: 'value', rank: i }),
  );
  return { offers, typed: before.trimStart() };
}
