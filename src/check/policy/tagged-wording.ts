/** Wording that a message tag is not for: promotion, surveys, what comes again and again (R5-1 to R5-5, TG-1). */
import type { Message, ObjectNode } from '../../bind/model.ts';
import type { Code } from '../../diagnostics/catalog.ts';
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.ts';
import { findWording } from '../../policy/find-wording.ts';
import { enough, judgePromotion } from '../../policy/judge-promotion.ts';
import { tagRules } from '../../policy/tag-rules.ts';
import { constantOf } from '../send-api/constant.ts';
import { type ReadText, readTexts } from './read-texts.ts';

type Report = (diagnostic: Diagnostic) => void;
type WordingCode = Extract<
  Code,
  'policy/promotional-wording' | 'policy/survey-wording' | 'policy/recurring-wording'
>;

/** Costs nothing for a message without a tag. */
export function taggedWording(message: Message, language: string, report: Report): void {
  for (const { value } of message.steps) {
    if (value.kind === 'wait') continue;
    for (const { body } of value.variants ?? [value]) checkBodyWording(body, language, report);
  }
}

function checkBodyWording(body: ObjectNode, language: string, report: Report): void {
  const field = body.fields.find(({ key }) => key === 'tag');
  if (field === undefined || field.unchecked) return;
  const tag = constantOf(field.value);
  // Whatever tag the data gives, promotion is not what it is for.
  const rule = tag === undefined ? undefined : tagRules.find((r) => r.tag === tag);
  if (tag !== undefined && rule === undefined) return;
  for (const group of readTexts(body)) {
    const { text, places } = joinTexts(group);
    const promotion = judgePromotion(text, language);
    if (promotion.score >= enough)
      reportWords(report, 'policy/promotional-wording', tag, placed(promotion.found, places));
    if (rule?.survey)
      reportWords(report, 'policy/survey-wording', tag, placed(findWording(text, 'survey'), places));
    if (rule?.recurring)
      reportWords(report, 'policy/recurring-wording', tag, placed(findWording(text, 'recurring'), places));
  }
}

interface Words {
  readonly from: ReadText;
  /** Offsets into the text of `from`. */
  readonly start: number;
  readonly end: number;
  /** Strong phrases come first. */
  readonly points?: number;
}

/** The texts of a card one under the other, and where each begins. */
function joinTexts(group: readonly ReadText[]) {
  const places: { readonly at: number; readonly from: ReadText }[] = [];
  let text = '';
  for (const from of group) {
    places.push({ at: text.length, from });
    text += `${from.text}\n`;
  }
  return { text, places };
}

function placed(
  found: readonly Pick<Words, 'start' | 'end' | 'points'>[],
  places: ReturnType<typeof joinTexts>['places'],
): Words[] {
  return found.flatMap(({ start, end, points }) => {
    const place = places.findLast(({ at }) => at <= start);
    return place ? [{ from: place.from, start: start - place.at, end: end - place.at, points }] : [];
  });
}

/** One finding for each text that holds some of the words, at the clearest of them. */
function reportWords(
  report: Report,
  code: WordingCode,
  tag: string | undefined,
  words: readonly Words[],
): void {
  for (const from of new Set(words.map((word) => word.from))) {
    const own = words
      .filter((word) => word.from === from)
      .sort((a, b) => (b.points ?? 0) - (a.points ?? 0) || a.start - b.start);
    const [first, ...others] = own.map((word) => rangeOf(word));
    const quoted = own.map(({ start, end }) => from.text.slice(start, end).replace(/\s+/g, ' '));
    const { file, range } = from.node;
    if (first === undefined) continue;
    report(
      diagnostic(
        code,
        file,
        first,
        { tag: tag ?? 'a message tag', words: [...new Set(quoted)] },
        {
          silencedAt: range.start,
          related: others.map((other) => ({ file, range: other, message: 'counted too' })),
        },
      ),
    );
  }
}

function rangeOf({ from, start, end }: Words) {
  const { node, offsets } = from;
  return node.text.map.range(offsets[start] ?? 0, (offsets[end - 1] ?? 0) + 1);
}
