/** `message.attachment` and the items of `message.attachments` (rules 2.3). */
import {
  boolean,
  fact,
  field,
  items,
  list,
  mediaUrl,
  newer,
  object,
  required,
  status,
  text,
  union,
} from './facts.ts';
import type { Availability, Field, ListShape, ObjectShape, UnionShape } from './schema.ts';
import { templates } from './templates/index.ts';

const source = fact('A-2', 'SM, SAV, YM, RF', '2+');

const mediaFields: Readonly<Record<string, Field>> = {
  url: field(
    source,
    'Where Meta fetches the file: public, with a valid certificate, at most 25 MB (images 8 MB).',
    mediaUrl(fact('A-9', 'ERR, SM', '2+')),
  ),
  attachment_id: field(
    source,
    'Id of a file uploaded before; works for 90 days, for the Page that uploaded it.',
    text(),
  ),
  is_reusable: field(
    fact('A-3', 'SM, SAV, RF', '2+'),
    'True keeps the file for more messages: the answer then holds its attachment_id. Default false.',
    boolean,
  ),
};

/** Payload of an image, audio, video or file: exactly one of url and attachment_id. */
export const mediaPayload: ObjectShape = object(
  'attachment payload',
  'The file: exactly one of url and attachment_id.',
  mediaFields,
);

const media = (kind: string, doc: string): ObjectShape =>
  object(`${kind} attachment`, doc, {
    payload: required(fact('A-2', 'SM, SAV, YM, RF', '2+'), 'Which file.', mediaPayload),
  });

const instagramOnly: Availability = status(fact('A-1b', 'IG-SM, PMN', '2+'), {
  channel: 'messenger',
  level: 'error',
  status: 'unsupported',
  replacement: 'it exists on Instagram only',
});

const received = 'it exists in messages that people send, not in those that a bot sends';

export const attachment: UnionShape = union(fact('A-1', 'SEED, SM', 'seed+'), 'Kind of the attachment.', {
  name: 'attachment',
  doc: 'A file or a template.',
  discriminator: 'type',
  variants: {
    image: media('image', 'A picture: JPEG, PNG or GIF; at most 8 MB by URL.'),
    audio: media('audio', 'A sound file, at most 25 MB.'),
    video: media('video', 'A video, at most 25 MB; Meta must fetch it within 75 seconds.'),
    file: media('file', 'Any file, at most 25 MB; on Instagram PDF only.'),
    template: object('template attachment', 'A structured message.', {
      payload: required(fact('A-12', 'SEED, TPL', 'seed+'), 'The template.', templates),
    }),
    like_heart: object('heart', 'A heart sticker, on Instagram.', {}, { availability: [instagramOnly] }),
    MEDIA_SHARE: object(
      'shared post',
      'A post of the business itself, on Instagram.',
      {
        payload: required(
          fact('A-1b', 'IG-SM, PMN', '2+'),
          'Which post.',
          object('shared post payload', 'The post.', {
            id: required(fact('A-1b', 'IG-SM, PMN', '2+'), 'Id of a post that the account owns.', text()),
          }),
        ),
      },
      { availability: [instagramOnly] },
    ),
  },
  elsewhere: {
    LOCATION: received,
    FALLBACK: received,
    REEL: received,
    IG_REEL: received,
    POST: received,
    IG_POST: received,
    STICKER: received,
    location: received,
    fallback: received,
    reel: received,
    ig_reel: received,
    post: received,
    ig_post: received,
    sticker: received,
  },
});

const imageOnly = 'attachments takes images only: send other files one by one as attachment';
const several = fact('A-13', 'SM, IG-SM', '2+');

const imageItem: UnionShape = union(several, 'Always image.', {
  name: 'image of attachments',
  doc: 'One of several images.',
  discriminator: 'type',
  variants: {
    image: object('image attachment', 'A picture.', {
      payload: required(
        several,
        'Which picture.',
        object('image payload', 'The picture: url (on Instagram also attachment_id).', {
          url: field(several, 'Where Meta fetches the picture.', mediaUrl(fact('A-9', 'ERR, SM', '2+'))),
          attachment_id: field(several, 'Id of a picture uploaded before.', text(), {
            availability: [
              status(several, {
                channel: 'messenger',
                level: 'error',
                status: 'unsupported',
                replacement: 'give the url: ids are for Instagram',
              }),
            ],
          }),
        }),
      ),
    }),
  },
  elsewhere: { audio: imageOnly, video: imageOnly, file: imageOnly, template: imageOnly },
});

/** `message.attachments`: several images in one message. */
export const attachments: ListShape = list(imageItem, {
  doc: 'Several images in one message.',
  limits: [
    items(fact('M-4', 'IG-SM, CL', '2+'), 1, 10, { channel: 'instagram' }),
    items(fact('M-4', 'SM, CL', '2+'), 1, 30),
  ],
});

export const attachmentsAvailability: readonly Availability[] = [
  newer(fact('M-4', 'SM, CL', '2+'), '2025-03-19', 'send one image a message'),
];
