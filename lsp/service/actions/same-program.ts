/** Whether two templates say the same, wherever they stand. */
import type { Program } from '../../../grammar/ast.ts';

export function sameProgram(a: Program, b: Program): boolean {
  return JSON.stringify(placeless(a)) === JSON.stringify(placeless(b));
}

const places = new Set(['span', 'partSpans', 'keySpan', 'openSpan', 'closeSpan', 'blockParamSpans']);

/** Without spans; texts that an escape parted are one. */
function placeless(value: unknown): unknown {
  if (Array.isArray(value)) return joined(value.map(placeless));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => !places.has(key));
  if ((value as { type?: unknown }).type === 'ContentStatement') {
    return { type: 'ContentStatement', value: (value as { value: unknown }).value };
  }
  return Object.fromEntries(entries.map(([key, inner]) => [key, placeless(inner)]));
}

function joined(list: readonly unknown[]): unknown[] {
  const result: unknown[] = [];
  for (const item of list) {
    const [last, next] = [result.at(-1), item] as [Content | undefined, Content];
    if (last?.type === 'ContentStatement' && next?.type === 'ContentStatement')
      result[result.length - 1] = { ...last, value: last.value + next.value };
    else result.push(item);
  }
  return result;
}

interface Content {
  readonly type?: string;
  readonly value: string;
}
