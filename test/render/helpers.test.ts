import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/bind/model.ts';
import type { RenderOptions } from '../../src/render/index.ts';
import { blockSpecs, createRenderer, helperNames, helperSpecs } from '../../src/render/index.ts';
import { currencyCodes } from '../../src/render/runtime/currencies.ts';
import { helpers } from '../../src/render/runtime/helpers/index.ts';
import { one, text } from './build.ts';

/** The text, or the messages of the problems. */
function render(source: string, data: Json = {}, options: RenderOptions = {}): unknown {
  const result = createRenderer(one(text(source))).render('m', data, options);
  if (!result.ok) return result.problems.map((p) => p.message);
  return (result.steps[0] as { body: { v: unknown } }).body.v;
}

describe('the description of the helpers', () => {
  it('names what the runtime has', () => {
    expect([...helperSpecs.keys()].sort()).toEqual(
      Object.keys(helpers)
        .filter((name) => !name.startsWith('$'))
        .sort(),
    );
    expect([...helperNames]).toEqual([...helperSpecs.keys(), ...blockSpecs.keys()]);
  });

  it.each([...helperSpecs.values()])(
    'gives the arity and the example of $name',
    ({ name, params, example }) => {
      const rest = params.some((p) => p.rest);
      expect(helpers[name]?.min).toBe(params.filter((p) => !p.optional).length);
      expect(helpers[name]?.max).toBe(rest ? Infinity : params.length);
      expect(render(example.template, example.data as Json, { now: '2026-05-04T12:00:00Z' })).toBe(
        example.gives,
      );
    },
  );
});

describe('comparison', () => {
  const data: Json = { one: 1, text: '1', nil: null, list: [1, { a: [2] }], same: [1, { a: [2] }] };

  it.each([
    ['eq one 1', 'true'],
    ['eq one text', 'false'],
    ['eq nil missing', 'true'],
    ['eq nil 0', 'false'],
    ['eq list same', 'true'],
    ['ne list one', 'true'],
    ['lt missing 1', 'false'],
    ['ge missing 0', 'false'],
    ['le missing missing', 'false'],
    ['lt "a" "b"', 'true'],
    // By code point an emoji comes after U+FFFD, by UTF-16 unit before.
    ['gt "😀" "\ufffd"', 'true'],
    ['lt "ab" "abc"', 'true'],
    ['and one text', 'true'],
    ['and one ""', 'false'],
    ['or nil 0', 'false'],
    ['not nil', 'true'],
    ['in 2 1 2', 'true'],
    ['in 1 list', 'true'],
    ['in missing 1 null', 'true'],
    ['default "" "x"', 'x'],
    ['default 0 "x"', '0'],
    ['default nil missing', ''],
  ])('%s', (source, expected) => {
    expect(render(`{{${source}}}`, data)).toBe(expected);
  });

  it('refuses what has no order', () => {
    expect(render('{{gt a 1}}', { a: 'x' })).toEqual([
      'gt: compares two numbers or two texts, not the text "x" with the number 1',
    ]);
  });
});

describe('text', () => {
  it.each([
    ['truncate "Christopher" 6', 'Chris…'],
    ['truncate "Anna" 4', 'Anna'],
    ['truncate "Anna" 1', '…'],
    ['truncate "two words" 5', 'two…'],
    ['truncate "😀😀😀" 2', '😀…'],
    ['truncate "ae\u0301x" 3', 'a…'],
    ['truncate "👩‍👩‍👧x" 4', '👩‍👩…'],
    ['truncate 12345 3', '12…'],
    ['truncate missing 3', ''],
    ['upper "straße"', 'STRASSE'],
    ['capitalize "élan vital"', 'Élan vital'],
    ['capitalize ""', ''],
    ['urlencode "a b/ü"', 'a%20b%2F%C3%BC'],
  ])('%s', (source, expected) => {
    expect(render(`{{${source}}}`)).toBe(expected);
  });

  it('follows the language of the texts', () => {
    expect(render('{{upper "ili"}}', {}, { locale: 'tr' })).toBe('İLİ');
    expect(render('{{number 1234.5}}', {}, { locale: 'de_DE' })).toBe('1.234,5');
  });

  it('is a problem for objects and for a bad length', () => {
    expect(render('{{upper o}}', { o: {} })).toEqual(['upper: needs a text, but got an object']);
    expect(render('{{truncate "a" n}}', { n: 0 })).toEqual([
      'truncate: the length must be a whole number of 1 or more, but is the number 0',
    ]);
  });

  it('never gives a truncated text more code points than asked, nor half a pair', () => {
    for (const source of [
      '👩‍👩‍👧👨‍👩‍👦',
      'e\u0301'.repeat(9),
      '🇩🇪🇵🇹',
      `x${'\u0301'.repeat(300)}y`,
      'ab cd',
    ]) {
      for (let n = 1; n < 12; n++) {
        const result = render('{{truncate s n}}', { s: source, n }) as string;
        expect([...result].length).toBeLessThanOrEqual(n);
        expect(result).not.toMatch(/\p{Surrogate}/u);
      }
    }
  });
});

