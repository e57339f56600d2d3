import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { literal } from '../../src/render/generate/javascript.ts';
import { decimalSum, shiftDecimal } from '../../src/render/runtime/helpers/decimals.ts';
import { parseHttpUrl } from '../../src/render/runtime/http-url.ts';
import { codePoints, utf8Bytes } from '../../src/render/runtime/measure.ts';
import { parseMoment } from '../../src/render/runtime/moment.ts';
import { finishUrl, percentEncode, urlPart } from '../../src/render/runtime/output.ts';
import { Run } from '../../src/render/runtime/run.ts';
import { numberText } from '../../src/render/runtime/values.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 20 });

describe('values', () => {
  it('writes every number so that it reads back, without exponent, in at most 327 characters', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (n) => {
        const text = numberText(n);
        expect(text).toMatch(/^-?\d+(\.\d+)?$/);
        expect(Number(text)).toBe(n === 0 ? 0 : n);
        expect(text.length).toBeLessThanOrEqual(327);
      }),
      { numRuns: 3000 },
    );
    expect(numberText(-Number.MIN_VALUE)).toHaveLength(327);
    expect(numberText(-2.2250738585072014e-308)).toHaveLength(327);
  });

  it('counts code points and bytes as Node does', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'ü', '€', '😀', '\ud83d', '\ude00'), { maxLength: 12 }),
        (parts) => {
          const text = parts.join('');
          expect(codePoints(text)).toBe([...text].length);
          expect(utf8Bytes(text)).toBe(Buffer.byteLength(text, 'utf8'));
        },
      ),
    );
  });

  it('adds decimals exactly', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { maxLength: 12 }), (cents) => {
        const total = cents.reduce((a, b) => a + b, 0);
        expect(decimalSum(cents.map((c) => Number(`${c}e-2`)))).toBe(Number(`${total}e-2`) || 0);
      }),
    );
    expect(shiftDecimal(1.1e21, 2)).toBe(1.1e19);
    expect(shiftDecimal(-5, 3)).toBe(-0.005);
  });

  it('takes as a URL only what URL takes', () => {
    const piece = fc.constantFrom(
      'http://',
      'https://',
      'a',
      'B9',
      '-',
      '.',
      'xn--',
      'com',
      '1',
      ':80',
      '/',
      '?',
      '#',
      '%',
      '@',
      '\\',
      ' ',
      'ü',
      '[::1]',
      '\u0000',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (parts) => {
        const text = parts.join('');
        if (parseHttpUrl(text)) expect(URL.canParse(text)).toBe(true);
      }),
      { numRuns: 5000 },
    );
    expect(['https://a.example', 'http://a.b-c.de/x?y#z'].every(parseHttpUrl)).toBe(true);
  });

  it('encodes outputs so that no URL parser leaves the path', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.constantFrom('.', '..', '../..', '%2e%2e', '\\..', '')), (x) => {
        const run = new Run('en', {});
        const url = finishUrl(
          run,
          `https://a.example/one/${urlPart(run, x)}/two?q=${urlPart(run, x)}#${urlPart(run, x)}`,
        );
        if (run.problems.length > 0) return;
        const { pathname, search } = new URL(url);
        expect(pathname).toBe(`/one/${percentEncode(x)}/two`);
        expect(search).toBe(`?q=${percentEncode(x)}`);
      }),
    );
  });

  it('puts any value into source as itself', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        expect(new Function(`"use strict"; return ${literal(value)};`)()).toEqual(value);
      }),
    );
    const proto = new Function(`return ${literal(JSON.parse('{"__proto__":{"x":1}}'))};`)() as object;
    expect(Object.keys(proto)).toEqual(['__proto__']);
    expect(literal('\u2028\u2029')).toBe('"\\u2028\\u2029"');
  });

  it('reads instants as Date does', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
        fc.integer({ min: -720, max: 840 }),
        (date, offset) => {
          const sign = offset < 0 ? '-' : '+';
          const zone = `${sign}${String(Math.trunc(Math.abs(offset) / 60)).padStart(2, '0')}:${String(Math.abs(offset) % 60).padStart(2, '0')}`;
          const local = `${date.toISOString().slice(0, -1)}${zone}`;
          expect(parseMoment(local)).toEqual({ epoch: Date.parse(local), timed: true });
          const day = date.toISOString().slice(0, 10);
          expect(parseMoment(day)).toEqual({ epoch: Date.parse(day), timed: false });
        },
      ),
    );
    expect(
      ['2026-13-01', '2026-02-29', '2026-1-1', 'x', '2026-05-04T24:00:00Z', '2026-05-04T10:00:00+24:00'].map(
        parseMoment,
      ),
    ).toEqual(Array(6).fill(undefined));
  });
});
