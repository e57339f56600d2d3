/** Where the Send API knows a closed list of values, each text that can stand there is one of them. */

import { didYouMean } from '../../diagnostics/did-you-mean.ts';
import { renameFixes, replaceWord } from '../../diagnostics/rename-fixes.ts';
import { ownValue } from '../../send-api/resolve.ts';
import type { EnumValue } from '../../send-api/schema.ts';
import { constantOf } from './constant.ts';
import { possibleTexts } from './possible.ts';
import type { RuleRun } from './run.ts';
import { reportAt } from './run.ts';
import type { ValueVisit } from './tree.ts';
import { quoted } from './wording.ts';

export function values(run: RuleRun): void {
  for (const value of run.tree.values) {
    if (value.shape?.kind !== 'text' || value.shape.values === undefined) continue;
    const possible = possibleTexts(value.node, value.present);
    if (possible.kind === 'open') reportOpen(run, value, possible.cause, value.shape.values);
    if (possible.kind !== 'finite') continue;
    const isConstant = constantOf(value.node) !== undefined;
    const known = value.shape.values;
    // What renders empty is left out.
    const wrong = possible.texts.find(
      (text) => !known.some((v) => v.value === text) && (isConstant || text !== ''),
    );
    if (wrong !== undefined) reportUnknown(run, value, wrong, value.shape.values);
  }
}

function reportOpen(run: RuleRun, value: ValueVisit, cause: string, known: readonly EnumValue[]): void {
  const allowed = usable(known).map((v) => v.value);
  reportAt(run, 'send-api/not-proven', value.node, {
    field: value.fieldNode.key,
    allowed: quoted(allowed, 'or'),
    cause,
    mend: `declare the param as one of these, [${allowed.slice(0, 3).join(', ')}${allowed.length > 3 ? ', …' : ''}], or write the value out`,
  });
}

function reportUnknown(run: RuleRun, value: ValueVisit, text: string, known: readonly EnumValue[]): void {
  const field = value.fieldNode.key;
  const { hint, meant, near } = adviceFor(value, text, known);
  reportAt(
    run,
    'send-api/unknown-value',
    value.node,
    { field, value: text, hint },
    meant !== undefined
      ? { fixes: replaceWord(value.node, text, meant) }
      : renameFixes(value.node, text, near ?? []),
  );
}

function adviceFor(
  value: ValueVisit,
  text: string,
  known: readonly EnumValue[],
): { readonly hint: string; readonly meant?: string; readonly near?: readonly string[] } {
  const names = known.map((v) => v.value);
  const meant = names.find((name) => name.toLowerCase() === text.toLowerCase());
  if (meant !== undefined) return { hint: ` Write "${meant}": upper and lower case count.`, meant };
  const { union } = value.owner;
  if (union?.discriminator === value.fieldNode.key) {
    const words = ownValue(union.elsewhere, text);
    if (words !== undefined) return { hint: ` ${words.charAt(0).toUpperCase()}${words.slice(1)}.` };
  }
  const suggestion = didYouMean(text, names);
  if (suggestion !== '') return { hint: suggestion, near: names };
  return {
    hint: ` Known: ${usable(known)
      .map((v) => v.value)
      .join(', ')}.`,
  };
}

/** Without those that are gone for good. */
function usable(known: readonly EnumValue[]): readonly EnumValue[] {
  return known.filter((v) => !v.availability?.some((a) => a.level === 'error' && !a.profile && !a.channel));
}
