import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folder, sendspec } from './run-cli.ts';

const body = '{"messaging_type": "UPDATE", "message": {"text": "Hello"}}';
const spec = 'messages:\n  hello:\n    messaging_type: UPDATE\n    text: Hello\n';

it('prints the spec file; what it has to say goes to stderr', async () => {
  const cwd = folder({ 'a.json': body, 'b.json': "{message: {text: 'Hello'}}" });
  expect(await sendspec(['import', 'a.json'], { cwd })).toEqual({ code: 0, out: spec, err: '' });
  const lenient = await sendspec(['import', 'b.json'], { cwd });
  expect(lenient.code).toBe(0);
  expect(lenient.err).toBe(
    'b.json:1:2: note: this is no strict JSON: it has a key without quotes. It was read all the same.\n' +
      'b.json:1:18: note: this is no strict JSON: it has a text in single quotes. It was read all the same.\n' +
      'b.json: note: no messaging_type in hello: RESPONSE is sent, as defaults say\n',
  );
});

it('reads stdin', async () => {
  const result = await sendspec(['import', '-'], { cwd: folder(), stdin: `\ufeff${body}` });
  expect(result).toEqual({ code: 0, out: spec, err: '' });
});

it('writes a new file, whole, which check and render take', async () => {
  const cwd = folder({ 'a.json': body });
  const written = await sendspec(['import', 'a.json', '-o', 'messages/a.msg.yaml'], { cwd });
  expect(written).toEqual({ code: 0, out: 'messages/a.msg.yaml\n', err: '' });
  expect(readFileSync(join(cwd, 'messages/a.msg.yaml'), 'utf8')).toBe(spec);
  expect(readdirSync(join(cwd, 'messages'))).toEqual(['a.msg.yaml']);
  expect((await sendspec(['check'], { cwd })).code).toBe(0);
  const rendered = await sendspec(['render', 'messages/a.msg.yaml'], { cwd });
  expect(JSON.parse(rendered.out)).toEqual(JSON.parse(body));
});

it('overwrites nothing', async () => {
  const cwd = folder({ 'a.json': body, 'a.msg.yaml': 'mine\n' });
  mkdirSync(join(cwd, 'b.msg.yaml'));
  for (const there of ['a.json', 'a.msg.yaml', 'b.msg.yaml']) {
    const result = await sendspec(['import', 'a.json', '-o', there], { cwd });
    expect(result).toEqual({
      code: 2,
      out: '',
      err: `sendspec: ${there} is there already.\nimport overwrites nothing: name another file, or remove this one.\n`,
    });
  }
  expect(readFileSync(join(cwd, 'a.msg.yaml'), 'utf8')).toBe('mine\n');
  expect(readdirSync(cwd).sort()).toEqual(['a.json', 'a.msg.yaml', 'b.msg.yaml']);
});

it('writes nothing where the JSON is broken, and says where', async () => {
  const cwd = folder({ 'a.json': '{\n  "message": {\n    "text" "a"\n  }\n}\n' });
  const result = await sendspec(['import', 'a.json', '-o', 'a.msg.yaml'], { cwd });
  expect(result).toEqual({
    code: 1,
    out: '',
    err: 'sendspec: a.json:3:12: a colon is missing after the key "text": here is a text in quotes.\n',
  });
  expect(existsSync(join(cwd, 'a.msg.yaml'))).toBe(false);
});

it.each([
  ['missing.json', 2, 'missing.json does not exist.'],
  ['.', 1, '. is a folder, not a file.'],
  ['empty.json', 1, 'empty.json is empty.'],
  ['blank.json', 1, 'blank.json is empty.'],
  ['utf16.json', 1, 'utf16.json is UTF-16, not UTF-8: save it as UTF-8.'],
  ['latin1.json', 1, 'latin1.json is not UTF-8 (byte 12 is not): save it as UTF-8.'],
  ['large.json', 1, 'large.json has 21.0 MB, at most 20.0 MB are read: split it.'],
  ['many.json', 1, 'many.json:1:1: the spec file would have'],
])('%s: exit %i', async (name, code, message) => {
  const cwd = folder({
    'empty.json': '',
    'blank.json': '\ufeff \n',
    'utf16.json': Buffer.from('\ufeff{"text": "a"}', 'utf16le'),
    'latin1.json': Buffer.from('{"text": "a\xff"}', 'latin1'),
    'large.json': ' '.repeat(21_000_000),
    'many.json': `${JSON.stringify({ text: 'x'.repeat(1000) })}\n`.repeat(9_900),
  });
  const result = await sendspec(['import', name], { cwd });
  expect(result.err).toContain(`sendspec: ${message}`);
  expect({ code: result.code, out: result.out }).toEqual({ code, out: '' });
});

it("takes the project's rules", async () => {
  const cwd = folder({
    'a.json': '{"messaging_type": "RESPONSE", "reply_to": {"mid": "m"}, "message": {"text": "Hi"}}',
    'new/sendspec.config.yaml': 'api: current\n',
    'new/keep': '',
  });
  expect((await sendspec(['import', 'a.json'], { cwd })).out).toMatch(/^api: current\n/);
  const inProject = await sendspec(['import', 'a.json', '-o', 'new/a.msg.yaml'], { cwd });
  expect(inProject.err).toBe('');
  expect(readFileSync(join(cwd, 'new/a.msg.yaml'), 'utf8')).toMatch(/^messages:\n/);
});

it('shows no control characters of what it reads', async () => {
  const cwd = folder({ 'a.json': '{"message": {"text": "a\\u001b[31m\\u202e"}, "x\\u001b": 1}' });
  const { out, err, code } = await sendspec(['import', 'a.json'], { cwd });
  expect(code).toBe(0);
  expect(out + err).not.toMatch(/[\x1b\u202e]/);
});
