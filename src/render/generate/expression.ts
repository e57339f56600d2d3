/** Expressions and blocks of a template (Handlebars' AST, whitespace done) as JavaScript. */
import type { HandlebarsNode } from '../interpret/to-handlebars.ts';
import { key, literal, type Writer } from './javascript.ts';
import { type Frame, ownMember, type Scope } from './scope.ts';

/** Where an expression of a text stands: `this` is the root or a variable. */
export interface Place {
  readonly scope: Scope;
  readonly context: string | undefined;
  /** Block parameters, then the loops' names; innermost first. */
  readonly names: Scope['names'];
  readonly frame: Frame;
  /** Variable with the contexts, innermost first; only in texts that use `../`. */
  readonly depths?: string;
  /** Variable with the frame as a value; only in texts that use `@../`. */
  readonly frames?: string;
}

export function topPlace(scope: Scope): Place {
  return { scope, context: undefined, names: scope.names, frame: scope.frame };
}

export interface PathNode extends HandlebarsNode {
  readonly data: boolean;
  readonly depth: number;
  readonly parts: readonly string[];
  readonly original: string;
}

/** A value. */
export function readValue(writer: Writer, node: HandlebarsNode, place: Place): string {
  switch (node.type) {
    case 'PathExpression':
      return pathValue(node as PathNode, place);
    case 'SubExpression':
      return callValue(writer, node, place);
    case 'UndefinedLiteral':
      return 'undefined';
    case 'NullLiteral':
      return 'null';
    default:
      return literal(node['value']);
  }
}

/** Handlebars' truth of a value, as a JavaScript condition. */
export function readTruth(writer: Writer, node: HandlebarsNode, place: Place): string {
  if (node.type === 'BooleanLiteral') return String(node['value']);
  const value = readValue(writer, node, place);
  return node.type === 'SubExpression' && givesBoolean.has(calledName(node)) ? value : `truthy(${value})`;
}

/** True where evaluation can note a problem, so that its place must be known. */
export function canFail(node: HandlebarsNode): boolean {
  return (
    node.type === 'SubExpression' ||
    (node.type === 'PathExpression' && (node as PathNode).parts.some((part) => part === 'now'))
  );
}

const givesBoolean = new Set(['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'and', 'or', 'not', 'in']);

function calledName(node: HandlebarsNode): string {
  return (node['path'] as PathNode).parts[0] as string;
}

function callValue(writer: Writer, node: HandlebarsNode, place: Place): string {
  const name = calledName(node);
  const args = node['params'] as HandlebarsNode[];
  if (name === '$fail') return `run.fail("helper", ${literal(args[0]?.['value'])})`;
  // All arguments are read, as helpers of Handlebars are given them: what fails in one does so whatever the others are.
  const values = (): string[] => args.map((arg) => readValue(writer, arg, place));
  const hash = hashValue(writer, node['hash'] as HandlebarsNode | undefined, place);
  if (hash === 'noHash') {
    const truths = (): string[] => args.map((arg) => readTruth(writer, arg, place));
    if (name === 'not') return `!${truths()[0]}`;
    if (name === 'and') return `!!(${truths().join(' & ')})`;
    if (name === 'or') return `!!(${truths().join(' | ')})`;
    if (name === 'eq') return `same(${values().join(', ')})`;
    if (name === 'ne') return `!same(${values().join(', ')})`;
  }
  const helper = writer.constant('H', `helpers[${literal(name)}].call`);
  return `${helper}(${['run', hash, ...values()].join(', ')})`;
}

function hashValue(writer: Writer, hash: HandlebarsNode | undefined, place: Place): string {
  const pairs = (hash?.['pairs'] ?? []) as HandlebarsNode[];
  if (pairs.length === 0) return 'noHash';
  const members = pairs.map(
    (pair) => `${key(pair['key'] as string)}: ${readValue(writer, pair['value'] as HandlebarsNode, place)}`,
  );
  return `{ ${members.join(', ')} }`;
}

function pathValue(node: PathNode, place: Place): string {
  const { data, depth, parts, original } = node;
  const [first, ...rest] = parts;
  if (data) return dataValue(node, place);
  if (depth === 0 && original === '_') {
    const found = place.names.find(([name]) => name === first);
    if (found !== undefined) return rest.reduce(ownMember, found[1]);
  }
  if (depth > 0) return parts.reduce(ownMember, `${place.depths}[${depth}]`);
  if (place.context !== undefined) return parts.reduce(ownMember, place.context);
  if (first === undefined) return place.scope.root.whole();
  return rest.reduce(ownMember, place.scope.root.lookup(first));
}

function dataValue({ depth, parts }: PathNode, place: Place): string {
  const [name = '', ...rest] = parts;
  const { root } = place.scope;
  if (depth > 0) {
    const frame = `frameAbove(${place.frames}, ${depth})`;
    return parts.reduce(dataMember, frame);
  }
  if (name === 'root') {
    const [first, ...inner] = rest;
    return first === undefined ? root.whole() : inner.reduce(dataMember, root.lookup(first));
  }
  const { frame } = place;
  const value =
    name === 'index'
      ? frame.index
      : name === 'key'
        ? frame.key
        : name === 'first'
          ? frame.first
          : name === 'last'
            ? frame.last
            : undefined;
  return rest.reduce(dataMember, value ?? 'undefined');
}

/** In data paths Handlebars stops at any false value and gives that. */
function dataMember(base: string, name: string): string {
  return `dataMember(${base}, ${literal(name)})`;
}
