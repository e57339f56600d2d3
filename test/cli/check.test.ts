import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { fixText } from '../../src/diagnostics/fix-text.ts';
import { createSource } from '../../src/source/create-source.ts';
import { foundIn } from '../diagnostics/report-sample.ts';
import { cleanFile, folder, sendspec } from './run-cli.ts';

const duplicate = 'messaging_type: RESPONSE\ntext: a\ntext: b\n';

describe('check', () => {
  it('names the mends that an editor offers, and leaves the choice to the author', async () => {
    const text = `messages:
  a:
    messaging_type: RESPONSE
    text: Hello
    image: https://example.com/a.png
`;
    const cwd = folder({ 'a.msg.yaml': text });
    const { out } = await sendspec(['check', 'a.msg.yaml', '--format', 'json'], { cwd });
    const [found] = JSON.parse(out);
    expect(found.code).toBe('send-api/message-content');
    expect(found.fixes.map((f: { title: string }) => f.title)).toEqual(['Send them in two steps']);
    const [{ range, newText }] = found.fixes[0].edits;
    const lines = text.split('\n');
    const at = (p: { line: number; character: number }) =>
      lines.slice(0, p.line).join('\n').length + (p.line > 0 ? 1 : 0) + p.character;
    const mended = text.slice(0, at(range.start)) + newText + text.slice(at(range.end));
    const again = folder({ 'a.msg.yaml': mended });
    expect((await sendspec(['check', '--format', 'json'], { cwd: again })).out.trim()).toBe('[]');
    expect((await sendspec(['check', '--fix'], { cwd })).err).not.toContain('made');
  });

  it('is done with a clean file', async () => {
    const cwd = folder({ 'a.msg.yaml': cleanFile });
    expect(await sendspec(['check'], { cwd })).toEqual({
      code: 0,
      out: '1 file checked, nothing to report\n',
      err: '',
    });
    expect((await sendspec(['check', '--format', 'json'], { cwd })).out).toBe('[]\n');
  });

  it('ends with 1 when there are errors, in every format', async () => {
    const cwd = folder({ 'a.msg.yaml': duplicate });
    for (const format of ['pretty', 'json', 'github', 'sarif']) {
      const { code, out } = await sendspec(['check', '--format', format], { cwd });
      expect(code).toBe(1);
      expect(out).toContain('a.msg.yaml');
      expect(out).toContain('yaml/duplicate-key');
    }
  });

  it('takes files, folders and globs, without node_modules and dot folders, each file once', async () => {
    const cwd = folder({
      'a.msg.yaml': cleanFile,
      'deep/er/b.msg.yml': duplicate,
      'deep/other.yaml': duplicate,
      'node_modules/x/c.msg.yaml': duplicate,
      '.hidden/d.msg.yaml': duplicate,
    });
    const files = async (...paths: string[]) => {
      const { out } = await sendspec(['check', ...paths], { cwd });
      return /^(\d+) files? checked/m.exec(out)?.[1];
    };
    expect(await files()).toBe('2');
    expect(await files('.')).toBe('2');
    expect(await files('deep')).toBe('1');
    expect(await files('a.msg.yaml', '.', join(cwd, 'a.msg.yaml'))).toBe('2');
    expect(await files('**/*.msg.{yaml,yml}')).toBe('2');
    expect(await files('deep/other.yaml')).toBe('1');
  });

  it('shows paths relative to where it was called', async () => {
    const cwd = folder({
      'sendspec.config.yaml': 'language: en\n',
      'sub/a.msg.yaml': duplicate,
      'b.msg.yaml': duplicate,
    });
    const { out } = await sendspec(['check', '--format', 'json', '.', '../b.msg.yaml'], {
      cwd: join(cwd, 'sub'),
    });
    expect(JSON.parse(out).map((d: { file: string }) => d.file)).toEqual(['../b.msg.yaml', 'a.msg.yaml']);
  });

  it('shows GitHub paths relative to the checkout', async () => {
    const cwd = folder({ 'sub/a.msg.yaml': duplicate });
    const { out } = await sendspec(['check', '--format', 'github'], {
      cwd: join(cwd, 'sub'),
      env: { GITHUB_WORKSPACE: cwd },
    });
    expect(out).toMatch(/^::error file=sub\/a\.msg\.yaml,/);
  });

  it.each<[string, Record<string, string | Uint8Array>, string[], number, RegExp]>([
    ['a path that does not exist', {}, ['nope.msg.yaml'], 2, /nope\.msg\.yaml does not exist\./],
    [
      'a folder without message files',
      { 'x.yaml': 'a: b' },
      ['.'],
      2,
      /no message files \(\*\.msg\.yaml, \*\.msg\.yml\) in this folder\./,
    ],
    ['a glob that matches nothing', {}, ['*.msg.yaml'], 2, /no file matches \*\.msg\.yaml\./],
    ['an empty file', { 'a.msg.yaml': '' }, ['.'], 1, /yaml\/empty/],
    ['a file that is not YAML', { 'a.msg.yaml': '\t{]: "' }, ['.'], 1, /a\.msg\.yaml:1:/],
    [
      'a binary file',
      { 'a.msg.yaml': new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 255, 254]) },
      ['.'],
      1,
      /is not UTF-8 \(byte 1 is not\)/,
    ],
    [
      'Latin-1',
      { 'a.msg.yaml': Buffer.from('text: Jörg', 'latin1') },
      ['.'],
      1,
      /is not UTF-8 \(byte 8 is not\)/,
    ],
    ['UTF-16', { 'a.msg.yaml': Buffer.from('\ufefftext: a', 'utf16le') }, ['.'], 1, /is UTF-16, not UTF-8/],
    ['10 MB', { 'a.msg.yaml': `text: ${'a'.repeat(10_000_000)}` }, ['.'], 1, /yaml\/too-large/],
  ])('answers to %s with one clear message', async (_name, files, paths, code, message) => {
    const result = await sendspec(['check', ...paths], { cwd: folder(files) });
    expect(result.code).toBe(code);
    expect(result.out + result.err).toMatch(message);
    expect(result.out + result.err).not.toMatch(/\n {4}at |bug in sendspec/);
  });

  it.skipIf(process.getuid?.() === 0)('says when a file may not be read', async () => {
    const cwd = folder({ 'a.msg.yaml': cleanFile });
    chmodSync(join(cwd, 'a.msg.yaml'), 0);
    const { code, out } = await sendspec(['check'], { cwd });
    expect(code).toBe(1);
    expect(out).toContain('may not be read: its permissions forbid it');
  });

  it('follows a symbolic link that is named, and says when it leads to itself', async () => {
    const cwd = folder({ 'a.msg.yaml': cleanFile });
    symlinkSync('loop.msg.yaml', join(cwd, 'loop.msg.yaml'));
    symlinkSync('a.msg.yaml', join(cwd, 'link.msg.yaml'));
    expect((await sendspec(['check', 'link.msg.yaml'], { cwd })).code).toBe(0);
    const { code, err } = await sendspec(['check', 'loop.msg.yaml'], { cwd });
    expect([code, err]).toEqual([2, 'sendspec: loop.msg.yaml is a symbolic link that leads to itself.\n']);
  });

  it('counts warnings against --max-warnings', async () => {
    // A name without a maximum makes a text whose length cannot be proven: a warning.
    const cwd = folder({
      'a.msg.yaml':
        'params: { name: string }\nmessages:\n  hello:\n    messaging_type: RESPONSE\n    text: Hi {{name}}\n',
    });
    expect((await sendspec(['check'], { cwd })).code).toBe(0);
    const { code, err } = await sendspec(['check', '--max-warnings', '0'], { cwd });
    expect(code).toBe(1);
    expect(err).toMatch(/^sendspec: \d+ warnings?, at most 0 are allowed \(--max-warnings\)\.\n$/);
  });
});

