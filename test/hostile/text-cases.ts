/** Characters and bytes that are not what they seem, and patterns that never end. */
import type { Case } from './cases.ts';
import { hi, message } from './files.ts';

const bytes = (...parts: readonly (string | readonly number[])[]) =>
  new Uint8Array(Buffer.concat(parts.map((p) => Buffer.from(p as string))));
const evil = 'a'.repeat(60);

export const textCases: readonly Case[] = [
  {
    name: 'bytes that are not UTF-8',
    files: { 'a.msg.yaml': bytes('messages:\n  m: caf', [0xe9], '\n') },
    earns: 'is not UTF-8',
  },
  {
    name: 'UTF-16',
    files: { 'a.msg.yaml': new Uint8Array(Buffer.from(`\ufeff${hi}`, 'utf16le')) },
    earns: 'is UTF-16',
  },
  {
    name: '50 MB that are not UTF-8',
    files: { 'a.msg.yaml': new Uint8Array(50_000_000).fill(0x61).fill(0xff, 49_999_000) },
    earns: 'at most 20.0 MB are read',
  },
  { name: 'NUL bytes', files: { 'a.msg.yaml': message('text: "a\0b"', 'x\0y: 1') }, earns: 'yaml/' },
  {
    name: 'half a MB of NUL',
    files: { 'a.msg.yaml': '\0'.repeat(490_000) },
    earns: 'yaml/unreadable-character',
  },
  {
    name: 'halves of surrogate pairs, escaped',
    files: { 'a.msg.yaml': message('text: "a\\ud83d b"', 'metadata: "\\udc00\\ud800"') },
    earns: 'yaml/half-character',
  },
  {
    name: 'U+2028 and U+2029 in texts, names and payloads',
    files: {
      'a.msg.yaml': `params: { "a\u2028b": string(9)? }\nmessages:\n  "m\u2029n": { messaging_type: RESPONSE, text: "a\u2028b", buttons: ["A\u2028 -> B\u2029"] }\n`,
    },
    earns: '',
  },
  {
    name: 'lone CR, NEL and vertical tabs as line ends',
    files: { 'a.msg.yaml': `messages:\r  m:\r    text: a\u0085b\u000bc\r` },
    earns: '',
  },
  {
    name: 'a byte order mark in the middle',
    files: { 'a.msg.yaml': `${hi}\ufeff${hi}` },
    earns: 'yaml/',
  },
  {
    name: '5,000 documents',
    files: { 'a.msg.yaml': `---\n${hi}`.repeat(5000) },
    earns: 'yaml/',
  },
  {
    name: '100,000 tabs',
    files: { 'a.msg.yaml': `messages:\n${'\t'.repeat(100_000)}m: a\n` },
    earns: 'yaml/',
  },
  {
    name: '50,000 blank lines and blanks',
    files: { 'a.msg.yaml': `${`${' '.repeat(9)}\n`.repeat(49_000)}${hi}` },
    earns: undefined,
  },
  {
    name: '20,000 open mustaches',
    files: { 'a.msg.yaml': message(`text: "${'{{'.repeat(9000)}"`) },
    earns: 'template/',
  },
  {
    name: '20,000 backslashes before a mustache',
    files: { 'a.msg.yaml': message(`text: '${'\\'.repeat(19_000)}{{x}}'`) },
    earns: 'params/unknown-name',
  },
  {
    name: '10,000 arrows in a line',
    files: { 'a.msg.yaml': message('text: hi', `buttons: ["${'-> '.repeat(6000)}"]`) },
    earns: 'template/',
  },
  {
    name: '490,000 { in a row',
    files: { 'a.msg.yaml': `messages: ${'{'.repeat(490_000)}` },
    earns: 'yaml/',
  },
  {
    name: '490,000 quotes in a row',
    files: { 'a.msg.yaml': `messages: ${`"'`.repeat(245_000)}` },
    earns: 'yaml/',
  },
  {
    name: '300,000 colons, dashes and question marks',
    files: {
      'a.msg.yaml': `${'? '.repeat(50_000)}\n${': '.repeat(50_000)}\n${'- '.repeat(50_000)}\n${'&a '.repeat(30_000)}`,
    },
    earns: 'yaml/',
  },
  {
    name: '50,000 question marks in a line',
    files: { 'a.msg.yaml': `${hi}${'? '.repeat(50_000)}\n` },
    earns: 'yaml/too-deep',
  },
  {
    name: 'a pattern that backtracks for ever',
    files: {
      'a.msg.yaml': `params: { s: { type: string, minLength: 1, maxLength: 80, pattern: '^(a+)+$' } }\n${message('text: "{{s}}"', `examples: [{ name: a, data: { s: "${evil}!" } }]`)}`,
    },
    earns: undefined,
    render: { message: 'm', data: { s: `${evil}!` } },
  },
  {
    name: 'a pattern of 5,000 nested repeats',
    files: {
      'a.msg.yaml': `params: { s: { type: string, maxLength: 80, pattern: '${'('.repeat(5000)}a${')*'.repeat(5000)}' } }\n${message('text: "{{s}}"')}`,
    },
    earns: 'params/bad-pattern',
  },
  {
    name: 'a pattern that counts to 1,000 in 1,000',
    files: {
      'a.msg.yaml': `params: { s: { type: string, maxLength: 80, pattern: '^((a{1,1000}){1,1000}){1,1000}$' } }\n${message('text: "{{s}}"')}`,
    },
    earns: 'params/bad-pattern',
  },
  {
    name: '1,000 patterns',
    files: {
      'a.msg.yaml': `params:\n${Array.from({ length: 1000 }, (_, i) => `  p${i}: { type: string, maxLength: 9, pattern: '^(a|b|${i})*$' }\n`).join('')}${message('text: "{{p1}}"')}`,
    },
    earns: 'params/unused',
  },
];
