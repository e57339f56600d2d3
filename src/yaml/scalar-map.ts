import type { Range, TextMap } from '../source/source.ts';
import { MapBuilder, moveMap, segmentMap, shiftMap } from '../source/text-map.ts';
import { decodeBlockScalar } from './decode-block-scalar.ts';
import { decodeDoubleQuoted, decodeFolded } from './decode-flow-scalar.ts';
import type { ScalarStyle } from './nodes.ts';

/**
 * Decoded offset -> file offset of one scalar, worked out from the source text when someone first asks:
 * a check of a clean file asks for few of them, and making all would cost as much as the parse.
 */
export class ScalarMap implements TextMap {
  #map: TextMap | undefined;
  readonly #text: string;
  readonly #style: ScalarStyle;
  readonly #start: number;
  readonly #end: number;
  readonly #value: string;
  readonly #base: number;

  /**
   * `start`, `end`: the whole scalar in `text`, quotes and block header (and all its blank lines) included. `base`: where
   * `text` begins in the file.
   */
  constructor(text: string, style: ScalarStyle, start: number, end: number, value: string, base: number) {
    this.#text = text;
    this.#style = style;
    this.#start = start;
    this.#end = end;
    this.#value = value;
    this.#base = base;
  }

  toFile(offset: number): number {
    return this.#made().toFile(offset);
  }

  range(start: number, end: number): Range {
    return this.#made().range(start, end);
  }

  #made(): TextMap {
    this.#map ??= moveMap(
      mapScalar(this.#text, this.#style, this.#start, this.#end, this.#value),
      this.#base,
    );
    return this.#map;
  }
}

function mapScalar(text: string, style: ScalarStyle, start: number, end: number, value: string): TextMap {
  const quotes = style === 'single' || style === 'double' ? 1 : 0;
  // Escapes and folds only shorten a text: one that is as long as its source is its source.
  if (style !== 'literal' && style !== 'folded' && value.length === end - start - 2 * quotes) {
    return shiftMap(start + quotes, value.length);
  }
  const decoded = decode(text, style, start, end, value);
  if (decoded.text === value) return decoded.toMap(start + quotes);
  // A scalar that YAML's grammar refuses (it has a diagnostic): all of it comes from all of its source.
  return segmentMap([{ decoded: 0, start, end, verbatim: false }], value.length, start);
}

function decode(text: string, style: ScalarStyle, start: number, end: number, value: string): MapBuilder {
  if (style === 'literal' || style === 'folded') return decodeBlockScalar(text, start, end, value);
  const builder = new MapBuilder(text);
  if (style === 'plain') decodeFolded(builder, text, start, end);
  else if (style === 'single') decodeFolded(builder, text, start + 1, end - 1, true);
  else decodeDoubleQuoted(builder, text, start + 1, end - 1);
  return builder;
}
