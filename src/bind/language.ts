/** `language:` of a file. */
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../source/source.ts';
import type { YamlMap, YamlNode } from '../yaml/nodes.ts';
import { entryOf, isNull, kindOf, type Reporting } from './context.ts';

/** The language that the file names, in its canonical spelling; what is none is reported. */
export function languageOf(ctx: Reporting, file: SourceFile, root: YamlMap): string | undefined {
  const value = entryOf(root, 'language')?.value;
  if (!value || isNull(value)) return undefined;
  const language = read(value);
  if (language !== undefined) return language;
  ctx.report(
    diagnostic('spec/wrong-kind', file, value.range, {
      key: 'language',
      expected: 'the tag of a language whose numbers and dates are known, such as en or pt-BR',
      found: value.kind === 'scalar' ? `"${value.value}"` : kindOf(value),
    }),
  );
  return undefined;
}

/** The same without a word: of a file that is only imported. */
export function languageNamed(root: YamlMap | undefined): string | undefined {
  const value = entryOf(root, 'language')?.value;
  return value && !isNull(value) ? read(value) : undefined;
}

/** Intl costs more than the rest of a small file: the languages of most files are not looked up. */
const usual = new Set(
  'ar bg bn cs da de el en es fi fr he hi hr hu id it ja ko ms nl no pl pt ro ru sv th tr uk ur vi zh'.split(
    ' ',
  ),
);

function read(value: YamlNode): string | undefined {
  if (value.kind !== 'scalar') return undefined;
  return usual.has(value.value) ? value.value : knownLanguage(value.value);
}

/**
 * The canonical tag; undefined for what is no tag, and for a language that CLDR has nothing of: its numbers and dates would
 * be written as on the machine that renders them.
 */
export function knownLanguage(tag: string): string | undefined {
  try {
    return Intl.NumberFormat.supportedLocalesOf([tag])[0];
  } catch {
    return undefined;
  }
}
