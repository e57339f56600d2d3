/** After each edit a document that was edited all the while looks as one that was just opened: findings, outline, colours. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { diagnose } from '../../lsp/service/diagnostics.ts';
import { foldingRanges } from '../../lsp/service/folding.ts';
import { documentLinks } from '../../lsp/service/links.ts';
import { documentSymbols } from '../../lsp/service/symbols.ts';
import { encodedTokens } from '../../lsp/service/tokens/semantic-tokens.ts';
import { createWorkspace, type Workspace } from '../../lsp/service/workspace.ts';
import { applyEdit, randomEdit, randomOf } from './random-edits.ts';

const whole = process.env['INCREMENTAL'] === 'whole';
const editsPerFile = whole ? 100 : 8;
const longest = 40_000;
const templates = join(import.meta.dirname, '../../templates');
const names = readdirSync(templates).filter((name) => name.endsWith('.msg.yaml'));
const others = names.map((name) => readFileSync(join(templates, name), 'utf8'));
const uri = `file://${templates}/edited.msg.yaml`;

let edits = 0;
afterAll(() => console.log(`${edits} edits of open documents`));

describe.each(names)('%s', (name) => {
  test(`${editsPerFile} edits`, () => {
    const random = randomOf(name.length * 31 + 7);
    const original = readFileSync(join(templates, name), 'utf8');
    const edited = createWorkspace(templates);
    let text = original;
    edited.open(uri, 0, text);
    const before: string[] = [];
    for (let version = 1; version <= editsPerFile; version++) {
      before.push(text);
      const edit = randomEdit(random, text, others, before);
      const { file } = edited.get(uri)!;
      const next = applyEdit(text, edit);
      if (next.length > longest) continue;
      edited.change(uri, version, [{ range: file.rangeOf(edit.range), text: edit.newText }]);
      // what an editor cannot name (the middle of CRLF) it cannot edit
      if (edited.get(uri)!.file.text !== next) edited.change(uri, version, [{ text: next }]);
      text = next;
      const fresh = createWorkspace(templates);
      fresh.open(uri, version, text);
      expect(looks(edited), `edit ${version} of ${name}:\n${text}`).toEqual(looks(fresh));
      edits++;
    }
  });
});

function looks(workspace: Workspace) {
  return {
    diagnostics: diagnose(workspace, workspace.get(uri)!, { related: true, tags: true }),
    symbols: documentSymbols(workspace, uri),
    tokens: encodedTokens(workspace, uri),
    folds: foldingRanges(workspace, uri),
    links: documentLinks(workspace, uri),
  };
}
