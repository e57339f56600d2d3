/** Quick replies hang on a text or an attachment; equal titles are odd. */
import type { Node } from '../../bind/model.ts';
import { contentKeys, quickReplyHosts } from '../../send-api/message.ts';
import { constantOf } from './constant.ts';
import { itemsOf, messageOf } from './find.ts';
import type { RuleRun } from './run.ts';
import { reportAt } from './run.ts';

export function quickReplies(run: RuleRun): void {
  const message = messageOf(run);
  const field = message?.fields.get('quick_replies');
  if (message === undefined || field === undefined || field.unchecked) return;
  const hosts = quickReplyHosts.some((key) => message.fields.has(key));
  // A message without any content is reported by messageContent.
  const content = contentKeys.find((key) => message.fields.has(key));
  if (!hosts && content !== undefined)
    reportAt(run, 'send-api/quick-reply-host', field.keyPlace, { content });
  checkTitles(run, field.value);
}

function checkTitles(run: RuleRun, list: Node): void {
  const seen = new Set<string>();
  for (const reply of itemsOf(list)) {
    if (reply.kind !== 'object') continue;
    const titleNode = reply.fields.find((field) => field.key === 'title')?.value;
    const title = constantOf(titleNode);
    if (titleNode === undefined || title === undefined || title === '') continue;
    if (seen.has(title)) reportAt(run, 'send-api/duplicate-reply', titleNode, { title });
    seen.add(title);
  }
}
