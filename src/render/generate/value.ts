/** Values of the IR as JavaScript: statements that compute them, in the order in which they are written. */
import type { Expression } from '../../../grammar/ast.ts';
import type { Json } from '../../bind/model.ts';
import type { CallIR, FieldIR, JsonIR, ListIR, LoopIR, ObjectIR, SpanIR, ValueIR } from '../../lower/ir.ts';
import { uploadPrefix } from '../../lower/ir.ts';
import { expressionNode } from '../interpret/to-handlebars.ts';
import { canFail, readTruth, readValue, topPlace } from './expression.ts';
import { key, literal, member, type Writer } from './javascript.ts';
import { constant, type Result } from './result.ts';
import { type Frame, fragmentRoot, type Scope } from './scope.ts';
import { textPlace, writeText } from './text.ts';

/** Paths of the message's uploads. */
export type Uploads = readonly string[];

/** `around`: the place of the nearest node that has one; `name`: the field in which the value stands. */
export function writeValue(
  writer: Writer,
  node: ValueIR,
  scope: Scope,
  uploads: Uploads,
  around: SpanIR,
  name = '',
): Result {
  switch (node.op) {
    case 'json':
      return jsonValue(writer, node, uploads, name);
    case 'text':
      return writeText(writer, node, scope);
    case 'object':
      return writeObject(writer, node, scope, uploads);
    case 'list':
      return writeList(writer, node, scope, uploads);
    case 'call':
      return writeCall(writer, node, scope, uploads, around);
  }
}

/** Source of a result; constants with content are made once and shared, so they are frozen. */
export function sourceOf(writer: Writer, result: Result): string {
  if ('code' in result) return result.code;
  if ('absent' in result) return 'undefined';
  const { constant: value } = result;
  if (typeof value !== 'object' || value === null) return literal(value);
  return writer.constant('K', `freeze(${literal(value)})`);
}

/** Evaluates a condition in an `if`; `span`: the place of problems in it. */
export function condition(writer: Writer, expression: Expression, scope: Scope, span: SpanIR): string {
  return evaluate(writer, expression, scope, span, readTruth);
}

export function evaluate(
  writer: Writer,
  expression: Expression,
  scope: Scope,
  span: SpanIR,
  read: typeof readValue = readValue,
): string {
  const node = expressionNode(
    expression,
    span,
    scope.names.map(([name]) => name),
  );
  if (canFail(node)) writer.line(`run.at = ${writer.constant('S', literal(span))};`);
  return read(writer, node, textPlace(writer, [node], topPlace(scope)));
}

function jsonValue(writer: Writer, { value }: JsonIR, uploads: Uploads, name: string): Result {
  if (uploads.length === 0 || !hasUpload(value, name)) return constant(value);
  const shared = sourceOf(writer, constant(value));
  const paths = writer.constant('U', `new Set(${literal(uploads)})`);
  return {
    code: writer.let('v', `withUploads(${shared}, ${literal(name)}, ${paths}, run.options.uploads)`),
    maybe: false,
  };
}

function hasUpload(value: Json, name: string): boolean {
  if (typeof value === 'string') return name === 'attachment_id' && value.startsWith(uploadPrefix);
  if (Array.isArray(value)) return value.some((item) => hasUpload(item as Json, ''));
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, item]) => hasUpload(item as Json, key));
}

// ---------- objects ----------

/** A field's value; a guard that may not hold makes it `maybe`. */
export function writeField(
  writer: Writer,
  field: FieldIR,
  around: SpanIR,
  scope: Scope,
  uploads: Uploads,
): Result {
  const { key: name, value, when, required } = field;
  const span = 'span' in value ? value.span : around;
  let result: Result;
  if (when === undefined) result = writeValue(writer, value, scope, uploads, span, name);
  else {
    const variable = writer.name('v');
    writer.line(`let ${variable};`);
    const test = condition(writer, when, scope, span);
    writer.block(`if (${test})`, () => {
      const inner = writeValue(writer, value, scope, uploads, span, name);
      if (!('absent' in inner)) writer.line(`${variable} = ${sourceOf(writer, inner)};`);
    });
    result = { code: variable, maybe: true };
  }
  if (required && ('absent' in result || ('code' in result && result.maybe))) {
    const place = writer.constant('S', literal(span));
    const test = 'absent' in result ? '' : `if (${sourceOf(writer, result)} === undefined) `;
    writer.line(`${test}run.failAt(${place}, "empty", emptyMessage(${place}.path));`);
  }
  return result;
}

