import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { commands, laterCommands } from '../../src/cli/commands.ts';
import { version } from '../../src/version.ts';
import { folder, sendspec } from './run-cli.ts';

describe('usage', () => {
  it('prints help with every command, and no command that does not exist', async () => {
    const { code, out, err } = await sendspec(['--help'], { cwd: '/' });
    expect([code, err]).toEqual([0, '']);
    for (const name of Object.keys(commands)) expect(out).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
    for (const name of laterCommands) expect(out).not.toMatch(new RegExp(`^  ${name}\\b`, 'm'));
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('prints the version of the package', async () => {
    const { version: packaged } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(version).toBe(packaged);
    expect(await sendspec(['--version'], { cwd: '/' })).toEqual({ code: 0, out: `${packaged}\n`, err: '' });
  });

  it.each(Object.keys(commands))('%s --help shows examples and names no option twice', async (name) => {
    const { code, out, err } = await sendspec([name, '--help'], { cwd: '/' });
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('\nExamples:\n  sendspec ');
    const options = [...out.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map((m) => m[1]);
    expect(new Set(options).size).toBe(options.length);
    expect((await sendspec(['help', name], { cwd: '/' })).out).toBe(out);
  });

  it('answers to nothing with the help on stderr, exit 2', async () => {
    const { code, out, err } = await sendspec([], { cwd: '/' });
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('Usage: sendspec COMMAND');
  });

  it.each([
    [['chek'], 'unknown command "chek". Did you mean "check"?'],
    [['--halp'], 'unknown option "--halp". Did you mean "--help"?'],
    [['frobnicate'], 'unknown command "frobnicate".'],
    [['preview'], '"preview" is planned, but not in this version'],
    [['lsp'], 'started with one of --stdio, --socket and --node-ipc'],
    [['__proto__'], 'unknown command "__proto__".'],
    [['constructor'], 'unknown command "constructor".'],
    [['check', '--formt', 'json'], "unknown option '--formt'. Did you mean --format?"],
    [['check', '--format', 'xml'], 'Allowed choices are pretty, json, github, sarif.'],
    [['check', '--max-warnings', '-1'], "argument '-1' is invalid. it is a whole number"],
    [['render', 'x#y', '--recipient', ''], '--recipient is empty: write the id of a person.'],
    [['render'], "missing required argument 'file#message'"],
    [['compile', '.'], "required option '-o, --out <dir>' not specified"],
    [
      ['explain', 'yaml/duplicate-kay'],
      'there is no code "yaml/duplicate-kay". Did you mean "yaml/duplicate-key"',
    ],
    [['explain', 'duplicate-key'], 'Did you mean "yaml/duplicate-key"?'],
    [['explain', 'a', 'b'], 'too many arguments'],
    [['emulator', '--port', '99999'], 'it is a number from 0 to 65535.'],
    [['send', 'x#y'], 'say to whom: --to CONTACTS for a file, or --recipient ID for one person.'],
    [['send', 'x#y', '--to', 'c', '--recipient', '1'], 'say to whom'],
    [['send', 'x#y', '--to', 'c', '--data', 'd'], '--data goes with --recipient'],
    [['send', 'x#y', '--to', 'c', '--rate', 'fast'], 'it is a number of requests a second, or "unlimited".'],
    [['send', 'x#y', '--to', 'c', '--map', 'psid'], 'write it as psid=COLUMN.'],
    [['send', 'x#y', '--to', 'c', '--batch', '0'], 'it is a whole number, 1 or more.'],
    [['\x1b[2J'], 'unknown command "␛[2J".'],
  ])('%j is a usage error with one clear message', async (argv, message) => {
    const { code, out, err } = await sendspec(argv, { cwd: folder() });
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
    expect(err).toMatch(/^sendspec: /);
    expect(err).not.toMatch(/\n {4}at |\x1b/);
    expect(err.trimEnd().split('\n').length).toBeLessThanOrEqual(2);
  });
});