describe('the config', () => {
  it.each([
    ['pageid: "1"', /sendspec\.config\.yaml:1:1: "pageid" is not a setting: .* Did you mean "page_id"\?/],
    ['api: v99', /sendspec\.config\.yaml:1:6: "api" is one of v21\.0, current\./],
    ['page_id: my page', /is a Page id: digits only/],
    ['language: en\nlanguage: de', /sendspec\.config\.yaml:2:1: /],
    ['- a', /the config is a mapping of settings/],
    ['helpers: ./h.mjs', /sendspec\.config\.yaml:1:10: "helpers" is a text, but it names a module/],
    ['endpoint: ftp://x', /is an http\(s\) URL/],
    ['channel: [messenger, telegram]', /"channel" is one of messenger, instagram/],
    ['__proto__: 1', /"__proto__" is not a setting/],
    ['token: EAAB', /"token" is not a setting/],
  ])('%j is refused with its place', async (text, message) => {
    const cwd = folder({ 'sendspec.config.yaml': text, 'a.msg.yaml': cleanFile });
    const { code, err } = await sendspec(['check'], { cwd });
    expect(code).toBe(1);
    expect(err).toMatch(message);
  });

  it('may be empty, and sets the profile of files that name none', async () => {
    const file = 'messaging_type: MESSAGE_TAG\ntag: ACCOUNT_UPDATE\ntext: Your card was shipped.\n';
    const old = folder({ 'sendspec.config.yaml': '', 'a.msg.yaml': file });
    expect((await sendspec(['check'], { cwd: old })).code).toBe(0);
    const current = folder({ 'sendspec.config.yaml': 'api: current\n', 'a.msg.yaml': file });
    expect((await sendspec(['check'], { cwd: current })).code).toBe(1);
  });
});

