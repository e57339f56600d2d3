/** A place where something that has a name is declared or used: what definition, references and rename are made of. */
import type { Span } from '../../../grammar/ast.ts';
import type { DataType, Place } from '../../../src/bind/model.ts';
import type { Range } from '../../../src/source/source.ts';
import type { YamlScalar } from '../../../src/yaml/nodes.ts';
import type { Found } from '../find-node.ts';
import type { Reading } from '../reading.ts';

export type MentionKind =
  | 'param'
  | 'property'
  | 'loop name'
  | 'block name'
  | 'message'
  | 'fragment'
  | 'import'
  | 'file'
  | 'example'
  | 'variant'
  | 'key'
  | 'payload'
  | 'anchor';

export interface Mention {
  readonly kind: MentionKind;
  /** The same for all mentions of one thing, in all files of a project. */
  readonly symbol: string;
  /** As it reads: escapes undone. */
  readonly name: string;
  /** In the file in which it stands; quotes are outside. */
  readonly range: Range;
  readonly declares: boolean;
  readonly declaration?: Place;
  /** The scalar in which it stands and its part of that text; an anchor stands in none. */
  readonly scalar?: YamlScalar;
  readonly span?: Span;
  /** In brackets, where a comma ends a text. */
  readonly flow?: boolean;
  /** Why no other name can be written here. */
  readonly fixed?: string;
  /** Of an argument: the param's type and the value's. Objects bring their properties along. */
  readonly gives?: { readonly param: DataType; readonly value: DataType };
}

/** Where mentions are looked for. */
export interface Looking {
  readonly reading: Reading;
  readonly found: Found;
  readonly add: (mention: Mention) => void;
}

/** A part of the scalar's text that names something. */
export function mention(
  { found: { scalar, path } }: Looking,
  span: Span,
  thing: Pick<Mention, 'kind' | 'symbol' | 'declares'> &
    Partial<Pick<Mention, 'declaration' | 'fixed' | 'gives'>>,
): Mention {
  return {
    ...thing,
    name: scalar.value.slice(span.start, span.end),
    range: scalar.map.range(span.start, span.end),
    scalar,
    span,
    flow: path.some((p) => (p.kind === 'entry' ? p.map : p.seq).flow),
  };
}

export function wholeSpan({ value }: YamlScalar): Span {
  return { start: 0, end: value.length };
}
