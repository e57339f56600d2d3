/** A call across files that gives what may be missing, where the fragment's file says that it is there. */
import type { Expression } from '../../grammar/ast.ts';
import type { FragmentScope, Place, Scope } from '../bind/model.ts';
import type { Diagnostic, RelatedPlace } from '../diagnostics/diagnostic.ts';
import type { Env } from './environment.ts';

export interface Blamed extends Place {
  readonly extras: { readonly related?: readonly RelatedPlace[] };
}

/** Where it is told that `value` may be missing: at the argument that brings it, else `here`. */
export function blame(value: Expression | undefined, env: Env, here: Place): Blamed {
  const at = env.frames.length === 0 ? argumentOf(value, env.scope) : undefined;
  if (!at) return { ...here, extras: {} };
  return { ...at, extras: { related: [{ ...here, message: 'it is written here' }] } };
}

/** Findings in a fragment, with the calls that give it its values. */
export function namingCalls(scope: Scope, report: (d: Diagnostic) => void): (d: Diagnostic) => void {
  const calls = callsOf(scope);
  if (calls.length === 0) return report;
  return (d) => report({ ...d, related: [...(d.related ?? []), ...calls] });
}

function callsOf(scope: Scope): RelatedPlace[] {
  if (scope.kind === 'root') return [];
  if (scope.kind === 'loop') return callsOf(scope.outer);
  const spans = [...scope.args.values()].map(({ span }) => span);
  if (spans.length === 0) return callsOf(scope.caller);
  const { file, map } = scope.text;
  const start = Math.min(...spans.map((s) => s.start));
  const range = map.range(start, Math.max(...spans.map((s) => s.end)));
  const message = `this call gives ${[...scope.args.keys()].join(', ')}`;
  return [{ file, range, message }, ...callsOf(scope.caller)];
}

function argumentOf(value: Expression | undefined, from: Scope): Place | undefined {
  if (value?.type !== 'PathExpression' || value.data || value.depth > 0 || value.parts.length !== 1)
    return undefined;
  const name = value.parts[0]!;
  const scope = fragmentAround(from, name);
  const argument = scope?.args.get(name);
  if (!scope || !argument || scope.inherits || scope.params.types.get(name)?.optional) return undefined;
  const { file, map } = scope.text;
  const here = { file, range: map.range(argument.span.start, argument.span.end) };
  return argumentOf(argument, scope.caller) ?? here;
}

/** Undefined where a loop in between gives the name to its items. */
function fragmentAround(scope: Scope, name: string): FragmentScope | undefined {
  if (scope.kind === 'fragment') return scope;
  if (scope.kind !== 'loop' || scope.loop.names.some((n) => n.name === name)) return undefined;
  return fragmentAround(scope.outer, name);
}
