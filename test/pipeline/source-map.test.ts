/** Every string of a body leads back to the text that it was made from. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compile } from '../../src/pipeline.ts';
import { createRenderer } from '../../src/render/index.ts';
import { analyzeFile, specFilesOf, testdata } from './testdata.ts';

describe.each(specFilesOf('features'))('%s', (name) => {
  const { spec } = analyzeFile('features', name);

  it('has a source for each string', () => {
    const renderer = createRenderer(compile(spec!));
    let strings = 0;
    for (const message of spec!.messages) {
      for (const example of message.examples) {
        const result = renderer.render(message.name, example.data, {
          recipient: { id: '17' },
          now: '2026-05-04T12:00:00Z',
          sourceMap: true,
        });
        const plain = renderer.render(message.name, example.data, {
          recipient: { id: '17' },
          now: '2026-05-04T12:00:00Z',
        });
        if (!result.ok || !plain.ok) continue;
        expect(result.steps.map((s) => ('body' in s ? { body: s.body } : s))).toEqual(plain.steps);
        for (const step of result.steps) {
          if (!('body' in step)) continue;
          for (const { pointer, span } of step.sources ?? []) {
            strings++;
            const value = valueAt(step.body, pointer);
            const source = readFileSync(join(testdata, 'features', span.file), 'utf8').slice(
              span.start,
              span.end,
            );
            if (String(value).startsWith('upload:')) expect(value).toBe(`upload:${source}`);
            else if (isWritten(pointer) && !/[{'"|>\\]/.test(source))
              expect(value, pointer).toBe(source.trim());
            else expect(typeof value, pointer).toBe('string');
          }
          const sources = new Set(step.sources?.map((s) => s.pointer));
          for (const pointer of textPointers(step.body)) expect(sources, pointer).toContain(pointer);
        }
      }
    }
    if (spec!.messages.some((m) => m.examples.length > 0)) expect(strings).toBeGreaterThan(0);
  });
});

function valueAt(body: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((at, part) => (at as { [key: string]: unknown })[part], body);
}

function textPointers(value: unknown, at = ''): string[] {
  if (typeof value === 'string') return [at];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => textPointers(member, `${at}/${key}`));
}

/** Other strings may be implied, as the `content_type` of a short form: they lead to what implies them. */
function isWritten(pointer: string): boolean {
  return ['text', 'title', 'payload', 'url', 'image_url'].includes(
    pointer.slice(pointer.lastIndexOf('/') + 1),
  );
}
