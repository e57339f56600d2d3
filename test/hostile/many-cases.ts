/** Very many, and very long. */
import type { Case } from './cases.ts';
import { hi, message, times } from './files.ts';

const megabyte = 1_000_000;
/** A little less than a file may have. */
const most = 490_000;
const quick = 'messaging_type: RESPONSE';

export const manyCases: readonly Case[] = [
  {
    name: 'a string of 1 MB',
    files: { 'a.msg.yaml': message(`text: ${'abcdefghi '.repeat(megabyte / 10)}`) },
    earns: 'yaml/too-large',
  },
  {
    name: 'a string of half a MB',
    files: { 'a.msg.yaml': message(`text: ${'abcdefghi '.repeat(most / 10)}`) },
    earns: 'spec/long-text',
  },
  {
    name: 'a quoted string of half a MB of escapes',
    files: { 'a.msg.yaml': message(`text: "${'\\u00e9'.repeat(most / 6)}"`) },
    earns: 'spec/long-text',
  },
  {
    name: 'a block text of 32,000 lines',
    files: { 'a.msg.yaml': message(`text: |-\n${'      abcdefgh\n'.repeat(most / 15)}`) },
    earns: 'spec/long-text',
  },
  {
    name: 'a key of half a MB',
    files: { 'a.msg.yaml': `${'k'.repeat(most)}: 1\n${hi}` },
    earns: 'spec/',
  },
  {
    name: 'data of 1 MB in a string, for a param of 9 characters',
    files: {
      'a.msg.yaml': `params: { s: string(9) }\n${message('text: "{{s}}"')}`,
      'data.json': JSON.stringify({ s: 'a'.repeat(megabyte) }),
    },
    earns: undefined,
    render: { message: 'm', data: 'data.json' },
  },
  {
    name: 'a comment line of half a MB',
    files: { 'a.msg.yaml': `# ${'c'.repeat(most)}\n${hi}` },
    earns: undefined,
  },
  {
    name: 'a template of 10,000 expressions',
    files: { 'a.msg.yaml': `params: { s: string(9) }\n${message(`text: "${'{{s}}'.repeat(10_000)}"`)}` },
    earns: 'spec/long-text',
  },
  {
    name: 'texts of 10,000 expressions in all',
    files: {
      'a.msg.yaml': `params: { s: string(9) }\nmessages:\n${times(100, (i) => `  m${i}: { ${quick}, text: "${'{{s}}'.repeat(100)}" }\n`)}`,
    },
    earns: undefined,
    render: { message: 'm99', data: { s: 'abcdefghi' } },
  },
  {
    name: 'a template of 3,900 expressions',
    files: { 'a.msg.yaml': `params: { s: string(9) }\n${message(`text: "${'{{s}}'.repeat(3900)}"`)}` },
    earns: 'length/too-long',
  },
  {
    name: 'a template of 1,500 unknown names',
    files: { 'a.msg.yaml': message(`text: "${times(1500, (i) => `{{name${i}}}`)}"`) },
    earns: 'params/unknown-name',
  },
  {
    name: '10,000 findings of one kind',
    files: {
      'a.msg.yaml': `messages:\n${times(1000, (i) => `  m${i}: { ${quick}, text: "${'{{nope}}'.repeat(10)}" }\n`)}`,
    },
    earns: 'params/unknown-name',
  },
  {
    name: '10,000 findings of ten kinds',
    files: {
      'a.msg.yaml': `params: { first_name: string(90) }\nmessages:\n${times(
        1000,
        (i) =>
          `  m${i}:\n    txt: "{{firstname}}"\n    text: "{{upper}} {{> none}} {{nope.x}}"\n    buttons:\n      - "{{first_name}} -> A"\n      - title: A\n      - { type: none, title: "", url: x }\n      - A -> B -> C\n`,
      )}`,
    },
    earns: 'spec/unknown-key',
  },
  {
    name: '10,000 syntax errors of YAML',
    files: { 'a.msg.yaml': `messages:\n${times(10_000, (i) => `  m${i}: "a" b: c: [\n`)}` },
    earns: 'yaml/',
  },
  {
    name: '10,000 equal keys',
    files: { 'a.msg.yaml': `messages:\n${'  m: { messaging_type: RESPONSE, text: Hi }\n'.repeat(10_000)}` },
    earns: 'yaml/duplicate-key',
  },
  {
    name: '10,000 messages',
    files: { 'a.msg.yaml': `messages:\n${times(10_000, (i) => `  m${i}: { ${quick}, text: Hi }\n`)}` },
    earns: undefined,
  },
  {
    name: '10,000 params, none used',
    files: { 'a.msg.yaml': `params:\n${times(10_000, (i) => `  p${i}: string(9)\n`)}${hi}` },
    earns: 'params/unused',
  },
  {
    name: '2,000 params, all in one condition',
    files: {
      'a.msg.yaml': `params:\n${times(2000, (i) => `  p${i}: boolean\n`)}${message('text: Hi', `quick_replies: [{ tap: A -> B, when: '${times(2000, (i) => `p${i} and `)}p1' }, C]`)}`,
    },
    earns: 'template/too-deep',
  },
  {
    name: 'a condition of 80 parts, in pairs',
    files: {
      'a.msg.yaml': `params:\n${times(80, (i) => `  p${i}: boolean\n`)}${message('text: Hi', `quick_replies: [{ tap: A -> B, when: '${times(40, (i) => `(p${2 * i} or p${2 * i + 1}) and `)}p1' }, C]`)}`,
    },
    earns: undefined,
  },
  {
    name: 'an enum of 20,000 values',
    files: {
      'a.msg.yaml': `params:\n  e: [${times(20_000, (i) => `v${i}, `)}z]\n${message('text: "{{#if (eq e "v7")}}{{e}}{{/if}}!"'.replaceAll('"v7"', "'v7'"))}`,
    },
    earns: undefined,
  },
  {
    name: '3,000 fragments, each used',
    files: {
      'a.msg.yaml': `fragments:\n${times(3000, (i) => `  f${i}: A${i} -> B\n`)}messages:\n${times(1000, (i) => `  m${i}: { ${quick}, text: Hi, buttons: [${times(3, (k) => `{ use: f${i * 3 + k} }, `)}] }\n`)}`,
    },
    earns: undefined,
  },
  {
    name: '10,000 imports of files that are not there',
    files: { 'a.msg.yaml': `imports:\n${times(10_000, (i) => `  i${i}: ./x${i}.msg.yaml\n`)}${hi}` },
    earns: 'spec/',
  },
  {
    name: '1,000 imports of one file by names of its own',
    files: {
      'a.msg.yaml': `imports:\n${times(1000, (i) => `  i${i}: ./b.msg.yaml\n`)}${message('text: Hi', 'buttons: [{ use: i7.f }]')}`,
      'b.msg.yaml': `fragments:\n  f: A -> B\n`,
    },
    earns: undefined,
  },
  {
    name: 'a chain of 300 imports',
    files: {
      'a.msg.yaml': `imports: { n: ./f0.msg.yaml }\n${message('text: Hi', 'buttons: [{ use: n.f }]')}`,
      ...Object.fromEntries(
        Array.from({ length: 300 }, (_, i) => [
          `f${i}.msg.yaml`,
          `imports: { n: ./f${i + 1}.msg.yaml }\nfragments:\n  f: { use: n.f }\n`,
        ]),
      ),
      'f300.msg.yaml': 'fragments:\n  f: A -> B\n',
    },
    earns: 'spec/uses-too-deep',
  },
  {
    name: 'a message of 10,000 steps',
    files: { 'a.msg.yaml': `messages:\n  m:\n${'    - text: Hi\n'.repeat(10_000)}` },
    earns: 'spec/too-many-steps',
  },
  {
    name: 'a list of 20,000 quick replies',
    files: {
      'a.msg.yaml': message(
        'text: Hi',
        `quick_replies:\n${times(20_000, (i) => `      - T${i} -> P${i}\n`)}`,
      ),
    },
    earns: 'length/',
  },
  {
    name: 'a file of half a MB and 10,000 messages',
    files: { 'a.msg.yaml': `messages:\n${times(10_000, (i) => `  message_${i}: { text: Hello to all }\n`)}` },
    earns: 'spec/messaging-type-assumed',
  },
  {
    name: '500 variants that share 500 quick replies',
    files: {
      'a.msg.yaml': message(
        'variants:',
        ...Array.from({ length: 500 }, (_, i) => `  v${i}: Hi ${i}`),
        `quick_replies: [${times(500, (i) => `A${i} -> B, `)}C]`,
      ),
    },
    earns: 'spec/too-many-values',
  },
  {
    name: 'a fragment of 10,000 items, used 1,000 times',
    files: {
      'a.msg.yaml': `fragments:\n  f: [${times(10_000, () => 'A -> B, ')}C -> D]\n${message('text: Hi', `quick_replies: [${'{ use: f }, '.repeat(1000)}Z]`)}`,
    },
    earns: 'spec/too-many-values',
  },
  {
    name: 'a text of 19,000 characters, put into texts 10,000 times',
    files: {
      'a.msg.yaml': `params: { s: string(9) }\nfragments:\n  f: "${'{{s}} and '.repeat(1900)}"\n${message(`text: "${'{{> f}}'.repeat(2500)}"`)}`,
    },
    earns: 'spec/too-many-values',
  },
  {
    name: '5,000 variants',
    files: {
      'a.msg.yaml': message('variants:', ...Array.from({ length: 5000 }, (_, i) => `  v${i}: Hi ${i}`)),
    },
    earns: undefined,
    render: { message: 'm' },
  },
  {
    name: '10,000 anchors and aliases',
    files: {
      'a.msg.yaml': `x:\n${times(5000, (i) => `  - &a${i} v${i}\n  - *a${i}\n`)}${hi}`,
    },
    earns: 'spec/',
  },
  {
    name: 'a file of 2 MB',
    files: {
      'a.msg.yaml': `messages:\n${times(40_000, (i) => `  message_${i}: { text: Hello to all of you }\n`)}`,
    },
    earns: 'yaml/too-large',
  },
  {
    name: 'a file of 3 MB',
    files: { 'a.msg.yaml': `messages:\n${'  m: { text: Hello to all of you }\n'.repeat(90_000)}` },
    earns: 'yaml/too-large',
  },
  {
    name: 'an example with data of 1 MB',
    files: {
      'a.msg.yaml': `params: { l: { type: array, maxItems: 100000, items: integer } }\n${message('text: "{{length l}}"', `examples: [{ name: a, data: { l: [${'7, '.repeat(50_000)}7] } }]`)}`,
    },
    earns: undefined,
  },
  {
    name: 'a file of 40,000 brackets in pairs',
    files: { 'a.msg.yaml': `messages: [${'[], '.repeat(40_000)}]\n` },
    earns: 'spec/',
  },
];
