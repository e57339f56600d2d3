/** Cycles among files, and paths that leave the project. */
import type { Case } from './cases.ts';
import { hi, message } from './files.ts';

const button = (use: string) => message('text: Hi', `buttons: [{ use: ${use} }]`);

export const fileCases: readonly Case[] = [
  {
    name: 'a cycle among imports',
    files: {
      'a.msg.yaml': `imports: { b: ./b.msg.yaml }\nfragments:\n  f: { use: b.f }\n${button('f')}`,
      'b.msg.yaml': `imports: { a: ./a.msg.yaml }\nfragments:\n  f: { use: a.f }\n`,
    },
    earns: 'spec/cycle',
  },
  {
    name: 'a file that imports itself',
    files: { 'a.msg.yaml': `imports: { a: ./a.msg.yaml }\nfragments:\n  f: { use: a.f }\n${button('f')}` },
    earns: 'spec/cycle',
  },
  {
    name: 'a cycle among fragments',
    files: { 'a.msg.yaml': `fragments:\n  f: { use: g }\n  g: { use: f }\n${button('f')}` },
    earns: 'spec/cycle',
  },
  {
    name: 'a cycle among partials',
    files: {
      'a.msg.yaml': `fragments:\n  f: "{{> g}}"\n  g: "{{#if true}}{{> f}}{{/if}}"\n${message('text: "{{> f}}"')}`,
    },
    earns: 'spec/cycle',
  },
  {
    name: 'a cycle of 5,000 fragments',
    files: {
      'a.msg.yaml': `fragments:\n${Array.from({ length: 5000 }, (_, i) => `  f${i}: { use: f${(i + 1) % 5000} }\n`).join('')}${button('f0')}`,
    },
    earns: 'spec/uses-too-deep',
  },
  {
    name: 'an import that leaves the project',
    files: {
      'a.msg.yaml': `imports: { x: ../../../etc/passwd, y: /etc/passwd, z: 'C:\\\\x.msg.yaml' }\n${button('x.f')}`,
    },
    earns: 'spec/import-unreadable',
  },
  {
    name: 'an import through a symlink out of the project',
    files: {
      'a.msg.yaml': `imports: { x: ./x.msg.yaml }\n${button('x.f')}`,
      'x.msg.yaml': { link: '/etc/passwd' },
    },
    earns: 'leads out of the project',
  },
  {
    name: 'an import through a linked folder out of the project',
    files: { 'a.msg.yaml': `imports: { x: ./etc/passwd }\n${button('x.f')}`, etc: { link: '/etc' } },
    earns: 'leads out of the project',
  },
  {
    name: 'a symlink to itself',
    files: {
      'a.msg.yaml': `imports: { x: ./x.msg.yaml }\n${button('x.f')}`,
      'x.msg.yaml': { link: 'x.msg.yaml' },
    },
    earns: 'link',
  },
  {
    name: 'an import of a device',
    files: {
      'a.msg.yaml': `imports: { x: ./x.msg.yaml }\n${button('x.f')}`,
      'x.msg.yaml': { link: '/dev/zero' },
    },
    earns: 'leads out of the project',
  },
  {
    name: 'an example whose data lie outside',
    files: {
      'a.msg.yaml': `params: { s: string(9) }\n${message('text: "{{s}}"', 'examples: [{ name: a, data: ../../../../etc/hostname }]')}`,
    },
    earns: undefined,
  },
  {
    name: 'a local file outside',
    files: { 'a.msg.yaml': message('image: ../../etc/passwd') },
    earns: 'spec/local-file',
  },
  {
    name: 'a project config that is a bomb',
    files: {
      'a.msg.yaml': hi,
      'sendspec.config.yaml': `a: &a [1, 2]\n${Array.from(
        { length: 9 },
        (_, i) =>
          `b${i}: &b${i} [${Array(9)
            .fill(i ? `*b${i - 1}` : '*a')
            .join(', ')}]\n`,
      ).join('')}`,
    },
    earns: 'sendspec.config.yaml',
  },
];
