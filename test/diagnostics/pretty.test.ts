import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../src/diagnostics/display-width.ts';
import { excerpt } from '../../src/diagnostics/reporters/excerpt.ts';
import { reportPretty } from '../../src/diagnostics/reporters/pretty.ts';
import { createSource } from '../../src/source/create-source.ts';
import { found, marked, report } from './report-sample.ts';

const plain = { colour: false, width: 80 };

describe('pretty report', () => {
  it('shows place, severity, code, message, the line with a squiggle, fixes and a summary', () => {
    const text = 'messages:\n  a: [[Hello]] there\n';
    const { file } = marked('x.msg.yaml', text);
    const d = found('x.msg.yaml', text, {
      message: 'title has 27 characters, at most 20 are shown: shorten it',
      fixes: [{ title: 'shorten it', edits: [] }],
      related: [{ file, range: { start: 0, end: 8 }, message: 'messages begin here' }],
    });
    expect(reportPretty(report([d]), plain)).toBe(`x.msg.yaml:2:6 error yaml/duplicate-key
  title has 27 characters, at most 20 are shown: shorten it
  2 │   a: Hello there
    │      ^^^^^
    = x.msg.yaml:1:1: messages begin here
    = fix available: shorten it

1 file checked: 1 error, 0 warnings (1 with a fix: sendspec check --fix)
`);
  });

  it('says so when there is nothing to report', () => {
    expect(reportPretty(report([], { files: 14 }), plain)).toBe('14 files checked, nothing to report\n');
  });

  it('counts a file that cannot be read as an error', () => {
    const text = reportPretty(report([], { unreadable: [{ path: 'a', message: 'is a folder' }] }), plain);
    expect(text).toContain('a error\n  is a folder\n');
    expect(text).toContain('1 error, 0 warnings');
  });

  it('colours only when told to', () => {
    const d = found('x.msg.yaml', 'a: [[b]]\n');
    expect(reportPretty(report([d]), plain)).not.toContain('\x1b');
    expect(reportPretty(report([d]), { colour: true, width: 80 })).toContain('\x1b[31m');
  });

  it('neutralises escapes from file names, messages and source lines', () => {
    const d = found('\x1b[2Jx.msg.yaml', 'a: [[\x1b]0;owned\x07]] \x9b31m\u202e\n', {
      message: 'value "\x1b[31m\x9b" is wrong',
      fixes: [{ title: 'quote \x1b[5m', edits: [] }],
    });
    const text = reportPretty(report([d], { unreadable: [{ path: '\x1b[1m', message: '\x1b' }] }), plain);
    expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]/);
    expect(text).toContain('␛[31m');
  });

  it('wraps messages to the terminal and leaves them whole elsewhere', () => {
    const message = 'word '.repeat(40).trim();
    const d = found('x', '[[a]]: b', { message });
    for (const line of reportPretty(report([d]), plain).split('\n')) {
      expect(displayWidth(line)).toBeLessThanOrEqual(80);
    }
    expect(reportPretty(report([d]), { colour: false, width: undefined })).toContain(message);
  });
});

describe('excerpt', () => {
  const cut = (text: string, width = 80) => {
    const { file, start, end } = marked('x', text);
    return excerpt(file, { start, end }, width);
  };

  it.each([
    ['ASCII', 'a: [[bc]] d', 'a: bc d', '   ^^'],
    ['tabs', '\ta:\t[[b]]', '    a:  b', '        ^'],
    ['wide characters', '日本[[語x]]', '日本語x', '    ^^^'],
    ['an emoji of several code points', '👩🏽‍🚀 [[👍]]!', '👩🏽‍🚀 👍!', '   ^^'],
    ['a flag', '🇺🇦[[x]]', '🇺🇦x', '  ^'],
    ['combining marks', 'e\u0301e\u0301[[x]]', 'e\u0301e\u0301x', '  ^'],
    ['Thai vowel signs', 'ที่[[x]]', 'ที่x', ' ^'],
    ['a byte order mark', '\ufeff[[a]]: b', 'a: b', '^'],
    ['an empty range', 'a:[[]] b', 'a: b', '  ^'],
    ['the end of a line', 'ab[[]]', 'ab', '  ^'],
    ['an empty file', '[[]]', '', '^'],
    ['several lines: to the end of the first', 'a: [[bc\n  d]]\n', 'a: bc', '   ^^'],
    ['CRLF', 'x\r\na: [[bc]]\r\n', 'a: bc', '   ^^'],
  ])('underlines below %s', (_name, text, line, squiggle) => {
    const { line: shown, indent, squiggle: signs } = cut(text);
    expect([shown, indent + signs]).toEqual([line, squiggle]);
  });

  it('cuts a long line around the squiggle', () => {
    const { line, indent, squiggle } = cut(`${'a'.repeat(500)}[[bbb]]${'c'.repeat(500)}`, 60);
    expect(displayWidth(line)).toBe(60);
    expect(line).toMatch(/^…a+bbbc+…$/);
    expect(line.slice(indent.length, indent.length + squiggle.length)).toBe('bbb');
  });

  it('keeps to the width, never splits a character and points at the range, whatever the line', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      fc.constantFrom(
        '日本語',
        '👩🏽‍🚀',
        '\t',
        'e\u0301',
        '\x1b[0m',
        'x'.repeat(300),
        'שלום',
        '\u200d',
        '🇩🇪',
      ),
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 12 }),
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 20, max: 200 }),
        (parts, a, b, width) => {
          const text = parts.join('');
          const file = createSource('x', text);
          const [start, end] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y) as [
            number,
            number,
          ];
          const shown = excerpt(file, { start, end }, width);
          expect(shown.line).not.toMatch(/[\x00-\x1f\x7f-\x9f]/);
          // One column more: an empty range may stand behind the last character.
          expect(displayWidth(shown.line)).toBeLessThanOrEqual(width);
          expect(shown.indent.length + shown.squiggle.length).toBeLessThanOrEqual(width + 1);
          expect(shown.squiggle.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('cuts a line of ASCII as one of other letters that take a column each', () => {
    const letters = fc.stringMatching(/^[a-y ]{0,400}$/);
    fc.assert(
      fc.property(letters, fc.nat(), fc.nat(), fc.integer({ min: 20, max: 200 }), (text, a, b, width) => {
        const [start, end] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y);
        const range = { start: start!, end: end! };
        // a becomes а of the Cyrillic alphabet, and so on
        const other = text.replace(/[a-y]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 97 + 0x430));
        const back = (line: string) =>
          line.replace(/[\u0430-\u0448]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0x430 + 97));
        const shown = excerpt(createSource('x', other), range, width);
        expect(excerpt(createSource('x', text), range, width)).toEqual({ ...shown, line: back(shown.line) });
      }),
    );
  });

  it('costs little on a line of millions of characters', () => {
    const file = createSource('x', 'a'.repeat(3_000_000));
    const shown = excerpt(file, { start: 1_500_000, end: 2_900_000 }, 80);
    expect(displayWidth(shown.line)).toBe(80);
  });
});
