/** List and open graph templates (rules 3.12), removed in 2019: known by name, with their last form. */
import { buttonList, buttons, defaultAction } from '../buttons.ts';
import {
  boolean,
  characters,
  choice,
  fact,
  field,
  items,
  link,
  list,
  mediaUrl,
  object,
  removed,
  required,
  text,
} from '../facts.ts';
import type { ObjectShape } from '../schema.ts';

const listed = fact('R3.12-1', 'VX, KX, RS, FQ', '2+');
const song = fact('R3.12-2', 'VX, KX', '2+');
const oneButton = buttonList(buttons, [items(fact('R4.2-7', 'VX, KX', '2+'), 0, 1)]);

const listElement: ObjectShape = object('list element', 'One row.', {
  title: required(listed, 'Headline.', text({ limits: [characters(listed, 1, 80)] })),
  subtitle: field(listed, 'Line under the title.', text({ limits: [characters(listed, 0, 80)] })),
  image_url: field(listed, 'Picture.', mediaUrl(listed)),
  default_action: field(listed, 'What a tap opens.', defaultAction),
  buttons: field(listed, 'At most one button.', oneButton),
});

export const listTemplate: ObjectShape = object(
  'list template',
  'Removed in 2019: rows of text and pictures.',
  {
    top_element_style: field(
      listed,
      'Form of the first row.',
      choice([
        { value: 'large', doc: 'With a large picture (default).' },
        { value: 'compact', doc: 'Like the others.' },
      ]),
    ),
    elements: required(listed, '2 to 4 rows.', list(listElement, { limits: [items(listed, 2, 4)] })),
    buttons: field(listed, 'At most one button.', oneButton),
    sharable: field(listed, 'True showed a share button.', boolean),
  },
  {
    availability: [
      removed(fact('R3.1-15', 'YM, TPL', '2+'), 'use the generic template, a carousel', '2019-08'),
    ],
  },
);

export const openGraph: ObjectShape = object(
  'open graph template',
  'Removed in 2019: a song.',
  {
    elements: required(
      song,
      'Exactly one element.',
      list(
        object('open graph element', 'The song.', {
          url: required(song, 'Page of the song.', link(song)),
          buttons: field(song, 'Up to 3 buttons.', buttonList(buttons, [items(song, 0, 3)])),
        }),
        { limits: [items(song, 1, 1)] },
      ),
    ),
    sharable: field(song, 'True showed a share button.', boolean),
  },
  {
    availability: [
      removed(
        fact('R3.1-16', 'YM, TPL', '2+'),
        'use the generic template with a picture, or a link in the text',
        '2019-08',
      ),
    ],
  },
);
