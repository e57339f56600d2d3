import { entry } from '../entry.ts';

export const yaml = {
  'yaml/too-large': entry<{ length: number; limit: number }>({
    severity: 'error',
    message: (p) =>
      `The file has ${p.length} characters, at most ${p.limit} are read: split it into several files and import them.`,
    explain: '',
    bad: '',
    good: '',
  }),
  'yaml/empty': entry<Record<never, never>>({
    severity: 'error',
    message: () => 'The file holds no message: write one, for example "text: Hello".',
    explain: '',
    bad: '',
    good: '',
  }),
  'yaml/syntax': entry<{ problem: string }>({
    severity: 'error',
    message: (p) => p.problem,
    explain: '',
    bad: '',
    good: '',
  }),
  'yaml/too-deep': entry<{ limit: number }>({
    severity: 'error',
    message: (p) =>
      `Mappings and lists stand more than ${p.limit} levels inside each other: make it flatter.`,
    explain: '',
    bad: '',
    good: '',
  }),
  'yaml/merge-key': entry<Record<never, never>>({
    severity: 'error',
    message: () =>
      '"<<" is not part of this language: put the shared part under "fragments" and write "use: NAME".',
    explain: '',
    bad: '',
    good: '',
  }),
  'yaml/duplicate-key': entry<{ key: string; line: number }>({
    severity: 'error',
    message: (p) => `"${p.key}" already stands on line ${p.line} of the same mapping: keep one of the two.`,
    explain: '',
    bad: '',
    good: '',
  }),
  'yaml/complex-key': entry<Record<never, never>>({
    severity: 'error',
    message: () => 'A key must be a single text, not a list, a mapping or an alias: write "key: value".',
    explain: '',
    bad: '',
    good: '',
  }),
  'yaml/empty-key': entry<Record<never, never>>({
    severity: 'error',
    message: () => 'The key before ":" is missing: write "key: value".',
    explain: '',
    bad: '',
    good: '',
  }),
  'yaml/unknown-anchor': entry<{ name: string; known: string[] }>({
    severity: 'error',
    message: (p) => `No anchor "&${p.name}" stands above this alias.`,
    explain: '',
    bad: '',
    good: '',
  }),
  'yaml/alias-cycle': entry<{ name: string }>({
    severity: 'error',
    message: (p) => `"*${p.name}" stands inside the node that it repeats, which never ends: take it out.`,
    explain: '',
    bad: '',
    good: '',
  }),
  'yaml/alias-expansion': entry<{ name: string; limit: number }>({
    severity: 'error',
    message: (p) =>
      `With "*${p.name}" the aliases of this file stand for more than ${p.limit} nodes: use fewer.`,
    explain: '',
    bad: '',
    good: '',
  }),
};
