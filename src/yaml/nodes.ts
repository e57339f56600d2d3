/** sendspec's own syntax tree of a YAML document: every scalar is text, types are decided by later phases. */
import type { Range, SourceFile, TextMap } from '../source/source.ts';

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';

export interface YamlScalar {
  readonly kind: 'scalar';
  /** Decoded text: escapes, folds and chomping done. For a plain scalar its source text. */
  readonly value: string;
  readonly style: ScalarStyle;
  /**
   * What YAML 1.2's core schema makes of a plain scalar (`true` -> true, `12` -> 12, `~` and empty -> null).
   * For the other styles the same string as `value`. Integers beyond 2^53 stay strings.
   */
  readonly core: string | number | boolean | null;
  /** Chomping of a block scalar: `keep` for `|+` and `>+`. */
  readonly chomp?: 'clip' | 'strip' | 'keep';
  /** The whole scalar in the file: quotes and the block header included. */
  readonly range: Range;
  /** Decoded offset -> file offset. */
  readonly map: TextMap;
}

export interface YamlEntry {
  readonly key: YamlScalar;
  /** An absent value is a plain scalar with core null and an empty range after the colon. */
  readonly value: YamlNode;
  /** From the key's start to the value's end. */
  readonly range: Range;
}

export interface YamlMap {
  readonly kind: 'map';
  readonly entries: readonly YamlEntry[];
  readonly flow: boolean;
  readonly range: Range;
}

export interface YamlSeq {
  readonly kind: 'seq';
  readonly items: readonly YamlNode[];
  readonly flow: boolean;
  readonly range: Range;
}

export type YamlNode = YamlScalar | YamlMap | YamlSeq;

export interface YamlComment {
  /** Text after `#`, not trimmed. */
  readonly text: string;
  /** From `#` to the end of the line. */
  readonly range: Range;
}

/** Aliases are resolved: the anchored node itself stands in each place (so a node may have several parents). */
export interface YamlDocument {
  readonly file: SourceFile;
  /** null where nothing could be read at all (the diagnostics say why) or the file is empty. */
  readonly root: YamlNode | null;
  readonly comments: readonly YamlComment[];
}
