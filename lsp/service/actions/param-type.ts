/** Edits of a type in `params:`, wherever it stands and however it is written. */

import type { DataType } from '../../../src/bind/model.ts';
import type { TextEdit } from '../../../src/diagnostics/diagnostic.ts';
import type { YamlNode } from '../../../src/yaml/nodes.ts';
import { quoteScalar } from '../../../src/yaml/quote.ts';
import { findAt } from '../find-node.ts';
import type { ActionContext } from './action.ts';
import { appendEntry } from './source-text.ts';

/** The node of a type, where it stands in this file. */
export function typeNode({ root, file }: ActionContext, type: DataType | undefined): YamlNode | undefined {
  if (!type?.place || type.place.file.path !== file.path) return undefined;
  const last = findAt(root, type.place.range.start)?.path.at(-1);
  return last?.kind === 'entry' && last.entry.key.range.start === type.place.range.start
    ? last.entry.value
    : undefined;
}

/** `string` -> `string(N)`; `{ type: string }` gets `maxLength: N`. */
export function limitLength(text: string, node: YamlNode, length: number): TextEdit | undefined {
  if (node.kind === 'scalar') {
    const [, word, min, optional] =
      /^(string)(?:\((?:(\d+)\.\.)?\d*\))?(\??)$/.exec(node.value.replace(/\s/g, '')) ?? [];
    if (word === undefined || node.style !== 'plain') return undefined;
    const bound = min === undefined ? String(length) : `${min}..${length}`;
    return { range: node.range, newText: `${word}(${bound})${optional}` };
  }
  return setKeyword(text, node, 'maxLength', String(length));
}

/** `list of x` -> `list of x(..N)` has no such form: only a mapping or a bound that is there can be changed. */
export function limitItems(text: string, node: YamlNode, count: number): TextEdit | undefined {
  if (node.kind === 'map') return setKeyword(text, node, 'maxItems', String(count));
  if (node.kind !== 'scalar' || node.style !== 'plain') return undefined;
  const found = /^(list of [^\s(?]+)(?:\((?:(\d+)\.\.)?\d*\))?(\??)$/.exec(node.value.trim());
  if (!found) return undefined;
  const [, words, min, optional] = found;
  return { range: node.range, newText: `${words}(${min ?? 0}..${count})${optional}` };
}

function setKeyword(text: string, node: YamlNode, key: string, value: string): TextEdit | undefined {
  if (node.kind !== 'map' || node.entries.length === 0) return undefined;
  const own = node.entries.find((e) => e.key.value === key);
  if (own?.value.kind === 'scalar') return { range: own.value.range, newText: value };
  if (own) return undefined;
  if (!node.flow) return appendEntry(text, node, [`${key}: ${value}`]);
  const end = node.entries.at(-1)!.range.end;
  return { range: { start: end, end }, newText: `, ${key}: ${value}` };
}

/** The `?` is taken off, `optional: true` out. */
export function makeRequired(node: YamlNode): TextEdit | undefined {
  if (node.kind === 'scalar' && node.style === 'plain' && node.value.endsWith('?')) {
    const { end } = node.range;
    return { range: { start: end - 1, end }, newText: '' };
  }
  if (node.kind !== 'map') return undefined;
  const type = node.entries.find((e) => e.key.value === 'type')?.value;
  if (type && !node.entries.some((e) => e.key.value === 'optional')) return makeRequired(type);
  const own = node.entries.find((e) => e.key.value === 'optional')?.value;
  return own?.kind === 'scalar' && own.core === true ? { range: own.range, newText: 'false' } : undefined;
}

/** `string(9)?` -> `{ type: string(9), default: … }`. */
export function addDefault(text: string, node: YamlNode, value: string): TextEdit | undefined {
  if (node.kind !== 'scalar') return setKeyword(text, node, 'default', quoteScalar(value));
  if (node.style !== 'plain') return undefined;
  const word = node.value.replace(/\s*\?$/, '');
  return { range: node.range, newText: `{ type: ${word}, default: ${quoteScalar(value)} }` };
}

/** `?` behind a short type, `optional: true` in a mapping. */
export function makeOptional(text: string, node: YamlNode): TextEdit | undefined {
  if (node.kind === 'scalar' && node.style === 'plain' && node.core !== null && !node.value.endsWith('?')) {
    return { range: { start: node.range.end, end: node.range.end }, newText: '?' };
  }
  return setKeyword(text, node, 'optional', 'true');
}
