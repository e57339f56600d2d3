/** `{{> name arg=value}}` in a text -> the text fragment and the scope in which it is read. */
import type { Call, PartialStatement, Program, Statement } from '../../grammar/ast.ts';
import { parseTemplate } from '../../grammar/index.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { checkBlockScalar } from './block-scalars.ts';
import { type BindContext, kindOf, reportProblems, type Source, scalarText } from './context.ts';
import { expandInline } from './inline-partials.ts';
import type { BoundPartial, Scalar } from './model.ts';
import { resolveCall } from './use.ts';

export type Partials = ReadonlyMap<PartialStatement, BoundPartial>;

/** Undefined where the text uses no fragment, as nearly all. */
export function bindPartials(
  ctx: BindContext,
  source: Source,
  text: Scalar,
  program: Program,
): Partials | undefined {
  if (!text.value.includes('{{')) return undefined;
  const found = new Map<PartialStatement, BoundPartial>();
  visit(program.body, (statement) => {
    const bound = bindPartial(ctx, source, text, statement);
    if (bound) found.set(statement, bound);
  });
  return found.size > 0 ? found : undefined;
}

function visit(body: readonly Statement[], one: (statement: PartialStatement) => void): void {
  for (const statement of body) {
    if (statement.type === 'PartialStatement') one(statement);
    if (statement.type !== 'BlockStatement') continue;
    visit(statement.program.body, one);
    if (statement.inverse) visit(statement.inverse.body, one);
  }
}

function bindPartial(
  ctx: BindContext,
  source: Source,
  text: Scalar,
  statement: PartialStatement,
): BoundPartial | undefined {
  const range = text.map.range(statement.span.start, statement.span.end);
  if (statement.params.length > 0) {
    ctx.report(diagnostic('spec/partial-context', source.file, range, {}));
    return undefined;
  }
  const call = callOf(statement);
  const used = call && resolveCall(ctx, source, text, call);
  if (!used) return undefined;
  if (used.node.kind !== 'scalar') {
    ctx.report(
      diagnostic('spec/wrong-kind', source.file, range, {
        key: `the fragment ${call.name}`,
        expected: 'a text, to stand in a text',
        found: kindOf(used.node),
      }),
    );
    return undefined;
  }
  const inner = scalarText(used.source.file, used.node);
  const { program: written, problems } = parseTemplate(used.node.value);
  reportProblems(ctx, inner, problems);
  const block = used.node.style === 'literal' || used.node.style === 'folded';
  if (block && problems.length === 0) checkBlockScalar(ctx, used.source.file, used.node, written);
  const program = expandInline(ctx, inner, written);
  const partials = bindPartials(ctx, used.source, inner, program);
  if (used.source.scope.kind !== 'fragment') return undefined;
  return {
    program,
    text: inner,
    scope: used.source.scope,
    trim: block && used.node.chomp !== 'keep',
    ...(partials && { partials }),
  };
}

/** The name as `use` would have it: `name`, `alias.name`, "path#name". Computed names are refused by the grammar. */
function callOf({ name, hash }: PartialStatement): Call | undefined {
  if (name.type === 'SubExpression') return undefined;
  const written = String(name.original);
  const [, from, separator, last] = /^(?:(.*)([.#]))?([^.#]*)$/s.exec(written) ?? [];
  if (last === undefined) return undefined;
  return {
    ...(from !== undefined && {
      from: { kind: separator === '#' ? 'path' : 'alias', text: from, span: name.span } as const,
    }),
    name: last,
    nameSpan: name.span,
    args: hash.pairs,
  };
}
