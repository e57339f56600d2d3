import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folder, sendspec } from '../cli/run-cli.ts';

const spec = `params:
  first_name: string(40)?
  items: { type: array, maxItems: 3, items: string(20) }
messages:
  hello:
    messaging_type: RESPONSE
    text: Hi{{#if first_name}} {{first_name}}{{/if}}!
    examples:
      - name: ana
        data: { first_name: Ana }
        recipient: { id: "42" }
  list:
    - text: "{{#each items as |i|}}{{i}} {{/each}}."
      messaging_type: RESPONSE
    - wait: 2s
    - messaging_type: RESPONSE
      text: Bye
`;
const path = '__snapshots__/a.msg.yaml.snap.json';
const withList = `${spec}    
`.trimEnd();
const full = `${withList}
examples:
  - name: two
    data: { items: [a, b] }
`;

it('a snapshot is missing, is written with --update, and is then kept to', async () => {
  const cwd = folder({ 'a.msg.yaml': full });
  const first = await sendspec(['test'], { cwd });
  expect(first.code).toBe(1);
  expect(first.out).toContain('a.msg.yaml#hello, ana: no snapshot yet (--update writes it)\n');
  expect(first.out).toContain('2 examples: 2 without a snapshot\n');
  expect(existsSync(join(cwd, path))).toBe(false);

  const updated = await sendspec(['test', '--update'], { cwd });
  expect([updated.code, updated.err]).toEqual([0, '']);
  expect(updated.out).toContain('2 examples: 2 written\n');
  const snapshot = JSON.parse(readFileSync(join(cwd, path), 'utf8'));
  expect(snapshot).toEqual({
    snapshot: 1,
    cldr: process.versions['cldr'],
    messages: {
      hello: {
        ana: [
          { body: { recipient: { id: '42' }, messaging_type: 'RESPONSE', message: { text: 'Hi Ana!' } } },
        ],
      },
      list: {
        two: [
          { body: { messaging_type: 'RESPONSE', message: { text: 'a b .' } } },
          { wait: 2000 },
          { body: { messaging_type: 'RESPONSE', message: { text: 'Bye' } } },
        ],
      },
    },
  });
  const again = await sendspec(['test'], { cwd });
  expect([again.code, again.out.split('\n')[0]]).toEqual([0, '2 examples: 2 as before']);
});

/** A folder with a file and its snapshots. */
async function tested(text: string, more: Record<string, string> = {}): Promise<string> {
  const cwd = folder({ 'a.msg.yaml': text, ...more });
  expect((await sendspec(['test', '--update'], { cwd })).code).toBe(0);
  return cwd;
}

function change(cwd: string, name: string, from: string | RegExp, to: string): void {
  const text = readFileSync(join(cwd, name), 'utf8');
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  writeFileSync(join(cwd, name), changed);
}

it('shows what differs, in colour only on a terminal', async () => {
  const cwd = await tested(full);
  change(cwd, 'a.msg.yaml', 'text: Bye', 'text: Good bye');
  const { code, out } = await sendspec(['test'], { cwd });
  expect(code).toBe(1);
  expect(out).toContain(`a.msg.yaml#list, two: differs from its snapshot (- snapshot, + now)
  …
          "messaging_type": "RESPONSE",
          "message": {
  -         "text": "Bye"
  +         "text": "Good bye"
          }
        }
  …
2 examples: 1 as before, 1 different
`);
  const painted = (await sendspec(['test'], { cwd, colour: true })).out;
  expect(painted).toContain('\u001b[31m  -         "text": "Bye"\u001b[39m\n\u001b[32m  + ');
  expect(out).not.toContain('\u001b');
  expect((await sendspec(['test', '--update'], { cwd })).out).toContain(
    '2 examples: 1 as before, 1 updated\n',
  );
  expect((await sendspec(['test'], { cwd })).code).toBe(0);
});

it('the order of keys is no difference', async () => {
  const cwd = await tested(full);
  const before = readFileSync(join(cwd, path), 'utf8');
  change(
    cwd,
    'a.msg.yaml',
    'messaging_type: RESPONSE\n      text: Bye',
    'text: Bye\n      messaging_type: RESPONSE',
  );
  expect((await sendspec(['test'], { cwd })).code).toBe(0);
  const reordered = JSON.parse(before);
  const [step] = reordered.messages.hello.ana;
  reordered.messages.hello.ana = [{ body: Object.fromEntries(Object.entries(step.body).reverse()) }];
  writeFileSync(join(cwd, path), JSON.stringify(reordered));
  expect((await sendspec(['test'], { cwd })).code).toBe(0);
  expect((await sendspec(['test', '--update'], { cwd })).code).toBe(0);
  expect(readFileSync(join(cwd, path), 'utf8')).toBe(JSON.stringify(reordered));
});

