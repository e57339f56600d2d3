/** On a part of an expression: a value's type, a helper, a block, an argument, a fragment. */
import type { BlockStatement, Expression, PathExpression, Program, Statement } from '../../grammar/ast.ts';
import {
  parseCondition,
  parseLoop,
  parseTemplate,
  walkExpression,
  walkExpressions,
} from '../../grammar/index.ts';
import { type Env, rootEnv } from '../../src/check/environment.ts';
import { typeOf } from '../../src/check/expressions.ts';
import { helperAt } from '../../src/check/helper-at.ts';
import { blockSpecs } from '../../src/render/helpers.ts';
import type { Range } from '../../src/source/source.ts';
import { partOf } from './complete-call.ts';
import { exampleWords } from './describe-names.ts';
import { describeUse } from './describe-part.ts';
import type { Found } from './find-node.ts';
import type { Hover, Place } from './hover.ts';
import { envAt } from './names-at.ts';
import { helperDoc, typeWords } from './words.ts';

export function describeInTemplate(place: Place, at: number): Hover | undefined {
  const { reading, found } = place;
  const { program } = parseTemplate(found.scalar.value);
  const scope = reading.scopeAt(found.path);
  const tag = blockAt(program, at);
  if (tag) {
    const spec = blockSpecs.get(tag.block.path.original);
    if (tag.param !== undefined) return blockParam(place, program, tag.block, tag.param, tag.span);
    return spec && here(found, tag.span, `\`#${spec.name}\`\n\n${spec.doc}`);
  }
  const partial = partialAt(program, at);
  if (partial) return partialName(place, partial);
  const key = hashKeyAt(program, at);
  if (key) {
    const spec = helperAt(key.callee, scope);
    const param = spec?.hash.find((p) => p.name === key.name) ?? spec?.anyHash;
    if (param) return here(found, key.span, `\`${key.name}=\` of \`${key.callee}\`\n\n${param.doc}`);
  }
  return describePath(
    place,
    (visit) => walkExpressions(program, visit),
    at,
    (path) => envAt(program, path.span.start, scope),
    (path) => isCallee(program, path),
  );
}

/** A condition, or the list of a loop. */
export function describeInControl(place: Place, at: number): Hover | undefined {
  const { reading, found } = place;
  const text = found.scalar.value;
  const scope = reading.scopeAt(found.path);
  const condition = parseCondition(text).value;
  const loop = parseLoop(text).value;
  const isLoop = found.path.at(-1)?.kind === 'entry' && keyOf(found) === 'each';
  const name = isLoop ? loop?.names.findIndex((n) => n.span.start <= at && at <= n.span.end) : -1;
  if (isLoop && loop && name !== undefined && name >= 0) {
    const type = typeOf(loop.list, rootEnv(scope, new Set())).type;
    const words =
      name === 1 ? 'the number of the turn, from 0' : typeWords(type?.kind === 'list' ? type.of : undefined);
    return here(found, loop.names[name]!.span, `\`${loop.names[name]!.name}\`: ${words}`);
  }
  const root = isLoop ? loop?.list : condition;
  if (!root) return undefined;
  const isHelper = (path: PathExpression) =>
    helperAt(path.original, scope) !== undefined &&
    text.slice(path.span.start, path.span.end) === path.original;
  return describePath(place, (visit) => walkExpression(root, visit), at, rootEnv(scope, new Set()), isHelper);
}

function keyOf({ path }: Found): string | undefined {
  const last = path.at(-1);
  return last?.kind === 'entry' ? last.entry.key.value : undefined;
}

type Walk = (visit: (e: Expression) => void) => void;

/** The innermost path at an offset of the text: a helper where it is called, else the value up to that part. */
export function describePath(
  place: Place,
  walk: Walk,
  at: number,
  env: Env | ((path: PathExpression) => Env),
  isCallee: (path: PathExpression) => boolean,
): Hover | undefined {
  const { found } = place;
  const path = innermost(walk, at);
  if (path?.type !== 'PathExpression') return undefined;
  const around = typeof env === 'function' ? env(path) : env;
  const helper = isCallee(path) ? helperAt(path.original, around.scope) : undefined;
  if (helper) return here(found, path.span, helperDoc(helper));
  const part = path.partSpans.findIndex((s) => s.start <= at && at <= s.end);
  const upTo = part < 0 ? path.parts.length : part + 1;
  const parts = path.parts.slice(0, upTo);
  const cut = { ...path, parts, partSpans: path.partSpans.slice(0, upTo) };
  const typed = typeOf(cut, around);
  if (typed.canonical.startsWith('?')) return undefined;
  const span = { start: path.span.start, end: cut.partSpans.at(-1)?.end ?? path.span.end };
  const name = found.scalar.value.slice(span.start, span.end);
  const isParam =
    around.frames.length === 0 && around.scope.kind === 'root' && !path.data && path.depth === 0;
  const example = isParam ? exampleWords(place, parts) : undefined;
  const markdown = [
    `\`${name}\`: ${typeWords(typed.type, typed.missing)}`,
    ...(typed.type?.description ? [typed.type.description] : []),
    ...(example === undefined ? [] : [example]),
  ];
  return here(found, span, markdown.join('\n\n'));
}

