/** Objects of the Send API -> JSON Schema, by the data of src/send-api. */
import type { EnumValue, Field, ListShape, ObjectShape, Shape, UnionShape } from '../send-api/schema.ts';
import { itemControls, messageControls, tapControls, valueControls } from './controls.ts';
import { describeField, describeShape, describeValue, isGone, isUndocumented } from './describe.ts';
import {
  anyText,
  type Definitions,
  type JsonSchema,
  nothing,
  oneOfThese,
  template,
  words,
} from './json-schema.ts';
import { noteOrigin, type Origin } from './origin.ts';

/** What may stand beside an object's own fields. */
export type Position = 'value' | 'payload' | 'item' | 'tap item';

/** The value of a field, with its words. */
export function fieldSchema(defs: Definitions, field: Field, owner: string): JsonSchema {
  const { rule, source, confidence, availability, shape } = field;
  return noteOrigin(
    { ...describeField(field), ...shapeSchema(defs, shape, owner) },
    { fact: { rule, source, confidence }, field, shape, ...(availability && { availability }) },
  );
}

/** Any value of a place: empty ones and expressions included. */
export function shapeSchema(defs: Definitions, shape: Shape, owner: string): JsonSchema {
  switch (shape.kind) {
    case 'text':
      return shape.values === undefined ? anyText : valuesSchema(shape.values);
    case 'number': {
      const { integer, min: minimum, max: maximum } = shape;
      const bounds = { ...(minimum !== undefined && { minimum }), ...(maximum !== undefined && { maximum }) };
      return oneOfThese({ type: integer ? 'integer' : 'number', ...bounds }, template, nothing);
    }
    case 'boolean':
      return oneOfThese({ type: 'boolean' }, template, nothing);
    case 'list':
      return oneOfThese(listSchema(defs, shape, owner), nothing);
    case 'object':
    case 'union':
      return oneOfThese(...objectForms(defs, shape, owner, 'value'), nothing);
    case 'any':
      return {};
  }
}

/** A closed list of values; those that are gone are known, but not offered. */
function valuesSchema(values: readonly EnumValue[]): JsonSchema {
  const alone = values.filter((v) => v.availability?.some((a) => a.status !== 'unsupported'));
  const plain = values.filter((v) => !alone.includes(v));
  const described = plain.map((v) => describeValue(v));
  return oneOfThese(
    ...(plain.length === 0
      ? []
      : [
          noteOrigin(
            {
              enum: plain.map((v) => v.value),
              enumDescriptions: described.map((d) => d['description']!),
              ...(described.some((d) => d['markdownDescription'] !== undefined) && {
                markdownEnumDescriptions: described.map((d) => d['markdownDescription'] ?? d['description']!),
              }),
            },
            {},
            plain.map(valueOrigin),
          ),
        ]),
    ...alone.map((v) => noteOrigin({ ...describeValue(v), ...valueAlone(v) }, valueOrigin(v))),
    template,
    nothing,
  );
}

function valueOrigin({ availability }: EnumValue): Origin {
  return availability ? { availability } : {};
}

/** A pattern is not offered. */
function valueAlone({ value, availability }: EnumValue): JsonSchema {
  return isGone(availability) ? { type: 'string', pattern: `^${value}$` } : { const: value };
}

export function listSchema(defs: Definitions, list: ListShape, owner: string): JsonSchema {
  return { type: 'array', items: itemSchema(defs, list, owner) };
}

export function itemSchema(defs: Definitions, list: ListShape, owner: string): JsonSchema {
  const { of, line } = list;
  if (of.kind !== 'object' && of.kind !== 'union') {
    const controls: JsonSchema = { type: 'object', properties: itemControls(defs) };
    return of.kind === 'any' ? {} : oneOfThese(shapeSchema(defs, of, owner), controls);
  }
  const position = line === 'button' || line === 'reply' ? 'tap item' : 'item';
  const forms = objectForms(defs, of, owner, position);
  return oneOfThese(...(line === undefined ? [] : lineForms(line)), ...forms, nothing);
}

/** One-line shorthand. The words that stand alone are offered. */
function lineForms(line: NonNullable<ListShape['line']>): JsonSchema[] {
  if (line === 'id') return [{ ...words('Id of the product.'), type: ['string', 'number'] }];
  const own: JsonSchema[] =
    line === 'reply'
      ? [
          {
            enum: ['user_phone_number', 'user_email'],
            enumDescriptions: ['The person’s phone number.', 'The person’s e-mail address.'],
          },
        ]
      : [{ enum: ['logout'], enumDescriptions: ['Ends account linking.'] }];
  const doc =
    line === 'reply'
      ? 'A quick reply in one line: `Yes`, `Red -> RED`, `Red -> RED (https://…/red.png)`.'
      : 'A button in one line: `Shop -> https://…`, `Call us -> tel:+…`, `Start over -> START`, `login https://…`.';
  return [...own, { ...words(doc), not: { type: ['object', 'array', 'null'] } }];
}

