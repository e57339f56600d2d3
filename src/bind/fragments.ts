/**
 * Fragments are bound where they are used, since only the place of use says what shape they have. Here each is looked
 * at on its own, so that one that nobody in its file uses has its texts' syntax checked and its params counted as used.
 */
import type { Expression } from '../../grammar/ast.ts';
import {
  parseCall,
  parseCondition,
  parseLoop,
  parseTemplate,
  walkExpression,
  walkExpressions,
} from '../../grammar/index.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { YamlEntry, YamlNode, YamlScalar } from '../yaml/nodes.ts';
import { type BindContext, isNull, reportProblems, type Source, scalarText } from './context.ts';
import { bindParams } from './params.ts';

/** Gives the first names of all paths in the fragments. */
export function bindFragments(
  ctx: BindContext,
  source: Source,
  fragments: readonly YamlEntry[],
): Set<string> {
  const uses = new Set<string>();
  for (const { key, value } of fragments) {
    if (!/^\p{L}[\p{L}\p{N}_-]*$/u.test(key.value))
      ctx.report(diagnostic('spec/bad-name', source.file, key.range, { name: key.value }));
    if (isNull(value))
      ctx.report(diagnostic('spec/empty-message', source.file, key.range, { name: key.value }));
    else visit(ctx, source, value, uses);
  }
  return uses;
}

function visit(ctx: BindContext, source: Source, node: YamlNode, uses: Set<string>): void {
  if (node.kind === 'scalar') {
    if (node.core === null) return;
    const { program, problems } = parseTemplate(node.value);
    reportProblems(ctx, scalarText(source.file, node), problems);
    walkExpressions(program, (e) => addName(e, uses));
  } else if (node.kind === 'seq') {
    for (const item of node.items) visit(ctx, source, item, uses);
  } else {
    for (const { key, value } of node.entries) {
      const control = value.kind === 'scalar' ? controls[key.value] : undefined;
      if (key.value === 'params') bindParams(ctx, source.file, value);
      else if (control)
        for (const e of control(value as YamlScalar)) walkExpression(e, (inner) => addName(inner, uses));
      else visit(ctx, source, value, uses);
    }
  }
}

/** What is wrong with control keys is said where the fragment is used. */
const controls: Readonly<Record<string, (node: YamlScalar) => readonly Expression[]>> = {
  when: ({ value }) => listOf(parseCondition(value).value),
  otherwise: ({ value }) => listOf(parseCondition(value).value),
  each: ({ value }) => listOf(parseLoop(value).value?.list),
  use: ({ value }) => parseCall(value).value?.args.map((a) => a.value) ?? [],
};

function listOf(e: Expression | undefined): readonly Expression[] {
  return e ? [e] : [];
}

function addName(e: Expression, uses: Set<string>): void {
  if (e.type !== 'PathExpression') return;
  const name = e.data && e.parts[0] === 'root' ? e.parts[1] : e.parts[0];
  if (name !== undefined) uses.add(name);
}
