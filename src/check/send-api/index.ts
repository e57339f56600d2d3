/** Every rule about one request body, but for lengths and counts (../length.ts). */
import type { ObjectNode } from '../../bind/model.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { RuleContext } from '../../send-api/schema.ts';
import type { Facts } from '../facts.ts';
import { actionAlone } from './action-alone.ts';
import { availability } from './availability.ts';
import { blankTexts } from './blank-texts.ts';
import { buttons } from './buttons.ts';
import { coupons } from './coupons.ts';
import { deciding } from './deciding.ts';
import { elements } from './elements.ts';
import { attachmentFiles } from './file-types.ts';
import { formats } from './formats.ts';
import { imageGrid } from './image-grid.ts';
import { kinds } from './kinds.ts';
import { mediaSource } from './media-source.ts';
import { messageContent } from './message-content.ts';
import { messageOrAction } from './message-or-action.ts';
import { missingFields } from './missing-fields.ts';
import { quickReplies } from './quick-replies.ts';
import { reactions } from './reactions.ts';
import { receipts } from './receipts.ts';
import { recipientKey } from './recipient-key.ts';
import type { Rule } from './run.ts';
import { tags } from './tags.ts';
import { buildTree } from './tree.ts';
import { unknownFields } from './unknown-fields.ts';
import { utility } from './utility.ts';
import { values } from './values.ts';

export const sendApiRules: readonly Rule[] = [
  unknownFields,
  missingFields,
  kinds,
  values,
  deciding,
  formats,
  blankTexts,
  availability,
  messageOrAction,
  messageContent,
  recipientKey,
  mediaSource,
  attachmentFiles,
  actionAlone,
  reactions,
  tags,
  utility,
  buttons,
  coupons,
  elements,
  quickReplies,
  imageGrid,
  receipts,
];

/**
 * Checks one body in the Send API's long form by the rules of its profile and of each of its channels. `present`: what is known
 * where it is sent.
 */
export function checkBody(
  body: ObjectNode,
  rules: RuleContext,
  report: (diagnostic: Diagnostic) => void,
  present: Facts,
): void {
  const tree = buildTree(body, present);
  for (const rule of sendApiRules) rule({ body, rules, tree, report });
}
