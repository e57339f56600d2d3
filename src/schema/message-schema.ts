/** Messages in all their forms: text, steps, a mapping with sugar, a whole request body. */
import {
  actionWords,
  attachment,
  mediaKeys,
  mediaList,
  message,
  messageFields,
  ownValue,
  reactionKeys,
  request,
  requestFields,
  senderActions,
  type TemplateSugar,
  templateKeys,
  textForms,
  textWithButtons,
} from '../send-api/index.ts';
import type { ObjectShape } from '../send-api/schema.ts';
import {
  fieldSchema,
  fieldSchemas,
  itemSchema,
  listSchema,
  objectSchema,
  originOfShape,
} from './body-schema.ts';
import { itemControls, messageControls } from './controls.ts';
import { describeShape, describeValue, isGone } from './describe.ts';
import { examples, rules } from './file-keys.ts';
import { anyText, type Definitions, type JsonSchema, nothing, oneOfThese, words } from './json-schema.ts';
import { noteOrigin, originOf } from './origin.ts';

/** An entry of `messages`, or a file that is one message. */
export function messageSchema(defs: Definitions): JsonSchema {
  return defs.named('message', () => ({
    ...words('A message: its fields, or `steps` with what they share beside them.'),
    type: 'object',
    properties: {
      description: { ...words('What the message is for. Nobody sees it.'), ...anyText },
      ...stepProperties(defs),
      steps: {
        ...words('Several messages, actions and pauses, sent one after the other.'),
        ...oneOfThese(stepsSchema(defs), nothing),
      },
      ...rules,
      examples,
    },
    additionalProperties: false,
  }));
}

export function stepsSchema(defs: Definitions): JsonSchema {
  return defs.named('steps', () => ({
    ...words('Several messages, actions and pauses, sent one after the other.'),
    type: 'array',
    items: oneOfThese(
      {
        enum: actionWords,
        enumDescriptions: actionWords.map((word) => senderActions.find((a) => a.value === word)?.doc ?? word),
      },
      { ...words('A text message.'), not: { type: ['object', 'array', 'null'] } },
      stepSchema(defs),
      nothing,
    ),
  }));
}

/** One step: a message, an action or a pause. */
export function stepSchema(defs: Definitions): JsonSchema {
  return defs.named('step', () => ({
    ...words('One message, action or pause.'),
    type: 'object',
    properties: {
      ...stepProperties(defs),
      description: { ...words('What the step is for. Nobody sees it.'), ...anyText },
    },
    additionalProperties: false,
  }));
}

/** `defaults`: request fields and metadata. */
export function defaultsSchema(defs: Definitions): JsonSchema {
  return {
    type: 'object',
    properties: { ...requestProperties(defs), ...metadata(defs) },
    additionalProperties: false,
  };
}

function stepProperties(defs: Definitions): JsonSchema {
  const pause = '^\\s*\\d+(\\.\\d+)?\\s*(ms|s)\\s*$';
  return {
    ...messageProperties(defs),
    ...reactions(defs),
    typing: {
      ...words('Shows the typing sign and waits: `1500ms`, `2s`; at most 20 s.'),
      type: 'string',
      pattern: pause,
    },
    wait: { ...words('Waits: `500ms`, `2s`; at most 60 s.'), type: 'string', pattern: pause },
    variants: {
      ...words('Several wordings of this message by name. Which one a person gets is fixed for the run.'),
      type: 'object',
      additionalProperties: variantSchema(defs),
    },
    message: {
      ...words('The Send API’s own long form: what stands here may also stand directly in the mapping.'),
      ...oneOfThese(innerMessage(defs), nothing),
    },
    ...requestProperties(defs),
    ...itemControls(defs),
  };
}

function variantSchema(defs: Definitions): JsonSchema {
  return defs.named('variant', () =>
    oneOfThese(
      { ...words('The text of this variant.'), not: { type: ['object', 'array', 'null'] } },
      {
        ...words('Keys that replace those of the message.'),
        type: 'object',
        properties: {
          weight: {
            ...words('How often, against the other variants. Default 1.'),
            type: 'integer',
            minimum: 1,
            maximum: 1_000_000,
          },
          ...messageProperties(defs),
          ...requestProperties(defs),
          ...messageControls(defs),
        },
        additionalProperties: false,
      },
    ),
  );
}

function innerMessage(defs: Definitions): JsonSchema {
  return defs.named('message-object', () => ({
    ...describeShape(message),
    type: 'object',
    properties: { ...messageProperties(defs), ...messageControls(defs) },
    additionalProperties: false,
  }));
}

/** Fields of `message` and the sugar for them. */
function messageProperties(defs: Definitions): JsonSchema {
  return defs.properties('message', () => allMessageProperties(defs));
}

