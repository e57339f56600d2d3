/** `{{x}}` of a text that could be cut, and the largest length at which the text fits. */
import type { Expression, MustacheStatement, Program } from '../../../grammar/ast.ts';
import { parseTemplate } from '../../../grammar/index.ts';
import type { DataType, Scope, TextNode } from '../../../src/bind/model.ts';
import { programSize } from '../../../src/check/bounds.ts';
import { rootEnv } from '../../../src/check/environment.ts';
import { typeOf } from '../../../src/check/expressions.ts';
import { helperAt } from '../../../src/check/helper-at.ts';
import type { Limit } from '../../../src/send-api/schema.ts';
import { envAt } from '../names-at.ts';

export interface Output {
  readonly statement: MustacheStatement;
  /** Of a plain path; undefined for a call. */
  readonly type: DataType | undefined;
  readonly isPath: boolean;
}

/** Outputs of free text, blocks included; those of the text's own partials are another text's. */
export function outputsOf({ program, scope, partials }: TextNode): Output[] {
  const found: Output[] = [];
  const visit = (p: Program | undefined): void => {
    for (const s of p?.body ?? []) {
      if (s.type === 'BlockStatement') {
        visit(s.program);
        visit(s.inverse);
      } else if (s.type === 'MustacheStatement') {
        const isCall = s.params.length > 0 || s.hash.pairs.length > 0 || isHelper(s.path, scope);
        const env = { ...envAt(program, s.span.start, scope), ...(partials && { partials }) };
        const type = isCall ? undefined : typeOf(s.path, env).type;
        if (isCall || type === undefined || (type.kind === 'string' && !type.values && !type.format))
          found.push({ statement: s, type, isPath: !isCall });
      }
    }
  };
  visit(program);
  return found;
}

function isHelper(path: Expression, scope: Scope): boolean {
  return path.type === 'PathExpression' && helperAt(path.original, scope) !== undefined;
}

/** Edits of the decoded text that cut each of the outputs. */
export function cuts(
  text: string,
  outputs: readonly Output[],
  length: number,
): { readonly start: number; readonly end: number; readonly newText: string }[] {
  return outputs.map(({ statement: { path, params, hash }, isPath }) => {
    const ends = [path, ...params, ...hash.pairs].map((e) => e.span.end);
    const span = { start: path.span.start, end: Math.max(...ends) };
    const source = text.slice(span.start, span.end);
    return { ...span, newText: `truncate ${isPath ? source : `(${source})`} ${length}` };
  });
}

/** The largest length (at least 1) that, given to each of the outputs, makes the text fit its limits. */
export function longestFit(
  node: TextNode,
  outputs: readonly Output[],
  limits: readonly Limit[],
): number | undefined {
  const fits = (length: number) => {
    let text = node.text.value.slice(0, node.program.span.end);
    for (const c of cuts(text, outputs, length).reverse())
      text = text.slice(0, c.start) + c.newText + text.slice(c.end);
    const { program } = parseTemplate(text.slice(node.program.span.start));
    const size = programSize(program, rootEnv(node.scope, new Set()), node.destination);
    return limits.every(
      (l) => (l.unit === 'bytes' ? size.maxBytes : size.max) <= (l.max ?? Number.POSITIVE_INFINITY),
    );
  };
  let [low, high] = [0, Math.max(0, ...limits.map((l) => l.max ?? 0))];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low > 0 ? low : undefined;
}