function writeObject(writer: Writer, node: ObjectIR, scope: Scope, uploads: Uploads): Result {
  const fields = node.fields.map(
    (field) => [field.key, writeField(writer, field, node.span, scope, uploads)] as const,
  );
  const present = fields.filter(([, result]) => !('absent' in result));
  if (present.every(([, result]) => 'constant' in result)) {
    // fromEntries, since `__proto__` is a key like any other.
    return constant(
      Object.fromEntries(present.map(([name, result]) => [name, (result as { constant: Json }).constant])),
    );
  }
  return { code: objectSource(writer, present), maybe: false };
}

/** A variable with the object: the fields that are always there as one literal, the others added in their order. */
export function objectSource(
  writer: Writer,
  fields: readonly (readonly [name: string, result: Result])[],
  literalOf: (members: string) => string = (members) => (members === '' ? '{}' : `{ ${members} }`),
): string {
  const sure = fields.findIndex(([, result]) => 'code' in result && result.maybe);
  const first = sure < 0 ? fields : fields.slice(0, sure);
  const members = first.map(([name, result]) => `${key(name)}: ${sourceOf(writer, result)}`).join(', ');
  const object = writer.let('o', literalOf(members));
  for (const [name, result] of sure < 0 ? [] : fields.slice(sure)) {
    const source = sourceOf(writer, result);
    const test = 'code' in result && result.maybe ? `if (${source} !== undefined) ` : '';
    const set =
      name === '__proto__'
        ? `put(${object}, "__proto__", ${source})`
        : `${object}${member(name)} = ${source}`;
    writer.line(`${test}${set};`);
  }
  return object;
}

// ---------- lists ----------

function writeList(writer: Writer, node: ListIR, scope: Scope, uploads: Uploads): Result {
  const { items, whenEmpty, limit } = node;
  const plain = items.every((item) => !item.each && !item.when && !item.otherwise && !item.splice);
  const span = writer.constant('S', literal(node.span));
  const checked = (count: string): void => {
    if (limit === undefined) return;
    const tests = [
      limit.max === undefined ? [] : [`${count} > ${limit.max}`],
      limit.min === undefined ? [] : [`${count} < ${limit.min}`],
    ].flat();
    const call = `checkItems(run, ${count}, ${writer.constant('L', literal(limit))}, ${span})`;
    if (tests.length > 0) writer.line(`if (${tests.join(' || ')}) ${call};`);
  };
  if (plain && items.length > 0) {
    const results = items.map((item) =>
      writeValue(writer, item.value, scope, uploads, 'span' in item.value ? item.value.span : node.span),
    );
    const present = results.filter((result) => !('absent' in result));
    if (present.length > 0 && present.every((result) => !('code' in result && result.maybe))) {
      checked(String(present.length));
      if (present.every((result) => 'constant' in result)) {
        return constant(present.map((result) => (result as { constant: Json }).constant));
      }
      return {
        code: writer.let('l', `[${present.map((result) => sourceOf(writer, result)).join(', ')}]`),
        maybe: false,
      };
    }
    const list = writer.let('l', '[]');
    for (const result of present) push(writer, list, result, false);
    return ending(list);
  }
  const list = writer.let('l', '[]');
  writeItems(
    writer,
    items.map((item) => ({
      ...item,
      span: 'span' in item.value ? item.value.span : node.span,
      turn: (inner: Scope, around: SpanIR) =>
        push(writer, list, writeValue(writer, item.value, inner, uploads, around), item.splice === true),
    })),
    scope,
  );
  return ending(list);

  function ending(list: string): Result {
    const isEmpty = `${list}.length === 0`;
    if (limit !== undefined) writer.block(`if (!(${isEmpty}))`, () => checked(`${list}.length`));
    if (whenEmpty === 'keep') return { code: list, maybe: false };
    if (whenEmpty === 'fail')
      writer.line(`if (${isEmpty}) run.failAt(${span}, "empty", emptyMessage(${span}.path));`);
    return { code: writer.let('l', `${isEmpty} ? undefined : ${list}`), maybe: true };
  }
}

