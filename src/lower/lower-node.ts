/** A node of a body -> IR: constants folded, limits that are not proven kept for the render. */

import type { Expression } from '../../grammar/ast.ts';
import { constantText, onlyExpression } from '../../grammar/index.ts';
import { define } from '../bind/json.ts';
import type {
  FieldNode,
  FragmentScope,
  ItemNode,
  Json,
  ListNode,
  Node,
  ObjectNode,
  Scope,
  TextNode,
} from '../bind/model.ts';
import { textSize } from '../check/bounds.ts';
import { rootEnv } from '../check/environment.ts';
import { limitsOf } from '../check/length.ts';
import { trimBreaks } from '../render/runtime/output.ts';
import type { Limit, RuleContext } from '../send-api/schema.ts';
import { inlinePartials } from './inline-partials.ts';
import type { CallIR, FieldIR, ItemIR, JsonIR, LimitIR, MessageIR, SpanIR, ValueIR } from './ir.ts';
import { lowerControls } from './lower-spec.ts';
import { lowerUpload } from './lower-upload.ts';
import { type OwnCalls, ownCallsOf, ownCallsOfText } from './own-calls.ts';
import { spanOf } from './span.ts';

export interface Lowering {
  readonly rules: RuleContext;
  readonly uploads: MessageIR['uploads'][number][];
  /** As an author would name the place: `order_shipped[0].message.text`. */
  readonly path: string;
  readonly own?: OwnCalls;
  readonly onList?: (list: Expression) => Expression;
}

/** `current` is the scope that the code around the node runs in. */
export function lowerNode(node: Node, owner: FieldNode | undefined, current: Scope, run: Lowering): ValueIR {
  const calls = fragmentsBetween(node.scope, current);
  const inner = calls.length > 0 ? node.scope : current;
  let value = lowerPlain(node, owner, inner, run);
  if (value.op === 'json') return value;
  for (const scope of calls) value = call(scope, value, run);
  return value;
}

/** The fragments that are entered between `current` and `scope`, innermost first. Loops are entered by items. */
function fragmentsBetween(scope: Scope, current: Scope): FragmentScope[] {
  const found: FragmentScope[] = [];
  for (let s: Scope = scope; s !== current; ) {
    if (s.kind === 'fragment') {
      found.push(s);
      s = s.caller;
    } else if (s.kind === 'loop') s = s.outer;
    else return []; // an outer scope of `current`: its names are visible there
  }
  return found;
}

function call(scope: FragmentScope, value: ValueIR, run: Lowering): CallIR {
  const defaults: { [name: string]: Json } = {};
  for (const [name, type] of scope.params.types)
    if (type.default !== undefined) define(defaults, name, type.default);
  return {
    op: 'call',
    args: [...scope.args].map(
      ([name, value]) => [name, ownCallsOf(value, scope.text, run.path, run.own)] as const,
    ),
    defaults,
    inherits: scope.inherits,
    value,
    span: spanOf(scope.text, run.path),
  };
}

function lowerPlain(node: Node, owner: FieldNode | undefined, current: Scope, run: Lowering): ValueIR {
  switch (node.kind) {
    case 'literal':
      return constantIR(node.value, spanOf(node, run.path));
    case 'text':
      return lowerText(node, owner, run);
    case 'list':
      return lowerList(node, owner, current, run);
    case 'object':
      return lowerObject(node, current, run);
  }
}

function lowerObject(node: ObjectNode, current: Scope, run: Lowering): ValueIR {
  const fields = node.fields.map((field): FieldIR => {
    const path = `${run.path}.${field.key}`;
    return {
      key: field.key,
      value: lowerNode(field.value, field, current, { ...run, path }),
      ...(field.when && { when: ownCallsOf(field.when.condition, field.when.text, path, run.own) }),
      required: field.field?.required === 'error' && !field.unchecked,
    };
  });
  if (fields.every((f) => f.value.op === 'json' && !f.when)) {
    const values = fields.map((f) => [f.key, f.value as JsonIR] as const);
    return {
      op: 'json',
      value: Object.fromEntries(values.map(([k, v]) => [k, v.value])),
      ...foldedSources(values),
    };
  }
  return { op: 'object', fields, span: spanOf(node, run.path) };
}

function lowerList(node: ListNode, owner: FieldNode | undefined, current: Scope, run: Lowering): ValueIR {
  const items = node.items.map((item, i) => lowerItem(item, current, { ...run, path: `${run.path}[${i}]` }));
  if (items.every((item) => item.value.op === 'json' && !item.each && !item.when && !item.otherwise)) {
    return foldItems(items);
  }
  // without an owner it is spliced into a list, whose limits are about all its items
  const limit =
    node.shape?.kind === 'list' && owner && !owner.unchecked
      ? limitOf(limitsOf(node.shape.limits, run), owner.key)
      : undefined;
  const required = owner?.field?.required === 'error' && !owner.unchecked;
  return {
    op: 'list',
    items,
    whenEmpty: required ? 'fail' : 'omit',
    ...(limit && { limit }),
    span: spanOf(node, run.path),
  };
}

