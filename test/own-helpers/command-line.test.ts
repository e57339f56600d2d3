/** Whose code runs, and when: never because a file was read, only where the command line says --trust-helpers. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createWorkspace } from '../../lsp/service/workspace.ts';
import { folder, sendspec } from '../cli/run-cli.ts';

const config = `helpers:
  module: ./helpers.mjs
  functions:
    tier: { params: { points: integer(0..1000) }, returns: [Bronze, Gold] }
    initials: { params: { name: string(40) }, returns: string(4) }
`;
const text = `params: { points: integer(0..1000), name: string(40) }
defaults: { messaging_type: RESPONSE }
messages:
  own: "{{tier points}} {{initials name}}"
  plain: Hello
examples:
  - name: ana
    data: { points: 200, name: Ana Bo }
    recipient: { id: "7" }
`;
/** The module leaves a mark beside itself when it runs. */
const code = `import { writeFileSync } from 'node:fs';
writeFileSync(new URL('./ran', import.meta.url), '');
export const tier = (points) => (points > 100 ? 'Gold' : 'Bronze');
export const initials = (name) => name.split(' ').map((w) => w[0]).join('');
`;

function project(files: Readonly<Record<string, string>> = {}) {
  const cwd = folder({ 'sendspec.config.yaml': config, 'a.msg.yaml': text, 'helpers.mjs': code, ...files });
  return {
    cwd,
    hasRun: () => existsSync(join(cwd, 'ran')),
    run: (...argv: string[]) => sendspec(argv, { cwd }),
  };
}

const render = ['render', 'a.msg.yaml#own', '--example', 'ana'];

describe('without --trust-helpers nothing of the project runs', () => {
  it.each([
    [['check'], 0, ''],
    [['check', '--fix'], 0, ''],
    [['check', '--explain-bounds'], 0, ''],
    [['fmt', 'a.msg.yaml'], 0, ''],
    [['render', 'a.msg.yaml#plain'], 0, ''],
    [
      render,
      2,
      'a.msg.yaml#own calls "tier", "initials" of helpers.mjs, which runs only with --trust-helpers.',
    ],
    [['compile', 'a.msg.yaml', '-o', 'out'], 2, 'runs only with --trust-helpers'],
    [['send', 'a.msg.yaml#own', '--to', 'c.csv', '--emulate'], 2, 'runs only with --trust-helpers'],
    [
      ['test'],
      1,
      'a.msg.yaml#own calls "tier", "initials" of helpers.mjs, which runs only with --trust-helpers',
    ],
  ])('%j', async (argv, expected, said) => {
    const { run, hasRun } = project({ 'c.csv': 'psid,points,name\n1,2,Ana\n' });
    const { code: exit, out, err } = await run(...argv);
    expect([exit, hasRun()]).toEqual([expected, false]);
    expect(out + err).toContain(said);
  });

  it('opening, completing, hovering in an editor', () => {
    const { cwd, hasRun } = project();
    const workspace = createWorkspace(cwd);
    const uri = pathToFileURL(join(cwd, 'a.msg.yaml')).href;
    const document = workspace.open(uri, 1, text);
    expect(workspace.analysis(document).diagnostics).toEqual([]);
    expect(hasRun()).toBe(false);
  });

  it('with it, nothing runs for a message that calls none', async () => {
    const { run, hasRun } = project();
    expect((await run('render', 'a.msg.yaml#plain', '--trust-helpers')).code).toBe(0);
    expect(hasRun()).toBe(false);
  });
});

