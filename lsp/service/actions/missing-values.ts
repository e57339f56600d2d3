/** Values that may be missing where they are needed. */
import type { Program, Statement } from '../../../grammar/ast.ts';
import { parseTemplate } from '../../../grammar/index.ts';
import { rootEnv } from '../../../src/check/environment.ts';
import type { Diagnostic, TextEdit } from '../../../src/diagnostics/diagnostic.ts';
import type { YamlScalar } from '../../../src/yaml/nodes.ts';
import { type Found, findAt } from '../find-node.ts';
import { envAt, typeOfPath } from '../names-at.ts';
import type { ActionContext, Mend } from './action.ts';
import { addDefault, makeOptional, makeRequired, typeNode } from './param-type.ts';
import { below, columnOf } from './source-text.ts';

type Output = Extract<Statement, { type: 'MustacheStatement' }>;

/** `{{default x "…"}}`, `{{#if x}}{{x}}{{/if}}`, or a param that is always given. */
export function mayBeMissing(context: ActionContext, found: Diagnostic): Mend[] {
  const at = outputAt(context, found);
  if (!at) return [];
  const { scalar, output, name } = at;
  const put = (start: number, end: number, newText: string): TextEdit => ({
    range: scalar.map.range(start, end),
    newText,
  });
  const text = scalar.value;
  const quote = scalar.style === 'double' ? "'" : '"';
  const ends = [output.path, ...output.params, ...output.hash.pairs].map((e) => e.span.end);
  const source = text.slice(output.path.span.start, Math.max(...ends));
  const isPath = output.params.length === 0 && output.hash.pairs.length === 0;
  const value = isPath ? source : `(${source})`;
  return [
    {
      title: `Write another text where ${name} is missing`,
      edits: [put(output.path.span.start, Math.max(...ends), `default ${value} ${quote}…${quote}`)],
    },
    {
      title: `Leave this out where ${name} is missing`,
      edits: [
        put(output.span.start, output.span.start, `{{#if ${name}}}`),
        put(output.span.end, output.span.end, '{{/if}}'),
      ],
    },
    ...required(context, at.found, name, output),
  ];
}

/** A field that is needed: `when` on its item, or a param that is always given. */
export function requiredMayBeEmpty(context: ActionContext, found: Diagnostic): Mend[] {
  const at = outputAt(context, found);
  if (!at) return [];
  const mends = required(context, at.found, at.name, at.output);
  const item = at.found.path.findLastIndex((p) => p.kind === 'item');
  const part = at.found.path[item];
  const node = part?.kind === 'item' ? part.seq.items[part.index] : undefined;
  if (node?.kind === 'map' && !node.flow && !node.entries.some((e) => guards.has(e.key.value))) {
    const { start } = node.range;
    const newText = below(context.text, columnOf(context.text, start), [`when: ${at.name}`, '']);
    mends.push({
      title: `Leave the item out where ${at.name} is missing`,
      edits: [{ range: { start, end: start }, newText }],
    });
  }
  return mends;
}

const guards = new Set(['when', 'otherwise', 'each', 'tap']);

interface OutputAt {
  readonly found: Found;
  readonly scalar: YamlScalar;
  readonly output: Output;
  /** As the author writes it. */
  readonly name: string;
}

/** The `{{…}}` that a finding's range is, and the path in it that may be missing. */
function outputAt({ root, file }: ActionContext, found: Diagnostic): OutputAt | undefined {
  if (found.file.path !== file.path) return undefined;
  const at = findAt(root, found.range.start);
  if (!at) return undefined;
  const output = find(parseTemplate(at.scalar.value).program, (s) => {
    const range = at.scalar.map.range(s.span.start, s.span.end);
    return range.start === found.range.start && range.end === found.range.end;
  });
  const path = output?.params.length ? output.params[0] : output?.path;
  return output && path?.type === 'PathExpression'
    ? { found: at, scalar: at.scalar, output, name: path.original }
    : undefined;
}

function find(program: Program | undefined, fits: (s: Output) => boolean): Output | undefined {
  for (const s of program?.body ?? []) {
    if (s.type === 'MustacheStatement' && fits(s)) return s;
    const inner = s.type === 'BlockStatement' ? (find(s.program, fits) ?? find(s.inverse, fits)) : undefined;
    if (inner) return inner;
  }
  return undefined;
}

function required(context: ActionContext, at: Found, name: string, output: Output): Mend[] {
  const scope = context.reading.scopeAt(at.path);
  const { program } = parseTemplate(at.scalar.value);
  const type = typeOfPath(name, envAt(program, output.span.start, scope) ?? rootEnv(scope, new Set()))?.type;
  const node = type?.optional ? typeNode(context, type) : undefined;
  const edit = node && makeRequired(node);
  const standIn =
    node && type?.kind === 'string' && !type.values && !type.format && addDefault(context.text, node, '…');
  return [
    ...(edit ? [{ title: `Make ${name} a param that is always given`, edits: [edit] }] : []),
    ...(standIn ? [{ title: `Give ${name} a default in params`, edits: [standIn] }] : []),
  ];
}

/** An example that leaves a param out: the param may be missing. */
export function exampleWithout(context: ActionContext, found: Diagnostic): Mend[] {
  const name = / ([\p{L}\p{N}_]+) is missing$/u.exec(found.message)?.[1];
  const type = name === undefined ? undefined : context.reading.params.types.get(name);
  const node = typeNode(context, type);
  const edit = node && makeOptional(context.text, node);
  return edit ? [{ title: `Let ${name} be missing`, edits: [edit] }] : [];
}
