import { describe, expect, test } from 'vitest';
import { graphErrors } from '../../src/send-api/errors.ts';
import { apiLimits } from '../../src/send-api/limits.ts';
import { bodyRules, elsewhere, otherRules } from './rule-ids.ts';
import { everyPlace, factsAt } from './walk.ts';

const places = everyPlace();
const facts = places.flatMap((place) => factsAt(place).map((fact) => ({ path: place.path, fact })));
const known = new Set([...bodyRules, ...otherRules]);

describe('every fact says where it comes from', () => {
  test('by a rule id of the reference, sources and a confidence', () => {
    const wrong = facts.filter(({ fact }) => !known.has(fact.rule) || fact.source === '');
    expect(wrong).toEqual([]);
    expect(graphErrors.filter((error) => !known.has(error.rule))).toEqual([]);
    expect(Object.values(apiLimits).filter((limit) => !known.has(limit.rule))).toEqual([]);
  });

  test('and stands once in a place', () => {
    for (const place of places) {
      const said = factsAt(place).map((fact) =>
        JSON.stringify({ ...fact, shape: undefined, doc: undefined }),
      );
      expect(new Set(said).size, place.path).toBe(said.length);
    }
  });

  test('every rule about bodies is a fact of the data, or is kept elsewhere for a reason', () => {
    const cited = new Set([
      ...facts.map(({ fact }) => fact.rule),
      ...Object.values(apiLimits).map((l) => l.rule),
    ]);
    const missing = bodyRules.filter((id) => !cited.has(id) && !Object.hasOwn(elsewhere, id));
    const twice = bodyRules.filter((id) => cited.has(id) && Object.hasOwn(elsewhere, id));
    expect({ missing, twice }).toEqual({ missing: [], twice: [] });
  });
});

describe('the data is sound', () => {
  test('every object, field and value has words for hover', () => {
    for (const { path, field, shape } of places) {
      if (field !== undefined) expect(field.doc, path).toMatch(/\S.*[.)]$/);
      if (shape.kind === 'object' || shape.kind === 'union') expect(shape.doc, path).toMatch(/\S/);
      if (shape.kind === 'text')
        for (const value of shape.values ?? []) expect(value.doc, path).toMatch(/\S/);
    }
  });

  test('implied variants and discriminators exist', () => {
    for (const { path, shape } of places) {
      if (shape.kind !== 'union') continue;
      for (const [key, variant] of shape.implied ?? []) {
        expect(Object.keys(shape.variants), path).toContain(variant);
        if (key !== '') expect(Object.keys(shape.variants[variant]!.fields), path).toContain(key);
      }
      for (const variant of Object.values(shape.variants))
        expect(variant.fields).toHaveProperty(shape.discriminator);
      for (const name of Object.keys(shape.elsewhere ?? {}))
        expect(shape.variants, path).not.toHaveProperty(name);
    }
  });

  test('nothing is both a field and misplaced', () => {
    for (const { path, shape } of places) {
      if (shape.kind !== 'object') continue;
      for (const key of Object.keys(shape.misplaced ?? {}))
        expect(shape.fields, path).not.toHaveProperty(key);
    }
  });

  test('limits are ordered, the narrow scope first', () => {
    for (const { path, shape } of places) {
      if (shape.kind !== 'text' && shape.kind !== 'list') continue;
      const open = shape.limits?.findIndex(
        (limit) => limit.profile === undefined && limit.channel === undefined,
      );
      if (open !== undefined && open !== -1) expect(open, path).toBe(shape.limits!.length - 1);
      for (const { min = 0, max = min } of shape.limits ?? []) expect(max, path).toBeGreaterThanOrEqual(min);
    }
  });
});
