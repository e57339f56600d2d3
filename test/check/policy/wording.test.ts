import { expect, test } from 'vitest';
import { judgePromotion } from '../../../src/policy/judge-promotion.ts';
import { wordLists } from '../../../src/policy/words/index.ts';
import { analyzeText } from '../../pipeline/testdata.ts';

/** Code and the underlined text of each finding about wording. */
function wording(text: string): string[] {
  return analyzeText(text, 'm.msg.yaml')
    .diagnostics.filter(({ code }) => /^policy\/.*-wording$/.test(code))
    .map(({ code, file, range }) => `${code} @ ${file.text.slice(range.start, range.end)}`);
}

const tagged = (body: string, tag = 'POST_PURCHASE_UPDATE') =>
  `messages:\n  m:\n    tag: ${tag}\n${body.replace(/^/gm, '    ')}\n`;

test('exactly the words are underlined, through quotes, escapes and block scalars', () => {
  expect(wording(tagged('text: Hello Ana. Shop now!'))).toEqual(['policy/promotional-wording @ Shop now']);
  expect(wording(tagged('text: "Caf\\u00e9 \\U0001F600 \\"Mugs\\": get 20\\u0025 off"'))).toEqual([
    'policy/promotional-wording @ 20\\u0025 off',
  ]);
  expect(wording(tagged('text: |-\n  Hello.\n  Use promo code ANNA today.'))).toEqual([
    'policy/promotional-wording @ promo code',
  ]);
});

test('without a tag nothing is said, nor in a receipt', () => {
  expect(wording('messages:\n  m: { messaging_type: UPDATE, text: "50% off, shop now!" }\n')).toEqual([]);
  const receipt = `receipt:
  recipient_name: Ana
  order_number: A-1
  currency: EUR
  payment_method: Visa
  summary: { subtotal: 20, total_cost: 10 }
  elements: [{ title: Mug 50% off flash sale, price: 20 }]
  adjustments: [{ name: Promo code, amount: 10 }]`;
  expect(wording(tagged(receipt))).toEqual([]);
});

test('an expression may bring the number, branches are judged, payloads are not', () => {
  expect(wording(`params: { n: integer(1..9) }\n${tagged('text: Save {{n}}% on everything')}`)).toHaveLength(
    1,
  );
  expect(wording(`params: { n: boolean }\n${tagged('text: "Sent. {{#if n}}Shop now!{{/if}}"')}`)).toEqual([
    'policy/promotional-wording @ Shop now',
  ]);
  expect(wording(tagged('text: Sent.\nquick_replies: [Thanks -> SHOP NOW 50% OFF]'))).toEqual([]);
});

test('a card is judged as one, its words told where they stand', () => {
  const card =
    'generic:\n  - title: Mugs\n    subtitle: Blue and white\n    buttons: [Shop now -> https://x.example/]';
  expect(wording(tagged(card))).toEqual(['policy/promotional-wording @ Shop now']);
});

test('it can be silenced with a reason, also above a block scalar', () => {
  const comment = '# sendspec-ignore policy/promotional-wording: name of the shop\n';
  const codes = (text: string) => analyzeText(text, 'm.msg.yaml').diagnostics.map(({ code }) => code);
  for (const text of ['text: Shop now!', 'text: |-\n  Hello.\n\n  Shop now!']) {
    expect(codes(tagged(text))).toContain('policy/promotional-wording');
    const silenced = codes(tagged(comment + text));
    expect(silenced).not.toContain('policy/promotional-wording');
    expect(silenced).not.toContain('spec/unused-ignore');
  }
});

test('surveys and recurring content, only under the tags that rules 5 name', () => {
  const survey = 'text: Please take part in our survey.';
  const statement = 'text: Your monthly statement is ready.';
  expect(wording(tagged(survey))).toEqual(['policy/survey-wording @ survey']);
  expect(wording(tagged(survey, 'HUMAN_AGENT'))).toEqual([]);
  expect(wording(tagged(statement, 'ACCOUNT_UPDATE')).join()).toContain('policy/recurring-wording');
  expect(wording(tagged(statement))).toEqual([]);
});

test('HUMAN_AGENT in a sequence is told for its steps (TG-3)', () => {
  const text = 'messages:\n  m:\n    tag: HUMAN_AGENT\n    steps: [We looked into it., All is well.]\n';
  expect(analyzeText(text, 'm.msg.yaml').diagnostics.map(({ code }) => code)).toContain(
    'policy/human-agent-automated',
  );
});

test('marks and case do not matter where writers leave them out', () => {
  expect(judgePromotion('PROMOCIÓN', 'es')).toEqual({
    ...judgePromotion('promocion', 'es'),
    found: [{ start: 0, end: 9, points: 2 }],
  });
  expect(judgePromotion('خُصُومَات', 'ar').score).toBe(judgePromotion('خصومات', 'ar').score);
  expect(judgePromotion('và الخصومات', 'vi').score).toBe(2);
  expect(judgePromotion('ร้านเราลดราคาทุกชิ้น', 'th').score).toBeGreaterThanOrEqual(2);
  expect(judgePromotion('shopping nowhere', 'en').score).toBe(0);
});

test('phrases are written as word-list.ts says', () => {
  for (const { language, promotion, survey, recurring } of wordLists) {
    for (const phrase of [...Object.values(promotion), survey, recurring].join(',').split(/[,\n]/)) {
      const bare = phrase.replace(/\([^()[\]]*\)|\[[^()[\]]*\]/g, ' ');
      expect(bare, `${language}: ${phrase}`).not.toMatch(/[()[\]|]/);
      expect(phrase, `${language}: ${phrase}`).not.toMatch(/[^\s]\(|[^\s]\[|[)\]][^\s]/);
    }
  }
});
