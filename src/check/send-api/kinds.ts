/** Texts, numbers, lists and mappings stand where the Send API expects them. */
import type { Node, TextNode } from '../../bind/model.ts';
import type { NumberShape, Shape } from '../../send-api/schema.ts';
import { rootEnv } from '../environment.ts';
import { typeOf, typeOfCall } from '../expressions.ts';
import { constantOf, constantValue, isOneExpression } from './constant.ts';
import { unquote } from './fixes.ts';
import type { RuleRun } from './run.ts';
import { firstLine, reportAt } from './run.ts';
import type { ValueVisit } from './tree.ts';
import { kindName, shown } from './wording.ts';

export function kinds(run: RuleRun): void {
  for (const value of run.tree.values) {
    const { node, item, shape: expected } = value;
    if (expected === undefined || expected.kind === 'any') continue;
    if (node.kind === 'literal') continue;
    const isObject = expected.kind === 'object' || expected.kind === 'union';
    if (node.kind === 'object' ? isObject : node.kind === 'list' && expected.kind === 'list') continue;
    if (node.kind === 'text' && expected.kind === 'text') continue;
    if (node.kind === 'text' && expected.kind === 'number') checkNumber(run, value, node, expected);
    else if (node.kind === 'text' && expected.kind === 'boolean') checkBoolean(run, value, node);
    else {
      const name = value.fieldNode.key;
      reportAt(run, 'send-api/wrong-kind', firstLine(node), {
        field: item === undefined ? name : `an item of ${name}`,
        expected: kindName(expected),
        found: foundName(node),
        hint: hintFor(expected, node),
      });
    }
  }
}

function checkNumber(run: RuleRun, value: ValueVisit, node: TextNode, shape: NumberShape): void {
  const constant = constantValue(node);
  const field = value.fieldNode.key;
  if (constant === undefined) {
    if (isOneExpression(node)) {
      checkTypeRange(run, value, node, shape);
      return;
    }
  } else if (typeof constant === 'number' && !(shape.integer && !Number.isInteger(constant))) {
    checkRange(run, field, node, shape, constant);
    return;
  }
  const text = String(constant ?? node.text.value);
  const isNumber = typeof constant === 'string' && /^-?(0|[1-9]\d*)(\.\d+)?$/.test(constant);
  reportAt(
    run,
    'send-api/number',
    node,
    { field, expected: kindName(shape), value: shown(text) },
    { fixes: isNumber ? unquote(node, text) : undefined },
  );
}

function checkRange(run: RuleRun, field: string, node: TextNode, shape: NumberShape, value: number): void {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = shape;
  if (value >= min && value <= max) return;
  reportAt(run, 'send-api/number-range', node, { field, value, range: rangeWords(shape) });
}

function rangeWords({ min, max }: NumberShape): string {
  if (min === undefined) return `at most ${max}`;
  return max === undefined ? `at least ${min}` : `${min} to ${max}`;
}

/** A param's own minimum and maximum prove the range. */
function checkTypeRange(run: RuleRun, value: ValueVisit, node: TextNode, shape: NumberShape): void {
  const output = node.program.body.find((statement) => statement.type === 'MustacheStatement');
  if (output === undefined || (shape.min === undefined && shape.max === undefined && !shape.integer)) return;
  const isCall = output.params.length > 0 || output.hash.pairs.length > 0;
  const env = rootEnv(node.scope, value.present);
  const { type, name } = isCall ? typeOfCall(output.path, output, env) : typeOf(output.path, env);
  // Another type is reported as such.
  if (type?.kind !== 'number') return;
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = shape;
  const least = type.values ? Math.min(...type.values) : (type.minimum ?? Number.NEGATIVE_INFINITY);
  const most = type.values ? Math.max(...type.values) : (type.maximum ?? Number.POSITIVE_INFINITY);
  const isWhole = !shape.integer || type.integer;
  if (least >= min && most <= max && isWhole) return;
  const hasRange = shape.min !== undefined || shape.max !== undefined;
  const allowed = hasRange ? `${kindName(shape)}, ${rangeWords(shape)},` : kindName(shape);
  const word = shape.integer ? 'integer' : 'number';
  const mend = hasRange
    ? `give the param that range, as in ${word}(${shape.min ?? 0}..${shape.max ?? 99})`
    : `give the param the type ${word}`;
  const { key: field } = value.fieldNode;
  reportAt(run, 'send-api/not-proven', node, { field, allowed, cause: `"${name}"`, mend });
}

function checkBoolean(run: RuleRun, value: ValueVisit, node: TextNode): void {
  const constant = constantValue(node);
  if (typeof constant === 'boolean' || (constant === undefined && isOneExpression(node))) return;
  const text = String(constant ?? node.text.value);
  reportAt(
    run,
    'send-api/boolean',
    node,
    { field: value.fieldNode.key, value: shown(text) },
    { fixes: text === 'true' || text === 'false' ? unquote(node, text) : undefined },
  );
}

function foundName(node: Node): string {
  if (node.kind === 'list') return 'a list';
  return node.kind === 'object' ? 'a mapping' : `the text "${shown(constantOf(node) ?? textOf(node))}"`;
}

function textOf(node: Node): string {
  return node.kind === 'text' ? node.text.value : '';
}

function hintFor(expected: Shape, node: Node): string {
  if (expected.kind === 'list' && node.kind !== 'list') return ' Put a dash before each of its items.';
  const mark = node.file.text[node.range.start] === '[' ? 'brackets' : 'dash';
  if (expected.kind === 'text' && node.kind === 'list') return ` Remove the ${mark}, or write one text.`;
  if (expected.kind !== 'list' && node.kind === 'list') return ` Remove the ${mark}: there is only one.`;
  if (expected.kind === 'object' && node.kind === 'text') {
    return ` Its fields: ${Object.keys(expected.fields).slice(0, 4).join(', ')}.`;
  }
  return '';
}
