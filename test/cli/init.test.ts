import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folder, sendspec } from './run-cli.ts';

describe('init', () => {
  it('makes a folder in which check, render and send --emulate work at once', async () => {
    const base = folder();
    const made = await sendspec(['init', 'hello'], { cwd: base });
    expect(made.code).toBe(0);
    expect(made.out.trimEnd().split('\n').sort()).toEqual([
      'hello/.gitignore',
      'hello/contacts.csv',
      'hello/sendspec.config.yaml',
      'hello/welcome.msg.yaml',
    ]);
    const cwd = join(base, 'hello');
    expect(await sendspec(['check', '--max-warnings', '0'], { cwd })).toEqual({
      code: 0,
      out: '1 file checked, nothing to report\n',
      err: '',
    });
    const rendered = await sendspec(['render', 'welcome.msg.yaml#welcome', '--example', 'a new customer'], {
      cwd,
    });
    expect(rendered.code).toBe(0);
    expect(rendered.out).toContain('Hi Ana, welcome!');
    const sent = await sendspec(
      ['send', 'welcome.msg.yaml#welcome', '--to', 'contacts.csv', '--emulate', '--rate', 'unlimited'],
      { cwd },
    );
    expect(sent.code).toBe(0);
    expect(sent.out).toMatch(/sent +10\n/);
    expect(readdirSync(join(cwd, '.sendspec')).some((f) => f.endsWith('.journal.db'))).toBe(true);
  });

  it('overwrites nothing', async () => {
    const cwd = folder({ 'contacts.csv': 'mine' });
    const { code, out, err } = await sendspec(['init'], { cwd });
    expect([code, out, err]).toEqual([
      2,
      '',
      'sendspec: . has contacts.csv already: init overwrites nothing.\n',
    ]);
    expect(readdirSync(cwd)).toEqual(['contacts.csv']);
    expect(readFileSync(join(cwd, 'contacts.csv'), 'utf8')).toBe('mine');
  });

  it('says why when it cannot make the folder', async () => {
    const cwd = folder({ 'a-file': '' });
    const { code, err } = await sendspec(['init', 'a-file/x'], { cwd });
    expect(code).toBe(3);
    expect(err).toMatch(/^sendspec: a-file\/x /);
  });
});
