/** Walks over all data of src/send-api: each shape, field and fact with its path. */
import { request } from '../../src/send-api/request.ts';
import type { EnumValue, Fact, Field, Shape } from '../../src/send-api/schema.ts';

export interface Seen {
  readonly path: string;
  readonly shape: Shape;
  readonly field?: Field;
}

/** Every place of a body: `message.attachment<template>.payload<generic>.elements[].title`. */
export function everyPlace(shape: Shape = request, path = '', field?: Field): Seen[] {
  const here: Seen = { path, shape, field };
  switch (shape.kind) {
    case 'list':
      return [here, ...everyPlace(shape.of, `${path}[]`)];
    case 'object':
      return [
        here,
        ...Object.entries(shape.fields).flatMap(([key, f]) =>
          everyPlace(f.shape, path === '' ? key : `${path}.${key}`, f),
        ),
      ];
    case 'union':
      return [
        here,
        ...Object.entries(shape.variants).flatMap(([name, variant]) =>
          everyPlace(variant, `${path}<${name}>`),
        ),
      ];
    default:
      return [here];
  }
}

/** The facts that stand at a place itself, not below it. */
export function factsAt({ shape, field }: Seen): Fact[] {
  const own: Fact[] = field === undefined ? [] : [field, ...(field.availability ?? [])];
  if (shape.kind === 'list') own.push(...(shape.limits ?? []), ...(shape.cautions ?? []));
  if (shape.kind === 'object')
    own.push(...(shape.availability ?? []), ...(shape.from === undefined ? [] : [shape.from]));
  if (shape.kind === 'text') {
    own.push(...(shape.limits ?? []), ...(shape.cautions ?? []), ...(shape.formats ?? []));
    own.push(
      ...(shape.values ?? []).flatMap(
        (value: EnumValue) => value.availability?.map((note) => ({ ...note, of: value.value })) ?? [],
      ),
    );
  }
  return own;
}
