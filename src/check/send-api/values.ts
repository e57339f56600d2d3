/** Where the Send API knows a closed list of values, a constant is one of them. */
import { didYouMean } from '../../diagnostics/did-you-mean.ts';
import { ownValue } from '../../send-api/resolve.ts';
import type { EnumValue } from '../../send-api/schema.ts';
import { constantOf } from './constant.ts';
import { replaceWord } from './fixes.ts';
import type { RuleRun } from './run.ts';
import { reportAt } from './run.ts';
import type { ValueVisit } from './tree.ts';

export function values(run: RuleRun): void {
  for (const value of run.tree.values) {
    if (value.shape?.kind !== 'text' || value.shape.values === undefined) continue;
    const text = constantOf(value.node);
    if (text === undefined || value.shape.values.some((known) => known.value === text)) continue;
    const field = value.fieldNode.key;
    const { hint, meant } = adviceFor(value, text, value.shape.values);
    reportAt(
      run,
      'send-api/unknown-value',
      value.node,
      { field, value: text, hint },
      { fixes: meant === undefined ? undefined : replaceWord(value.node, text, meant) },
    );
  }
}

function adviceFor(
  value: ValueVisit,
  text: string,
  known: readonly EnumValue[],
): { readonly hint: string; readonly meant?: string } {
  const names = known.map((v) => v.value);
  const meant = names.find((name) => name.toLowerCase() === text.toLowerCase());
  if (meant !== undefined) return { hint: ` Write "${meant}": upper and lower case count.`, meant };
  const { union } = value.owner;
  if (union?.discriminator === value.fieldNode.key) {
    const words = ownValue(union.elsewhere, text);
    if (words !== undefined) return { hint: ` ${words.charAt(0).toUpperCase()}${words.slice(1)}.` };
  }
  const suggestion = didYouMean(text, names);
  if (suggestion !== '') return { hint: suggestion };
  const current = known.filter((v) => !v.availability?.some((a) => a.status === 'removed' && !a.profile));
  return { hint: ` Known: ${current.map((v) => v.value).join(', ')}.` };
}
