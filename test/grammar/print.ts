/** Trees as short texts, to read expectations at a glance. */
import type * as ast from '../../grammar/ast.ts';

/** `(gt order.total 0)`; `!` marks an incomplete path. */
export function expression(e: ast.Expression | undefined): string {
  if (e === undefined) return 'nothing';
  switch (e.type) {
    case 'PathExpression':
      return e.original + (e.incomplete ? '!' : '');
    case 'SubExpression':
      return `(${[e.path, ...e.params].map(expression).concat(pairs(e.hash.pairs)).join(' ')})`;
    case 'NullLiteral':
      return 'null';
    case 'UndefinedLiteral':
      return 'undefined';
    default:
      return JSON.stringify(e.value);
  }
}

export function pairs(list: readonly ast.HashPair[]): string[] {
  return list.map((p) => `${p.key}=${expression(p.value)}`);
}

/** `BUY:|{p.id}`. */
export function program(p: ast.Program): string {
  return p.body
    .map((s) => {
      if (s.type === 'ContentStatement') return s.value;
      return s.type === 'MustacheStatement' ? `{${expression(s.path)}}` : s.type;
    })
    .join('|');
}

export function problems(text: string, list: readonly ast.SyntaxProblem[]): string[] {
  return list.map(({ code, span }) => `${code.slice(9)} ${text.slice(span.start, span.end)}`);
}
