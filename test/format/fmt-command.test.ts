import { chmodSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folder, sendspec } from '../cli/run-cli.ts';

const crooked = `messages:
    hello:
        text:   "Hi!"   # short
        messaging_type: 'RESPONSE'
params: {}
`;
const straight = `params: {}

messages:
  hello:
    messaging_type: RESPONSE
    text: Hi!   # short
`;

it('writes what changes, lists it, and then finds nothing to do', async () => {
  const cwd = folder({ 'a.msg.yaml': crooked, 'sub/b.msg.yml': straight });
  expect(await sendspec(['fmt'], { cwd })).toEqual({
    code: 0,
    out: 'a.msg.yaml\n',
    err: '2 files, 1 changed\n',
  });
  expect(readFileSync(join(cwd, 'a.msg.yaml'), 'utf8')).toBe(straight);
  expect(await sendspec(['fmt', 'a.msg.yaml'], { cwd })).toEqual({
    code: 0,
    out: '',
    err: '1 file, 0 changed\n',
  });
});

it('--check changes nothing and exits with 1', async () => {
  const cwd = folder({ 'a.msg.yaml': crooked, 'b.msg.yaml': straight });
  expect(await sendspec(['fmt', '--check'], { cwd })).toEqual({
    code: 1,
    out: 'a.msg.yaml\n',
    err: '2 files, 1 would change\n',
  });
  expect(readFileSync(join(cwd, 'a.msg.yaml'), 'utf8')).toBe(crooked);
  expect((await sendspec(['fmt', '--check', 'b.msg.yaml'], { cwd })).code).toBe(0);
});

it('leaves a file that YAML cannot read alone, says where, and formats the others', async () => {
  const bad = 'messages:\n    hello: {{name}}\n';
  const cwd = folder({ 'a.msg.yaml': bad, 'b.msg.yaml': crooked });
  const { code, out, err } = await sendspec(['fmt', '.'], { cwd });
  expect([code, out]).toEqual([1, 'b.msg.yaml\n']);
  expect(err).toMatch(
    /^a\.msg\.yaml:2:12: not formatted: .*\(yaml\/unquoted-template\)\n2 files, 1 changed, 1 with/,
  );
  expect(readFileSync(join(cwd, 'a.msg.yaml'), 'utf8')).toBe(bad);
});

it('keeps the line ends, the byte order mark, the mode and a symbolic link', async () => {
  const cwd = folder({ 'a.msg.yaml': `\ufeff${crooked.replaceAll('\n', '\r\n')}` });
  const path = join(cwd, 'a.msg.yaml');
  chmodSync(path, 0o640);
  symlinkSync(path, join(cwd, 'link.msg.yaml'));
  expect((await sendspec(['fmt', 'link.msg.yaml'], { cwd })).code).toBe(0);
  expect(readFileSync(path, 'utf8')).toBe(`\ufeff${straight.replaceAll('\n', '\r\n')}`);
  expect(statSync(path).mode & 0o777).toBe(0o640);
});

it('a path that does not exist is wrong usage', async () => {
  expect((await sendspec(['fmt', 'no.msg.yaml'], { cwd: folder() })).code).toBe(2);
});

it('paths with control characters are shown, not obeyed', async () => {
  const cwd = folder({ 'a\u001b[31m.msg.yaml': crooked });
  const { out, err } = await sendspec(['fmt'], { cwd });
  expect(out + err).not.toContain('\u001b');
});
