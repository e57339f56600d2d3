/**
 * What a fragment is given is what its file declares it to take. How long a text or a list may be is not asked here:
 * the texts of the fragment are measured with what this very call gives.
 */

import { isScalar } from '../bind/join-types.ts';
import type { DataType, FragmentScope, Scope } from '../bind/model.ts';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import { type Env, isUnresolved, rootEnv } from './environment.ts';
import { typeOf } from './expressions.ts';
import type { Facts } from './facts.ts';
import { ownMisfit } from './own-arguments.ts';

/** Those of each call are looked at once: where its fragment is entered. */
export class ArgumentCheck {
  private readonly seen = new Set<Scope>();
  private readonly report: (d: Diagnostic) => void;

  constructor(report: (d: Diagnostic) => void) {
    this.report = report;
  }

  /** All calls that lead to what is read in `scope`. */
  enter(scope: Scope, present: Facts): void {
    for (let at: Scope = scope; at.kind !== 'root' && !this.seen.has(at); ) {
      this.seen.add(at);
      if (at.kind === 'fragment') this.check(at, rootEnv(at.caller, present));
      at = at.kind === 'fragment' ? at.caller : at.outer;
    }
  }

  /** A `{{> name}}` in `env`. */
  enterText(scope: FragmentScope, env: Env): void {
    if (!this.seen.has(scope)) this.check(scope, env);
    this.seen.add(scope);
  }

  private check({ args, params, name: of, text }: FragmentScope, env: Env): void {
    for (const [name, expression] of args) {
      const declared = params.types.get(name);
      if (!declared) continue;
      const { type, canonical } = typeOf(expression, env);
      if (isUnresolved(canonical) || (type && showsAsText(declared) && isScalar(type))) continue;
      const misfit = ownMisfit(declared, expression, env);
      if (misfit?.severity !== 'error') continue;
      const { start, end } = expression.span;
      const { expected, found } = misfit;
      this.report(
        diagnostic('params/argument-type', text.file, text.map.range(start, end), {
          name,
          of,
          expected,
          found,
        }),
      );
    }
  }
}

/** Any text, and so a number too, which is written out. */
function showsAsText(declared: DataType): boolean {
  return (
    declared.kind === 'string' &&
    declared.values === undefined &&
    declared.format === undefined &&
    declared.pattern === undefined
  );
}