it('names left-over snapshots and removes them with --update', async () => {
  const cwd = await tested(full, {
    'b.msg.yaml': 'messages: { x: { messaging_type: RESPONSE, text: Hi } }\n',
  });
  change(cwd, 'a.msg.yaml', 'name: ana', 'name: ann');
  await sendspec(['test', 'a.msg.yaml', '--update'], { cwd });
  change(cwd, 'a.msg.yaml', / {4}examples:\n {6}- name: ann\n.*\n.*\n/, '');
  change(cwd, 'a.msg.yaml', 'name: two', 'name: deux');
  rmSync(join(cwd, 'b.msg.yaml'));
  const { code, out } = await sendspec(['test'], { cwd });
  expect(code).toBe(1);
  expect(out).toContain(
    'a.msg.yaml#hello, ann: there is no such example any more: its snapshot is left over (--update removes it)\n',
  );
  expect(out).toContain(
    '__snapshots__/b.msg.yaml.snap.json: its message file is gone: its snapshot is left over',
  );
  expect(out).toContain('2 examples: 2 without a snapshot, 3 snapshots left over\n');
  expect((await sendspec(['test', '--update'], { cwd })).code).toBe(0);
  expect(existsSync(join(cwd, '__snapshots__/b.msg.yaml.snap.json'))).toBe(false);
  expect(Object.keys(JSON.parse(readFileSync(join(cwd, path), 'utf8')).messages.hello)).toEqual(['deux']);
  // Left-over snapshots alone are no failure.
  writeFileSync(join(cwd, '__snapshots__/c.msg.yaml.snap.json'), '{}');
  expect((await sendspec(['test'], { cwd })).code).toBe(0);
});

it('an example that cannot be rendered fails, and its snapshot stays', async () => {
  const cwd = await tested(full);
  const before = readFileSync(join(cwd, path), 'utf8');
  change(cwd, 'a.msg.yaml', 'items: [a, b]', 'items: data.json');
  change(cwd, 'a.msg.yaml', 'data: { items: data.json }', 'data: data.json');
  const missing = await sendspec(['test', '--update'], { cwd });
  expect(missing.code).toBe(1);
  expect(missing.out).toMatch(
    /a\.msg\.yaml#list, two: cannot be rendered\n {2}a\.msg\.yaml:\d+:\d+: .*data\.json does not exist/,
  );
  expect(readFileSync(join(cwd, path), 'utf8')).toBe(before);
  writeFileSync(join(cwd, 'data.json'), '{ "items": 12 }');
  expect((await sendspec(['test'], { cwd })).out).toMatch(/cannot be rendered\n {2}.*items.*\(bad-data\)/);
  writeFileSync(join(cwd, 'data.json'), '{');
  expect((await sendspec(['test'], { cwd })).out).toContain('data.json is not JSON');
  writeFileSync(join(cwd, 'data.json'), '{ "items": ["a", "b"] }');
  expect((await sendspec(['test'], { cwd })).code).toBe(0);
});

it('a file with errors is reported and not tested; the others are', async () => {
  const cwd = folder({ 'a.msg.yaml': full, 'b.msg.yaml': 'messages: { x: { text: 12, texxt: Hi } }\n' });
  const { code, out, err } = await sendspec(['test', '--update'], { cwd });
  expect(code).toBe(1);
  expect(out).toContain('2 examples: 2 written, 1 file with errors not tested\n');
  expect(err).toContain('b.msg.yaml:1:');
  expect(existsSync(join(cwd, '__snapshots__/b.msg.yaml.snap.json'))).toBe(false);
});

it.each(['{', '[]', '{"snapshot": 2}', '{"snapshot": 1, "cldr": "1", "messages": {"a": {"b": 1}}}'])(
  'a snapshot that cannot be read is never overwritten: %s',
  async (text) => {
    const cwd = folder({ 'a.msg.yaml': full, [path]: text });
    for (const argv of [['test'], ['test', '--update']]) {
      const { code, err } = await sendspec(argv, { cwd });
      expect(code).toBe(1);
      expect(err).toContain(`sendspec: ${path} is no`);
    }
    expect(readFileSync(join(cwd, path), 'utf8')).toBe(text);
  },
);

