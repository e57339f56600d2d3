/** UTILITY and message.template belong together, to recipient.id (CB-12, M-8, R3.13). */
import { utilityMessagingType } from '../../send-api/request.ts';
import { constantOf } from './constant.ts';
import { messageOf, recipientOf, requestField } from './find.ts';
import type { RuleRun } from './run.ts';
import { firstLine, reportAt } from './run.ts';

export function utility(run: RuleRun): void {
  const message = messageOf(run);
  if (message === undefined) return;
  const typeField = requestField(run, 'messaging_type');
  const type = constantOf(typeField?.value);
  const template = message.fields.get('template');
  if (type !== utilityMessagingType) {
    const isOpen = typeField !== undefined && type === undefined;
    if (template === undefined || template.unchecked || isOpen) return;
    const problem = `"template" in a message goes with "messaging_type: ${utilityMessagingType}": write that (templates such as generic stand in attachment)`;
    reportAt(run, 'send-api/utility', template.keyPlace, { problem });
    return;
  }
  if (template === undefined) {
    const problem = `"messaging_type: ${utilityMessagingType}" needs an approved template in message.template: add it, or write RESPONSE or UPDATE`;
    reportAt(run, 'send-api/utility', typeField?.value ?? firstLine(message.node), { problem });
  }
  const recipient = recipientOf(run);
  if (recipient !== undefined && recipient.node.fields.length > 0 && !recipient.fields.has('id')) {
    const problem = 'A utility message goes to "recipient.id" only: write the id';
    reportAt(run, 'send-api/utility', recipient.node.fields[0]!.keyPlace, { problem });
  }
}
