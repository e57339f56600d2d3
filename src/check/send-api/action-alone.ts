/** A sender action goes with recipient only (CB-1, CB-2, SN-1); with persona_id SDKs send it (CB-3). */
import { actionCompanions, request } from '../../send-api/request.ts';
import { typingActions } from '../../send-api/sender-actions.ts';
import { constantField, requestField } from './find.ts';
import type { RuleRun } from './run.ts';
import { reportAt } from './run.ts';

export function actionAlone(run: RuleRun): void {
  const { root } = run.tree;
  if (requestField(run, 'sender_action') === undefined || root.fields.has('message')) return;
  const action = constantField(root, 'sender_action') ?? '';
  for (const field of root.node.fields) {
    if (field.unchecked || field.implied || actionCompanions.includes(field.key)) continue;
    // Keys that the API does not know at all are said to be unknown.
    if (!Object.hasOwn(request.fields, field.key)) continue;
    if (field.key === 'persona_id' && typingActions.includes(action)) {
      reportAt(run, 'send-api/action-persona', field.keyPlace, { action });
    } else {
      reportAt(run, 'send-api/action-alone', field.keyPlace, { field: field.key });
    }
  }
}
