/** An analysis of a long file lets requests and edits in, and says the same in the end. */
import { expect, it } from 'vitest';
import { analyzeInTurns } from '../../lsp/analyze-in-turns.ts';
import { diagnose } from '../../lsp/service/diagnostics.ts';
import { hover } from '../../lsp/service/hover.ts';
import { createWorkspace } from '../../lsp/service/workspace.ts';

const uri = 'file:///nowhere/long.msg.yaml';
const messages = Array.from({ length: 200 }, (_, i) => `  m${i}: { text: "{{name}} {{nobody}}" }\n`).join('');
const text = `params: { name: string(20) }\ndefaults: { messaging_type: UPDATE }\nmessages:\n${messages}`;
const edit = {
  range: { start: { line: 1, character: 28 }, end: { line: 1, character: 34 } },
  text: 'RESPONSE',
};

function open(first = text) {
  const workspace = createWorkspace('/nowhere');
  return { workspace, document: workspace.open(uri, 1, first) };
}

it('goes on where it stopped', () => {
  const { workspace, document } = open();
  let steps = 1;
  while (!workspace.proceed(document, 0)) steps++;
  expect(steps).toBeGreaterThan(100);
  const fresh = open();
  expect(diagnose(workspace, document)).toEqual(diagnose(fresh.workspace, fresh.document));
  expect(diagnose(workspace, document)).toHaveLength(200);
});

it('is finished at once for a request that needs it', () => {
  const { workspace, document } = open();
  expect(workspace.proceed(document, 0)).toBe(false);
  expect(hover(workspace, uri, { line: 3, character: 30 })?.markdown).toContain('params/unknown-name');
  expect(workspace.proceed(document, 0)).toBe(true);
});

it('an edit ends it, and what follows is about the edited text', async () => {
  const { workspace, document } = open();
  let asked = 0;
  const finished = analyzeInTurns(workspace, document, () => {
    if (asked++ === 0) workspace.change(uri, 2, [edit]);
    return true;
  });
  expect(workspace.proceed(document, 0)).toBe(false);
  expect(await finished).toBe(false);
  const fresh = open(text.replace('UPDATE', 'RESPONSE'));
  const edited = workspace.get(uri)!;
  expect(await analyzeInTurns(workspace, edited, () => false)).toBe(true);
  expect(diagnose(workspace, edited)).toEqual(diagnose(fresh.workspace, fresh.document));
});
