import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { catalog } from '../../src/diagnostics/catalog.ts';
import { codePages, diagnosticsPage } from '../../src/diagnostics/docs-page.ts';
import type { CatalogEntry } from '../../src/diagnostics/entry.ts';
import { explainText } from '../../src/diagnostics/explain-text.ts';

const entries = Object.entries(catalog as Readonly<Record<string, CatalogEntry<never>>>);

it('docs/diagnostics.md and the page of each code are current (node scripts/make-docs.mjs writes them)', () => {
  expect(readFileSync('docs/diagnostics.md', 'utf8')).toBe(diagnosticsPage());
  const pages = codePages();
  for (const [path, text] of pages) expect(readFileSync(`docs/${path}`, 'utf8'), path).toBe(text);
  const found = readdirSync('docs/diagnostics', { recursive: true }).map(String);
  expect(found.filter((name) => name.endsWith('.md'))).toHaveLength(pages.size);
});

it.each(entries)('explain %s shows the explanation and both examples', (code, entry) => {
  const text = explainText(code, entry, { width: 80, colour: false });
  expect(text.startsWith(`${code} (${entry.severity})\n`)).toBe(true);
  expect(entry.explain.trim().length).toBeGreaterThan(20);
  for (const word of entry.explain.split(/\s+/)) expect(text).toContain(word);
  for (const line of [...entry.bad.split('\n'), ...entry.good.split('\n')].slice(0, 40)) {
    expect(text).toContain(line.slice(0, 60));
  }
});
