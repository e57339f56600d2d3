/** Names of the object that `this` and `@root` are at the top of a text. */
import type { Scope } from './model.ts';

/** Those of loops are none of them; `recipient` and `now` are seen by name alone. */
export function rootNames(scope: Scope): string[] {
  if (scope.kind === 'loop') return rootNames(scope.outer);
  const own = [...scope.params.types.keys()];
  if (scope.kind === 'root') return own;
  const inherited = scope.inherits ? rootNames(scope.caller) : [];
  return [...new Set([...scope.args.keys(), ...own, ...inherited])];
}
