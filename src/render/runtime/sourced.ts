import type { SpanIR } from '../../lower/ir.ts';
import type { StringSource } from '../api.ts';
import { put } from './root.ts';

/** A string on its way into a body, with the text that it was made from. */
export class Sourced {
  readonly value: string;
  readonly span: SpanIR;
  constructor(value: string, span: SpanIR) {
    this.value = value;
    this.span = span;
  }
}

/** The body with plain strings; `sources` receives the JSON pointer of each. */
export function unwrapSources(node: unknown, sources: StringSource[], pointer = ''): unknown {
  if (node instanceof Sourced) {
    sources.push({ pointer, span: node.span });
    return node.value;
  }
  if (Array.isArray(node)) return node.map((item, i) => unwrapSources(item, sources, `${pointer}/${i}`));
  if (typeof node !== 'object' || node === null) return node;
  const result = {};
  for (const [key, member] of Object.entries(node)) {
    const escaped = key.replaceAll('~', '~0').replaceAll('/', '~1');
    put(result, key, unwrapSources(member, sources, `${pointer}/${escaped}`));
  }
  return result;
}
