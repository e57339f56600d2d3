/** Whether a field is there for every input, for some, or never; and rules of the kind "exactly one of". */
import type { Condition, FieldNode, Node, TextNode } from '../../bind/model.ts';
import type { Severity } from '../../diagnostics/diagnostic.ts';
import { textSize } from '../bounds.ts';
import { rootEnv } from '../environment.ts';
import type { Facts } from '../facts.ts';
import type { Size } from '../size.ts';
import { constantOf, constantParts, constantValue } from './constant.ts';
import { possibleTexts } from './possible.ts';
import type { ObjectVisit } from './tree.ts';
import { quoted } from './wording.ts';

export type Presence = 'always' | 'maybe' | 'never';

/** A guard, a text that can render empty (it is then left out) and a list that can have no item make it 'maybe'. */
export function presenceOf({ fields, present }: ObjectVisit, key: string): Presence {
  const field = fields.get(key);
  if (field === undefined) return 'never';
  return field.when === undefined && isNeverEmpty(field.value, present) ? 'always' : 'maybe';
}

function isNeverEmpty(node: Node, present: Facts): boolean {
  if (node.kind === 'text') {
    const constant = constantOf(node);
    if (constant !== undefined) return constant !== '';
    if (constantParts(node).some((part) => part.trim() !== '')) return true;
    return sizeOf(node, present).min > 0;
  }
  if (node.kind !== 'list') return true;
  return node.items.length === 0 || node.items.some((item) => !item.each && !item.when && !item.otherwise);
}

function sizeOf(node: TextNode, present: Facts): Size {
  return textSize(node, rootEnv(node.scope, present, node.partials));
}

/** Whether a field that is true or false is true: for every input, for some, or never. */
export function truthOf({ fields, present }: ObjectVisit, key: string): Presence {
  const field = fields.get(key);
  if (field === undefined) return 'never';
  const constant = constantValue(field.value);
  if (constant !== undefined)
    return constant !== true ? 'never' : field.when === undefined ? 'always' : 'maybe';
  const possible = possibleTexts(field.value, present);
  return possible.kind === 'finite' && !possible.texts.includes('true') ? 'never' : 'maybe';
}

/** True where the field is there for every input, or a name in it does not exist, which is reported as that. */
export function isSure(object: ObjectVisit, key: string): boolean {
  if (presenceOf(object, key) === 'always') return true;
  const field = object.fields.get(key);
  if (field === undefined || field.when !== undefined || field.value.kind !== 'text') return false;
  const { max, unbounded } = sizeOf(field.value, object.present);
  return max === Number.POSITIVE_INFINITY && unbounded === undefined;
}

/** `url: ""`: it is as good as not there, and said to be empty. */
export function isWrittenEmpty({ value }: FieldNode): boolean {
  return constantOf(value) === '';
}

export type Finding =
  | { readonly kind: 'none'; readonly certain: boolean }
  | { readonly kind: 'several'; readonly certain: boolean; readonly fields: readonly FieldNode[] };

/**
 * What is wrong with an object of whose `keys` exactly one must be there. `certain: false`: wrong for some input only.
 * A text that may be empty counts as there when one is looked for: its emptiness is the business of other rules.
 */
export function exactlyOne(object: ObjectVisit, keys: readonly string[]): Finding | undefined {
  const fields = keys.flatMap((key) => object.fields.get(key) ?? []);
  if (fields.length === 0) return { kind: 'none', certain: true };
  const always = fields.filter((field) => presenceOf(object, field.key) === 'always');
  if (always.length > 1) return { kind: 'several', certain: true, fields: always };
  const pair = fields.flatMap((a, i) => fields.slice(i + 1).map((b) => [a, b] as const)).find(canMeet);
  if (pair !== undefined) return { kind: 'several', certain: false, fields: pair };
  const guarded = fields.every((field) => field.when !== undefined);
  return guarded && !coverEverything(fields) ? { kind: 'none', certain: false } : undefined;
}

function canMeet([a, b]: readonly [FieldNode, FieldNode]): boolean {
  return !isOpposite(a, b);
}

function coverEverything(fields: readonly FieldNode[]): boolean {
  return fields.some((a, i) => fields.slice(i + 1).some((b) => isOpposite(a, b)));
}

type Guarded = Pick<FieldNode, 'when'>;

/** `when: x` beside `when: not x`. */
export function isOpposite(a: Guarded, b: Guarded): boolean {
  if (a.when === undefined || b.when === undefined || a.when.scope !== b.when.scope) return false;
  return negates(a.when.condition, b.when.condition) || negates(b.when.condition, a.when.condition);
}

function negates(a: Condition, b: Condition): boolean {
  if (a.type !== 'SubExpression' || a.path.type !== 'PathExpression') return false;
  const [inner] = a.params;
  return a.path.original === 'not' && inner !== undefined && sameText(inner) === sameText(b);
}

/** An expression without its places. */
function sameText(expression: Condition): string {
  return JSON.stringify(expression, (key, value) => (/[sS]pans?$/.test(key) ? undefined : value));
}

/** Words and level of a finding: an error where it is wrong for every input. */
export function describeFinding(
  finding: Finding,
  words: { readonly none: string; readonly several: string },
): { readonly problem: string; readonly severity: Severity } {
  const severity = finding.certain ? 'error' : 'warning';
  if (finding.kind === 'none') {
    return { problem: finding.certain ? words.none : `${words.none} where each "when" is false`, severity };
  }
  const names = quoted(finding.fields.map((field) => field.key));
  return { problem: `here ${finding.certain ? 'stand' : 'can stand'} ${names}; ${words.several}`, severity };
}
