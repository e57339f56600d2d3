import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Severity } from '../../src/diagnostics/diagnostic.ts';
import { reportGithub } from '../../src/diagnostics/reporters/github.ts';
import { reportJson } from '../../src/diagnostics/reporters/json.ts';
import { reportSarif } from '../../src/diagnostics/reporters/sarif.ts';
import { createSource } from '../../src/source/create-source.ts';
import { found, foundIn, report } from './report-sample.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('a%b', '::error::x', 'x,y:z', '\r\n', '\x1b[2J', '\x9b', '\u202e', '"', '</script>'),
);
const anyFinding = fc
  .record({
    path: anyText.filter((p) => p.length > 0),
    text: anyText,
    start: fc.nat(),
    end: fc.nat(),
    message: anyText,
    severity: fc.constantFrom<Severity>('error', 'warning', 'information'),
  })
  .map(({ path, text, start, end, message, severity }) => {
    const [from, to] = [start % (text.length + 1), end % (text.length + 1)].sort((x, y) => x - y) as [
      number,
      number,
    ];
    const edits = [{ range: { start: from, end: to }, newText: message }];
    return foundIn(createSource(path, text), from, to, {
      message,
      severity,
      fixes: [{ title: message, edits }],
    });
  });
const unsafe = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/;

describe('json report', () => {
  it('has LSP positions, and [] when clean', () => {
    expect(reportJson(report([]))).toBe('[]\n');
    const d = found('a/x.msg.yaml', 'x: 😀\ny: 😀[[ab]]\n', {
      severity: 'information',
      fixes: [{ title: 'quote it', edits: [{ range: { start: 0, end: 1 }, newText: '"x"' }] }],
    });
    expect(JSON.parse(reportJson(report([d])))).toEqual([
      {
        file: 'a/x.msg.yaml',
        range: { start: { line: 1, character: 5 }, end: { line: 1, character: 7 } },
        severity: 'information',
        code: 'yaml/duplicate-key',
        message: 'something is wrong',
        fixes: [
          {
            title: 'quote it',
            edits: [
              { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } }, newText: '"x"' },
            ],
          },
        ],
      },
    ]);
  });

  it('keeps every text and prints no character that a terminal obeys', () => {
    fc.assert(
      fc.property(fc.array(anyFinding, { maxLength: 4 }), (findings) => {
        const text = reportJson(report(findings));
        expect(text).not.toMatch(unsafe);
        const parsed = JSON.parse(text) as { message: string; file: string }[];
        expect(parsed.map((d) => [d.file, d.message])).toEqual(findings.map((d) => [d.file.path, d.message]));
      }),
    );
  });
});

describe('github report', () => {
  it('is one annotation a finding', () => {
    const d = found('a,b/x.msg.yaml', 'x: 1\ny: [[ab]]\n', {
      message: '100% wrong:\nmend it',
      severity: 'warning',
    });
    const related = found('y.msg.yaml', '[[a\nb]]', { severity: 'information' });
    expect(reportGithub(report([d, related], { files: 2 }))).toBe(
      '::warning file=a%2Cb/x.msg.yaml,line=2,col=4,endColumn=5,title=yaml/duplicate-key::100%25 wrong:%0Amend it\n' +
        '::notice file=y.msg.yaml,line=1,col=1,title=yaml/duplicate-key::something is wrong\n' +
        '2 files checked: 0 errors, 1 warning\n',
    );
  });

  it('never lets a text begin a command of its own, and gives it back when unescaped', () => {
    const unescaped = (s: string) =>
      s
        .replace(/%3A/g, ':')
        .replace(/%2C/g, ',')
        .replace(/%0A/g, '\n')
        .replace(/%0D/g, '\r')
        .replace(/%25/g, '%');
    fc.assert(
      fc.property(fc.array(anyFinding, { maxLength: 4 }), (findings) => {
        const lines = reportGithub(report(findings)).trimEnd().split('\n');
        expect(lines).toHaveLength(findings.length + 1);
        findings.forEach((d, i) => {
          const match =
            /^::(error|warning|notice) file=([^,:]*),line=\d+,col=\d+(?:,endColumn=\d+)?,title=[^,:]*::(.*)$/.exec(
              lines[i]!,
            );
          expect(match).not.toBeNull();
          expect(lines[i]).not.toMatch(unsafe);
          // Characters that a log would obey are shown as signs; all others come back.
          const harmless = !/[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]/.test(d.message);
          if (harmless) expect(unescaped(match![3]!)).toBe(d.message);
        });
      }),
    );
  });

  it('names files that cannot be read', () => {
    expect(reportGithub(report([], { unreadable: [{ path: 'a:b', message: 'is a folder' }] }))).toBe(
      '::error file=a%3Ab::a:b is a folder\n1 file checked: 1 error, 0 warnings\n',
    );
  });
});

describe('sarif report', () => {
  it('has rules of the catalogue, 1-based regions, related places and fixes', () => {
    const file = createSource('a b/x.msg.yaml', 'x: 1\nx: 2\n');
    const d = foundIn(file, 5, 6, {
      related: [{ file, range: { start: 0, end: 1 }, message: 'first here' }],
      fixes: [{ title: 'remove it', edits: [{ range: { start: 5, end: 10 }, newText: '' }] }],
    });
    const log = JSON.parse(reportSarif(report([d])));
    const [run] = log.runs;
    expect(log.version).toBe('2.1.0');
    expect(run.tool.driver.rules[0].id).toBe('yaml/duplicate-key');
    expect(run.tool.driver.rules[0].fullDescription.text.length).toBeGreaterThan(20);
    const [result] = run.results;
    expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
    expect(result.locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'a%20b/x.msg.yaml' },
      region: { startLine: 2, startColumn: 1, endLine: 2, endColumn: 2 },
    });
    expect(result.relatedLocations[0].message.text).toBe('first here');
    expect(result.fixes[0].artifactChanges[0].replacements[0]).toEqual({
      deletedRegion: { startLine: 2, startColumn: 1, endLine: 3, endColumn: 1 },
      insertedContent: { text: '' },
    });
  });
});
