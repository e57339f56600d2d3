import { integer, type JsonSchema, list, object, oneOfValues, text, url } from './schema.ts';

const noUrl = (rule: string, min: number, max: number) => text(rule, min, max, { format: 'no-url' });

const privacy = (rule: string) => object({ url: url(rule) }, ['url'], { 'x-rule': rule });

/** R3.8-7 to R3.8-12: which scores go with which question. `1_to_5` is the page's own slip and is let through (R3.8-11). */
const question: JsonSchema = object(
  {
    id: text('R3.8-6', 1, 80, { pattern: '^[A-Za-z0-9_]+$' }),
    type: oneOfValues('R3.8-7', ['csat', 'nps', 'ces', 'free_form']),
    title: noUrl('R3.8-8', 5, 85),
    score_label: oneOfValues('R3.8-9', [
      'neg_pos',
      'hard_easy',
      'dis_sat',
      'unlike_like',
      'poor_great',
      'none',
    ]),
    score_option: oneOfValues('R3.8-10', [
      'one_to_five',
      '1_to_5',
      'five_stars',
      'five_emojis',
      'zero_to_ten',
      'one_to_seven',
    ]),
    follow_up: object(
      { type: { const: 'free_form', 'x-rule': 'R3.8-12' }, placeholder: noUrl('R3.8-12', 0, 65) },
      ['type'],
    ),
  },
  ['id', 'type'],
  {
    allOf: [
      scoreOptions('csat', ['one_to_five', '1_to_5', 'five_stars', 'five_emojis']),
      scoreOptions('nps', ['zero_to_ten']),
      scoreOptions('ces', ['one_to_seven']),
    ],
  },
);

/** R3.8-1 to R3.8-15. */
export const customerFeedbackTemplate: JsonSchema = object(
  {
    template_type: { const: 'customer_feedback' },
    title: noUrl('R3.8-1', 1, 65),
    subtitle: noUrl('R3.8-2', 1, 80),
    button_title: noUrl('R3.8-3', 1, 20),
    feedback_screens: list(
      'R3.8-4',
      object({ questions: list('R3.8-5', question, 1, 1) }, ['questions']),
      1,
      1,
    ),
    business_privacy: privacy('R3.8-13'),
    expires_in_days: integer('R3.8-14', 1, 7),
  },
  ['template_type', 'title', 'subtitle', 'button_title', 'feedback_screens', 'business_privacy'],
);

/** R3.9-4 is not documented in full: any keys pass, two levels deep. */
const contactOverride: JsonSchema = {
  type: 'object',
  additionalProperties: {
    type: ['string', 'boolean', 'number', 'object'],
    additionalProperties: { type: ['string', 'boolean', 'number'] },
  },
};

/** R3.9-1 to R3.9-4. */
export const customerInformationTemplate: JsonSchema = object(
  {
    template_type: { const: 'customer_information' },
    countries: list('R3.9-1', text('R3.9-1', 1, undefined, { pattern: '^[A-Z]{2}$' }), 1),
    business_privacy: privacy('R3.9-2'),
    expires_in_days: integer('R3.9-3', 1, 7),
    contact_overrides: list('R3.9-4', contactOverride, 0),
  },
  ['template_type', 'countries', 'business_privacy'],
);

/** R3.9-5. */
export const instantFormTemplate: JsonSchema = object(
  { template_type: { const: 'instant_form' }, form_id: text('R3.9-5', 1) },
  ['template_type', 'form_id'],
);

function scoreOptions(type: string, options: readonly string[]): JsonSchema {
  return {
    if: { properties: { type: { const: type } }, required: ['type'] },
    then: { properties: { score_option: oneOfValues('R3.8-10', options) } },
  };
}
