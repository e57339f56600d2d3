/** Nesting, and what multiplies. */
import type { Case } from './cases.ts';
import { hi, message } from './files.ts';

const deep = 10_000;
const uses = (n: number) => Array(8).fill(`{ use: f${n} }`).join(', ');
const layers = (of: (n: number) => string) => Array.from({ length: 8 }, (_, n) => of(n)).join('');

export const deepCases: readonly Case[] = [
  {
    name: 'alias bomb',
    files: {
      'a.msg.yaml': `x0: &x0 [a, b]\n${layers((n) => `x${n + 1}: &x${n + 1} [${Array(9).fill(`*x${n}`).join(', ')}]\n`)}${hi}`,
    },
    earns: 'yaml/alias-expansion',
  },
  {
    name: 'alias of itself',
    files: { 'a.msg.yaml': `messages:\n  m: &m { text: hi, buttons: [*m] }\n` },
    earns: 'yaml/alias-cycle',
  },
  {
    name: 'fragments that multiply',
    files: {
      'a.msg.yaml': `fragments:\n${layers((n) => `  f${n}: [${uses(n + 1)}]\n`)}  f8: [A -> B]\n${message('text: hi', 'quick_replies: [{ use: f0 }]')}`,
    },
    earns: 'spec/too-many-values',
  },
  {
    name: 'partials that multiply',
    files: {
      'a.msg.yaml': `fragments:\n${layers((n) => `  f${n}: "${`{{> f${n + 1}}}`.repeat(8)}"\n`)}  f8: abcdefgh\n${message('text: "{{> f0}}"')}`,
    },
    earns: 'spec/too-many-values',
  },
  {
    name: 'block mappings, 10,000 deep',
    files: { 'a.msg.yaml': Array.from({ length: deep }, (_, i) => `${' '.repeat(i % 900)}a:\n`).join('') },
    earns: 'yaml/',
  },
  {
    name: 'block lists on a line, 10,000 deep',
    files: { 'a.msg.yaml': `messages:\n  m:\n    ${'- '.repeat(deep)}a\n` },
    earns: 'yaml/too-deep',
  },
  {
    name: 'flow lists, 10,000 deep',
    files: { 'a.msg.yaml': `messages: ${'['.repeat(deep)}${']'.repeat(deep)}\n` },
    earns: 'yaml/too-deep',
  },
  {
    name: 'flow lists, 100,000 deep, open',
    files: { 'a.msg.yaml': `messages: ${'['.repeat(10 * deep)}\n` },
    earns: 'yaml/',
  },
  {
    name: 'flow mappings, 10,000 deep',
    files: { 'a.msg.yaml': `messages: ${'{a: '.repeat(deep)}${'}'.repeat(deep)}\n` },
    earns: 'yaml/too-deep',
  },
  {
    name: 'JSON, 10,000 deep',
    files: { 'a.json': `${'[{"text":'.repeat(deep)}1${'}]'.repeat(deep)}` },
    earns: 'deep',
    import: true,
  },
  {
    name: 'Handlebars blocks, 1,200 deep',
    files: { 'a.msg.yaml': message(`text: "${'{{#if x}}'.repeat(1200)}a${'{{/if}}'.repeat(1200)}"`) },
    earns: 'template/too-deep',
  },
  {
    name: 'Handlebars blocks, 10,000 deep',
    files: { 'a.msg.yaml': message(`text: "${'{{#if x}}'.repeat(deep)}a${'{{/if}}'.repeat(deep)}"`) },
    earns: 'spec/long-text',
  },
  {
    name: 'Handlebars blocks, never closed',
    files: { 'a.msg.yaml': message(`text: "${'{{#if x}}'.repeat(2000)}a"`) },
    earns: 'template/',
  },
  {
    name: 'subexpressions, 2,000 deep',
    files: { 'a.msg.yaml': message(`text: "{{upper ${'(upper '.repeat(2000)}x${')'.repeat(2000)}}}"`) },
    earns: 'template/too-deep',
  },
  ...['(', 'not ', '!', 'x and ', 'x == (', '(not x) or '].map(
    (part): Case => ({
      name: `a condition of thousands of ${part.trim()}`,
      files: {
        'a.msg.yaml': `params: { x: string(3)? }\n${message('text: hi', `buttons: [{ tap: A -> B, when: '${part.repeat(Math.floor(19_000 / part.length))}x' }, C -> D]`)}`,
      },
      earns: 'template/too-deep',
    }),
  ),
  {
    name: 'a condition of 10,000 parentheses, closed',
    files: {
      'a.msg.yaml': `params: { x: boolean }\n${message('text: hi', `buttons: [{ tap: A -> B, when: '${'('.repeat(deep)}x${')'.repeat(deep)}' }, C -> D]`)}`,
    },
    earns: 'spec/long-text',
  },
  {
    name: 'params, 10,000 deep',
    files: {
      'a.msg.yaml': `params: { o: ${'{ type: object, properties: { o: '.repeat(deep)}string(3)${'} }'.repeat(deep)} }\n${hi}`,
    },
    earns: 'yaml/too-deep',
  },
  {
    name: 'data, 10,000 deep',
    files: {
      'a.msg.yaml': `params: { s: string(9) }\n${message('text: "{{s}}"')}`,
      'data.json': `{"s": ${'['.repeat(deep)}${']'.repeat(deep)}}`,
    },
    earns: undefined,
    render: { message: 'm', data: 'data.json' },
  },
];
