/**
 * The message model: what a file means once sugar, shorthand, fragments, imports and defaults are undone. Message
 * bodies stand here in the Send API's long form; each node knows the shape that the Send API expects in its place,
 * its range in the author's file, and the scope in which its expressions are read. Built by bind, read by check and
 * lower, never changed by them.
 */
import type { Call, Condition, Expression, Loop, PartialStatement, Program } from '../../grammar/ast.ts';
import type { HelperSpec } from '../render/helpers.ts';
import type { Field, RuleContext, Shape } from '../send-api/schema.ts';
import type { Range, SourceFile, TextMap } from '../source/source.ts';
import type { YamlNode } from '../yaml/nodes.ts';

export interface Place {
  readonly file: SourceFile;
  readonly range: Range;
}

// ---------- types of data ----------

interface TypeBase {
  /** May be missing or null. */
  readonly optional: boolean;
  readonly default?: Json;
  readonly description?: string;
  readonly place?: Place;
}
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** `minLength`/`maxLength` in code points; `values` for an enum. */
export interface StringType extends TypeBase {
  readonly kind: 'string';
  readonly minLength: number;
  readonly maxLength?: number;
  readonly format?: 'url' | 'phone' | 'date' | 'date-time';
  readonly pattern?: string;
  readonly values?: readonly string[];
}
export interface NumberType extends TypeBase {
  readonly kind: 'number';
  readonly integer: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly values?: readonly number[];
}
export interface BooleanType extends TypeBase {
  readonly kind: 'boolean';
}
export interface ListType extends TypeBase {
  readonly kind: 'list';
  readonly of: DataType;
  readonly minItems: number;
  readonly maxItems?: number;
}
export interface ObjectType extends TypeBase {
  readonly kind: 'object';
  readonly properties: ReadonlyMap<string, DataType>;
  /** True where other properties may be named in templates (nothing is known about them). */
  readonly open: boolean;
  /** `additionalProperties: false`: data has no others. Otherwise it may, and `{{#each}}` would come upon them. */
  readonly closed?: boolean;
}
/** A schema that the static analysis does not understand (oneOf, $ref ...): checked at run time only. */
export interface UnknownType extends TypeBase {
  readonly kind: 'unknown';
  /** All the same a text, a number or a boolean: one of a few values, where they are known. */
  readonly scalar?: { readonly values?: readonly (string | number | boolean)[] };
}
export type DataType = StringType | NumberType | BooleanType | ListType | ObjectType | UnknownType;

/** `schema`: the JSON Schema (2020-12) that run time checks data with. */
export interface Params {
  readonly types: ReadonlyMap<string, DataType>;
  readonly schema: Json;
}

/** The helpers of the project's own module, by name, as sendspec.config.yaml declares them. */
export type OwnHelpers = ReadonlyMap<string, HelperSpec>;

// ---------- names ----------

export type Scope = RootScope | LoopScope | FragmentScope;
/** The params of the file whose text is read. */
export interface RootScope {
  readonly kind: 'root';
  readonly params: Params;
  readonly specPath: string;
  readonly helpers?: OwnHelpers;
}
/** Adds `names[0]` (item) and `names[1]` (index) and `@index @first @last` to the outer scope. */
export interface LoopScope {
  readonly kind: 'loop';
  readonly outer: Scope;
  readonly loop: Loop;
  readonly text: Scalar;
}
/** Inside a fragment: its own names; `args` are read in `caller`. */
export interface FragmentScope {
  readonly kind: 'fragment';
  readonly name: string;
  readonly caller: Scope;
  readonly args: ReadonlyMap<string, Expression>;
  /** The text in which `args` stand. */
  readonly text: Scalar;
  /** Where its name is called. */
  readonly place?: Place;
  /** What is visible inside: the fragment file's params and the fragment's own. */
  readonly params: Params;
  /** Same file: params that `args` leave unset come from the caller's root. */
  readonly inherits: boolean;
  readonly specPath: string;
}

// ---------- bodies ----------

/** A scalar's text in the file: expression spans are offsets into `value`. */
export interface Scalar extends Place {
  readonly value: string;
  readonly map: TextMap;
}

export type Node = ObjectNode | ListNode | TextNode | LiteralNode;

interface NodeBase extends Place {
  readonly shape: Shape | undefined;
  readonly scope: Scope;
}

export interface ObjectNode extends NodeBase {
  /** It has keys that nobody knows, which are reported: what seems to be missing may be one of them. */
  readonly incomplete?: true;
  readonly kind: 'object';
  readonly fields: readonly FieldNode[];
}

export interface FieldNode {
  readonly key: string;
  readonly keyPlace: Place;
  /** The Send API's field; undefined for a key that it does not know (reported by check, not by bind). */
  readonly field: Field | undefined;
  readonly value: Node;
  readonly when?: Guard;
  /** Came from `unchecked:`. */
  readonly unchecked?: boolean;
  /** Written by sendspec, not by the author (an implied `type`, `template_type`, `messaging_type`). */
  readonly implied?: boolean;
  /** What stands behind the arrow of a button's line: a link there would have made another button of it. */
  readonly target?: boolean;
}

