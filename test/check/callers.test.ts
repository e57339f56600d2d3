/** Findings in what another file holds name the message and the call that bring it there. */
import { describe, expect, it } from 'vitest';
import { analyzeFiles, show } from '../pipeline/testdata.ts';

function found(text: string, files: Readonly<Record<string, string>>) {
  return analyzeFiles(text, files).diagnostics.map(({ code, file, related, ...d }) => ({
    code,
    in: file.path,
    message: show({ code, file, ...d }),
    related: related?.map((r) => `${r.file.text.slice(r.range.start, r.range.end)}: ${r.message}`),
  }));
}

describe('a value that is too long for the fragment', () => {
  const files = {
    'c.msg.yaml': 'params: { topic: string(20) }\nfragments:\n  yn: [ "Yes -> YES:{{topic}}" ]\n',
  };
  it('names the call', () => {
    const text =
      'imports: { c: ./c.msg.yaml }\nparams: { t: string(2000) }\ndefaults: { messaging_type: UPDATE }\nmessages:\n  a: { text: hi, quick_replies: [ { use: c.yn topic=t } ] }\n';
    expect(found(text, files)).toMatchObject([
      {
        code: 'length/can-exceed',
        in: 'c.msg.yaml',
        related: ['t: this call gives topic'],
      },
    ]);
  });
});

describe('rules are those of the file that sends', () => {
  const files = {
    'd.msg.yaml':
      'api: current\ndefaults: { messaging_type: UPDATE }\nmessages:\n  r: { text: hi, reply_to: { mid: m_1 } }\n',
  };
  const text = (api: string) =>
    `imports: { d: ./d.msg.yaml }\n${api}defaults: { messaging_type: UPDATE }\nmessages:\n  b: { use: d.r }\n`;

  it('names that file and its message', () => {
    const [only, ...more] = found(text(''), files);
    expect(more).toEqual([]);
    expect(only).toMatchObject({ code: 'send-api/newer', in: 'd.msg.yaml', related: ['b: "b" uses it'] });
    expect(only?.message).toContain('write "api: current" at the top of test.msg.yaml');
  });

  it('and what it says mends it', () => {
    expect(found(text('api: current\n'), files)).toEqual([]);
  });
});

describe('a file in another language', () => {
  const files = {
    'd.msg.yaml': "language: de\nparams: { n: number(0..9) }\nfragments:\n  m: Preis {{currency n 'EUR'}}\n",
  };
  const text = (language: string, use: string) =>
    `language: ${language}\nimports: { d: ./d.msg.yaml }\nparams: { n: number(0..9) }\ndefaults: { messaging_type: UPDATE }\nmessages:\n  a: { use: ${use} n=n }\n  b: { use: d.m n=n }\n`;

  it.each(['d.m', './d.msg.yaml#m'])('is told where %s uses it', (use) => {
    expect(found(text('en', use), files).map((d) => d.code)).toEqual([
      'spec/other-language',
      'spec/other-language',
    ]);
    expect(found(text('de', use), files)).toEqual([]);
  });
});
