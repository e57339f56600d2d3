import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cleanFile, folder, sendspec } from './run-cli.ts';

describe('compile', () => {
  it('mirrors the paths below the root, and the module runs alone', async () => {
    const cwd = folder({
      'sendspec.config.yaml': '',
      'shop/a.msg.yaml': cleanFile,
      'b.msg.yml': 'messaging_type: RESPONSE\ntext: B\n',
    });
    const { code, out, err } = await sendspec(['compile', '.', '-o', 'out', '--json'], { cwd });
    expect([code, err]).toEqual([0, '2 files compiled\n']);
    expect(out.trimEnd().split('\n').sort()).toEqual([
      'out/b.msg.d.ts',
      'out/b.msg.js',
      'out/b.msg.json',
      'out/shop/a.msg.d.ts',
      'out/shop/a.msg.js',
      'out/shop/a.msg.json',
    ]);
    expect(readdirSync(join(cwd, 'out')).sort()).toEqual(['b.msg.d.ts', 'b.msg.js', 'b.msg.json', 'shop']);
    const constant = JSON.parse(readFileSync(join(cwd, 'out/shop/a.msg.json'), 'utf8'));
    expect(Object.keys(constant)).toEqual(['bye']);
    const script = `import('./out/shop/a.msg.js').then((m) => console.log(JSON.stringify(m.render('hello', { first_name: 'Ana' }))))`;
    const printed = execFileSync(process.execPath, ['-e', script], { cwd, encoding: 'utf8' });
    expect(printed).toContain('Hi Ana!');
  });

  it('writes nothing when any file has errors', async () => {
    const cwd = folder({
      'a.msg.yaml': cleanFile,
      'b.msg.yaml': 'messaging_type: RESPONSE\ntext: a\ntext: b\n',
    });
    const { code, out, err } = await sendspec(['compile', '.', '-o', 'out'], { cwd });
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/yaml\/duplicate-key[\s\S]*nothing was written\.\n$/);
    expect(existsSync(join(cwd, 'out'))).toBe(false);
  });

  it('refuses two files that would become one', async () => {
    const cwd = folder({ 'a.msg.yaml': cleanFile, 'a.msg.yml': cleanFile });
    const { code, err } = await sendspec(['compile', '.', '-o', 'out'], { cwd });
    expect(code).toBe(2);
    expect(err).toMatch(/two files would both be compiled to .*a\.msg\.js/);
  });

  it('replaces what it wrote before, and leaves no temporary files', async () => {
    const cwd = folder({ 'a.msg.yaml': cleanFile });
    await sendspec(['compile', '.', '-o', 'out'], { cwd });
    const first = readFileSync(join(cwd, 'out/a.msg.js'), 'utf8');
    await sendspec(['compile', '.', '-o', 'out'], { cwd });
    expect(readFileSync(join(cwd, 'out/a.msg.js'), 'utf8')).toBe(first);
    expect(readdirSync(join(cwd, 'out')).sort()).toEqual(['a.msg.d.ts', 'a.msg.js']);
  });

  it('says when it cannot write', async () => {
    const cwd = folder({ 'a.msg.yaml': cleanFile, out: 'a file' });
    const { code, err } = await sendspec(['compile', '.', '-o', 'out'], { cwd });
    expect(code).toBe(3);
    expect(err).toMatch(/^sendspec: out .*: nothing was written\.\n$/);
  });

  it.skipIf(process.getuid?.() === 0)('says when it may not write', async () => {
    const cwd = folder({ 'a.msg.yaml': cleanFile, 'out/x': '' });
    chmodSync(join(cwd, 'out'), 0o500);
    const { code, err } = await sendspec(['compile', '.', '-o', 'out'], { cwd });
    expect(code).toBe(3);
    expect(err).toContain('its permissions forbid it');
  });
});
