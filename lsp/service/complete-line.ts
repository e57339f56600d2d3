/** Buttons, quick replies and links in one line: words, the arrow, targets, options. */
import { rootEnv } from '../../src/check/environment.ts';
import { buttons, linkFields } from '../../src/send-api/buttons.ts';
import { standing } from './availability.ts';
import type { Offer } from './complete.ts';
import type { TextOffers } from './complete-text.ts';
import { keysOf } from './find-node.ts';
import type { Hole } from './hole.ts';
import { type NamedType, namesAt, propertiesOf } from './names-at.ts';
import { placeAt, valuesIn } from './place.ts';
import { escapeSnippet } from './print-snippet.ts';
import { lineAt } from './shape-at.ts';
import { typeWords } from './words.ts';

/** Undefined where no such line stands. */
export function completeLine(hole: Hole): TextOffers | undefined {
  const { before, after, found } = hole;
  const line = lineAt(found.path) ?? (isFragmentLine(hole) ? 'button' : undefined);
  if (line === undefined) return undefined;
  // expressions are no part of the line's own words
  const plain = before.replace(/\{\{.*?\}\}/gs, (text) => '.'.repeat(text.length));
  const arrow = plain.lastIndexOf('->');
  const target = arrow >= 0 ? plain.slice(arrow + 2) : line === 'link' ? plain : undefined;
  if (target !== undefined) return inTarget(hole, line, target);
  if (/^\s*login\s/.test(plain) && line === 'button') return { offers: links(hole), typed: '' };
  const isWord = /^\s*[\w-]*$/.test(plain);
  const offers: Offer[] = [];
  if (isWord) offers.push(...wordsAlone(hole, line));
  if (plain.trim() === '' && after.trim() === '') offers.push(...forms(hole, line));
  if (/\S\s+$/.test(plain) && !/(?:^|\s)->/.test(after)) offers.push(arrowOffer);
  return { offers, typed: isWord ? plain.trimStart() : '' };
}

/** A fragment may be a button or a quick reply: its arrow says so. */
function isFragmentLine({ found, before }: Hole): boolean {
  return keysOf(found.path)[0] === 'fragments' && found.path.length <= 3 && /(?:^|\s)->/.test(before);
}

