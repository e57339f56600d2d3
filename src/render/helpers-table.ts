/** The helpers of the language as a table of docs/language.md. */
import { helperSpecs } from './helpers.ts';

export function helpersTable(): string {
  const rows = [...helperSpecs.values()].map(({ name, params, hash, anyHash, doc, example }) => {
    const words = [
      name,
      ...params.map((p) => wrap(p.optional, `${p.name}${p.rest ? '…' : ''}`)),
      ...hash.map((p) => wrap(p.optional, `${p.name}=…`)),
      ...(anyHash ? [`[${anyHash.name}=…]`] : []),
    ];
    const { template, data, gives } = example;
    return `| \`${words.join(' ')}\` | ${doc} | \`${template}\` | \`${JSON.stringify(data)}\` | \`${gives}\` |`;
  });
  return ['| helper | does | template | data | gives |', '|---|---|---|---|---|', ...rows].join('\n');
}

function wrap(optional: boolean | undefined, text: string): string {
  return optional ? `[${text}]` : text;
}

const start = '<!-- helpers: node scripts/make-docs.mjs -->\n';
const end = '\n<!-- /helpers -->';

/** The page with the table between its marks. */
export function withHelpersTable(page: string): string {
  const from = page.indexOf(start);
  const to = page.indexOf(end);
  if (from < 0 || to < 0) throw new Error('docs/language.md has no place for the helpers');
  return page.slice(0, from + start.length) + helpersTable() + page.slice(to);
}
