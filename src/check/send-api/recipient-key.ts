/** A recipient is named by exactly one key (RC-1 to RC-10); name goes with phone_number only (RC-9). */
import { recipient, recipientCompanions } from '../../send-api/recipient.ts';
import { recipientOf } from './find.ts';
import { describeFinding, exactlyOne } from './presence.ts';
import type { RuleRun } from './run.ts';
import { firstLine, reportAt } from './run.ts';
import { otherSpelling } from './unknown-fields.ts';

export function recipientKey(run: RuleRun): void {
  const object = recipientOf(run);
  if (object === undefined) return;
  const keys = Object.keys(recipient.fields).filter((key) => !recipientCompanions.includes(key));
  const finding = exactlyOne(object, keys);
  const slip = object.node.fields.some((f) => f.unchecked || otherSpelling(object, f.key) !== undefined);
  if (finding !== undefined && !(finding.kind === 'none' && slip)) {
    const { problem, severity } = describeFinding(finding, {
      none: 'here is none; add id',
      several: 'keep one of them',
    });
    const place = finding.kind === 'several' ? finding.fields[1]!.keyPlace : firstLine(object.node);
    reportAt(run, 'send-api/recipient-key', place, { problem }, { severity });
    return;
  }
  for (const companion of recipientCompanions) {
    const field = object.fields.get(companion);
    if (field === undefined || slip || object.fields.has('phone_number')) continue;
    const problem = `"${companion}" goes with "phone_number" only; remove it`;
    reportAt(run, 'send-api/recipient-key', field.keyPlace, { problem });
  }
}
