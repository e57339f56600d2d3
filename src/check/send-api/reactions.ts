/** react needs payload with message_id and reaction, unreact with message_id; nothing else has a payload (TL-5, CB-10). */

import { ownValue } from '../../send-api/resolve.ts';
import { actionPayload } from '../../send-api/sender-actions.ts';
import { constantOf } from './constant.ts';
import { requestField } from './find.ts';
import { isSure } from './presence.ts';
import type { RuleRun } from './run.ts';
import { firstLine, reportAt } from './run.ts';
import { quoted } from './wording.ts';

export function reactions(run: RuleRun): void {
  const actionField = requestField(run, 'sender_action');
  const payload = requestField(run, 'payload');
  const action = constantOf(actionField?.value);
  if (actionField !== undefined && action === undefined) return;
  const needed = action === undefined ? undefined : ownValue(actionPayload, action);
  if (needed === undefined) {
    if (payload === undefined || payload.unchecked) return;
    const actions = quoted(Object.keys(actionPayload), 'or');
    const problem = `"payload" beside "recipient" goes with "sender_action" ${actions} only: remove it, or move it into a button or quick reply`;
    reportAt(run, 'send-api/reaction', payload.keyPlace, { problem });
    return;
  }
  if (payload === undefined) {
    const problem = `"${action}" needs "payload" with ${quoted(needed)}: add it`;
    reportAt(run, 'send-api/reaction', actionField?.value ?? firstLine(run.body), { problem });
    return;
  }
  if (payload.when !== undefined) {
    const problem = `"${action}" needs "payload", and its "when" can leave it out: put "when" on the step`;
    reportAt(run, 'send-api/reaction', payload.keyPlace, { problem });
  }
  const object = run.tree.objects.find(({ node }) => node === payload.value);
  if (object === undefined) return;
  for (const key of needed) {
    // message_id is needed by every reaction: missingFields says so.
    if (key === 'message_id' || isSure(object, key)) continue;
    const field = object.fields.get(key);
    const mend = field === undefined ? 'add it' : 'with some data nothing is left of it';
    reportAt(run, 'send-api/reaction', field?.keyPlace ?? payload.keyPlace, {
      problem: `"${action}" needs "${key}" in "payload": ${mend}`,
    });
  }
}
