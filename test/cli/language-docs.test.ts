/** Every example of docs/language.md is run: YAML is clean, templates and helpers give what their row says. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { expandInline } from '../../src/bind/inline-partials.ts';
import { analyze } from '../../src/pipeline.ts';
import { withHelpersTable } from '../../src/render/helpers-table.ts';
import { createRenderer } from '../../src/render/index.ts';
import { createSource } from '../../src/source/create-source.ts';
import { readHelpers } from '../own-helpers/project.ts';
import { show } from '../pipeline/testdata.ts';
import { message, object, program, step, text } from '../render/build.ts';

const docs = readFileSync('docs/language.md', 'utf8');
const blocks = [...docs.matchAll(/^```yaml\n(.*?)^```$/gms)].map((match) => match[1]!);
const isConfig = (text: string) => text.startsWith('# sendspec.config.yaml\n');
const examples = blocks.filter((text) => !isConfig(text));

describe('docs/language.md', () => {
  const { helpers, problems } = readHelpers(blocks.find(isConfig)!);
  const shared = examples.find((text) => text.includes('yes_no:') && !text.startsWith('imports:'))!;
  const disk = {
    read: (path: string) =>
      path === 'shared/common.msg.yaml' ? shared : new Error(`${path} does not exist`),
  };

  it('declares helpers as the config takes them', () => {
    expect(problems).toEqual([]);
    expect([...helpers!.functions.keys()]).toEqual(['tier']);
  });

  it.each(examples.map((text) => ({ title: text.split('\n').slice(0, 3).join(' '), text })))(
    '$title',
    ({ text }) => {
      const { diagnostics } = analyze(createSource('example.msg.yaml', text), disk, { helpers: helpers! });
      expect(diagnostics.map(show)).toEqual([]);
    },
  );

  it('has the table of helpers as it is now (node scripts/make-docs.mjs writes it)', () => {
    expect(docs).toBe(withHelpersTable(docs));
  });

  const code = '`((?:[^`])*)`';
  const rows = [...docs.matchAll(new RegExp(`^\\|.*?${code} \\| \`(\\{.*?\\})\` \\| ${code} \\|$`, 'gm'))];
  const cases = rows.map((row) => ({
    template: row[1]!.replaceAll('\\|', '|'),
    data: row[2]!,
    gives: row[3]!,
  }));

  it('has rows of templates', () => expect(cases.length).toBeGreaterThan(40));

  it.each(cases)('$template', ({ template, data, gives }) => {
    const node = text(template);
    const spending = { report: () => {}, work: { values: 0, exhausted: false } as never };
    const scalar = { value: template, map: { range: () => ({ start: 0, end: 0 }) } } as never;
    const inline = expandInline(spending, scalar, node.program);
    const made = program([message('m', [step(object({ text: { ...node, program: inline } }))])]);
    for (const backend of ['generated', 'handlebars'] as const) {
      const options = { now: '2026-05-04T12:00:00Z' };
      const result = createRenderer(made, { backend }).render('m', JSON.parse(data), options);
      expect(result).toEqual({ ok: true, steps: [{ body: { text: gives } }] });
    }
  });
});
