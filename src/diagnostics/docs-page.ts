/** docs/diagnostics.md and a page for each code, made of the catalogue (scripts/make-docs.mjs writes them, a test compares). */
import { catalog } from './catalog.ts';
import type { CatalogEntry } from './entry.ts';
import { exampleLines } from './example-lines.ts';

const made = '<!-- Made by scripts/make-docs.mjs from src/diagnostics/catalog/: change it there. -->';

function sortedEntries(): (readonly [string, CatalogEntry<never>])[] {
  return Object.entries(catalog as Readonly<Record<string, CatalogEntry<never>>>).sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
}

/** Each code's page by its path below docs/: `diagnostics/params/unknown-name.md`. */
export function codePages(): ReadonlyMap<string, string> {
  return new Map(sortedEntries().map(([code, entry]) => [codePath(code), codePage(code, entry)]));
}

export function codePath(code: string): string {
  return `diagnostics/${code}.md`;
}

/** The list of all codes. */
export function diagnosticsPage(): string {
  const entries = sortedEntries();
  const areas = [...new Set(entries.map(([code]) => area(code)))];
  const sections = areas.map((name) => {
    const own = entries.filter(([code]) => area(code) === name);
    return `## ${name}\n\n${areaWords[name] ?? ''}\n\n${table(own)}\n`;
  });
  return `# Diagnostics

${made}

Every finding of \`sendspec check\` has one of these codes. \`sendspec explain CODE\` prints the same in the terminal.
An **error** keeps a file from being compiled and sent. A **warning** is something that may go wrong or that Meta's
policies forbid; an **information** is good to know. Warnings and informations can be silenced for a place, with a
reason: \`# sendspec-ignore CODE: reason\` on the line or the line above.

${sections.join('\n')}`;
}

const areaWords: Readonly<Record<string, string>> = {
  yaml: 'How the file is written, before anything in it is understood.',
  template: 'Expressions in texts, conditions, and the one-line shorthand of buttons and quick replies.',
  params: 'Params, and the data of examples.',
  spec: 'The parts of a message file and how they fit together.',
  'send-api': 'What Meta would refuse.',
  policy: 'What the Send API accepts but Meta forbids, or has withdrawn.',
  length: 'Lengths and counts that are too large, or not proven to fit.',
};

function table(entries: readonly (readonly [string, CatalogEntry<never>])[]): string {
  const rows = entries.map(
    ([code, entry]) =>
      `| [${code}](${codePath(code)}) | ${entry.severity} | ${firstSentence(entry.explain)} |`,
  );
  return `| code | severity | why |\n|---|---|---|\n${rows.join('\n')}`;
}

function firstSentence(text: string): string {
  const first = /^.*?[.:](?=\s|$)/s.exec(text.trim())?.[0] ?? text.trim();
  return first.replace(/\s+/g, ' ').replaceAll('|', '\\|').replace(/:$/, '.');
}

function codePage(code: string, entry: CatalogEntry<never>): string {
  return `# ${code}

${made}

*${entry.severity}* · [all codes](../../diagnostics.md)

${entry.explain.trim()}

Not like this:

${fence(entry.bad)}

But like this:

${fence(entry.good)}
`;
}

/** A fence longer than any run of backticks in the text. */
function fence(text: string): string {
  const shown = exampleLines(text).join('\n');
  const longest = Math.max(2, ...[...shown.matchAll(/`+/g)].map((m) => m[0].length));
  const marks = '`'.repeat(longest + 1);
  return `${marks}yaml\n${shown}\n${marks}`;
}

function area(code: string): string {
  return code.slice(0, code.indexOf('/'));
}
