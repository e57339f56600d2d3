/** The short forms of params' types and of durations. */
import { didYouMean } from '../src/diagnostics/did-you-mean.ts';
import type { Parsed } from './ast.ts';
import { meantType } from './meant-type.ts';
import { problem, replace } from './problem.ts';

/** The words that short types are made of. */
export const typeWords = [
  'string',
  'url',
  'number',
  'integer',
  'boolean',
  'date',
  'date-time',
  'phone',
] as const;

export interface TypeWord {
  readonly word: (typeof typeWords)[number];
  /** How many times "list of" stands before the word. */
  readonly lists: number;
  readonly min?: number;
  readonly max?: number;
  /** `string(60)`, not `string(0..60)`. */
  readonly single?: boolean;
  /** `?`: may be missing or null. */
  readonly optional: boolean;
}

/** Reads `string(60)?`, `list of url`, `number(0..99)`. What is wrong is told with what was meant, where that is plain. */
export function parseTypeWord(text: string): Parsed<TypeWord> {
  const parsed = readTypeWord(text);
  const [wrong] = parsed.problems;
  if (!wrong) return parsed;
  const meant = meantType(text);
  if (meant === undefined || readTypeWord(meant).problems.length > 0) return parsed;
  const start = text.length - text.trimStart().length;
  const fixes = replace(`Write ${meant}`, { start, end: text.trimEnd().length }, meant);
  const params = { ...wrong.params, reason: 'unknown', hint: ` Write ${meant}.` };
  return { ...parsed, problems: [{ ...wrong, params, fixes }] };
}

function readTypeWord(text: string): Parsed<TypeWord> {
  const parts = /^\s*((?:list\s+of\s+)*)([^\s(?]*)\s*(\([^)]*\)?)?\s*(\?)?\s*(.*)$/s.exec(text)!;
  const [, prefix = '', word = '', bound, question, rest] = parts;
  const span = { start: 0, end: text.length };
  const found = text.trim();
  const known = typeWords.find((w) => w === word);
  if (known === undefined || rest !== '') {
    const hint = known === undefined ? didYouMean(word, typeWords) : '';
    return {
      value: undefined,
      problems: [problem('template/bad-type', { found, reason: 'unknown', hint }, span)],
    };
  }
  const lists = prefix.match(/list/g)?.length ?? 0;
  const plain = { word: known, lists, optional: question !== undefined };
  if (bound === undefined) return { value: plain, problems: [] };
  const start = text.indexOf('(');
  const boundSpan = { start, end: start + bound.length };
  const wrong = (reason: 'bound' | 'order' | 'unbounded'): Parsed<TypeWord> => ({
    value: plain,
    problems: [problem('template/bad-type', { found, reason, hint: '' }, boundSpan)],
  });
  if (known !== 'string' && known !== 'url' && known !== 'number' && known !== 'integer')
    return wrong('unbounded');
  const limits = readBound(bound, known);
  if (limits === undefined) return wrong('bound');
  if (limits.min !== undefined && limits.min > limits.max) return wrong('order');
  return { value: { ...plain, ...limits }, problems: [] };
}

/** Lengths are whole and not negative; a single bound is a length too (`string(60)`). */
function readBound(
  bound: string,
  word: TypeWord['word'],
): { min?: number; max: number; single?: boolean } | undefined {
  const isText = word === 'string' || word === 'url';
  const number = isText ? '\\d+' : word === 'integer' ? '-?\\d+' : '-?\\d+(?:\\.\\d+)?';
  const range = new RegExp(`^\\(\\s*(${number})\\s*\\.\\.\\s*(${number})\\s*\\)$`).exec(bound);
  if (range !== null) return { min: Number(range[1]), max: Number(range[2]) };
  const single = isText ? /^\(\s*([1-9]\d*)\s*\)$/.exec(bound) : null;
  return single === null ? undefined : { max: Number(single[1]), single: true };
}

/** Reads `1500ms`, `2s`, `0.5s`; the value is in milliseconds. */
export function parseDuration(text: string): Parsed<number> {
  const match = /^\s*(\d+(?:\.\d+)?)\s*(ms|s)\s*$/.exec(text);
  if (match === null) {
    const span = { start: 0, end: text.length };
    return { value: undefined, problems: [problem('template/bad-duration', { found: text.trim() }, span)] };
  }
  const milliseconds = Number(match[1]) * (match[2] === 's' ? 1000 : 1);
  return { value: Math.round(milliseconds), problems: [] };
}
