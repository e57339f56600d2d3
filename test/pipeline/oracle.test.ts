/** What a file without diagnostics renders is what the hand-written schemas of the Send API accept. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyze, compile } from '../../src/pipeline.ts';
import { createRenderer } from '../../src/render/index.ts';
import { createSource } from '../../src/source/create-source.ts';
import { requestValidator } from '../oracle/index.ts';
import { analyzeFile, show, specFilesOf } from './testdata.ts';

const templates = new URL('../../templates/', import.meta.url);
const noImports = { read: (path: string) => new Error(path) };
const cases = [
  ...readdirSync(templates)
    .filter((name) => name.endsWith('.msg.yaml'))
    .map((name) => ({
      name: `templates/${name}`,
      analysis: analyze(createSource(name, readFileSync(new URL(name, templates), 'utf8')), noImports),
    })),
  // `unchecked` passes what the schemas do not know: that is its purpose
  ...specFilesOf('features')
    .filter((name) => name !== 'unchecked.msg.yaml')
    .map((name) => ({ name: `features/${name}`, analysis: analyzeFile('features', name) })),
];

describe.each(cases)('$name', ({ name, analysis }) => {
  it('renders bodies that the Send API accepts', async () => {
    if (name.startsWith('templates/')) expect(analysis.diagnostics.map(show)).toEqual([]);
    const renderer = createRenderer(compile(analysis.spec!));
    for (const message of analysis.spec!.messages) {
      const channel = message.rules.channels[0]!;
      const accepts = await requestValidator({ profile: message.rules.profile, channel });
      for (const example of message.examples) {
        const result = renderer.render(message.name, example.data, {
          to: { id: '1254459154682919' },
          recipient: { id: '1254459154682919', ...(example.recipient as object) },
          now: '2026-05-04T12:00:00Z',
        });
        expect(result).toMatchObject({ ok: true });
        for (const step of result.ok ? result.steps : []) {
          if ('body' in step) expect(accepts(step.body), `${message.name}, ${example.name}`).toBeUndefined();
        }
      }
    }
  });
});
