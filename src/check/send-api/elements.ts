/** A generic element has something besides its title (R3.2-9). */
import { genericElement } from '../../send-api/templates/generic.ts';
import { objectsOf } from './find.ts';
import { isSure, isWrittenEmpty } from './presence.ts';
import type { RuleRun } from './run.ts';
import { firstLine, reportAt } from './run.ts';
import { nameOf, withArticle } from './wording.ts';

export function elements(run: RuleRun): void {
  for (const element of objectsOf(run, genericElement)) {
    const others = element.node.fields.filter((field) => field.key !== 'title' && !isWrittenEmpty(field));
    if (others.some(({ key }) => isSure(element, key))) continue;
    const name = withArticle(nameOf(element));
    const object = name.charAt(0).toUpperCase() + name.slice(1);
    const severity = others.length === 0 ? 'error' : 'warning';
    reportAt(run, 'send-api/only-title', firstLine(element.node), { object }, { severity });
  }
}
