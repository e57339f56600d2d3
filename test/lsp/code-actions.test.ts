/**
 * Each action has a file in test/testdata/lsp/actions: its title and kind, a source with a mark (`<|>` or `<|…|>`), what
 * becomes of it. UPDATE_GOLDEN=1 writes the last part. What an action leaves behind is judged too: the finding is gone,
 * no error is new, and a rewriting sends what was sent before.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Action } from '../../lsp/service/actions/action.ts';
import { actionKinds } from '../../lsp/service/actions/action.ts';
import { codeActions, editsOf } from '../../lsp/service/code-actions.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { applyEdits } from '../../src/source/apply-edits.ts';
import { openMarked } from './marked.ts';
import { bodiesOf } from './rendered.ts';

const folder = 'test/testdata/lsp/actions';

describe.each(readdirSync(folder).sort())('%s', (name) => {
  const path = join(folder, name);
  const [, title = '', kind = '', source = '', expected] =
    /^title: (.*)\nkind: (.*)\n-----\n(.*?)(?:\n=====\n(.*))?$/s.exec(readFileSync(path, 'utf8'))!;
  const { text, actions, analysis, tryText } = actionsAt(source, [kind]);
  const found = actions.find((a) => a.title === title);

  it('makes of the source what is expected', () => {
    expect(actions.map((a) => a.title)).toContain(title);
    const result = applyEdits(text, editsOf(found!));
    if (process.env['UPDATE_GOLDEN'])
      writeFileSync(path, `title: ${title}\nkind: ${kind}\n-----\n${source}\n=====\n${result}`);
    else expect(result).toBe(expected);
  });

  it('leaves nothing worse behind', () => {
    const result = applyEdits(text, editsOf(found!));
    const after = tryText(result);
    const reason = found!.found;
    if (reason) expect(count(after.diagnostics, reason)).toBeLessThan(count(analysis.diagnostics, reason));
    expect(newErrors(analysis.diagnostics, after.diagnostics)).toEqual([]);
    if (kind.startsWith('refactor')) expect(bodiesOf(after)).toEqual(bodiesOf(analysis));
  });
});

it('there is a case for each kind', () => {
  const kinds = readdirSync(folder).map(
    (f) => /^kind: (.*)$/m.exec(readFileSync(join(folder, f), 'utf8'))![1],
  );
  expect(new Set(kinds)).toEqual(new Set(actionKinds));
});

describe('what is not offered', () => {
  const titles = (source: string, only?: string[]) => actionsAt(source, only).actions.map((a) => a.title);

  it('silencing of errors', () => {
    expect(titles('messages:\n  a:\n    text: "{{no<|>body}}"\n').filter((t) => /^Silence/.test(t))).toEqual(
      [],
    );
  });

  it('a comment inside a text, where it would be text', () => {
    const source =
      'params: { name: string(9)? }\nmessages:\n  a:\n    messaging_type: RESPONSE\n    text: |\n      Hi\n      {{<|>name}}\n';
    const { text, actions, tryText } = actionsAt(source);
    const silence = actions.find((a) => a.title.startsWith('Silence'))!;
    const after = tryText(applyEdits(text, editsOf(silence)));
    expect(after.diagnostics.map((d) => d.code)).toEqual([]);
  });

  it('source actions, where nobody asks for them', () => {
    expect(actionsAt('messages: { <|>a: hi }\n').actions.filter((a) => a.kind.startsWith('source'))).toEqual(
      [],
    );
    expect(titles('messages: { <|>a: hi }\n', ['source'])).toHaveLength(2);
    expect(titles('messages: { <|>a: hi }\n', ['source.fixAll'])).toHaveLength(1);
  });

  it('kinds that were not asked for', () => {
    const source = 'messages:\n  a:\n    text: x\n    buttons:\n      - Go<|> -> GO\n';
    expect(actionsAt(source, ['refactor']).actions.every((a) => a.kind.startsWith('refactor'))).toBe(true);
    expect(titles(source, ['quickfix.other'])).toEqual([]);
  });

  it('a line for what no line can say', () => {
    const button = (fields: string) =>
      titles(`messages:\n  a:\n    text: x\n    buttons:\n      - ${fields}\n`, ['refactor.rewrite']);
    expect(button('{ type: post<|>back, title: Go, payload: GO }')).toContain('Write it as one line');
    expect(button('{ type: post<|>back, title: Go, payload: https://a.example }')).not.toContain(
      'Write it as one line',
    );
    expect(button('{ type: game_<|>play, title: Go }')).not.toContain('Write it as one line');
    expect(button('{ type: post<|>back, title: " Go", payload: GO }')).not.toContain('Write it as one line');
  });

  it('a fragment of what knows the loop around it', () => {
    const source = `params: { names: { type: array, minItems: 1, maxItems: 3, items: string(9) } }
messages:
  a:
    generic:
      - each: names as |n|
        title: x
        buttons:
          - `;
    expect(titles(`${source}Go {{n<|>}} -> GO\n`, ['refactor.extract'])).toEqual([]);
    expect(titles(`${source}Go<|> -> GO\n`, ['refactor.extract'])).not.toEqual([]);
  });

  it('defaults that would change a message', () => {
    const two =
      'messages:\n  a: { messaging_type: UPD<|>ATE, text: a }\n  b: { messaging_type: UPDATE, text: b }\n';
    expect(titles(two, ['refactor.rewrite'])).toEqual(['Move "messaging_type" of 2 messages to defaults']);
    expect(titles(`${two}  c: hi\n`, ['refactor.rewrite'])).toEqual([]);
  });
});

function actionsAt(source: string, only?: string[]) {
  const { workspace, uri, text, offset, ranges } = openMarked(source);
  const document = workspace.get(uri)!;
  const { start, end } = ranges[0] ?? { start: offset, end: offset };
  const actions: Action[] = codeActions(workspace, uri, document.file.rangeOf({ start, end }), only);
  return {
    text,
    actions,
    analysis: workspace.analysis(document),
    tryText: (next: string) => workspace.tryText(document, next),
  };
}

function count(all: readonly Diagnostic[], { code, message }: Diagnostic): number {
  return all.filter((d) => d.code === code && d.message === message).length;
}

function newErrors(before: readonly Diagnostic[], after: readonly Diagnostic[]): string[] {
  const words = (all: readonly Diagnostic[]) =>
    all.filter((d) => d.severity === 'error').map((d) => d.message);
  const known = new Set(words(before));
  return words(after).filter((m) => !known.has(m));
}
