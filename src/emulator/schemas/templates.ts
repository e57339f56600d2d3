import { buttonPlaces, buttonSchema, defaultActionSchema, newerCardButtons } from './buttons.ts';
import { couponTemplate, productTemplate, receiptTemplate } from './commerce-templates.ts';
import {
  customerFeedbackTemplate,
  customerInformationTemplate,
  instantFormTemplate,
} from './form-templates.ts';
import {
  attachmentId,
  boolean,
  chosenBy,
  type Edition,
  type JsonSchema,
  list,
  notTogether,
  object,
  oneOfValues,
  text,
  url,
} from './schema.ts';

/** `attachment.payload` of a template (R3.1-1 to R3.1-16). */
export function templateSchema(edition: Edition): JsonSchema {
  return chosenBy('template_type', templates(edition), { 'x-rule': 'A-12' });
}

function templates({ profile, channel }: Edition): readonly JsonSchema[] {
  const withCalls = profile === 'current' && channel === 'messenger' ? newerCardButtons : [];
  const card = buttonSchema([...buttonPlaces[channel].card, ...withCalls]);
  const everywhere = [genericTemplate(card), buttonTemplate(card), productTemplate];
  if (channel === 'instagram') return everywhere; // R9-11
  return [
    ...everywhere,
    mediaTemplate(buttonSchema(buttonPlaces[channel].media)),
    receiptTemplate,
    couponTemplate,
    customerFeedbackTemplate,
    customerInformationTemplate,
    instantFormTemplate,
    oneTimeNotificationTemplate,
    ...(profile === 'current' ? [imageGridTemplate(buttonSchema(buttonPlaces[channel].grid))] : []),
  ];
}

/** R3.2-1 to R3.2-10. */
function genericTemplate(button: JsonSchema): JsonSchema {
  const element = object(
    {
      title: text('R3.2-4', 1, 80),
      subtitle: text('R3.2-5', 0, 80),
      image_url: url('R3.2-6'),
      default_action: defaultActionSchema,
      buttons: list('R3.2-8', button, 0, 3),
    },
    ['title'],
    {
      allOf: [
        {
          minProperties: 2,
          'x-rule': 'R3.2-9',
          'x-graph': { message: 'Param {param} must have at least one property besides title' },
        },
      ],
    },
  );
  return object(
    {
      template_type: { const: 'generic' },
      sharable: boolean('R3.2-2'),
      image_aspect_ratio: oneOfValues('R3.2-3', ['horizontal', 'square']),
      elements: list('R3.2-1', element, 1, 10),
    },
    ['template_type', 'elements'],
  );
}

/** R3.3-1 to R3.3-3. */
function buttonTemplate(button: JsonSchema): JsonSchema {
  return object(
    {
      template_type: { const: 'button' },
      text: text('R3.3-1', 1, 640),
      buttons: list('R3.3-2', button, 1, 3),
      sharable: boolean('R3.3-3'),
    },
    ['template_type', 'text', 'buttons'],
  );
}

/** R3.4-1 to R3.4-6, with the codes of R7.2-63. */
function mediaTemplate(button: JsonSchema): JsonSchema {
  const element = object(
    {
      media_type: oneOfValues('R3.4-2', ['image', 'video'], {
        'x-graph': { code: 2018182, message: 'Param {param} must be one of {IMAGE, VIDEO}' },
      }),
      attachment_id: attachmentId('R3.4-3'),
      url: {
        ...url('R3.4-4', 'facebook-url'),
        'x-graph': { code: 2018185, message: 'The URL in {param} is not a Facebook URL' },
      },
      buttons: list('R3.4-5', button, 0, 3),
    },
    ['media_type'],
    {
      allOf: [
        {
          anyOf: [{ required: ['url'] }, { required: ['attachment_id'] }],
          'x-rule': 'R3.4-3',
          'x-graph': { code: 2018187, message: 'Param {param} must have url or attachment_id' },
        },
        notTogether('R3.4-3', ['url', 'attachment_id'], {
          message: 'Param {param} must have only one of url and attachment_id',
        }),
      ],
    },
  );
  return object(
    {
      template_type: { const: 'media' },
      sharable: boolean('R3.4-6'),
      elements: list('R3.4-1', element, 1, 1),
    },
    ['template_type', 'elements'],
  );
}

/** R3.9-6 to R3.9-13; in the platform since 2026-06-30. */
function imageGridTemplate(button: JsonSchema): JsonSchema {
  const image = object(
    {
      url: url('R3.9-8'),
      is_hero_image: boolean('R3.9-9'),
      action: gridAction,
    },
    ['url'],
  );
  const images = {
    ...list('R3.9-7', image, 2, 6),
    allOf: [
      {
        maxTrue: { key: 'is_hero_image', max: 1 },
        'x-rule': 'R3.9-9',
        'x-graph': { message: 'Param {param} must have at most one image with is_hero_image' },
      },
    ],
  };
  const element = object(
    {
      images,
      title: text('R3.9-11', 0, 45),
      subtitle: text('R3.9-12', 0, 80),
      buttons: list('R3.9-13', button, 0, 3),
    },
    ['images'],
  );
  return object(
    {
      template_type: { const: 'image_grid' },
      elements: list('R3.9-6', element, 1, 1),
    },
    ['template_type', 'elements'],
  );
}

/** R3.9-10: a URL or a postback; the page shows no title there, one is accepted. */
const gridAction: JsonSchema = chosenBy(
  'type',
  [
    object({ type: { const: 'web_url' }, url: url('R3.9-10'), title: text('R3.9-10', 1, 20) }, [
      'type',
      'url',
    ]),
    object(
      { type: { const: 'postback' }, payload: text('R3.9-10', 1, 1000), title: text('R3.9-10', 1, 20) },
      ['type', 'payload'],
    ),
  ],
  { 'x-rule': 'R3.9-10' },
);

/** R3.10-1, R3.10-2: legacy, still served. */
const oneTimeNotificationTemplate: JsonSchema = object(
  {
    template_type: { const: 'one_time_notif_req' },
    title: text('R3.10-1', 1, 65),
    payload: text('R3.10-2', 1),
  },
  ['template_type', 'title', 'payload'],
);