describe('check --fix', () => {
  it('mends a file, says so, and reports what is left', async () => {
    const cwd = folder({
      'a.msg.yaml':
        'messages:\n  hello:\n    messaging_type: RESPONSE\n    text: {{first_name}}\nparams: { first_name: string(40) }\n',
    });
    const { code, out, err } = await sendspec(['check', '--fix'], { cwd });
    expect([code, out, err]).toEqual([0, '1 file checked, nothing to report\n', 'a.msg.yaml: 1 mend made\n']);
    expect(readFileSync(join(cwd, 'a.msg.yaml'), 'utf8')).toMatch(/text: (['"])\{\{first_name\}\}\1\n/);
  });

  it('never guesses where a text goes on', async () => {
    const file =
      'params: { name: string(9) }\nmessaging_type: RESPONSE\ntext: "Buy {{name} now, {{name there, {{name}}{{"\n';
    const cwd = folder({ 'a.msg.yaml': file });
    await sendspec(['check', '--fix'], { cwd });
    expect(readFileSync(join(cwd, 'a.msg.yaml'), 'utf8')).toBe(file.replace('{{name} now', '{{name}} now'));
  });

  it('leaves a comment that silences what an error hides', async () => {
    const file =
      'params: { name: string }\nmessages:\n  m:\n    messaging_type: RESPONSE\n    # sendspec-ignore length/unbounded: short\n    text: "Hi {{nam}}"\n';
    const cwd = folder({ 'a.msg.yaml': file });
    const { out } = await sendspec(['check', '--fix'], { cwd });
    expect(out).toContain('params/unknown-name');
    expect(out).not.toContain('spec/unused-ignore');
    expect(readFileSync(join(cwd, 'a.msg.yaml'), 'utf8')).toBe(file);
  });

  const finding = (text: string, start: number, end: number, newTexts: readonly string[]): Diagnostic =>
    foundIn(createSource('x', text), start, end, {
      fixes: newTexts.map((newText) => ({ title: 'mend', edits: [{ range: { start, end }, newText }] })),
    });

  it('leaves a choice to the author', () => {
    expect(fixText('ab', (t) => [finding(t, 0, 1, ['x', 'y'])])).toEqual({ text: 'ab', applied: 0 });
  });

  it('drops a round that makes things worse, and ends when fixes never settle', () => {
    const worse = (t: string) =>
      t === 'ab' ? [finding(t, 0, 1, ['xx'])] : [finding(t, 0, 1, []), finding(t, 1, 2, [])];
    expect(fixText('ab', worse)).toEqual({ text: 'ab', applied: 0 });
    const endless = fixText('ab', (t) => [finding(t, 0, 0, ['x'])]);
    expect(endless.text).toMatch(/^x+ab$/);
  });

  it('applies overlapping fixes one after the other, never garbled', () => {
    // Each finding replaces one lower-case letter by its capital; ranges overlap at random.
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{1,12}$/), fc.array(fc.nat({ max: 11 })), (text, at) => {
        const check = (t: string) =>
          [...new Set(at)]
            .filter((i) => /[a-z]/.test(t[i] ?? ''))
            .flatMap((i) => [
              finding(t, i, i + 1, [t[i]!.toUpperCase()]),
              finding(t, i, i + 1, [t[i]!.toUpperCase()]),
            ]);
        const wanted = [...text].map((c, i) => (at.includes(i) ? c.toUpperCase() : c)).join('');
        expect(fixText(text, check).text).toBe(wanted);
      }),
    );
  });
});

describe.skipIf(process.platform === 'win32')('a pipe that nobody writes into', () => {
  const withPipe = (name: string, files: Readonly<Record<string, string>> = {}) => {
    const cwd = folder({ 'sendspec.config.yaml': '', ...files });
    execFileSync('mkfifo', [join(cwd, name)]);
    return cwd;
  };

  it.each([
    ['check', 'x.msg.yaml'],
    ['fmt', 'x.msg.yaml'],
    ['render', 'x.msg.yaml#m'],
  ])('%s %s says what it is', async (...argv) => {
    const { code, out, err } = await sendspec(argv, { cwd: withPipe('x.msg.yaml') });
    expect(out + err).toMatch(/x\.msg\.yaml.{0,20}is a pipe, not a file/s);
    expect(code).toBe(1);
  });

  it('is passed over in a folder', async () => {
    const { code, out } = await sendspec(['check', '.'], {
      cwd: withPipe('x.msg.yaml', { 'a.msg.yaml': cleanFile }),
    });
    expect([code, out]).toEqual([0, '1 file checked, nothing to report\n']);
  });

  it('is not imported', async () => {
    const cwd = withPipe('x.msg.yaml', {
      'a.msg.yaml': 'imports: { x: ./x.msg.yaml }\nmessages:\n  m: "{{> x.f}}"\n',
    });
    const { code, out } = await sendspec(['check', 'a.msg.yaml'], { cwd });
    expect([code, out]).toEqual([1, expect.stringContaining('x.msg.yaml is a pipe, not a file')]);
  });

  it('may bring data', async () => {
    const cwd = withPipe('data.json', { 'a.msg.yaml': cleanFile });
    const writer = spawn('sh', ['-c', 'echo \'{"first_name":"Ana"}\' > data.json'], { cwd });
    const { code, out } = await sendspec(['render', 'a.msg.yaml#hello', '--data', 'data.json'], { cwd });
    writer.kill();
    expect([code, out]).toEqual([0, expect.stringContaining('Hi Ana!')]);
  });
});