it('other CLDR data excuse other texts, where something is formatted, and nothing else', async () => {
  const cwd = await tested(`params: { n: number(0..9999) }
messages:
  formatted: { messaging_type: RESPONSE, text: "{{number n}}" }
  plain: { messaging_type: RESPONSE, text: "Hi" }
examples: [{ name: one, data: { n: 1234.5 } }]
`);
  change(cwd, path, '1,234.5', '1.234,5');
  expect((await sendspec(['test'], { cwd })).code).toBe(1);
  change(cwd, path, /"cldr": "[^"]*"/, '"cldr": "1.0"');
  const excused = await sendspec(['test'], { cwd });
  expect(excused.code).toBe(0);
  expect(excused.out).toContain(
    `formatted, one: texts differ from a snapshot made with CLDR 1.0; this Node has`,
  );
  expect(excused.out).toContain('2 examples: 1 as before, 1 different with other CLDR data\n');
  change(cwd, path, '"Hi"', '"Ho"');
  expect((await sendspec(['test'], { cwd })).code).toBe(1);
  change(cwd, path, '"Ho"', '"Hi"');
  change(cwd, path, '"text": "1.234,5"', '"text": "1.234,5", "metadata": "x"');
  expect((await sendspec(['test'], { cwd })).code).toBe(1);
});

it('names as they are in JavaScript objects, and names with control characters', async () => {
  const cwd = await tested(`messages:
  constructor: { messaging_type: RESPONSE, text: Hi }
examples: [{ name: __proto__ }, { name: "a\\e[31m\\u202eb" }]
`);
  expect((await sendspec(['test'], { cwd })).out).toContain('2 examples: 2 as before\n');
  expect(readFileSync(join(cwd, path), 'utf8')).not.toMatch(/[\u001b\u202e]/);
  change(cwd, 'a.msg.yaml', 'text: Hi', 'text: "Ho\\e[31m"');
  const { out } = await sendspec(['test'], { cwd });
  expect(out).toContain('constructor, __proto__: differs');
  expect(out).not.toMatch(/[\u001b\u202e]/);
});

it('no data is an example of its own, and time stands still', async () => {
  const cwd = await tested(`messages:
  day: { messaging_type: RESPONSE, text: "{{date now 'short'}}" }
`);
  const { messages } = JSON.parse(readFileSync(join(cwd, path), 'utf8'));
  expect(messages.day['no data'][0].body.message.text).toMatch(/1\/1\/26/);
});

it('all templates render the same twice', async () => {
  const cwd = folder();
  cpSync('templates', join(cwd, 'templates'), { recursive: true });
  expect((await sendspec(['test', '--update'], { cwd })).code).toBe(0);
  const { code, out } = await sendspec(['test', 'templates'], { cwd });
  expect(code).toBe(0);
  expect(out).toMatch(/^(\d+) examples: \1 as before\n/);
  expect(out).not.toContain('has no example');
});

it('the example of docs/testing.md is clean, formatted and tested, and all its branches are taken', async () => {
  const [, text = ''] = /```yaml\n([\s\S]*?)```/.exec(readFileSync('docs/testing.md', 'utf8')) ?? [];
  const cwd = await tested(text);
  expect((await sendspec(['fmt', '--check'], { cwd })).code).toBe(0);
  expect((await sendspec(['check', '--max-warnings', '0'], { cwd })).out).toContain('nothing to report');
  expect((await sendspec(['test'], { cwd })).out).toContain('2 of 2 ways of branches taken by an example\n');
});

it('a path that does not exist is wrong usage', async () => {
  expect((await sendspec(['test', 'no.msg.yaml'], { cwd: folder() })).code).toBe(2);
});

it('a file with more renders than anybody reads is refused', async () => {
  const examples = Array.from({ length: 201 }, (_, i) => `  - { name: e${i}, data: { n: A } }\n`).join('');
  const messages = Array.from({ length: 100 }, (_, i) => `  m${i}: "{{n}}"\n`).join('');
  const cwd = folder({
    'a.msg.yaml': `params: { n: string(5) }\ndefaults: { messaging_type: RESPONSE }\nexamples:\n${examples}messages:\n${messages}`,
  });
  const { code, out, err } = await sendspec(['test'], { cwd });
  expect([code, out]).toEqual([1, '']);
  expect(err).toContain('a.msg.yaml has 100 messages, and their examples make 20100 renders; at most 20000');
});
