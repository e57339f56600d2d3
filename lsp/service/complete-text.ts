/** Outside of expressions: values of a closed list, words that stand alone, options of a link, types of params. */

import { linkFields } from '../../src/send-api/buttons.ts';
import type { Hole, Offer } from './complete.ts';
import { openMustache } from './expression-at.ts';
import { nearestKey } from './find-node.ts';
import { placeAt, valuesIn } from './place.ts';
import { textKind } from './text-kind.ts';

export function completeText(hole: Hole): Offer[] {
  const { before, found } = hole;
  if (openMustache(before) !== undefined) return [];
  const kind = textKind(found.path);
  if (kind === 'template') {
    const options = linkOptions(hole);
    if (options) return options;
  }
  if (kind !== 'template' && kind !== 'type' && kind !== 'data') return [];
  if (/\s/.test(before.trim())) return [];
  return valuesIn(placeAt(found.path)).map(({ value, doc, deprecated }, i) => ({
    label: value,
    kind: 'value',
    doc,
    ...(deprecated && { deprecated }),
    rank: i + (deprecated ? 1000 : 0),
  }));
}

/** `Shop -> https://… (tall, |`. */
function linkOptions({ before, found }: Hole): Offer[] | undefined {
  const list = nearestKey(found.path) ?? '';
  if (!['buttons', 'tap', 'default_action'].includes(list)) return undefined;
  const isLink = /^(?:.*->\s*)?(?:https?:\/\/|\{\{)/s.test(before);
  const parens = /\s\(([^()]*)$/.exec(before);
  if (!isLink || !parens) return undefined;
  const given = parens[1]!.split(',').map((o) => o.trim());
  const last = given.pop() ?? '';
  if (last.startsWith('fallback ')) return [];
  const hasRatio = given.some((o) => ratios.includes(o));
  return options
    .filter(({ label }) => !given.some((g) => g.startsWith(label)) && !(hasRatio && ratios.includes(label)))
    .map((option, i) => ({ ...option, kind: 'value', rank: i }));
}

const { webview_height_ratio: ratio, messenger_extensions, fallback_url, webview_share_button } = linkFields;

const ratioValues = ratio?.shape.kind === 'text' ? (ratio.shape.values ?? []) : [];
const ratios = ratioValues.map((v) => v.value);

/** The words that grammar/options.ts reads, with what the fields that they stand for say. */
const options: readonly { readonly label: string; readonly doc?: string; readonly insert?: string }[] = [
  ...ratioValues.map(({ value, doc }) => ({ label: value, doc })),
  { label: 'extensions', doc: messenger_extensions?.doc },
  { label: 'fallback', doc: fallback_url?.doc, insert: 'fallback https://' },
  { label: 'no share', doc: webview_share_button?.doc },
];
