/** What the language's shorter ways of writing a message mean, as data for bind, completion and docs. */
import { message } from './message.ts';
import { request } from './request.ts';
import { ownValue } from './resolve.ts';
import type { ObjectShape } from './schema.ts';
import { templates } from './templates/index.ts';

/** `image: https://…` and the like: sugar key -> attachment type. A list of images is `message.attachments`. */
export const mediaKeys: Readonly<Record<string, string>> = {
  image: 'image',
  video: 'video',
  audio: 'audio',
  file: 'file',
};

/** The key whose value may be a list, which then becomes this message field. */
export const mediaList = { key: 'image', field: 'attachments' } as const;

export interface TemplateSugar {
  readonly templateType: string;
  readonly shape: ObjectShape;
  /** A list in place of the payload is the value of this field. */
  readonly list?: string;
  /** The keys of the one element may stand directly in the payload, beside the payload's own. */
  readonly single?: boolean;
  /** Items of the list may be plain texts: this key of theirs. */
  readonly itemText?: string;
}

const single = new Set(['media', 'image_grid']);
const itemText: Readonly<Record<string, string>> = { product: 'id' };

/** `generic: …`, `receipt: …`: sugar key -> what it means. Removed templates too, so that a diagnostic can say so. */
export const templateKeys: Readonly<Record<string, TemplateSugar>> = Object.fromEntries(
  Object.entries(templates.variants).map(([templateType, shape]) => [
    templateType,
    {
      templateType,
      shape,
      ...(shape.fields['elements'] === undefined ? {} : { list: 'elements' }),
      ...(single.has(templateType) ? { single: true } : {}),
      ...(ownValue(itemText, templateType) === undefined
        ? {}
        : { itemText: ownValue(itemText, templateType) }),
    },
  ]),
);

/** `text` with `buttons` is this template. */
export const textWithButtons = { keys: ['text', 'buttons'], templateType: 'button' } as const;

/** `react: {…}` is `sender_action: react` with the mapping as `payload`. */
export const reactionKeys: Readonly<
  Record<string, { readonly senderAction: string; readonly payload: string }>
> = {
  react: { senderAction: 'react', payload: 'payload' },
  unreact: { senderAction: 'unreact', payload: 'payload' },
};

/** Fields of the request, beside which those of the message may stand directly. */
export const requestFields: readonly string[] = Object.keys(request.fields).filter(
  (key) => key !== 'message',
);

/** Fields of the message. */
export const messageFields: readonly string[] = Object.keys(message.fields);

/** Request fields whose mapping may be written as this one text: `reply_to: MID`. */
export const textForms: Readonly<Record<string, string>> = { reply_to: 'mid' };

/** Attachment type that holds templates. */
export const templateAttachment = 'template';

/** Sender actions that a step may be as a lone word. */
export const actionWords: readonly string[] = ['mark_seen', 'typing_on', 'typing_off'];
