/** Roots: what plain names and `this` mean at the top of a text. */
import type { Run } from './run.ts';
import { isMissing, own } from './values.ts';

export type Root = { readonly [name: string]: unknown };

/** The root of a message: the data (defaults are filled in), `recipient` and `now`. */
export function messageRoot(run: Run, data: object): Root {
  return withReserved(run, { ...data });
}

/**
 * The root inside a fragment: the caller's names where it inherits them, then the arguments; what is still unset
 * takes its default.
 */
export function fragmentRoot(
  run: Run,
  caller: Root | undefined,
  args: { readonly [name: string]: unknown },
  defaults: { readonly [name: string]: unknown },
): Root {
  const root: { [name: string]: unknown } = {};
  if (caller !== undefined) {
    for (const name of Object.keys(caller)) put(root, name, caller[name]);
  }
  for (const name of Object.keys(args)) put(root, name, args[name]);
  for (const name of Object.keys(defaults)) {
    if (isMissing(own(root, name))) put(root, name, defaults[name]);
  }
  return withReserved(run, root);
}

/** Adds the reserved names: seen by their names, not by who lists the root. */
function withReserved(run: Run, root: { [name: string]: unknown }): Root {
  Object.defineProperty(root, 'recipient', { value: run.recipient, enumerable: false });
  // A getter, so that only a use of `now` without a time is a problem.
  Object.defineProperty(root, 'now', { get: () => run.now, enumerable: false });
  return root;
}

/** Sets an own property whatever its name is. */
export function put(target: object, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  } else (target as { [key: string]: unknown })[key] = value;
}
