/**
 * Every rewriting that is offered anywhere in templates/: the file stays clean, and sends what it sent. A slice, by a
 * seed (TORTURE_SEED); TORTURE=whole takes all.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codeActions, editsOf } from '../../lsp/service/code-actions.ts';
import { createWorkspace } from '../../lsp/service/workspace.ts';
import { applyEdits } from '../../src/source/apply-edits.ts';
import { numbers, pick, whole } from './random.ts';
import { bodiesOf } from './rendered.ts';

const files = readdirSync('templates').filter((f) => f.endsWith('.msg.yaml'));

describe.each(files)('%s', (name) => {
  const text = readFileSync(join('templates', name), 'utf8');
  const random = numbers(text.length);
  const starts = [...text.matchAll(/(?<=[\s[{"'])(?=[^\s#])/g)].map((m) => m.index);

  it('rewritings send what was sent before', () => {
    const workspace = createWorkspace('/nowhere');
    const document = workspace.open(`untitled:${name}`, 1, text);
    const before = workspace.analysis(document);
    const bodies = bodiesOf(before);
    expect(bodies).toBeDefined();
    const seen = new Set<string>();
    for (const start of whole ? starts : pick(starts, 30, random)) {
      const end = start + (random() < 0.3 ? 60 : 0);
      const range = document.file.rangeOf({ start, end });
      for (const action of codeActions(workspace, document.uri, range, ['refactor', 'source'])) {
        const result = applyEdits(text, editsOf(action));
        if (seen.has(result)) continue;
        seen.add(result);
        const after = workspace.tryText(document, result);
        const words = `${action.title} at ${start}\n${result}`;
        expect(
          after.diagnostics.map((d) => `${d.code} ${d.message}`),
          words,
        ).toEqual([]);
        expect(bodiesOf(after), words).toEqual(bodies);
        expect(comments(result), words).toBeGreaterThanOrEqual(comments(text));
      }
    }
  });
});

function comments(text: string): number {
  return [...text.matchAll(/(?:^|\s)#\s/g)].length;
}
