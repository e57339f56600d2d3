import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { commands, laterCommands } from '../../src/cli/commands.ts';
import { sendspec } from './run-cli.ts';

const page = readFileSync('docs/cli.md', 'utf8');

it('docs/cli.md has a section for each command and none besides', () => {
  const sections = [...page.matchAll(/^## sendspec ([a-z]+)(?= |$)/gm)].map((m) => m[1]);
  expect(sections).toEqual(Object.keys(commands));
  for (const [name, { usage }] of Object.entries(commands)) {
    expect(page, name).toContain(`## sendspec ${usage}\n`);
  }
});

it.each(Object.keys(commands))('docs/cli.md lists the options of %s, and no other', async (name) => {
  const section = page.split(/^## /m).find((s) => s.startsWith(`sendspec ${name}`))!;
  const documented = [...section.matchAll(/^\| (?:`-\w`, )?`(--[a-z-]+)/gm)].map((m) => m[1]);
  const { out } = await sendspec([name, '--help'], { cwd: '/' });
  const real = [...out.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)]
    .map((m) => m[1])
    .filter((o) => o !== '--help');
  expect(documented.sort()).toEqual(real.sort());
});

it('docs/cli.md names what is planned', () => {
  const later = page.slice(page.indexOf('## Not in this version yet'));
  for (const name of laterCommands) expect(later).toContain(`\`${name}\``);
});

it('docs/sending.md lists every event of --json, and no other', () => {
  const section = readFileSync('docs/sending.md', 'utf8')
    .split(/^## /m)
    .find((s) => s.startsWith('Events\n'))!;
  const documented = [...section.matchAll(/^\| `([a-z-]+)` \|/gm)]
    .map(([, name]) => name)
    .filter((n) => n !== 'type');
  const union = readFileSync('src/send/events.ts', 'utf8').split('/** Row: 1 is the first')[0]!;
  const real = [...union.matchAll(/readonly type: '([a-z-]+)'/g)].map(([, name]) => name);
  expect(real.length).toBeGreaterThan(10);
  expect(new Set(documented)).toEqual(new Set([...real, 'plan']));
});
