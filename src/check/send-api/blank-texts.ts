/** A text that must not be empty is not white space only (M-1c). */
import { constantOf } from './constant.ts';
import type { RuleRun } from './run.ts';
import { reportAt } from './run.ts';

export function blankTexts(run: RuleRun): void {
  for (const { node, shape, fieldNode } of run.tree.values) {
    if (shape?.kind !== 'text' || node.kind !== 'text') continue;
    const text = constantOf(node);
    const filled = shape.limits?.some((limit) => (limit.min ?? 0) > 0);
    if (filled && text !== undefined && text !== '' && text.trim() === '') {
      reportAt(run, 'send-api/blank-text', node, { field: fieldNode.key });
    }
  }
}