function inTarget(hole: Hole, line: 'button' | 'reply' | 'link', target: string): TextOffers {
  const parens = /\S\s+\(([^()]*)$/.exec(target);
  if (line === 'reply') return { offers: parens && parens[1]!.trim() === '' ? [https] : [], typed: '' };
  if (parens) {
    const isLink = /^\s*(?:https?:\/\/|\.)/.test(target);
    return {
      offers: isLink ? linkOptions(parens[1]!) : [],
      typed: /[\p{L} ]*$/u.exec(parens[1]!)![0].trimStart(),
    };
  }
  if (/^\s*login\s+$/.test(target)) return { offers: links(hole), typed: '' };
  const [, typed] = /^\s*(\S*)$/.exec(target) ?? [];
  if (typed === undefined) return { offers: [], typed: '' };
  const atStart = typed === '' || !/[/:{.]/.test(typed);
  if (!atStart) return { offers: [], typed: '' };
  return { offers: [...links(hole), ...(line === 'button' ? otherTargets(hole) : [])], typed };
}

const arrowOffer: Offer = {
  label: '->',
  kind: 'word',
  doc: 'Behind it: a payload, a link or `tel:` and a number.',
  insert: '-> ',
  rank: 0,
};

const https: Offer = { label: 'https://', kind: 'value', detail: 'a link', rank: 0 };

function links(hole: Hole): Offer[] {
  // where the braces would be the first of a plain text, YAML takes them for a mapping
  const { before, after, found } = hole;
  const quoted = found.scalar.style === 'plain' && before.trim() === '' && after.trim() === '';
  const urls = urlPaths(namesAt(rootEnv(hole.reading.scopeAt(hole.found.path), new Set())));
  return [
    https,
    ...urls.map(
      ({ name, type }, i): Offer => ({
        label: `{{${name}}}`,
        kind: 'name',
        ...(quoted && { insert: `"{{${name}}}"` }),
        detail: typeWords(type),
        rank: 100 + i,
      }),
    ),
  ];
}

/** Paths to urls, two steps deep. */
function urlPaths(names: readonly NamedType[], depth = 0): NamedType[] {
  return names.flatMap(({ name, type }) => {
    if (type?.kind === 'string' && type.format === 'url') return [{ name, type }];
    if (type?.kind !== 'object' || depth > 1) return [];
    const inner = propertiesOf({ name, type, canonical: name, missing: false });
    return urlPaths(inner, depth + 1).map((p) => ({ ...p, name: `${name}.${p.name}` }));
  });
}

function otherTargets({ rules }: Hole): Offer[] {
  const usable = (type: string) => standing(buttons.variants[type]?.availability, rules) === 'fine';
  return [
    ...(usable('phone_number') ? [{ label: 'tel:+', doc: buttons.variants['phone_number']!.doc! }] : []),
    ...(usable('account_link')
      ? [{ label: 'login https://', doc: buttons.variants['account_link']!.doc! }]
      : []),
    ...(usable('account_unlink') ? [{ label: 'logout', doc: buttons.variants['account_unlink']!.doc! }] : []),
  ].map((o, i) => ({ ...o, kind: 'value' as const, rank: 10 + i }));
}

/** `logout`, `user_email`: lines of their own. */
function wordsAlone(hole: Hole, line: 'button' | 'reply' | 'link'): Offer[] {
  const isItem = hole.found.path.at(-1)?.kind === 'item';
  const words = isItem
    ? valuesIn(placeAt(hole.found.path)).map(({ value, doc }) => ({ label: value, doc }))
    : [];
  const usable = (type: string) => standing(buttons.variants[type]?.availability, hole.rules) === 'fine';
  const own =
    line !== 'button'
      ? words
      : [
          ...(usable('account_link')
            ? [{ label: 'login', doc: buttons.variants['account_link']!.doc!, insert: 'login https://' }]
            : []),
          ...(usable('account_unlink')
            ? [{ label: 'logout', doc: buttons.variants['account_unlink']!.doc! }]
            : []),
        ];
  return own.map((o, i) => ({ ...o, kind: 'value' as const, rank: 100 + i }));
}

/** The whole line, with places to fill in. */
function forms({ rules }: Hole, line: 'button' | 'reply' | 'link'): Offer[] {
  const usable = (type: string) => standing(buttons.variants[type]?.availability, rules) === 'fine';
  const made = (target: string, detail: string, rank: number): Offer => ({
    label: `Title -> ${target}`,
    kind: 'form',
    detail,
    doc: `Means:\n\n\`\`\`yaml\n${longForm(line, target)}\n\`\`\``,
    insert: `Title -> ${target}`,
    snippet: `\${1:Title} -> ${target === 'PAYLOAD' ? '${2:PAYLOAD}' : `${escapeSnippet(target)}$2`}`,
    rank,
  });
  const payload = made('PAYLOAD', line === 'reply' ? 'quick reply' : 'postback', 0);
  if (line !== 'button') return [payload];
  return [
    payload,
    made('https://', 'link', 1),
    ...(usable('phone_number') ? [made('tel:+', 'call', 2)] : []),
  ];
}

/** What the line is short for. */
function longForm(line: 'button' | 'reply' | 'link', target: string): string {
  if (line === 'reply') return 'content_type: text\ntitle: Title\npayload: PAYLOAD';
  if (target === 'PAYLOAD') return 'type: postback\ntitle: Title\npayload: PAYLOAD';
  return target === 'tel:+'
    ? 'type: phone_number\ntitle: Title\npayload: "+15551234567"'
    : 'type: web_url\ntitle: Title\nurl: https://…';
}

/** `Shop -> https://… (tall, |`. */
function linkOptions(inner: string): Offer[] {
  const given = inner.split(',').map((o) => o.trim());
  const last = given.pop() ?? '';
  if (/(?:^|,)\s*fallback\s/.test(inner) && last.startsWith('fallback')) return [https];
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
