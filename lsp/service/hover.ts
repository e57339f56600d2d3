/** What is known of the thing under the cursor: a field, a name, a helper, a text's length, a finding. */
import type { Expression, Program, Statement } from '../../grammar/ast.ts';
import {
  parseCondition,
  parseLoop,
  parseTemplate,
  walkExpression,
  walkExpressions,
} from '../../grammar/index.ts';
import { rootEnv } from '../../src/check/environment.ts';
import { typeOf } from '../../src/check/expressions.ts';
import { catalog } from '../../src/diagnostics/catalog.ts';
import type { CatalogEntry } from '../../src/diagnostics/entry.ts';
import { blockSpecs, helperSpecs } from '../../src/render/helpers.ts';
import type { Position, Range } from '../../src/source/source.ts';
import { decodedOffset, type Found, findAt, keysOf } from './find-node.ts';
import { lengthAt } from './length-at.ts';
import { envAt } from './names-at.ts';
import { keysIn, placeAt, rootPlace, valuesIn } from './place.ts';
import type { Reading } from './reading.ts';
import { textKind } from './text-kind.ts';
import { helperDoc, typeWords } from './words.ts';
import type { Document, Workspace } from './workspace.ts';

export interface Hover {
  readonly markdown: string;
  readonly range: Range;
}

export function hover(workspace: Workspace, uri: string, position: Position): Hover | undefined {
  const document = workspace.get(uri);
  if (!document) return undefined;
  const offset = document.file.offsetAt(position);
  const reading = workspace.reading(document);
  const found = findAt(reading.root, offset);
  const thing = found && describe(reading, found, offset);
  const length = found?.at === 'value' ? lengthAt(workspace, document, offset) : undefined;
  const findings = explanations(workspace, document, offset);
  const parts = [...(thing ? [thing.markdown] : []), ...(length ? [length.markdown] : []), ...findings.texts];
  const range = thing?.range ?? findings.range ?? length?.range;
  return range && parts.length > 0 ? { markdown: parts.join('\n\n---\n\n'), range } : undefined;
}

function describe(reading: Reading, found: Found, offset: number): Hover | undefined {
  const thing = found.at === 'key' ? describeKey(reading, found) : describeValue(reading, found, offset);
  // behind a closing quote the decoded text has no place any more
  return thing && thing.range.start <= offset && offset <= thing.range.end ? thing : undefined;
}

function describeKey(reading: Reading, { path, scalar }: Found): Hover | undefined {
  const last = path.at(-1);
  if (last?.kind !== 'entry') return undefined;
  const keys = keysOf(path);
  if (keys.length === 2 && keys[0] === 'params') {
    const type = reading.params.types.get(scalar.value);
    if (!type) return undefined;
    const markdown = [
      `param \`${scalar.value}\`: ${typeWords(type)}`,
      ...(type.description ? [type.description] : []),
    ];
    return { markdown: markdown.join('\n\n'), range: scalar.range };
  }
  const outer = path.slice(0, -1);
  const place = outer.length === 0 ? rootPlace(last) : placeAt(outer);
  const info = keysIn(place, last.map, scalar.value).find((k) => k.name === scalar.value);
  return info?.doc ? { markdown: `\`${info.name}\`\n\n${info.doc}`, range: scalar.range } : undefined;
}

function describeValue(reading: Reading, found: Found, offset: number): Hover | undefined {
  const { scalar, path } = found;
  const at = decodedOffset(scalar, offset);
  const kind = textKind(path);
  if (kind === 'template' || kind === 'condition' || kind === 'loop') {
    const here = kind === 'template' ? inTemplate(reading, found, at) : inControl(reading, found, at, kind);
    if (here) return here;
  }
  const value = valuesIn(placeAt(path)).find((v) => v.value === scalar.value);
  return value?.doc ? { markdown: `\`${value.value}\`\n\n${value.doc}`, range: scalar.range } : undefined;
}

function inTemplate(reading: Reading, found: Found, at: number): Hover | undefined {
  const { program } = parseTemplate(found.scalar.value);
  const block = blockAt(program, at);
  if (block) {
    const spec = blockSpecs.get(block.name);
    return spec && here(found, block.span, `\`#${spec.name}\`\n\n${spec.doc}`);
  }
  const expression = innermost((visit) => walkExpressions(program, visit), at);
  if (!expression) return undefined;
  const callee = expression.type === 'PathExpression' && isCallee(program, expression);
  return describeExpression(reading, found, expression, at, callee, program);
}

