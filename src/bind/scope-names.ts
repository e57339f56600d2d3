/** Names of the object that `this` and `@root` are at the top of a text. */
import type { FragmentScope, RootScope, Scope } from './model.ts';

/** `recipient` and `now` are none of them: they are seen by name alone. */
export function rootNames(scope: Scope): string[] {
  const top = withoutLoops(scope);
  const own = [...top.params.types.keys()];
  if (top.kind === 'root') return own;
  const inherited = top.inherits ? rootNames(top.caller) : [];
  return [...new Set([...top.args.keys(), ...own, ...inherited])];
}

/** The scope whose names they are: those of loops are none of them. */
export function withoutLoops(scope: Scope): RootScope | FragmentScope {
  return scope.kind === 'loop' ? withoutLoops(scope.outer) : scope;
}
