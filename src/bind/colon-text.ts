/** `- Note: x`: YAML reads a key and a value where the author wrote one text. */
import { startsLink } from '../../grammar/links.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { MapBuilder, shiftMap } from '../source/text-map.ts';
import type { YamlNode, YamlScalar } from '../yaml/nodes.ts';
import { quoteScalar } from '../yaml/quote.ts';
import type { BindContext, Source } from './context.ts';
import type { LineKind } from './lines.ts';

/** The text that was meant, where the mapping's only key is none that this place knows; reported, with the quotes as fix. */
export function colonText(
  ctx: BindContext,
  source: Source,
  node: YamlNode,
  isKnown: (key: string) => boolean,
  place?: LineKind,
): YamlScalar | undefined {
  if (node.kind !== 'map' || node.flow || node.entries.length !== 1) return undefined;
  const { key, value } = node.entries[0]!;
  // a slip of a key (`txet: Hi`) is in small letters; words of a text begin with a capital or have blanks
  if (isKnown(key.value) || !/^\p{Lu}|\s/u.test(key.value) || key.style !== 'plain') return undefined;
  if (value.kind !== 'scalar' || value.style !== 'plain' || value.core === null) return undefined;
  const range = { start: key.range.start, end: value.range.end };
  const text = source.file.text.slice(range.start, range.end);
  if (/[\r\n]/.test(text)) return undefined;
  // `- Shop: https://…` among buttons is a title and its target
  const button = place === 'button' && (startsLink(value.value) || /^tel:/i.test(value.value));
  const arrow = button ? `${key.value} -> ${value.value}` : undefined;
  const fix =
    arrow === undefined
      ? { title: 'Put the text in quotes', edits: [{ range, newText: quoteScalar(text) }] }
      : {
          title: `Write ${arrow}`,
          edits: [{ range: { start: key.range.end, end: value.range.start }, newText: ' -> ' }],
        };
  ctx.report(
    diagnostic(
      'spec/colon-in-text',
      source.file,
      range,
      { key: key.value, value: value.value, arrow: arrow ?? '' },
      { fixes: [fix] },
    ),
  );
  const scalar = { kind: 'scalar', style: 'double', range } as const;
  if (arrow !== undefined) {
    const builder = new MapBuilder(source.file.text);
    builder.copy(key.range.start, key.range.end);
    builder.replace(' -> ', key.range.end, value.range.start);
    builder.copy(value.range.start, value.range.end);
    return { ...scalar, value: builder.text, core: builder.text, map: builder.toMap(range.start) };
  }
  return { ...scalar, value: text, core: text, map: shiftMap(range.start, text.length) };
}