describe('with --trust-helpers', () => {
  it('render, test, check, compile and send run it', async () => {
    const { cwd, run, hasRun } = project({ 'c.csv': 'psid,points,name\n11,200,Ana Bo\n12,1,Cy\n' });
    const rendered = await run(...render, '--trust-helpers');
    expect([rendered.code, hasRun()]).toEqual([0, true]);
    expect(JSON.parse(rendered.out)).toMatchObject({ message: { text: 'Gold AB' } });
    expect((await run('test', '--trust-helpers', '--update')).code).toBe(0);
    expect(readFileSync(join(cwd, '__snapshots__/a.msg.yaml.snap.json'), 'utf8')).toContain('Gold AB');
    expect((await run('test', '--trust-helpers')).code).toBe(0);
    expect((await run('check', '--trust-helpers')).code).toBe(0);
    expect((await run('compile', 'a.msg.yaml', '-o', 'out/js', '--json', '--trust-helpers')).code).toBe(0);
    expect(readFileSync(join(cwd, 'out/js/a.msg.js'), 'utf8')).toContain('from "../../helpers.mjs";');
    // what code gives is not rendered ahead
    expect(Object.keys(JSON.parse(readFileSync(join(cwd, 'out/js/a.msg.json'), 'utf8')))).toEqual(['plain']);
    const module = (await import(pathToFileURL(join(cwd, 'out/js/a.msg.js')).href)) as {
      render: (name: string, data: object) => { body: { message: { text: string } } }[];
    };
    expect(module.render('own', { points: 3, name: 'A B' })[0]!.body.message.text).toBe('Bronze AB');
    const sent = await run(
      ...[
        'send',
        'a.msg.yaml#own',
        '--to',
        'c.csv',
        '--emulate',
        '--rate',
        'unlimited',
        '--json',
        '--trust-helpers',
      ],
    );
    expect(sent.code).toBe(0);
    expect(sent.err).toMatch(/sent +2/);
  });

  it('check tells what examples show, with the place of the call', async () => {
    const { run } = project({ 'helpers.mjs': `${code.replace(".join('')", ".join('-----')")}` });
    const { code: exit, out } = await run('check', '--trust-helpers');
    expect(exit).toBe(1);
    expect(out).toContain('a.msg.yaml:7:5 error params/example');
    expect(out).toContain(
      'the example "ana" cannot be rendered: a.msg.yaml:4:27: initials: its result must be a text',
    );
  });

  it('code that never ends is ended, and said to be', async () => {
    const { run } = project({ 'helpers.mjs': code.replace("name.split(' ')", '(() => { for (;;); })()') });
    const { code: exit, err, out } = await run(...render, '--trust-helpers');
    expect(exit).toBe(1);
    expect(err + out).toContain('a.msg.yaml:4:27');
    expect(err + out).toContain('initials: failed: took longer than 2 seconds and was ended');
  });

  it('check and test find code that does not give the same twice', async () => {
    const random = `let n = 0;\nexport const tier = () => (n++ % 2 ? 'Gold' : 'Bronze');\nexport const initials = () => 'x';\n`;
    const { run } = project({ 'helpers.mjs': random });
    expect((await run('check', '--trust-helpers')).out).toContain('gave another result for the same values');
    expect((await run('test', '--trust-helpers')).out).toContain('gave another result for the same values');
  });

  it('send names the contact whose message the code cannot make, and nobody else', async () => {
    const thrower = `${code.replace('name.split', "(name === 'Bad' ? fail() : name).split")}\nfunction fail() { throw new Error('no such name'); }\n`;
    const { run } = project({
      'helpers.mjs': thrower,
      'c.csv': 'psid,points,name\n11,200,Ana Bo\n12,1,Bad\n13,5,Cy\n',
    });
    const sent = await run(
      ...['send', 'a.msg.yaml#own', '--to', 'c.csv', '--emulate', '--rate', 'unlimited', '--trust-helpers'],
    );
    expect(sent.out).toMatch(/sent +2/);
    expect(sent.out).toMatch(/skipped +1/);
    expect(sent.out).toContain('a.msg.yaml:4:27');
    expect(sent.out).toContain('initials: failed: no such name');
    expect(sent.out).toMatch(/row 2|12/);
    expect(sent.out).not.toContain('Ana Bo');
  });
});