/** A list of constants; the items of a spliced list stand in their item's place. */
function foldItems(items: readonly ItemIR[]): JsonIR {
  const values: (readonly [number, JsonIR])[] = [];
  for (const item of items) {
    const constant = item.value as JsonIR;
    if (!item.splice || !Array.isArray(constant.value)) {
      values.push([values.length, constant]);
      continue;
    }
    constant.value.forEach((value: Json, i: number) => {
      const own = (constant.sources ?? []).filter(
        (s) => s.pointer === `/${i}` || s.pointer.startsWith(`/${i}/`),
      );
      const sources = own.map((s) => ({ pointer: s.pointer.slice(`/${i}`.length), span: s.span }));
      values.push([values.length, { op: 'json', value, sources }]);
    });
  }
  return { op: 'json', value: values.map(([, v]) => v.value), ...foldedSources(values) };
}

function lowerItem(item: ItemNode, current: Scope, run: Lowering): ItemIR {
  return {
    value: lowerNode(item.value, undefined, item.each ?? current, run),
    ...lowerControls(item, run),
    ...(item.splice && { splice: true }),
  };
}

function lowerText(node: TextNode, owner: FieldNode | undefined, run: Lowering): ValueIR {
  const span = spanOf(node, run.path);
  if (node.upload !== undefined) return lowerUpload(node, run);
  const written = writtenText(node);
  if (written !== undefined) return constantIR(constantValue(node, written), span);
  const { shape } = node;
  const only = onlyExpression(node.program) !== undefined;
  const as = only && (shape?.kind === 'number' || shape?.kind === 'boolean') ? shape.kind : 'string';
  const limit =
    shape?.kind === 'text' && !owner?.unchecked
      ? openLimit(node, limitsOf(shape.limits, run), owner?.key)
      : undefined;
  const { program, partials } = ownCallsOfText(node, node.text, run.path, run.own);
  return {
    op: 'text',
    program: inlinePartials(program, partials),
    as,
    destination: node.destination,
    trim: node.trim,
    whenEmpty: owner?.field?.required === 'error' && !owner.unchecked ? 'fail' : 'omit',
    ...(limit && { limit }),
    span,
  };
}

export function constantIR(value: Json, span: SpanIR): JsonIR {
  return { op: 'json', value, ...(typeof value === 'string' && { sources: [{ pointer: '', span }] }) };
}

/** Sources of folded values, each below its key or index. */
function foldedSources(
  values: readonly (readonly [key: string | number, value: JsonIR])[],
): Pick<JsonIR, 'sources'> {
  const sources = values.flatMap(([key, value]) => {
    const step = String(key).replaceAll('~', '~0').replaceAll('/', '~1');
    return (value.sources ?? []).map((s) => ({ pointer: `/${step}${s.pointer}`, span: s.span }));
  });
  return sources.length > 0 ? { sources } : {};
}

/** The text of a constant, where rendering changes nothing but trailing line breaks (a comment takes its line with it). */
function writtenText(node: TextNode): string | undefined {
  if (node.program.body.some((s) => s.type !== 'ContentStatement')) return undefined;
  const text = constantText(node.program);
  return node.trim && text !== undefined ? trimBreaks(text) : text;
}

/** A number where the API wants a number, text where it wants text; elsewhere what YAML makes of the scalar. */
function constantValue(node: TextNode, text: string): Json {
  switch (node.shape?.kind) {
    case 'text':
      return text;
    case 'number':
      return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
    case 'boolean':
      if (typeof node.core === 'boolean') return node.core;
      return text === 'true' ? true : text === 'false' ? false : text;
    default:
      return node.core ?? text;
  }
}

/** The limit, where it is not proven that the text keeps it. */
function openLimit(node: TextNode, limits: readonly Limit[], name: string | undefined): LimitIR | undefined {
  const size = textSize(node, rootEnv(node.scope, new Set(), node.partials));
  const open = limits.filter((l) => {
    const [min, max] = l.unit === 'bytes' ? [size.minBytes, size.maxBytes] : [size.min, size.max];
    return max > (l.max ?? Number.POSITIVE_INFINITY) || (min < (l.min ?? 0) && (l.min ?? 0) > 1);
  });
  return limitOf(open, name);
}

/** Of several channels' limits the strictest. */
function limitOf(limits: readonly Limit[], name = 'text'): LimitIR | undefined {
  const errors = limits.filter((l) => l.level === 'error');
  const strictest = errors.reduce<Limit | undefined>(
    (a, b) => (a && (a.max ?? Number.POSITIVE_INFINITY) <= (b.max ?? Number.POSITIVE_INFINITY) ? a : b),
    undefined,
  );
  if (!strictest) return undefined;
  const { min, max, unit } = strictest;
  return { ...(min !== undefined && { min }), ...(max !== undefined && { max }), unit, name };
}