function here({ scalar }: Found, span: Range, markdown: string): Hover {
  return { markdown, range: scalar.map.range(span.start, span.end) };
}

function innermost(walk: Walk, at: number): Expression | undefined {
  let result: Expression | undefined;
  walk((e) => {
    if (e.type === 'SubExpression' || e.span.start > at || at > e.span.end) return;
    if (!result || e.span.end - e.span.start <= result.span.end - result.span.start) result = e;
  });
  return result;
}

interface BlockTag {
  readonly block: BlockStatement;
  readonly span: Range;
  /** Index of the block's own name under the cursor. */
  readonly param?: number;
}

/** The name of a block under the cursor, in its opening or closing tag; or a name that it gives. */
function blockAt(program: Program, at: number): BlockTag | undefined {
  const holds = (s: Range | undefined) => s !== undefined && s.start <= at && at <= s.end;
  for (const block of program.body) {
    if (block.type !== 'BlockStatement' || !holds(block.span)) continue;
    const { path, closeSpan } = block;
    if (holds(path.span)) return { block, span: path.span };
    if (closeSpan && holds(closeSpan)) return { block, span: closeSpan };
    const spans = block.program.blockParamSpans ?? [];
    const param = spans.findIndex(holds);
    if (param >= 0) return { block, span: spans[param]!, param };
    return blockAt(block.program, at) ?? (block.inverse ? blockAt(block.inverse, at) : undefined);
  }
  return undefined;
}

function blockParam(
  place: Place,
  program: Program,
  block: BlockStatement,
  index: number,
  span: Range,
): Hover | undefined {
  const { reading, found } = place;
  const name = block.program.blockParams?.[index];
  const env = envAt(program, block.openSpan.end, reading.scopeAt(found.path));
  const typed = env.frames.at(-1)?.names.get(name ?? '');
  return typed && here(found, span, `\`${name}\`: ${typeWords(typed.type, typed.missing)}`);
}

type Partial = Extract<Statement, { type: 'PartialStatement' }>;

function partialAt(program: Program, at: number): Partial | undefined {
  let result: Partial | undefined;
  visitStatements(program, (s) => {
    if (s.type === 'PartialStatement' && s.name.span.start <= at && at <= s.name.span.end) result = s;
  });
  return result;
}

function partialName(place: Place, { name }: Partial): Hover | undefined {
  if (name.type !== 'PathExpression') return undefined;
  const { reading, found } = place;
  const [spec, part] = partOf(reading, name.original);
  const range = found.scalar.map.range(name.span.start, name.span.end);
  const markdown = spec && describeUse(place, spec, part, range);
  return markdown === undefined ? undefined : here(found, name.span, markdown);
}

/** `time=` in `{{date x time="short"}}`. */
function hashKeyAt(program: Program, at: number): { callee: string; name: string; span: Range } | undefined {
  let result: { callee: string; name: string; span: Range } | undefined;
  const look = (call: Pick<Extract<Statement, { type: 'MustacheStatement' }>, 'path' | 'hash'>): void => {
    for (const { key, keySpan } of call.hash.pairs) {
      if (keySpan.start > at || at > keySpan.end || call.path.type !== 'PathExpression') continue;
      result = { callee: call.path.original, name: key, span: keySpan };
    }
  };
  visitStatements(program, (s) => {
    if (s.type === 'MustacheStatement' || s.type === 'BlockStatement') look(s);
  });
  walkExpressions(program, (e) => {
    if (e.type === 'SubExpression') look(e);
  });
  return result;
}

/** `upper` in `{{upper x}}`, not a param that is called like that. */
function isCallee(program: Program, path: Expression): boolean {
  let result = false;
  visitStatements(program, (s) => {
    if (s.type === 'MustacheStatement' && s.path === path) result = true;
  });
  walkExpressions(program, (e) => {
    if (e.type === 'SubExpression' && e.path === path) result = true;
  });
  return result;
}

function visitStatements(program: Program, visit: (s: Statement) => void): void {
  for (const s of program.body) {
    visit(s);
    if ('program' in s) visitStatements(s.program, visit);
    if ('inverse' in s && s.inverse) visitStatements(s.inverse, visit);
  }
}
