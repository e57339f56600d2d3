/** Image grid template (rules 3.9, new on 2026-06-30): 2 to 6 images with text and buttons. */
import { buttonList, buttonsOf, imageAction } from '../buttons.ts';
import {
  boolean,
  characters,
  fact,
  field,
  items,
  list,
  mediaUrl,
  messengerOnly,
  newer,
  object,
  required,
  text,
} from '../facts.ts';
import type { ObjectShape } from '../schema.ts';

const page = (rule: string) => fact(rule, 'T-GRID', '1');

export const gridImage: ObjectShape = object('grid image', 'One image of the grid.', {
  url: required(page('R3.9-8'), 'Where Meta fetches the image.', mediaUrl(page('R3.9-8'))),
  is_hero_image: field(page('R3.9-9'), 'True for the large image; at most one.', boolean),
  action: field(fact('R3.9-10', 'T-GRID, CL', '2+'), 'What a tap on the image does.', imageAction),
});

export const gridElement: ObjectShape = object('image grid element', 'The images, with text and buttons.', {
  images: required(
    fact('R3.9-7', 'T-GRID, CL', '2+'),
    'The images, 2 to 6.',
    list(gridImage, { limits: [items(fact('R3.9-7', 'T-GRID, CL', '2+'), 2, 6)] }),
  ),
  title: field(page('R3.9-11'), 'Headline.', text({ limits: [characters(page('R3.9-11'), 0, 45)] })),
  subtitle: field(
    page('R3.9-12'),
    'Line under the title.',
    text({ limits: [characters(page('R3.9-12'), 0, 80)] }),
  ),
  buttons: field(
    page('R3.9-13'),
    'Up to 3 buttons: web_url and postback.',
    buttonList(buttonsOf(fact('R4.2-4', 'T-GRID', '1'), 'the image grid', ['web_url', 'postback']), [
      items(page('R3.9-13'), 0, 3),
    ]),
  ),
});

export const imageGrid: ObjectShape = object(
  'image grid template',
  'Two to six images as one message.',
  {
    elements: required(
      page('R3.9-6'),
      'Exactly one element.',
      list(gridElement, { limits: [items(page('R3.9-6'), 1, 1)] }),
    ),
  },
  {
    availability: [
      messengerOnly(fact('R3.1-10', 'T-GRID, CL', '2+'), 'send attachments'),
      newer(fact('R3.1-10', 'T-GRID, CL', '2+'), '2026-06-30', 'send a generic template'),
    ],
  },
);
