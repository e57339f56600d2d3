/**
 * The compiled form of a spec file: plain JSON that both backends of render/ turn into request bodies, and that
 * `sendspec compile` turns into a module. Nothing here refers to the author's text but `SpanIR`.
 */
import type { Condition, Expression, Program } from '../../grammar/ast.ts';
import type { Destination, Json } from '../bind/model.ts';

/** Where a string came from, for source maps and run-time errors. line and column are 1-based, UTF-16. */
export interface SpanIR {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** UTF-16 offsets into the file. */
  readonly start: number;
  readonly end: number;
  /** As an author would name it: `order_shipped.generic[0].title`. */
  readonly path: string;
}

export interface LimitIR {
  readonly min?: number;
  readonly max?: number;
  readonly unit: 'code points' | 'bytes' | 'items';
  /** What the limit is about: 'title', 'buttons'. */
  readonly name: string;
}

export type ValueIR = JsonIR | TextIR | ObjectIR | ListIR | CallIR;

/** A constant. */
export interface JsonIR {
  readonly op: 'json';
  readonly value: Json;
  /** Where each string that an author wrote in it came from: JSON pointers into `value`. */
  readonly sources?: readonly JsonSource[];
}
export interface JsonSource {
  readonly pointer: string;
  readonly span: SpanIR;
}

export interface TextIR {
  readonly op: 'text';
  readonly program: Program;
  /** 'number' and 'boolean': the program is exactly one output and its value is kept as it is. */
  readonly as: 'string' | 'number' | 'boolean';
  readonly destination: Destination;
  /** Remove trailing line breaks of the rendered text. */
  readonly trim: boolean;
  /** What an empty result means: leave the field or item out, fail, or send "". */
  readonly whenEmpty: 'omit' | 'fail' | 'keep';
  /** Checked at render; absent where proven. */
  readonly limit?: LimitIR;
  readonly span: SpanIR;
}

export interface ObjectIR {
  readonly op: 'object';
  readonly fields: readonly FieldIR[];
  readonly span: SpanIR;
}
export interface FieldIR {
  readonly key: string;
  readonly value: ValueIR;
  readonly when?: Condition;
  /** The field may not be left out: where `value` renders to nothing, the render fails at `value`'s span. */
  readonly required: boolean;
}

export interface ListIR {
  readonly op: 'list';
  readonly items: readonly ItemIR[];
  /** Omit: a list that renders no item is left out of its object. */
  readonly whenEmpty: 'omit' | 'fail' | 'keep';
  readonly limit?: LimitIR;
  readonly span: SpanIR;
}
export interface ItemIR {
  readonly value: ValueIR;
  readonly each?: LoopIR;
  readonly when?: Condition;
  /** Runs only where the chain of items before it (when/otherwise/each) produced nothing; `true` literal for else. */
  readonly otherwise?: Condition;
  /** `value` gives a list whose items are spliced. */
  readonly splice?: boolean;
}
export interface LoopIR {
  readonly list: Expression;
  /** Item name, index name. Outer names and `this` stay visible; `@index @first @last` are the loop's. */
  readonly names: readonly string[];
  /** Where the expression stands. */
  readonly span: SpanIR;
}

/** A fragment: `value` is rendered with a new root made of (inherits: the present root's params) then args. */
export interface CallIR {
  readonly op: 'call';
  readonly args: readonly (readonly [name: string, value: Expression])[];
  readonly defaults: { readonly [name: string]: Json };
  readonly inherits: boolean;
  readonly value: ValueIR;
  readonly span: SpanIR;
}

export interface StepIR {
  readonly value:
    | { readonly op: 'body'; readonly body: ValueIR; readonly variants?: readonly VariantIR[] }
    | { readonly op: 'wait'; readonly milliseconds: number };
  readonly each?: LoopIR;
  readonly when?: Condition;
  readonly otherwise?: Condition;
  /** Belongs to the item before it (the pause of `typing: 1s`): runs exactly when that one did. */
  readonly joined?: boolean;
  readonly span: SpanIR;
}
export interface VariantIR {
  readonly name: string;
  readonly weight: number;
  readonly body: ValueIR;
}

export interface MessageIR {
  readonly name: string;
  readonly steps: readonly StepIR[];
  /** Names of the params that the message reaches. */
  readonly needs: readonly string[];
  /** The helpers of the project that the message calls; absent where it calls none. */
  readonly helpers?: readonly string[];
  /** Where they are called: the place that each `$own` names. */
  readonly helperSpans?: readonly SpanIR[];
  /** Local files that the runner must upload before the message can be sent. */
  readonly uploads: readonly UploadIR[];
  /** Patterns of every payload that a tap can send back: literal parts and holes. */
  readonly payloads: readonly (readonly (
    | { readonly text: string }
    | { readonly hole: 'string' | 'number'; readonly values?: readonly string[] }
  )[])[];
}

/** A type that a helper of the project is held to; lengths in code points. */
export type TypeIR = { readonly optional: boolean } & (
  | {
      readonly kind: 'string';
      readonly min?: number;
      readonly max?: number;
      readonly format?: 'url' | 'phone' | 'date' | 'date-time';
      readonly values?: readonly string[];
    }
  | {
      readonly kind: 'number';
      readonly integer: boolean;
      readonly min?: number;
      readonly max?: number;
      readonly values?: readonly number[];
    }
  | { readonly kind: 'list'; readonly of: TypeIR; readonly min: number; readonly max?: number }
  | { readonly kind: 'object'; readonly properties: readonly (readonly [name: string, type: TypeIR])[] }
  | { readonly kind: 'boolean' | 'unknown' }
);

/** What a helper of the project takes, in the order of the call and by `key=`, and gives. */
export interface HelperIR {
  readonly params: readonly (readonly [name: string, type: TypeIR])[];
  readonly options: readonly (readonly [name: string, type: TypeIR])[];
  readonly returns: TypeIR;
}

export interface UploadIR {
  /** What follows `upload:` in a body: the path as it is written, or another name where that is taken. */
  readonly path: string;
  /** Relative to the project's root, with `/`. */
  readonly file: string;
  /** image, audio, video or file. */
  readonly type: string;
  readonly span: SpanIR;
}

export interface ProgramIR {
  readonly format: 1;
  readonly file: string;
  readonly language: string;
  /** JSON Schema 2020-12 of the params (an object schema with all of them as properties). */
  readonly schema: Json;
  /** Param names that hold defaults. */
  readonly defaults: { readonly [name: string]: Json };
  readonly messages: readonly MessageIR[];
  /** The helpers of the project that some message calls, as `($own "name" place …)`; absent where none does. */
  readonly helpers?: readonly (readonly [name: string, helper: HelperIR])[];
}

/**
 * A local file in a body: the renderer writes `{ attachment_id: uploads[path] }`, or, without uploads, a placeholder
 * `upload:PATH`. In the IR it is `{op:'json', value:{ "attachment_id": "upload:PATH" }}` with the path listed in
 * MessageIR.uploads; the renderer replaces strings that begin with `upload:` only at those places.
 */
export const uploadPrefix = 'upload:';