function push(writer: Writer, list: string, result: Result, splice: boolean): void {
  if ('absent' in result) return;
  const source = sourceOf(writer, result);
  if (splice) writer.line(`splice(${list}, ${source});`);
  else
    writer.line(
      `${'code' in result && result.maybe ? `if (${source} !== undefined) ` : ''}${list}.push(${source});`,
    );
}

export interface GuardedItem {
  readonly each?: LoopIR;
  readonly when?: Expression;
  readonly otherwise?: Expression;
  readonly span: SpanIR;
  readonly turn: (scope: Scope, span: SpanIR) => void;
}

/** Items with their guards: `otherwise`, then `each`, then `when` per turn. */
export function writeItems(writer: Writer, items: readonly GuardedItem[], scope: Scope): void {
  const chained = items.some((item) => item.otherwise !== undefined);
  const produced = chained ? writer.name('c') : undefined;
  if (produced !== undefined) writer.line(`let ${produced} = false;`);
  for (const { each, when, otherwise, span, turn } of items) {
    const once = (inner: Scope): void => {
      const run = (): void => {
        if (produced !== undefined) writer.line(`${produced} = true;`);
        turn(inner, span);
      };
      if (when === undefined) run();
      else {
        const test = condition(writer, when, inner, span);
        writer.block(`if (${test})`, run);
      }
    };
    const turns = (): void => (each === undefined ? once(scope) : writeLoop(writer, each, scope, once));
    if (otherwise === undefined) {
      if (produced !== undefined) writer.line(`${produced} = false;`);
      writer.block('', turns);
    } else {
      writer.block(`if (!${produced})`, () => {
        const test = condition(writer, otherwise, scope, span);
        writer.block(`if (${test})`, turns);
      });
    }
  }
}

function writeLoop(writer: Writer, each: LoopIR, scope: Scope, turn: (scope: Scope) => void): void {
  const list = writer.let('a', evaluate(writer, each.list, scope, each.span));
  const items = writer.let('m', `members(${list})`);
  const index = writer.name('i');
  const [itemName, indexName] = each.names;
  const keys = indexName === undefined ? undefined : writer.let('k', `memberKeys(${list})`);
  writer.block(`for (let ${index} = 0; ${index} < ${items}.length; ${index}++)`, () => {
    const names: [string, string][] = [];
    if (itemName !== undefined) names.push([itemName, writer.let('x', `${items}[${index}]`)]);
    if (indexName !== undefined) {
      names.push([indexName, writer.let('y', `${keys} === undefined ? ${index} : ${keys}[${index}]`)]);
    }
    const frame: Frame = {
      index,
      first: `(${index} === 0)`,
      last: `(${index} === ${items}.length - 1)`,
      outer: scope.frame,
    };
    turn({ root: scope.root, names: [...names, ...scope.names], frame });
  });
}

// ---------- fragments ----------

function writeCall(writer: Writer, node: CallIR, scope: Scope, uploads: Uploads, around: SpanIR): Result {
  const args = new Map<string, string>();
  for (const [name, expression] of node.args) {
    args.set(name, writer.let('b', evaluate(writer, expression, scope, node.span)));
  }
  const root = fragmentRoot(writer, node, scope.root, args);
  return writeValue(writer, node.value, { root, names: [], frame: {} }, uploads, around);
}
