/** Markdown about types, helpers and lengths, for hover and completion. */
import type { DataType } from '../../src/bind/model.ts';
import { type HelperParam, type HelperSpec, helperSpecs } from '../../src/render/helpers.ts';
import type { Measured } from './measure.ts';

/** `string, 1 to 40 characters, may be missing`. */
export function typeWords(type: DataType | undefined, missing = type?.optional === true): string {
  if (!type) return 'not known';
  const words = [kindWords(type), ...sizeWords(type)];
  if (type.default !== undefined) words.push(`default ${JSON.stringify(type.default)}`);
  else if (missing) words.push('may be missing');
  return words.join(', ');
}

function kindWords(type: DataType): string {
  switch (type.kind) {
    case 'string':
      if (type.values) return `one of ${type.values.map((v) => JSON.stringify(v)).join(', ')}`;
      return type.format ?? 'string';
    case 'number':
      return type.integer ? 'integer' : 'number';
    case 'list':
      return `list of ${kindWords(type.of)}`;
    case 'object':
      return `object with ${[...type.properties.keys()].join(', ') || 'no properties'}`;
    case 'boolean':
      return 'boolean';
    case 'unknown':
      return 'any value';
  }
}

function sizeWords(type: DataType): string[] {
  if (type.kind === 'string' && !type.values) {
    if (type.maxLength === undefined) return type.format === undefined ? ['of any length'] : [];
    return [`${type.minLength} to ${type.maxLength} characters`];
  }
  if (type.kind === 'list') {
    return [
      type.maxItems === undefined ? 'any number of items' : `${type.minItems} to ${type.maxItems} items`,
    ];
  }
  if (type.kind === 'number' && (type.minimum !== undefined || type.maximum !== undefined)) {
    return [`${type.minimum ?? '…'} to ${type.maximum ?? '…'}`];
  }
  return [];
}

/** `default value fallback`, `join list [separator] [last=…]`. */
export function signature({ name, params, hash, anyHash }: HelperSpec): string {
  const wrap = (p: HelperParam, text: string) => (p.optional ? `[${text}]` : text);
  return [
    name,
    ...params.map((p) => wrap(p, p.rest ? `${p.name}…` : p.name)),
    ...hash.map((p) => wrap(p, `${p.name}=…`)),
    ...(anyHash ? [`[${anyHash.name}=…]`] : []),
  ].join(' ');
}

export function helperDoc(spec: HelperSpec): string {
  const types = new Map([...(spec.own?.params ?? []), ...(spec.own?.options ?? [])]);
  const docs = (p: HelperParam) => {
    const type = types.get(p.name);
    return [...(type ? [typeWords(type)] : []), ...(p.doc === '' ? [] : [p.doc])];
  };
  const params = [...spec.params, ...spec.hash].map((p) => `- \`${p.name}\`: ${docs(p).join('. ')}`);
  return [
    `\`${signature(spec)}\``,
    ...(spec.doc === '' ? [] : [spec.doc]),
    ...(params.length > 0 ? [params.join('\n')] : []),
    spec.own
      ? `Gives ${typeWords(spec.own.returns)}. A helper of this project: its code runs only with \`--trust-helpers\`.`
      : exampleOf(spec),
  ].join('\n\n');
}

function exampleOf({ name }: HelperSpec): string {
  const example = helperSpecs.get(name)?.example;
  return example ? `\`${example.template}\` gives \`${example.gives}\`` : '';
}

/** `title: 5 to 45 of at most 80 characters: it always fits.` And of what it is the sum. */
export function boundWords({ name, unit, limit, min, max, verdict, parts }: Measured): string {
  const noun = unit === 'code points' ? 'characters' : unit;
  const size = range(min, max);
  if (verdict === 'constant') return `\`${name}\`: ${size} of at most ${limit} ${noun}.`;
  const end = {
    proven: 'it always fits.',
    refuted: 'it can be too long.',
    open: 'whether it fits is known for each person only.',
  }[verdict];
  const sum = parts.map((p) => `- \`${oneLine(p.text)}\`: ${range(p.min, p.max)}`);
  const total = `\`${name}\`: ${size} of at most ${limit} ${noun}: ${end}`;
  return sum.length < 2 ? total : `${total}\n\n${sum.join('\n')}`;
}

function range(min: number, max: number): string {
  const top = Number.isFinite(max) ? String(max) : 'any number';
  return min === max ? top : `${min} to ${top}`;
}

function oneLine(text: string): string {
  const line = text.replace(/\r?\n/g, '⏎').replace(/\s+/g, ' ').replaceAll('`', "'");
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}
