/** Generic template (rules 3.2): a carousel of cards. */
import { buttonList, buttons, defaultAction } from '../buttons.ts';
import {
  boolean,
  characters,
  choice,
  fact,
  field,
  items,
  list,
  mediaUrl,
  object,
  removed,
  required,
  status,
  text,
} from '../facts.ts';
import type { ObjectShape } from '../schema.ts';

export const genericElement: ObjectShape = object(
  'generic element',
  'A card: title and at least one more property.',
  {
    title: required(
      fact('R3.2-4', 'T-GEN, KX, CB', '2+'),
      'Headline of the card.',
      text({ limits: [characters(fact('R3.2-4', 'T-GEN, KX, CB', '2+'), 1, 80)] }),
    ),
    subtitle: field(
      fact('R3.2-5', 'T-GEN, KX, CB', '2+'),
      'Smaller line under the title.',
      text({ limits: [characters(fact('R3.2-5', 'T-GEN, KX, CB', '2+'), 0, 80)] }),
    ),
    image_url: field(
      fact('R3.2-6', 'T-GEN', '1'),
      'Picture above the title; anything but 1.91:1 is cropped, a GIF does not move.',
      mediaUrl(fact('R3.2-6', 'T-GEN', '1')),
    ),
    default_action: field(
      fact('R3.2-7', 'T-GEN, RS, SO', '2+'),
      'What a tap on the card opens: a URL button without title.',
      defaultAction,
    ),
    buttons: field(
      fact('R3.2-8', 'T-GEN, KX', '2+'),
      'Up to 3 buttons under the card.',
      buttonList(buttons, [items(fact('R3.2-8', 'T-GEN, KX', '2+'), 1, 3)]),
    ),
    item_url: field(fact('R3.2-10', 'RS', '1'), 'Old form of default_action.', text(), {
      availability: [removed(fact('R3.2-10', 'RS', '1'), 'use default_action')],
    }),
  },
);

export const generic: ObjectShape = object(
  'generic template',
  'Up to 10 cards side by side.',
  {
    elements: required(
      fact('R3.2-1', 'T-GEN, KX, RS', '2+'),
      'The cards, 1 to 10.',
      list(genericElement, { limits: [items(fact('R3.2-1', 'T-GEN, KX, RS', '2+'), 1, 10)] }),
    ),
    sharable: field(fact('R3.2-2', 'T-GEN', '1'), 'True shows a share button. Default false.', boolean),
    image_aspect_ratio: field(
      fact('R3.2-3', 'KX, SO, M4', '2+'),
      'Form of the pictures; gone from Meta’s page of 2026.',
      choice([
        { value: 'horizontal', doc: '1.91:1 (default).' },
        { value: 'square', doc: '1:1.' },
      ]),
      {
        availability: [
          status(fact('R3.2-3', 'KX, SO, M4', '2+'), {
            level: 'warning',
            status: 'undocumented',
            replacement: 'leave it out and crop the pictures to 1.91:1',
          }),
        ],
      },
    ),
  },
  { from: fact('R3.1-1', 'TPL, CL', '2+') },
);
