/** Tag and messaging type belong together (CB-4, CB-5, D-5); what a tag may carry (CB-8, CB-9, TG-1, TG-3). */

import { privateReplyKeys, tokenKeys } from '../../send-api/recipient.ts';
import { taggedMessagingType } from '../../send-api/request.ts';
import { feedbackTag, humanTag } from '../../send-api/tags.ts';
import { constantOf } from './constant.ts';
import { messageOf, recipientOf, requestField, templatesOf } from './find.ts';
import { presenceOf } from './presence.ts';
import type { RuleRun } from './run.ts';
import { reportAt } from './run.ts';

export function tags(run: RuleRun): void {
  // Beside an action a tag is wrong whatever it says.
  if (requestField(run, 'sender_action') !== undefined && messageOf(run) === undefined) return;
  checkType(run);
  const tagField = requestField(run, 'tag');
  if (tagField === undefined || tagField.unchecked) return;
  const tag = constantOf(tagField.value);
  checkRecipient(run);
  checkContent(run, tag);
  if (tag === humanTag) reportAt(run, 'policy/human-agent-automated', tagField.keyPlace, { tag });
}

function checkType(run: RuleRun): void {
  const tagField = requestField(run, 'tag');
  const typeField = requestField(run, 'messaging_type');
  const type = constantOf(typeField?.value);
  if (tagField === undefined) {
    if (typeField === undefined || type !== taggedMessagingType) return;
    reportAt(run, 'send-api/type-without-tag', typeField.value, { type });
    return;
  }
  if (type === taggedMessagingType || (typeField !== undefined && type === undefined)) return;
  const tag = constantOf(tagField.value);
  reportAt(
    run,
    'send-api/tag-without-type',
    typeField !== undefined && !typeField.implied ? typeField.value : tagField.value,
    {
      tag: tag === undefined ? 'A tag' : `The tag ${tag}`,
      type: taggedMessagingType,
      found: type === undefined ? 'but there is none' : `not with "${type}"`,
    },
    { severity: presenceOf(run.tree.root, 'tag') === 'always' ? 'error' : 'warning' },
  );
}

/** CB-9, PR-6, D-6. */
function checkRecipient(run: RuleRun): void {
  const tagField = requestField(run, 'tag');
  const recipient = recipientOf(run);
  const key = [...privateReplyKeys, ...tokenKeys].find((name) => recipient?.fields.has(name));
  if (tagField === undefined || key === undefined) return;
  const refused = privateReplyKeys.includes(key) && run.rules.channels.includes('instagram');
  const severity = refused ? 'error' : 'warning';
  reportAt(run, 'send-api/private-reply-tag', tagField.keyPlace, { key }, { severity });
}

function checkContent(run: RuleRun, tag: string | undefined): void {
  const tagField = requestField(run, 'tag');
  const message = messageOf(run);
  if (tagField === undefined || message === undefined) return;
  const templates = templatesOf(run);
  const coupon = templates.find((template) => template.variant === 'coupon');
  if (coupon !== undefined) reportAt(run, 'send-api/coupon-tag', tagField.keyPlace, {});
  if (tag !== feedbackTag) return;
  // An attachment whose kind only the data says may be the right one.
  const attachment = message.fields.get('attachment');
  const open = attachment !== undefined && templates.some((template) => template.shape === undefined);
  const template = feedbackTemplate;
  if (open || templates.some((found) => found.variant === template)) return;
  const misread = attachment !== undefined && attachment.value.kind !== 'object';
  if (!misread) reportAt(run, 'send-api/feedback-tag', tagField.keyPlace, { tag, template });
}

const feedbackTemplate = 'customer_feedback';
