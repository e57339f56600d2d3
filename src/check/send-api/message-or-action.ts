/** A request holds exactly one of message and sender_action (TL-3, CB-1; error 100/2018014). */
import { describeFinding, exactlyOne } from './presence.ts';
import type { RuleRun } from './run.ts';
import { firstLine, reportAt } from './run.ts';

export function messageOrAction(run: RuleRun): void {
  const { root } = run.tree;
  const finding = exactlyOne(root, ['message', 'sender_action']);
  if (finding === undefined) return;
  const isEmpty = !root.fields.has('message') && !root.fields.has('sender_action');
  if (isEmpty && run.body.incomplete) return;
  const { problem, severity } = describeFinding(finding, {
    none: 'here stands neither',
    several: 'make two steps of them',
  });
  const place = root.fields.get('sender_action')?.keyPlace ?? firstLine(root.node);
  reportAt(run, 'send-api/message-or-action', place, { problem }, { severity });
}
