/** Media template (rules 3.4): one image or video with buttons. */
import { buttonList, buttonsOf } from '../buttons.ts';
import {
  boolean,
  choice,
  fact,
  field,
  format,
  items,
  list,
  messengerOnly,
  object,
  required,
  text,
} from '../facts.ts';
import type { ObjectShape } from '../schema.ts';

const url = fact('R3.4-4', 'T-MED', '1');

export const mediaElement: ObjectShape = object(
  'media element',
  'An image or video: exactly one of url and attachment_id.',
  {
    media_type: required(
      fact('R3.4-2', 'T-MED, YM', '2+'),
      'image or video.',
      choice([
        { value: 'image', doc: 'A picture.' },
        { value: 'video', doc: 'A video.' },
      ]),
    ),
    attachment_id: field(fact('R3.4-3', 'T-MED, SO', '2+'), 'Id of a file uploaded before.', text()),
    url: field(
      url,
      'A picture or video on Facebook: https://www.facebook.com/<page>/videos/<n> and the like. Other sites are refused.',
      text({ formats: [format(url, 'url'), format(url, 'facebook-media-url')] }),
    ),
    buttons: field(
      fact('R3.4-5', 'T-MED', '2+'),
      'Up to 3 buttons.',
      buttonList(
        buttonsOf(fact('R4.2-3', 'T-MED, B-ALL', '2+'), 'the media template', [
          'web_url',
          'postback',
          'phone_number',
          'account_link',
        ]),
        [items(fact('R3.4-5', 'T-MED, KX, SO', '2+'), 0, 3)],
        [items(fact('D-11', 'KX, SO', '2+'), 0, 1, { profile: 'v21.0', level: 'information' })],
      ),
    ),
  },
);

export const media: ObjectShape = object(
  'media template',
  'One image or video with buttons.',
  {
    elements: required(
      fact('R3.4-1', 'T-MED, KX', '2+'),
      'Exactly one element.',
      list(mediaElement, { limits: [items(fact('R3.4-1', 'T-MED, KX', '2+'), 1, 1)] }),
    ),
    sharable: field(fact('R3.4-6', 'T-MED', '1'), 'True shows a share button. Default false.', boolean),
  },
  { availability: [messengerOnly(fact('R3.1-3', 'TPL, IG-PT', '2+'), 'send the file as an attachment')] },
);
