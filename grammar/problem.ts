import type { template } from '../src/diagnostics/catalog/template.ts';
import type { Span, SyntaxProblem } from './ast.ts';

export type SyntaxCode = keyof typeof template;
export type SyntaxParams<C extends SyntaxCode> = Parameters<(typeof template)[C]['message']>[0];

/** Makes a problem of the catalogue's entry; a wrong code or a wrong message parameter does not compile. */
export function problem<C extends SyntaxCode>(
  code: C,
  params: SyntaxParams<C>,
  span: Span,
  extras: Pick<SyntaxProblem, 'related' | 'fixes'> = {},
): SyntaxProblem {
  return { code, params: params as SyntaxProblem['params'], span, ...extras };
}

/** A fix of one edit. */
export function replace(title: string, span: Span, newText: string): NonNullable<SyntaxProblem['fixes']> {
  return [{ title, edits: [{ span, newText }] }];
}

/** The same where the author may have meant something else: `check --fix` leaves it alone. */
export function suggest(title: string, span: Span, newText: string): NonNullable<SyntaxProblem['fixes']> {
  return replace(title, span, newText).map((fix) => ({ ...fix, choice: true }));
}
