/** A file's ending fits the type of its attachment (A-10; R9-14 to R9-17 on Instagram). */
import type { TextNode } from '../../bind/model.ts';
import { attachment, attachments } from '../../send-api/attachment.ts';
import { fileTypes, knownEndings } from '../../send-api/file-types.ts';
import { ownValue } from '../../send-api/resolve.ts';
import type { Facts } from '../facts.ts';
import { constantField } from './find.ts';
import { possibleTexts } from './possible.ts';
import type { RuleRun } from './run.ts';
import { reportAt } from './run.ts';
import { isAbout } from './scopes.ts';
import type { ObjectVisit } from './tree.ts';
import { channelName } from './wording.ts';

export function attachmentFiles(run: RuleRun): void {
  for (const object of run.tree.objects) {
    const { parent } = object;
    if (parent === undefined || object.key !== 'payload') continue;
    if (parent.union !== attachment && parent.union !== attachments.of) continue;
    const url = object.fields.get('url') ?? object.fields.get('attachment_id');
    const isFile = url?.key === 'url' || (url?.value.kind === 'text' && url.value.upload !== undefined);
    if (isFile && url?.value.kind === 'text') check(run, parent, url.value, object.present);
  }
}

function check(run: RuleRun, object: ObjectVisit, node: TextNode, present: Facts): void {
  const type = constantField(object, 'type') ?? '';
  const possible = possibleTexts(node, present);
  if (possible.kind !== 'finite') return;
  for (const rule of ownValue(fileTypes, type) ?? []) {
    if (!isAbout(rule, run.rules)) continue;
    const { endings, channel } = rule;
    const odd = possible.texts.map(endingOf).find((e) => knownEndings.has(e) && !endings.includes(e));
    if (odd === undefined) continue;
    const where = channel === undefined ? '' : ` on ${channelName(channel)}`;
    reportAt(run, 'send-api/file-type', node, { type, ending: odd, where, endings: endings.join(', ') });
    return;
  }
}

/** The ending of the file's name, in small letters; '' where it has none. */
function endingOf(url: string): string {
  const path = url.replace(/[?#].*$/s, '').replace(/^https?:\/\/[^/]*/i, '');
  return /\.([A-Za-z0-9]{1,5})$/.exec(path)?.[1]?.toLowerCase() ?? '';
}
