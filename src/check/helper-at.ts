/** Which helper a name is where an expression stands: one of the language, or the project's own. */
import type { Expression, Hash } from '../../grammar/ast.ts';
import type { OwnHelpers, Scope } from '../bind/model.ts';
import { type HelperSpec, helperSpecs } from '../render/helpers.ts';

export function helperAt(name: string, scope: Scope): HelperSpec | undefined {
  return helperSpecs.get(name) ?? ownHelpers(scope)?.get(name);
}

/** The project's own helpers: whatever fragment or loop, they are those of the file that is compiled. */
export function ownHelpers(scope: Scope): OwnHelpers | undefined {
  let at = scope;
  while (at.kind !== 'root') at = at.kind === 'loop' ? at.outer : at.caller;
  return at.helpers;
}

/** True where `{{path …}}` calls a helper: it is given values, or its name alone is a helper's. */
export function isCall(
  { path, params, hash }: { path: Expression; params: readonly Expression[]; hash: Hash },
  scope: Scope,
): boolean {
  if (params.length > 0 || hash.pairs.length > 0) return true;
  return path.type === 'PathExpression' && helperAt(path.original, scope) !== undefined;
}