function inControl(
  reading: Reading,
  found: Found,
  at: number,
  kind: 'condition' | 'loop',
): Hover | undefined {
  const text = found.scalar.value;
  const root = kind === 'condition' ? parseCondition(text).value : parseLoop(text).value?.list;
  const expression = root && innermost((visit) => walkExpression(root, visit), at);
  if (!expression) return undefined;
  const isHelper =
    expression.type === 'PathExpression' &&
    helperSpecs.has(expression.original) &&
    text.slice(expression.span.start, expression.span.end) === expression.original;
  return describeExpression(reading, found, expression, at, isHelper, undefined);
}

function describeExpression(
  reading: Reading,
  found: Found,
  expression: Expression,
  at: number,
  isCallee: boolean,
  program: Program | undefined,
): Hover | undefined {
  if (expression.type !== 'PathExpression') return undefined;
  const helper = helperSpecs.get(expression.original);
  if (helper && isCallee) return here(found, expression.span, helperDoc(helper));
  const part = expression.partSpans.findIndex((s) => s.start <= at && at <= s.end);
  const upTo = part < 0 ? expression.parts.length : part + 1;
  const path = {
    ...expression,
    parts: expression.parts.slice(0, upTo),
    partSpans: expression.partSpans.slice(0, upTo),
  };
  const scope = reading.scopeAt(found.path);
  const env = program ? envAt(program, expression.span.start, scope) : rootEnv(scope, new Set());
  const typed = typeOf(path, env);
  if (typed.canonical.startsWith('?')) return undefined;
  const span = { start: expression.span.start, end: path.partSpans.at(-1)?.end ?? expression.span.end };
  const name = found.scalar.value.slice(span.start, span.end);
  const markdown = [`\`${name}\`: ${typeWords(typed.type, typed.missing)}`];
  if (typed.type?.description) markdown.push(typed.type.description);
  return here(found, span, markdown.join('\n\n'));
}

function here({ scalar }: Found, span: Range, markdown: string): Hover {
  return { markdown, range: scalar.map.range(span.start, span.end) };
}

function innermost(walk: (visit: (e: Expression) => void) => void, at: number): Expression | undefined {
  let result: Expression | undefined;
  walk((e) => {
    if (e.type === 'SubExpression' || e.span.start > at || at > e.span.end) return;
    if (!result || e.span.end - e.span.start <= result.span.end - result.span.start) result = e;
  });
  return result;
}

/** The name of a block under the cursor, in its opening or closing tag. */
function blockAt(program: Program, at: number): { name: string; span: Range } | undefined {
  for (const statement of program.body) {
    if (statement.type !== 'BlockStatement' || at < statement.span.start || at > statement.span.end) continue;
    const { path, closeSpan } = statement;
    if (path.span.start <= at && at <= path.span.end) return { name: path.original, span: path.span };
    if (closeSpan && closeSpan.start <= at && at <= closeSpan.end)
      return { name: path.original, span: closeSpan };
    return blockAt(statement.program, at) ?? (statement.inverse ? blockAt(statement.inverse, at) : undefined);
  }
  return undefined;
}

/** `upper` in `{{upper x}}`, not a param that is called like that. */
function isCallee(program: Program, path: Expression): boolean {
  let result = false;
  const check = (s: Statement): void => {
    if (s.type === 'MustacheStatement' && s.path === path) result = true;
    if ('program' in s) s.program.body.forEach(check);
    if ('inverse' in s) s.inverse?.body.forEach(check);
  };
  program.body.forEach(check);
  walkExpressions(program, (e) => {
    if (e.type === 'SubExpression' && e.path === path) result = true;
  });
  return result;
}

/** The catalogue's words on what is wrong here. */
function explanations(workspace: Workspace, document: Document, offset: number) {
  const hit = workspace
    .analysis(document)
    .diagnostics.filter((d) => d.file.path === document.file.path)
    .filter((d) => d.range.start <= offset && (offset < d.range.end || offset === d.range.start));
  const codes = [...new Set(hit.map((d) => d.code))];
  const texts = codes.map(
    (code) => `\`${code}\`\n\n${(catalog[code] as CatalogEntry<never>).explain.trim()}`,
  );
  return { texts, range: hit[0]?.range };
}
