/** A part of a file where it stands in one version of the file. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { type Elsewhere, moveNode, moveRange } from './move-node.ts';
import type { YamlComment, YamlNode } from './nodes.ts';
import type { ParsedPart } from './parse-part.ts';
import type { Role } from './split-text.ts';

/** What was read of a part, in whatever place it stood then. The same object as long as the part says the same. */
export interface Kept {
  readonly parsed: Omit<ParsedPart, 'diagnostics'>;
  /** Where it stood. */
  readonly base: number;
  readonly role: Role;
  /** What its root is: `nothing` where nothing could be read. */
  readonly shape: 'map' | 'seq' | 'nothing' | 'other';
  /** Of a map. */
  readonly keys: readonly string[];
  /** It has no findings, comments, anchors and aliases: nothing but its root, whatever stands elsewhere. */
  readonly plain: boolean;
}

export interface PlacedPart {
  readonly start: number;
  readonly end: number;
  /** The same object in the next version as long as what the part says is the same, wherever it stands. */
  readonly id: object;
  readonly root: YamlNode | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly comments: readonly YamlComment[];
}

export const nowhere: Elsewhere = new Map();

export class Placed implements PlacedPart {
  readonly id: Kept;
  readonly start: number;
  readonly end: number;
  readonly diagnostics: readonly Diagnostic[];
  readonly #elsewhere: Elsewhere;
  #root: YamlNode | null | undefined;
  #comments: readonly YamlComment[] | undefined;

  /** `elsewhere`: what its aliases stand for. */
  constructor(
    id: Kept,
    start: number,
    end: number,
    diagnostics: readonly Diagnostic[],
    elsewhere: Elsewhere = nowhere,
  ) {
    this.id = id;
    this.start = start;
    this.end = end;
    this.diagnostics = diagnostics;
    this.#elsewhere = elsewhere;
  }

  get root(): YamlNode | null {
    if (this.#root === undefined) {
      const { root } = this.id.parsed;
      this.#root = root && this.move(root);
    }
    return this.#root;
  }

  get comments(): readonly YamlComment[] {
    const { comments } = this.id.parsed;
    const delta = this.start - this.id.base;
    if (delta === 0 || comments.length === 0) return comments;
    this.#comments ??= comments.map(({ text, range }) => ({ text, range: moveRange(range, delta) }));
    return this.#comments;
  }

  /** A node of what was read, where it stands now. */
  move(node: YamlNode): YamlNode {
    const delta = this.start - this.id.base;
    return delta === 0 && this.#elsewhere.size === 0 ? node : moveNode(node, delta, this.#elsewhere);
  }
}