function allMessageProperties(defs: Definitions): JsonSchema {
  const fields = fieldSchemas(defs, message);
  const known = messageFields.filter((key) => Object.hasOwn(fields, key));
  return {
    ...Object.fromEntries(known.map((key) => [key, fields[key]!])),
    buttons: buttonsSugar(defs),
    ...Object.fromEntries(Object.keys(mediaKeys).map((key) => [key, mediaSugar(defs, key)])),
    ...Object.fromEntries(
      Object.entries(templateKeys).map(([key, sugar]) => [key, templateSugar(defs, sugar)]),
    ),
  };
}

/** `text` with `buttons`. */
function buttonsSugar(defs: Definitions): JsonSchema {
  const template = templateKeys[textWithButtons.templateType]!.shape;
  // a text may stand without them
  const { required: _, ...field } = template.fields['buttons']!;
  return fieldSchema(defs, field, template.name);
}

function mediaSugar(defs: Definitions, key: string): JsonSchema {
  const variant = attachment.variants[mediaKeys[key]!]!;
  const payload = variant.fields['payload']!.shape as ObjectShape;
  const link = { ...words('A link, or a local file: `./photo.png`.'), type: 'string' };
  const list: JsonSchema = {
    type: 'array',
    items: oneOfThese(link, objectSchema(defs, payload, variant.name, 'item'), nothing),
  };
  return noteOrigin(
    {
      ...describeShape(variant),
      ...oneOfThese(
        link,
        objectSchema(defs, payload, variant.name, 'payload'),
        ...(key === mediaList.key ? [list] : []),
        nothing,
      ),
    },
    originOfShape(variant),
  );
}

function templateSugar(defs: Definitions, sugar: TemplateSugar): JsonSchema {
  const { shape, list, single } = sugar;
  const elements = list === undefined ? undefined : shape.fields[list]?.shape;
  const payload = defs.ref(shape, '-key', shape.name, 'template', () =>
    noteOrigin(
      {
        ...describeShape(shape),
        type: 'object',
        properties: {
          ...(single && elements?.kind === 'list' ? fieldsOf(defs, elements.of as ObjectShape) : {}),
          ...fieldSchemas(defs, shape, 'template_type'),
          template_type: { const: sugar.templateType, doNotSuggest: true },
          ...messageControls(defs),
        },
        additionalProperties: false,
      },
      originOfShape(shape),
    ),
  );
  return noteOrigin(
    {
      ...describeShape(shape),
      ...(isGone(shape.availability) && { doNotSuggest: true }),
      ...oneOfThese(
        payload,
        ...(elements?.kind === 'list' ? [listSchema(defs, elements, shape.name)] : []),
        nothing,
      ),
    },
    originOfShape(shape),
  );
}

function fieldsOf(defs: Definitions, element: ObjectShape): JsonSchema {
  return fieldSchemas(defs, element);
}

function requestProperties(defs: Definitions): JsonSchema {
  return defs.properties('request', () => allRequestProperties(defs));
}

function allRequestProperties(defs: Definitions): JsonSchema {
  const fields = fieldSchemas(defs, request, 'message');
  const entries = requestFields
    .filter((key) => Object.hasOwn(fields, key))
    .map((key) => [key, withTextForm(fields[key] as JsonSchema, key)] as const);
  return Object.fromEntries(entries);
}

/** `reply_to: MID`. */
function withTextForm(schema: JsonSchema, key: string): JsonSchema {
  if (ownValue(textForms, key) === undefined || !Array.isArray(schema['anyOf'])) return schema;
  return noteOrigin({ ...schema, anyOf: [{ type: 'string' }, ...schema['anyOf']] }, originOf(schema) ?? {});
}

function metadata(defs: Definitions): JsonSchema {
  return { metadata: fieldSchema(defs, message.fields['metadata']!, message.name) };
}

/** `react: {…}`. */
function reactions(defs: Definitions): JsonSchema {
  const entries = Object.entries(reactionKeys).map(([key, { senderAction, payload }]) => {
    const value = senderActions.find((action) => action.value === senderAction)!;
    const shape = request.fields[payload]!.shape as ObjectShape;
    const schema = { ...describeValue(value), ...objectSchema(defs, shape, request.name, 'value') };
    const { availability } = value;
    return [key, noteOrigin(schema, availability ? { availability } : {})] as const;
  });
  return Object.fromEntries(entries);
}

/** What a fragment can be besides a message: an item of one of these lists. */
export function itemForms(defs: Definitions): JsonSchema[] {
  const generic = templateKeys['generic']!.shape;
  const elements = generic.fields['elements']!.shape;
  const quickReplies = message.fields['quick_replies']!.shape;
  const buttons = templateKeys[textWithButtons.templateType]!.shape.fields['buttons']!.shape;
  return [elements, quickReplies, buttons].flatMap((shape) =>
    shape.kind === 'list' ? [itemSchema(defs, shape, generic.name)] : [],
  );
}
