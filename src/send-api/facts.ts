/** Short ways to write the data of this folder; see schema.ts for what the parts mean. */
import type {
  Availability,
  BooleanShape,
  Confidence,
  EnumValue,
  Fact,
  Field,
  Level,
  Limit,
  ListShape,
  NumberShape,
  ObjectShape,
  Scope,
  Shape,
  TextFormat,
  TextShape,
  UnionShape,
} from './schema.ts';

/** Where a statement comes from: rule ids, source keys and confidence of the rule reference. */
export function fact(rule: string, source: string, confidence: Confidence): Fact {
  return { rule, source, confidence };
}

type FieldExtra = Partial<Pick<Field, 'required' | 'availability' | 'answer'>>;

export function field(from: Fact, doc: string, shape: Shape, extra: FieldExtra = {}): Field {
  return { ...from, doc, shape, ...extra };
}

/** A field without which the API refuses the object. */
export function required(from: Fact, doc: string, shape: Shape, extra: FieldExtra = {}): Field {
  return field(from, doc, shape, { required: 'error', ...extra });
}

export function text(extra: Omit<TextShape, 'kind'> = {}): TextShape {
  return { kind: 'text', ...extra };
}

export function choice(values: readonly EnumValue[]): TextShape {
  return { kind: 'text', values };
}

export const boolean: BooleanShape = { kind: 'boolean' };

export function number(extra: Omit<NumberShape, 'kind'> = {}): NumberShape {
  return { kind: 'number', ...extra };
}

export function integer(min?: number, max?: number): NumberShape {
  return { kind: 'number', integer: true, min, max };
}

export function list(of: Shape, extra: Omit<ListShape, 'kind' | 'of'> = {}): ListShape {
  return { kind: 'list', of, ...extra };
}

export function object(
  name: string,
  doc: string,
  fields: Readonly<Record<string, Field>>,
  extra: Omit<ObjectShape, 'kind' | 'name' | 'doc' | 'fields'> = {},
): ObjectShape {
  return { kind: 'object', name, doc, fields, ...extra };
}

/**
 * A union whose discriminator is a field of each variant: it is required, and its values are the variants with their
 * own docs and availability.
 */
export function union(
  from: Fact,
  discriminatorDoc: string,
  shape: Omit<UnionShape, 'kind'> & { readonly doc: string },
): UnionShape {
  const values = Object.entries(shape.variants).map(([value, variant]) => ({
    value,
    doc: variant.doc ?? variant.name,
    availability: variant.availability,
  }));
  const discriminator = required(from, discriminatorDoc, choice(values));
  const variants: Record<string, ObjectShape> = {};
  for (const [value, variant] of Object.entries(shape.variants)) {
    variants[value] = { ...variant, fields: { [shape.discriminator]: discriminator, ...variant.fields } };
  }
  return { kind: 'union', ...shape, variants };
}

type LimitExtra = Scope & { readonly level?: Level; readonly emptyBeside?: string };

/** Code points of a text. */
export function characters(from: Fact, min: number, max: number | undefined, extra: LimitExtra = {}): Limit {
  return { ...from, min, max, unit: 'code points', level: 'error', ...extra };
}

export function items(from: Fact, min: number, max: number | undefined, extra: LimitExtra = {}): Limit {
  return { ...from, min, max, unit: 'items', level: 'error', ...extra };
}

export function format(
  from: Fact,
  name: TextFormat,
  level: Level = 'error',
  scope: Scope = {},
): Fact & Scope & { format: TextFormat; level: Level } {
  return { ...from, format: name, level, ...scope };
}

/** A link that people open: absolute http(s). */
export function link(from: Fact): TextShape {
  return text({ formats: [format(from, 'url')] });
}

/** A file that Meta fetches: absolute URL; http works but is doubtful. */
export function mediaUrl(from: Fact): TextShape {
  return text({
    formats: [format(from, 'url'), format(fact('A-9', 'ERR, SM', '2+'), 'https-url', 'warning')],
  });
}

type Note = Omit<Availability, 'rule' | 'source' | 'confidence'>;

export function status(from: Fact, note: Note): Availability {
  return { ...from, ...note };
}

/** Newer than the v21.0 reference: refused in that profile only. */
export function newer(from: Fact, date: string, replacement?: string): Availability {
  return { ...from, profile: 'v21.0', level: 'error', status: 'newer', date, replacement };
}

/** Not on Instagram. */
export function messengerOnly(from: Fact, replacement?: string, level: Level = 'error'): Availability {
  return { ...from, channel: 'instagram', level, status: 'unsupported', replacement };
}

/** Gone in every profile. */
export function removed(from: Fact, replacement?: string, date?: string): Availability {
  return { ...from, level: 'error', status: 'removed', date, replacement };
}

/** Withdrawn after v21.0: a warning in that profile, an error in `current`. */
export function withdrawn(from: Fact, date: string, replacement?: string): readonly Availability[] {
  return [
    { ...from, profile: 'v21.0', level: 'warning', status: 'removed', date, replacement },
    { ...from, level: 'error', status: 'removed', date, replacement },
  ];
}

/** In Meta's generated schema without a word of documentation. */
export function undocumented(from: Fact, level: Level = 'error'): Availability {
  return {
    ...from,
    level,
    status: 'undocumented',
    replacement: 'put it under "unchecked" to send it all the same',
  };
}
