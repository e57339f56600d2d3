/** Customer feedback template (rules 3.8): one question with a scale, a text box or both. */
import {
  characters,
  choice,
  fact,
  field,
  format,
  integer,
  items,
  link,
  list,
  messengerOnly,
  object,
  required,
  text,
  union,
} from '../facts.ts';
import type { EnumValue, Fact, Field, ObjectShape, TextShape, UnionShape } from '../schema.ts';

const page = (rule: string): Fact => fact(rule, 'T-FB', '1');
const words = (rule: string, min: number, max: number): TextShape =>
  text({ limits: [characters(page(rule), min, max)], formats: [format(page(rule), 'no-url')] });

const labels: readonly EnumValue[] = [
  { value: 'neg_pos', doc: 'From negative to positive (default of csat).' },
  { value: 'hard_easy', doc: 'From hard to easy (default of ces).' },
  { value: 'dis_sat', doc: 'From dissatisfied to satisfied.' },
  { value: 'unlike_like', doc: 'From unlikely to likely (default of nps).' },
  { value: 'poor_great', doc: 'From poor to great.' },
  { value: 'none', doc: 'No words at the ends.' },
];

const option = (...values: readonly EnumValue[]): Field =>
  field(page('R3.8-10'), 'The scale.', choice(values));

const numbered: EnumValue = {
  value: '1_to_5',
  doc: 'A spelling in one table of Meta’s page.',
  availability: [
    { ...page('R3.8-11'), level: 'warning', status: 'undocumented', replacement: 'write one_to_five' },
  ],
};

const followUp: ObjectShape = object(
  'follow-up',
  'A text box after the scale; answers hold at most 400 characters.',
  {
    type: required(
      page('R3.8-12'),
      'Always free_form.',
      choice([{ value: 'free_form', doc: 'A text box.' }]),
    ),
    placeholder: field(page('R3.8-12'), 'Words in the empty box, at most 65.', words('R3.8-12', 0, 65)),
  },
);

const base: Readonly<Record<string, Field>> = {
  id: required(
    page('R3.8-6'),
    'Names the answer in the webhook: letters, digits and underscores, at most 80.',
    text({ limits: [characters(page('R3.8-6'), 1, 80)], formats: [format(page('R3.8-6'), 'identifier')] }),
  ),
  title: field(
    page('R3.8-8'),
    'The question, 5 to 85 characters; Meta has one for each type.',
    words('R3.8-8', 5, 85),
  ),
};

const scored = (name: string, doc: string, scale: Field): ObjectShape =>
  object(name, doc, {
    ...base,
    score_label: field(page('R3.8-9'), 'Words at the ends of the scale.', choice(labels)),
    score_option: scale,
    follow_up: field(page('R3.8-12'), 'A text box after the scale.', followUp),
  });

/** One title, at most one scale and at most one text box (R3.8-15). */
const noScale = 'a free_form question has a text box only; use csat, nps or ces for a scale';

export const feedbackQuestion: UnionShape = union(page('R3.8-7'), 'What is measured.', {
  name: 'feedback question',
  doc: 'The question.',
  discriminator: 'type',
  variants: {
    csat: scored(
      'csat question',
      'Customer satisfaction.',
      option(
        { value: 'one_to_five', doc: 'Numbers 1 to 5.' },
        { value: 'five_stars', doc: 'Five stars (default).' },
        { value: 'five_emojis', doc: 'Five faces.' },
        numbered,
      ),
    ),
    nps: scored(
      'nps question',
      'Would they recommend it?',
      option({ value: 'zero_to_ten', doc: 'Numbers 0 to 10.' }),
    ),
    ces: scored(
      'ces question',
      'How easy was it?',
      option({ value: 'one_to_seven', doc: 'Numbers 1 to 7.' }),
    ),
    free_form: object('free_form question', 'A text box alone.', base, {
      misplaced: { score_label: noScale, score_option: noScale, follow_up: noScale },
    }),
  },
});

export const businessPrivacy: ObjectShape = object('business privacy', 'The privacy policy.', {
  url: required(
    fact('R3.8-13', 'T-FB, T-SI', '1'),
    'Page of the privacy policy.',
    link(fact('R3.8-13', 'T-FB, T-SI', '1')),
  ),
});

const screen: ObjectShape = object('feedback screen', 'One page of the form.', {
  questions: required(
    page('R3.8-5'),
    'Exactly one question.',
    list(feedbackQuestion, { limits: [items(page('R3.8-5'), 1, 1)] }),
  ),
});

export const customerFeedback: ObjectShape = object(
  'customer feedback template',
  'Asks for a rating, inside the 24 hours or up to 7 days with the tag CUSTOMER_FEEDBACK.',
  {
    title: required(page('R3.8-1'), 'Headline, at most 65 characters, no link.', words('R3.8-1', 1, 65)),
    subtitle: required(
      page('R3.8-2'),
      'Line under the title, at most 80 characters, no link.',
      words('R3.8-2', 1, 80),
    ),
    button_title: required(
      page('R3.8-3'),
      'Words on the button, at most 20, no link.',
      words('R3.8-3', 1, 20),
    ),
    feedback_screens: required(
      page('R3.8-4'),
      'Exactly one screen.',
      list(screen, { limits: [items(page('R3.8-4'), 1, 1)] }),
    ),
    business_privacy: required(page('R3.8-13'), 'The privacy policy.', businessPrivacy),
    expires_in_days: field(
      page('R3.8-14'),
      'How long the form works, in days: 1 (default) to 7.',
      integer(1, 7),
    ),
  },
  {
    availability: [messengerOnly(fact('R3.1-7', 'T-FB, SEED', 'seed+'), 'ask with quick replies')],
  },
);
