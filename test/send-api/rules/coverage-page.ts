/** docs/send-api-coverage.md, made of the rules (scripts/send-api-coverage.mjs writes it, a test compares). */
import { rules } from './index.ts';
import type { Rule } from './rule.ts';

/** The test that covers a rule: its file below test/, and its title; undefined where only run time can know. */
export function testOf({
  id,
  words,
  cases,
  errors,
  test,
}: Rule): { file: string; title: string } | undefined {
  if ((cases?.length ?? 0) + (errors?.length ?? 0) > 0)
    return { file: 'send-api/rules.test.ts', title: `${id}: ${words}` };
  return test;
}

export function coveragePage(): string {
  const covered = rules.filter((rule) => testOf(rule) !== undefined);
  const sections = areas.map(({ name, prefixes }) => {
    const own = rules
      .filter((rule) => prefixes.includes(rule.id.replace(/-\d+[a-z]?$/, '')))
      .sort((a, b) => prefixes.indexOf(prefixOf(a)) - prefixes.indexOf(prefixOf(b)) || order(a) - order(b));
    return `## ${name}\n\n| rule | says | test, or why there is none |\n|---|---|---|\n${own.map(row).join('\n')}\n`;
  });
  return `# Rules of the Send API, and their tests

<!-- Made by scripts/send-api-coverage.mjs from test/send-api/rules/: change it there. -->

sendspec knows the Send API by ${rules.length} rules, collected from Meta's pages and other people's code. ${covered.length} of them have a
test; of the others only run time can know, or nobody. Ids are those that the facts in \`src/send-api\` name. Titles are
in \`test/\`; \`send-api/rules.test.ts\` checks a tiny message for each of its rules, by the profiles and channels that the
rule is about.

${sections.join('\n')}`;
}

const prefixOf = (rule: Rule) => rule.id.replace(/-\d+[a-z]?$/, '');

const areas: readonly { readonly name: string; readonly prefixes: readonly string[] }[] = [
  { name: 'Transport', prefixes: ['EP'] },
  { name: 'The request', prefixes: ['TL', 'RC', 'CB'] },
  { name: 'The message', prefixes: ['M', 'Q', 'A'] },
  {
    name: 'Templates',
    prefixes: Array.from({ length: 13 }, (_, i) => `R3.${i + 1}`),
  },
  { name: 'Buttons', prefixes: ['R4.1', 'R4.2'] },
  { name: 'Tags', prefixes: ['R5', 'TG'] },
  {
    name: 'Private replies, personas, actions, uploads, answers',
    prefixes: ['PR', 'PE', 'SN', 'AU', 'R6.5'],
  },
  { name: 'Errors', prefixes: ['R7.2'] },
  { name: 'Limits and batches', prefixes: ['RLM', 'R8.2', 'BA'] },
  { name: 'Instagram', prefixes: ['R9'] },
  { name: 'Where sources disagree', prefixes: ['D'] },
];

/** 2, 2b, 3. */
function order({ id }: Rule): number {
  const [, number, letter = ''] = /-(\d+)([a-z]?)$/.exec(id)!;
  return Number(number) * 100 + (letter === '' ? 0 : letter.charCodeAt(0));
}

function row(rule: Rule): string {
  const test = testOf(rule);
  const cell =
    test === undefined
      ? rule.reason!
      : test.title.startsWith(`${rule.id}: `)
        ? `\`${test.file}\``
        : `\`${test.file}\`: ${test.title}`;
  return `| ${rule.id} | ${escaped(rule.words)} | ${escaped(cell)} |`;
}

function escaped(text: string): string {
  return text.replaceAll('|', '\\|');
}