export interface ListNode extends NodeBase {
  readonly kind: 'list';
  readonly items: readonly ItemNode[];
}

/** Order of evaluation: each, then when per turn. `otherwise` follows an item with `when`, `otherwise` or `each`. */
export interface ItemNode extends Place {
  readonly value: Node;
  readonly each?: LoopScope;
  readonly when?: Guard;
  readonly otherwise?: Guard;
  /** `value` is a list whose items stand in this item's place. */
  readonly splice?: boolean;
  readonly key?: string;
}

export interface Guard {
  /** Not all of it could be read: a diagnostic says why. */
  readonly broken?: true;
  readonly condition: Condition;
  readonly scope: Scope;
  readonly text: Scalar;
}

/** A string; `program` with one ContentStatement (or none) is a constant. */
export interface TextNode extends NodeBase {
  readonly kind: 'text';
  readonly program: Program;
  readonly text: Scalar;
  /** Trailing line breaks of the rendered string are removed (block scalars without `+`). */
  readonly trim: boolean;
  /** What the plain scalar means in YAML's core schema: decides in number and boolean places. */
  readonly core?: string | number | boolean;
  /** Local attachment file, relative to the spec file (uploaded by the runner), and its attachment type. */
  readonly upload?: { readonly path: string; readonly type: string };
  readonly destination: Destination;
  /** Text fragments that the program uses: `{{> name}}`. */
  readonly partials?: ReadonlyMap<PartialStatement, BoundPartial>;
}

/** A text fragment in a text; read in a scope of its own. */
export interface BoundPartial {
  readonly program: Program;
  readonly text: Scalar;
  readonly scope: FragmentScope;
  readonly trim: boolean;
  readonly partials?: ReadonlyMap<PartialStatement, BoundPartial>;
}

/**
 * How outputs are escaped: 'text' as they are; 'url' percent-encoded; 'whole-url' one expression that is the URL
 * itself; 'tel' digits and plus only.
 */
export type Destination = 'text' | 'url' | 'whole-url' | 'tel';

/** A value that sendspec writes itself. */
export interface LiteralNode extends NodeBase {
  readonly kind: 'literal';
  readonly value: string | number | boolean | null;
}

/** A part of a fragment whose place in a message is not known. */
export type LooseText =
  | {
      readonly kind: 'text';
      readonly text: Scalar;
      readonly scope: Scope;
      readonly program: Program;
      readonly partials?: ReadonlyMap<PartialStatement, BoundPartial>;
    }
  | { readonly kind: 'guard'; readonly guard: Guard }
  | { readonly kind: 'loop'; readonly loop: LoopScope }
  | {
      readonly kind: 'argument';
      readonly text: Scalar;
      readonly scope: Scope;
      readonly expression: Expression;
    };

// ---------- messages ----------

export interface BodyStep extends Place {
  readonly kind: 'body';
  readonly body: ObjectNode;
  /** Alternatives of `variants`, chosen by hash; then `body` is the first of them. */
  readonly variants?: readonly {
    readonly name: string;
    readonly weight: number;
    readonly body: ObjectNode;
    /** Where its name stands. */
    readonly place?: Place;
  }[];
}
export interface WaitStep extends Place {
  readonly kind: 'wait';
  /** Milliseconds. */
  readonly milliseconds: number;
}
export interface StepItem extends Place {
  readonly value: BodyStep | WaitStep;
  readonly each?: LoopScope;
  readonly when?: Guard;
  readonly otherwise?: Guard;
  /** Where its condition names the channel: the rules of that one alone, and not all of the message's. */
  readonly rules?: RuleContext;
  /** `typing: 1s` gives two items of one author's item: both share the guards; only the first has `otherwise`'s partner role. */
  readonly joined?: boolean;
}

export interface Message extends Place {
  readonly name: string;
  readonly namePlace: Place;
  readonly description?: string;
  readonly steps: readonly StepItem[];
  readonly rules: RuleContext;
  readonly examples: readonly Example[];
}

export interface Example extends Place {
  readonly name: string;
  readonly data: Json;
  readonly recipient?: Json;
  readonly now?: string;
  /** The YAML of `data`, so that a finding about it has a place. */
  readonly dataNode?: YamlNode;
  readonly recipientNode?: YamlNode;
  readonly nowNode?: YamlNode;
}

export interface Spec {
  readonly file: SourceFile;
  readonly language: string;
  readonly rules: RuleContext;
  readonly params: Params;
  readonly helpers?: OwnHelpers;
  readonly messages: readonly Message[];
}

export type { Call, Condition, Expression, Loop, Program };
