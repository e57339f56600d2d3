/** The pages in grammar/diagrams/ are those of the grammars, and what they show of shorthand is what is read. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawDiagrams } from '../../grammar/draw-diagrams.ts';
import { parseButtonLine, parseLinkLine, parseReplyLine } from '../../grammar/index.ts';
import { type Rule, shorthandRules } from '../../grammar/shorthand-rules.ts';

const folder = new URL('../../grammar/diagrams/', import.meta.url);

describe('diagrams', () => {
  const pages = drawDiagrams();

  it('are current: npm run diagrams writes them', () => {
    expect(readdirSync(folder).sort()).toEqual([...pages.keys()].sort());
    for (const [name, page] of pages) expect(readFileSync(new URL(name, folder), 'utf8')).toBe(page);
  });

  it.each([...pages])('%s needs nothing from elsewhere, and its links lead somewhere', (_name, page) => {
    expect(page).not.toMatch(/<script|<link|<img|@import|url\(/);
    for (const [, target] of page.matchAll(/href="([^"]*)"/g)) {
      if (target!.startsWith('#')) expect(page).toContain(`id="${target!.slice(1)}"`);
      else expect([...pages.keys()]).toContain(target);
    }
  });
});

const templates: Readonly<Record<string, readonly string[]>> = {
  number: ['+15551234567', '{{shop.phone}}', '+49 30 {{local}}'],
  'rest of the address': ['a.example', 'a.example/{{id}}?q=1#x', '{{host}}/x'],
  'one expression': ['{{item.link}}', '{{add_query url "a" b}}'],
  'text without ->': ['Shop', 'Hi {{name}}!', 'a \\-> b', '{{f "a -> b"}}', '日本', 'A (b)'],
  'text that is no link and no lone expression': [
    'START',
    'BUY:{{p.id}}',
    'a b',
    '{{a}}{{b}}',
    '{{#if a}}A{{else}}B{{/if}}',
  ],
};

function written(rule: Rule): fc.Arbitrary<string> {
  switch (rule.kind) {
    case 'text':
      return fc.constant(rule.text);
    case 'rule':
      return written(shorthandRules[rule.name]!);
    case 'template':
      return fc.constantFrom(...templates[rule.name]!);
    case 'choice':
      return fc.oneof(...rule.of.map(written));
    case 'optional':
      return fc.option(written(rule.of)).map((text) => text ?? '');
    case 'list':
      // Each option may stand once: two of one kind are a mistake of their own.
      return fc
        .array(written(rule.of), { minLength: 1, maxLength: 1 })
        .map((items) => items.join(rule.separator));
    case 'sequence':
      return fc.tuple(...rule.of.map(written)).map((parts) => joined(parts));
  }
}

/** Blanks between the parts, but none inside an address or a number. */
function joined(parts: readonly string[]): string {
  return parts.reduce((a, b) =>
    /(?:^https?:\/\/|^tel:|\()$/.test(a) || b === ')' || b === '' ? a + b : `${a} ${b}`,
  );
}

describe('shorthand rules', () => {
  it.each([
    ['buttonLine', parseButtonLine],
    ['replyLine', parseReplyLine],
    ['linkLine', parseLinkLine],
  ] as const)('lines written by %s are read', (name, parse) => {
    fc.assert(
      fc.property(written(shorthandRules[name]!), (line) => {
        expect(parse(line).problems).toEqual([]);
        expect(parse(line).value).toBeDefined();
      }),
      { numRuns: 1000 },
    );
  });
});
