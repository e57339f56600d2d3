/**
 * A document as its author laid it out: what the formatter reads and prints. Unlike the tree of `nodes.ts` it keeps
 * aliases, anchors, comments and the spelling of each scalar, and it is changed while it is formatted.
 */

export interface LayoutScalar {
  readonly kind: 'scalar';
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded' | 'alias';
  /** Anchor and tag, as written. */
  readonly props: string;
  /** As it stands in the text: with quotes, with the header of a block scalar. */
  readonly source: string;
  /** Decoded. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
  /** Stands where a lone word without quotes may be more than a text. */
  keepQuotes?: boolean;
  /** Behind the header of a block scalar, with the blanks before it. */
  headerComment?: string;
}

export interface LayoutCollection {
  readonly kind: 'map' | 'seq';
  readonly flow: boolean;
  readonly props: string;
  readonly source: string;
  readonly start: number;
  readonly end: number;
  items: LayoutItem[];
  /** Comments behind the last item. */
  readonly foot: LayoutNote[];
  /** A flow collection that must stay on its lines, as a comment in it is about one of them. */
  keepLines?: boolean;
}

export type LayoutNode = LayoutScalar | LayoutCollection;

/** An entry of a mapping or an item of a list. */
export interface LayoutItem {
  /** Of the key or the dash; in a flow list of the value. */
  readonly start: number;
  readonly key?: LayoutScalar;
  /** Absent where nothing is written behind the colon or dash. */
  readonly value?: LayoutNode;
  /** The value begins on a line below the key or dash. */
  readonly below: boolean;
  /** An empty line stands before it (before its first comment, or between that and the item). */
  blank: boolean;
  readonly leading: LayoutNote[];
  /** Comment behind the colon or dash, where the value stands on a later line; with the blanks before it. */
  after?: string;
  /** Comments on lines of their own between the key and a value that is not a block collection. */
  readonly between: LayoutNote[];
  /** Comment behind the end of the value; with the blanks before it. */
  trailing?: string;
}

/** A comment on a line of its own, `#` included. */
export interface LayoutNote {
  readonly text: string;
  /** An empty line stands before it. */
  readonly blank: boolean;
}

export interface LayoutComment {
  readonly start: number;
  /** With `#`, without blanks at its end. */
  readonly text: string;
}

export interface Layout {
  readonly root: LayoutNode;
  /** Comments about the file. */
  readonly head: LayoutNote[];
  /** Comments behind a root that is a flow collection. */
  readonly tail: LayoutNote[];
  /** Comment behind a root that is a flow collection. */
  trailing?: string;
  /** In document order, not yet put beside the items they belong to. */
  readonly comments: readonly LayoutComment[];
}