/** The mapping that a place takes, and the line that may stand for it. */
function objectForms(
  defs: Definitions,
  shape: ObjectShape | UnionShape,
  owner: string,
  position: Position,
): JsonSchema[] {
  if (shape.kind === 'union') return [unionSchema(defs, shape, owner, position)];
  const line = shape.line === 'link' ? [linkLine] : [];
  return [...line, objectSchema(defs, shape, owner, position)];
}

const linkLine: JsonSchema = {
  ...words(
    'A link in one line: `https://…`, with `(tall, extensions, fallback https://…, no share)` after it.',
  ),
  type: 'string',
};

export function objectSchema(
  defs: Definitions,
  shape: ObjectShape,
  owner: string,
  position: Position,
  name = shape.name,
): JsonSchema {
  return defs.ref(shape, placeName(position), name, owner, () =>
    noteOrigin(
      {
        ...describeShape(shape),
        type: 'object',
        properties: { ...fieldSchemas(defs, shape), ...controlsOf(defs, position) },
        additionalProperties: false,
      },
      originOfShape(shape),
    ),
  );
}

/** The fields that a file may have: those that Meta's own schema alone names are refused. */
export function fieldSchemas(
  defs: Definitions,
  shape: ObjectShape,
  ...leaveOut: readonly string[]
): JsonSchema {
  const entries = Object.entries(shape.fields)
    .filter(([key, field]) => !leaveOut.includes(key) && !isUndocumented(field.availability))
    .map(([key, field]) => [key, fieldSchema(defs, field, shape.name)] as const);
  return Object.fromEntries(entries);
}

function unionSchema(defs: Definitions, union: UnionShape, owner: string, position: Position): JsonSchema {
  const { discriminator, variants } = union;
  return defs.ref(union, placeName(position), union.name, owner, () => ({
    ...describeShape(union),
    anyOf: [
      ...Object.entries(variants).map(([value, variant]) =>
        defs.ref(variant, placeName(position), `${union.name}.${value}`, owner, () =>
          noteOrigin(
            {
              ...describeShape(variant),
              type: 'object',
              properties: {
                [discriminator]: discriminatorSchema(union, value),
                ...quiet(variant, fieldSchemas(defs, variant, discriminator)),
                ...controlsOf(defs, position),
              },
              additionalProperties: false,
            },
            originOfShape(variant),
          ),
        ),
      ),
      // which variant it is the data says
      {
        type: 'object',
        required: [discriminator],
        properties: { [discriminator]: template },
      },
    ],
  }));
}

/** The fields of a variant that is gone are not offered beside those of its living brothers. */
function quiet({ availability }: ObjectShape, fields: JsonSchema): JsonSchema {
  if (!isGone(availability)) return fields;
  const entries = Object.entries(fields).map(([key, schema]) => [
    key,
    { ...(schema as JsonSchema), doNotSuggest: true },
  ]);
  return Object.fromEntries(entries);
}

function discriminatorSchema({ variants, discriminator }: UnionShape, value: string): JsonSchema {
  const variant = variants[value]!;
  const field = variant.fields[discriminator]!;
  const known = field.shape.kind === 'text' ? field.shape.values?.find((v) => v.value === value) : undefined;
  return noteOrigin(
    {
      ...words(field.doc),
      const: value,
      ...(known && describeValue(known)),
      ...(isGone(variant.availability) && { doNotSuggest: true }),
    },
    { fact: field, ...(variant.availability && { availability: variant.availability }) },
  );
}

/** Of an object as a whole. */
export function originOfShape(shape: ObjectShape): Origin {
  const { from, availability } = shape;
  return { shape, ...(from && { fact: from }), ...(availability && { availability }) };
}

function controlsOf(defs: Definitions, position: Position): JsonSchema {
  if (position === 'value') return valueControls(defs);
  // of sugar: what it stands for has a mapping around it
  if (position === 'payload') return messageControls(defs);
  return position === 'item' ? itemControls(defs) : tapControls(defs);
}

function placeName(position: Position): string {
  if (position === 'payload') return '-sugar';
  return position === 'value' ? '' : '-item';
}
