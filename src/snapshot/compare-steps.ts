/** Rendered steps beside those of a snapshot. The order of keys means nothing in JSON. */
import type { Json } from '../bind/model.ts';
import { printableJson } from '../diagnostics/printable.ts';
import { diffLines } from '../source/diff-lines.ts';

/** 'texts': only strings differ, nothing else. */
export function differences(a: Json, b: Json): 'none' | 'texts' | 'more' {
  if (a === b) return 'none';
  if (typeof a === 'string' && typeof b === 'string') return 'texts';
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length ? worst(a.map((item, i) => differences(item, b[i] as Json))) : 'more';
  }
  if (!isObject(a) || !isObject(b)) return 'more';
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length || !keys.every((key) => Object.hasOwn(b, key))) return 'more';
  return worst(keys.map((key) => differences(a[key] as Json, b[key] as Json)));
}

function worst(found: readonly ('none' | 'texts' | 'more')[]): 'none' | 'texts' | 'more' {
  return found.includes('more') ? 'more' : found.includes('texts') ? 'texts' : 'none';
}

export interface DiffLine {
  /** '-' in the snapshot alone, '+' rendered now, '…' lines left out. */
  readonly sign: ' ' | '-' | '+' | '…';
  readonly text: string;
}

/** Lines that stay the same and are shown around those that do not. */
const contextLines = 2;

/** Both as indented JSON, keys of the new in the order of the old, and only what differs with some lines around. */
export function diffJson(before: Json, after: Json): DiffLine[] {
  const old = printableJson(before, 2).split('\n');
  const now = printableJson(inOrderOf(before, after), 2).split('\n');
  const all: DiffLine[] = [];
  const add = (sign: DiffLine['sign'], lines: readonly string[]) => {
    for (const text of lines) all.push({ sign, text });
  };
  let at = 0;
  for (const { from, to, newFrom, newTo } of diffLines(old, now)) {
    add(' ', old.slice(at, from));
    add('-', old.slice(from, to));
    add('+', now.slice(newFrom, newTo));
    at = to;
  }
  add(' ', old.slice(at));
  return shorten(all);
}

/** Leaves out what is far from every difference. */
function shorten(all: readonly DiffLine[]): DiffLine[] {
  const near = new Set<number>();
  all.forEach(({ sign }, i) => {
    if (sign === ' ') return;
    for (let n = i - contextLines; n <= i + contextLines; n++) near.add(n);
  });
  return all.flatMap((line, i): DiffLine[] => {
    if (near.has(i)) return [line];
    return i === 0 || near.has(i - 1) ? [{ sign: '…', text: '' }] : [];
  });
}

function inOrderOf(model: Json, value: Json): Json {
  if (Array.isArray(value)) {
    const items = Array.isArray(model) ? model : [];
    return value.map((item, i) => inOrderOf(items[i] ?? null, item));
  }
  if (!isObject(value)) return value;
  const old = isObject(model) ? model : {};
  const keys = [...Object.keys(old).filter((key) => Object.hasOwn(value, key)), ...Object.keys(value)];
  return Object.fromEntries(
    [...new Set(keys)].map((key) => [
      key,
      inOrderOf(Object.hasOwn(old, key) ? (old[key] as Json) : null, value[key] as Json),
    ]),
  );
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
