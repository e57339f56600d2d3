/** `check --fix` and an editor's fix-all: applies the findings' fixes to one text until nothing more is to be done. */

import { applyEdits } from '../source/apply-edits.ts';
import type { Diagnostic, Fix, TextEdit } from './diagnostic.ts';

export interface Fixed {
  readonly text: string;
  /** How many fixes were applied. */
  readonly applied: number;
}

/** A fix may bring the next finding to light (a quoted text its templates): rounds, with an end. */
const maximumRounds = 10;

/**
 * `check` analyses a text. Only findings with exactly one fix count: two are a choice that the author must make. A
 * round that brings more errors than it mends is dropped.
 */
export function fixText(text: string, check: (text: string) => readonly Diagnostic[]): Fixed {
  let current: Fixed = { text, applied: 0 };
  let findings = check(text);
  for (let round = 0; round < maximumRounds; round++) {
    const fixes = chooseFixes(findings);
    if (fixes.length === 0) break;
    const next = applyEdits(current.text, fixes.flat());
    const after = check(next);
    if (next === current.text || errors(after) > errors(findings)) break;
    current = { text: next, applied: current.applied + fixes.length };
    findings = after;
  }
  return current;
}

/** The fix that `check --fix` would apply: the only one there is, and no guess. */
export function sureFix({ fixes }: Diagnostic): Fix | undefined {
  const [fix] = fixes ?? [];
  return fixes?.length === 1 && !fix!.choice ? fix : undefined;
}

/** Whole fixes that do not touch each other, in the order of the file. */
function chooseFixes(findings: readonly Diagnostic[]): (readonly TextEdit[])[] {
  const chosen: (readonly TextEdit[])[] = [];
  const taken: TextEdit[] = [];
  for (const finding of findings) {
    const edits = sureFix(finding)?.edits ?? [];
    if (edits.length === 0 || edits.some((e) => taken.some((t) => touches(e, t)))) continue;
    chosen.push(edits);
    taken.push(...edits);
  }
  return chosen;
}

function touches(a: TextEdit, b: TextEdit): boolean {
  return a.range.start <= b.range.end && b.range.start <= a.range.end;
}

function errors(findings: readonly Diagnostic[]): number {
  return findings.filter((d) => d.severity === 'error').length;
}
