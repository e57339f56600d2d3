/** A message holds exactly one content: text, attachment, attachments, sticker or template (M-1 to M-4, M-7, M-8). */
import { contentKeys } from '../../send-api/message.ts';
import { messageOf } from './find.ts';
import { describeFinding, exactlyOne } from './presence.ts';
import type { RuleRun } from './run.ts';
import { firstLine, reportAt } from './run.ts';
import { otherSpelling } from './unknown-fields.ts';

export function messageContent(run: RuleRun): void {
  const message = messageOf(run);
  if (message === undefined) return;
  const finding = exactlyOne(message, contentKeys);
  if (finding === undefined) return;
  // `Text:` is said to be a slip by unknownFields.
  const slip = message.node.fields.some((f) => contentKeys.includes(otherSpelling(message, f.key) ?? ''));
  if (finding.kind === 'none' && slip) return;
  const { problem, severity } = describeFinding(finding, {
    none: 'here is none; add a text or an attachment',
    several: 'make two steps of them',
  });
  const place = finding.kind === 'several' ? finding.fields[1]!.keyPlace : firstLine(message.node);
  reportAt(run, 'send-api/message-content', place, { problem }, { severity });
}