describe('lists and numbers', () => {
  const data: Json = { xs: [{ n: 'a', p: 0.1 }, { p: 0.2 }, { n: 'b', p: null }], big: [1e21, 1] };

  it.each([
    ['length xs', '3'],
    ['length "e\u0301😀"', '3'],
    ['length missing', '0'],
    ['join (pluck (take xs 2) "n")', 'a'],
    ['join (pluck xs "n") "" last=" & "', 'a & b'],
    ['join (list 1 true missing "x")', '1, true, x'],
    ['sum (pluck xs "p")', '0.3'],
    ['sum big -1', '1000000000000000000000'],
    ['sum missing', '0'],
    ['number 1234.5678', '1,234.568'],
    ['number 2 digits=2', '2.00'],
    ['currency 1234.5 "EUR"', '€1,234.50'],
    ['currency 1234 "EUR" minor=true', '€12.34'],
    ['currency 1.005 "JPY"', '¥1'],
    ['currency 12 "HUF"', 'HUF 12.00'],
    ['currency missing "EUR"', ''],
    ['plural 1 one="{n} day" other="{n} days"', '1 day'],
    ['plural 1000 one="{n} day" other="{n} days"', '1,000 days'],
    ['plural 0 zero="none" one="x" other="y"', 'none'],
    ['plural 22 ordinal=true one="{n}st" two="{n}nd" few="{n}rd" other="{n}th"', '22nd'],
    ['json xs', '[{"n":"a","p":0.1},{"p":0.2},{"n":"b","p":null}]'],
    ['json missing', 'null'],
    ['lookup (lookup xs 1) "p"', '0.2'],
  ])('%s', (source, expected) => {
    expect((render(`{{${source}}}`, data) as string).replace('\u00a0', ' ')).toBe(expected);
  });

  it('uses the plural categories of the language', () => {
    const source = '{{plural n one="один" few="мало" many="много" other="иное"}}';
    expect([1, 2, 5, 21, 1.5].map((n) => render(source, { n }, { locale: 'ru' }))).toEqual([
      'один',
      'мало',
      'много',
      'один',
      'иное',
    ]);
  });

  it.each([
    ['currency 1 "XXX"', 'currency: the text "XXX" is not an ISO 4217 currency code'],
    ['currency "1" "EUR"', 'currency: needs a number, but got the text "1"'],
    ['plural 1 one="x"', 'plural: needs other="…", the text for all other numbers'],
    ['sum "x"', 'sum: adds numbers, not the text "x"'],
    ['take "abc" 2', 'take: needs a list, but got the text "abc"'],
    ['number 1 digits=99', 'number: digits must be a whole number from 0 to 20, but is the number 99'],
    ['length 3', 'length: counts the items of a list or the characters of a text, not the number 3'],
    ['upper', 'upper: needs 1 argument, but has 0'],
  ])('%s is a problem', (source, message) => {
    expect(render(`{{${source}}}`)).toEqual([message]);
  });

  it('knows digits for every currency that Intl knows or more', () => {
    expect(currencyCodes.length).toBeGreaterThan(150);
    expect(currencyCodes.every((code) => /^[A-Z]{3}$/.test(code))).toBe(true);
    expect(new Set(currencyCodes).size).toBe(currencyCodes.length);
  });
});

describe('dates', () => {
  const berlin: RenderOptions = {
    recipient: { time_zone: 'Europe/Berlin', locale: 'de_DE' },
    now: '2026-05-04T21:30:00Z',
  };
  const at = '2026-05-04T22:30:00Z';

  it.each([
    ['date at', 'May 5, 2026'],
    ['date at "full"', 'Tuesday, May 5, 2026'],
    ['date at "short"', '5/5/26'],
    ['date at "unix"', '1777933800'],
    ['date at time="short"', '12:30 AM'],
    ['date at "short" time="short"', '5/5/26, 12:30 AM'],
    ['date "2026-05-04" "long"', 'May 4, 2026'],
    ['date now "short"', '5/4/26'],
    ['date missing', ''],
    ['relative at', 'in 1 hour'],
    ['relative "2026-05-05"', 'tomorrow'],
    ['relative "2026-05-04"', 'today'],
    ['relative "2026-04-20"', '2 weeks ago'],
    ['relative "2026-05-04T21:30:30Z"', 'in 30 seconds'],
    ['relative "2028-05-05"', 'in 2 years'],
  ])('%s', (source, expected) => {
    // Node writes U+202F before AM.
    expect((render(`{{${source}}}`, { at }, berlin) as string).replace('\u202f', ' ')).toBe(expected);
  });

  it('uses UTC where the time zone is unknown', () => {
    expect(render('{{date at "short"}}', { at })).toBe('5/4/26');
  });

  it.each([
    ['date "2026-02-30"', /needs a date as 2026-05-04 or/],
    // Without an offset it would be another instant on every machine.
    ['date "2026-05-04T10:00:00"', /with its offset/],
    ['date 5', /but got the number 5/],
    ['date "2026-05-04" time="short"', /without a time of day/],
    ['date at "huge"', /style must be one of/],
    ['relative at', /`now` is used/],
  ])('%s is a problem', (source, message) => {
    expect(render(`{{${source}}}`, { at })).toEqual([expect.stringMatching(message)]);
  });

  it('refuses a time zone that does not exist', () => {
    expect(render('{{date at}}', { at }, { recipient: { time_zone: 'Mars/Olympus' } })).toEqual([
      'date: the recipient\'s time zone the text "Mars/Olympus" is not known',
    ]);
  });
});

describe('add_query', () => {
  it.each([
    ['add_query "https://a.example/x" "q" "a b"', 'https://a.example/x?q=a%20b'],
    ['add_query "https://a.example/x?y=1#z" q=2', 'https://a.example/x?y=1&q=2#z'],
    ['add_query "https://a.example/x?" q=missing r=1', 'https://a.example/x?r=1'],
    ['add_query missing q=1', ''],
  ])('%s', (source, expected) => {
    expect(render(`{{${source}}}`)).toBe(expected);
  });

  it('refuses what is no URL', () => {
    expect(render('{{add_query "x" q=1}}')).toEqual([
      'add_query: needs an absolute http:// or https:// URL, but got the text "x"',
    ]);
  });
});
