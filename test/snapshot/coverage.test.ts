/** Which branches the examples take, and that watching them changes nothing that is rendered. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { analyze, compile } from '../../src/pipeline.ts';
import { createRenderer } from '../../src/render/index.ts';
import { watchSpec } from '../../src/snapshot/watch-spec.ts';
import { createSource } from '../../src/source/create-source.ts';
import { folder, sendspec } from '../cli/run-cli.ts';
import { folderSystem } from '../pipeline/testdata.ts';

const spec = (examples: string) => `params:
  vip: boolean
  points: integer(0..99)
  name: string(20)?
  one_or_more: { type: array, minItems: 1, maxItems: 3, items: string(9) }
  maybe: { type: array, maxItems: 3, items: string(9) }
  place: { type: object, optional: true, properties: { city: string(20) } }
defaults: { messaging_type: RESPONSE }
fragments:
  who: "{{#if name}}{{name}}{{else}}you{{/if}}"
messages:
  steps:
    - when: vip
      text: Gold, {{> who}}
    - otherwise: points > 10
      text: Silver
    - otherwise: true
      text: Bronze
    - each: one_or_more as |x|
      when: x != "b"
      text: "{{x}}"
    - each: maybe as |x|
      text: "{{x}}"
  blocks: |
    {{#each one_or_more}}{{this}}{{/each}}
    {{#each maybe}}{{this}}{{/each}}
    {{#unless vip}}no{{/unless}}
    {{#if points includeZero=true}}points{{/if}}
    {{#with place}}{{city}}{{/with}}
    {{#if vip}}a{{else if (gt points 5)}}b{{else}}c{{/if}}
  chosen:
    variants:
      cold: Hi
      warm:
        weight: 2
        text: Hello
examples:
${examples}`;

const lines = (out: string) =>
  out.split('\n').filter((l) => l.startsWith('  a.msg') || / by an example$/.test(l));

it('names the ways that no example goes', async () => {
  const one = spec('  - { name: one, data: { vip: true, points: 0, one_or_more: [a], maybe: [] } }\n');
  const { out } = await sendspec(['test'], { cwd: folder({ 'a.msg.yaml': one }) });
  expect(lines(out)).toEqual([
    '11 of 25 ways of branches taken by an example',
    '1 of 2 variants chosen by an example',
    '  a.msg.yaml:10:9   {{#if name}}                     never true',
    '  a.msg.yaml:13:13  when: vip                        never false',
    '  a.msg.yaml:15:18  otherwise: points > 10           never reached',
    '  a.msg.yaml:17:18  otherwise: true                  never reached',
    '  a.msg.yaml:20:13  when: x != "b"                   never false',
    '  a.msg.yaml:22:13  each: maybe as |x|               never has an item',
    '  a.msg.yaml:26:5   {{#each maybe}}                  never has an item',
    '  a.msg.yaml:27:5   {{#unless vip}}                  never false',
    '  a.msg.yaml:28:5   {{#if points includeZero=true}}  never false',
    '  a.msg.yaml:29:5   {{#with place}}                  never true',
    '  a.msg.yaml:30:5   {{#if vip}}                      never false',
    '  a.msg.yaml:30:17  {{else if (gt points 5)}}        never reached',
    expect.stringMatching(/^ {2}a\.msg\.yaml:3[35]:7 {3}variant (cold|warm) +never chosen$/),
  ]);
});

it('counts to the end', async () => {
  const all = spec(
    [
      'vip: true, points: 0, one_or_more: [a, b], maybe: []',
      'vip: false, points: 20, name: Ana, one_or_more: [a], maybe: [c]',
      'vip: false, points: 1, one_or_more: [a], maybe: [c], place: { city: Rome }',
      'vip: true, points: 1, name: Ana, one_or_more: [a], maybe: [c]',
    ]
      .map((data, i) => `  - { name: n${i}, recipient: { id: "${i}" }, data: { ${data} } }\n`)
      .join('') +
      [4, 5, 6, 7, 8, 9]
        .map(
          (i) =>
            `  - { name: n${i}, recipient: { id: "${i}" }, data: { vip: true, points: 1, one_or_more: [a], maybe: [] } }\n`,
        )
        .join(''),
  );
  const { out } = await sendspec(['test'], { cwd: folder({ 'a.msg.yaml': all }) });
  expect(lines(out)).toEqual([
    '24 of 25 ways of branches taken by an example',
    '2 of 2 variants chosen by an example',
    // Zero is included and there is always a number: the way is impossible, but nobody has proven it.
    '  a.msg.yaml:28:5  {{#if points includeZero=true}}  never false',
  ]);
});

it('a fragment of another file is named with its file; messages without examples are named', async () => {
  const cwd = folder({
    'a.msg.yaml': `imports: { common: ./sub/common.msg.yaml }
messages:
  one: { messaging_type: RESPONSE, text: Hi, quick_replies: [{ use: common.yes flag=true }] }
  two: { messaging_type: RESPONSE, text: Hi, quick_replies: [{ use: common.yes flag=false }] }
`,
    'sub/common.msg.yaml': `params: { flag: boolean }
fragments:
  yes: "Yes{{#if flag}}!{{/if}} -> YES"
messages:
  alone: { messaging_type: RESPONSE, text: "{{#if flag}}yes{{/if}} or no" }
`,
  });
  const { out } = await sendspec(['test', '.'], { cwd });
  expect(out).toContain('2 of 4 ways of branches taken by an example\n');
  expect(out).toContain('  sub/common.msg.yaml:5:45  {{#if flag}}  never reached\n');
  expect(out).toContain('sub/common.msg.yaml:5:3: "alone" has no example, so it was not rendered\n');
});

const folders: [string, ReturnType<typeof folderSystem>][] = [
  ['templates', { read: (path) => new Error(path) }],
  ['test/testdata/features', folderSystem('features')],
];
const files = folders.flatMap(([where, disk]) =>
  readdirSync(where)
    .filter((name) => name.endsWith('.msg.yaml'))
    .map((name) => ({ name, disk, text: readFileSync(`${where}/${name}`, 'utf8') })),
);

it.each(files)('is watched without changing what is rendered: $name', ({ name, disk, text }) => {
  const model = analyze(createSource(name, text), disk).spec!;
  const plain = createRenderer(compile(model));
  const { program, points } = watchSpec(model);
  const watched = createRenderer(program, { backend: 'handlebars' });
  for (const message of model.messages) {
    for (const { data } of message.examples) {
      for (const id of ['1', '2', '3']) {
        const options = { recipient: { id }, to: { id }, now: '2026-01-01T12:00:00Z' };
        const expected = plain.render(message.name, data, options);
        expect(watched.render(message.name, data, { ...options, watch: points.watch })).toEqual(expected);
        // Without anybody watching too.
        expect(watched.render(message.name, data, options)).toEqual(expected);
      }
    }
  }
});