describe('a module that cannot be used', () => {
  it.each([
    [
      'export const tier = () => "Gold";\n',
      'helpers.mjs exports no function "initials", which sendspec.config.yaml declares.',
    ],
    ['export const tier = 1;\nexport const initials = null;\n', 'exports no function "tier", "initials"'],
    ['throw new Error("not today\\nsecond line");\n', 'helpers.mjs:1 could not be loaded: Error: not today'],
    ['import "./nowhere.mjs";\n', 'could not be loaded: Error: Cannot find module'],
  ])('%j', async (source, said) => {
    const { run } = project({ 'helpers.mjs': source });
    const { code: exit, err } = await run(...render, '--trust-helpers');
    expect(exit).toBe(1);
    expect(err).toContain(said);
    expect(err).not.toContain('second line');
    expect(err).not.toContain('    at ');
  });

  it('is missing, a folder, or reached by a link out of the project', async () => {
    const missing = folder({ 'sendspec.config.yaml': config, 'a.msg.yaml': text });
    expect(await sendspec(['check'], { cwd: missing })).toMatchObject({
      code: 1,
      err: expect.stringContaining('sendspec.config.yaml:2:11: helpers.mjs does not exist'),
    });
    mkdirSync(join(missing, 'helpers.mjs'));
    expect((await sendspec(['check'], { cwd: missing })).err).toContain('helpers.mjs is no file');
    const elsewhere = folder({ 'helpers.mjs': code });
    const linked = folder({ 'sendspec.config.yaml': config, 'a.msg.yaml': text });
    symlinkSync(join(elsewhere, 'helpers.mjs'), join(linked, 'helpers.mjs'));
    expect((await sendspec(['check'], { cwd: linked })).err).toContain(
      'helpers.mjs leads out of the project',
    );
    const inside = folder({ 'sendspec.config.yaml': config, 'a.msg.yaml': text, 'code/helpers.mjs': code });
    symlinkSync(join(inside, 'code/helpers.mjs'), join(inside, 'helpers.mjs'));
    expect((await sendspec(['check'], { cwd: inside })).code).toBe(0);
    const linkedFolder = folder({
      'sendspec.config.yaml': config.replace('./helpers.mjs', './code/helpers.mjs'),
      'a.msg.yaml': text,
    });
    symlinkSync(elsewhere, join(linkedFolder, 'code'));
    expect((await sendspec(['check'], { cwd: linkedFolder })).err).toContain('leads out of the project');
  });

  it('CommonJS and a default export will do', async () => {
    const { run } = project({
      'sendspec.config.yaml': config.replace('.mjs', '.cjs'),
      'helpers.cjs':
        "const all = { tier: () => 'Gold', initials: () => 'X' };\nmodule.exports = { ...all };\n",
    });
    expect((await run(...render, '--trust-helpers')).out).toContain('Gold X');
    const other = project({ 'helpers.mjs': "export default { tier: () => 'Gold', initials: () => 'Y' };\n" });
    expect((await other.run(...render, '--trust-helpers')).out).toContain('Gold Y');
  });
});

it('a resume of a run notices that the code has changed', async () => {
  const { cwd, run } = project({ 'c.csv': 'psid,points,name\n11,200,Ana Bo\n12,1,Cy\n' });
  const send = [
    'send',
    'a.msg.yaml#own',
    '--to',
    'c.csv',
    '--emulate',
    '--rate',
    'unlimited',
    '--trust-helpers',
  ];
  expect((await run(...send, '--limit', '1')).code).toBe(0);
  writeFileSync(join(cwd, 'helpers.mjs'), `${code}// changed\n`);
  const { code: exit, err } = await run(...send, '--resume');
  expect([exit, err]).toEqual([5, expect.stringContaining('message')]);
});

describe('what the module does besides', () => {
  /** The built program, in a process of its own. */
  const start = (module: string, ...argv: string[]) => {
    const { cwd } = project({ 'helpers.mjs': module });
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [resolve('dist/sendspec.js'), ...argv, '--trust-helpers'],
      { cwd, encoding: 'utf8' },
    );
    return { status, stdout, stderr };
  };
  const others = "export const initials = () => 'AB';\n";

  it('what it prints is no result', () => {
    const module = `console.log('loaded');\nexport const tier = () => { console.log('called'); process.stdout.write('raw'); return 'Gold'; };\n${others}`;
    const { status, stdout, stderr } = start(module, ...render);
    expect([status, JSON.parse(stdout).message.text]).toEqual([0, 'Gold AB']);
    expect(stderr).toMatch(/loaded\n.*called\n.*raw/s);
  });

  it('it cannot end the program with success', () => {
    const early = `process.exit(0);\nexport const tier = () => 'Gold';\n${others}`;
    const said = 'sendspec: helpers.mjs:1 could not be loaded: Error: it called process.exit()\n';
    expect(start(early, ...render)).toEqual({ status: 1, stdout: '', stderr: said });
    expect(start(early, 'check', '--format', 'json')).toEqual({ status: 1, stdout: '[]\n', stderr: said });
    const late = `export const tier = () => process.exit(0);\n${others}`;
    expect(start(late, ...render)).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringContaining('tier: failed: it called process.exit()'),
    });
    const { status, stdout } = start(late, 'check', '--format', 'json');
    expect([status, JSON.parse(stdout)[0].code]).toEqual([1, 'params/example']);
  });

  it('it cannot wait for ever', () => {
    const module = `await new Promise(() => {});\nexport const tier = () => 'Gold';\n${others}`;
    expect(start(module, ...render)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('it was not ready after 10 seconds'),
    });
  }, 30_000);

  it('it cannot loop for ever: the process is ended, and says why', () => {
    const module = `export const tier = () => 'Gold';\n${others}\nfor (;;) {}\n`;
    const { status, stdout, stderr } = start(module, ...render);
    expect({ status, stdout, stderr }).toEqual({
      status: null,
      stdout: '',
      stderr:
        'sendspec: helpers.mjs could not be loaded: it was not ready after 10 seconds; a loop in it seems never to end.\n',
    });
  }, 60_000);
});
