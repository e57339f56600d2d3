/** What people write who know another language: one finding, which says how it is written here. */
import { expect, it } from 'vitest';
import { analyzeText } from '../pipeline/testdata.ts';

const params = `params:
  name: string(20)
  total: number(0..999)
  items: { type: array, minItems: 1, maxItems: 3, items: string(5) }
defaults: { messaging_type: RESPONSE }
`;

/** `code: message`, and the text when each fix is made. */
function told(template: string) {
  const text = `${params}messages:\n  m: "x${template}"\n`;
  const findings = analyzeText(text).diagnostics.filter((d) => d.severity !== 'information');
  const [edit] = findings[0]?.fixes?.[0]?.edits ?? [];
  const fixed = edit && text.slice(0, edit.range.start) + edit.newText + text.slice(edit.range.end);
  return { codes: findings.map((d) => d.code), fixed: fixed && /"x(.*)"\n/.exec(fixed)?.[1] };
}

it.each([
  ['{{items.0}}', 'template/property-expected', '{{items.[0]}}'],
  ['{{upper items.0}}', 'template/property-expected', '{{upper items.[0]}}'],
  ['{{#each items.0}}y{{/each}}', 'template/property-expected', '{{#each items.[0]}}y{{/each}}'],
  ['{{items[0]}}', 'template/missing-blank', '{{items.[0]}}'],
  ["{{#if (eq items[0] 'a')}}y{{/if}}", 'template/missing-blank', "{{#if (eq items.[0] 'a')}}y{{/if}}"],
  ['{{#if name and items}}y{{/if}}', 'template/unsupported-operator', '{{#if (and name items)}}y{{/if}}'],
  [
    "{{#unless name eq 'Ana'}}y{{/unless}}",
    'template/unsupported-operator',
    "{{#unless (eq name 'Ana')}}y{{/unless}}",
  ],
  ['{{#if (total gt 5)}}y{{/if}}', 'template/unsupported-operator', '{{#if (gt total 5)}}y{{/if}}'],
  ['{{#if name and items or total}}y{{/if}}', 'template/unsupported-operator', undefined],
  ['{{total.}}', 'template/property-expected', undefined],
])('%s', (template, code, fixed) => {
  expect(told(template)).toEqual({ codes: [code], fixed });
});
