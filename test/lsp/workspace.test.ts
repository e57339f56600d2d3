/** What is asked of all files at once: symbols, findings; and what leads from one file to others. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { documentLinks } from '../../lsp/service/links.ts';
import { createResultIds, workspaceDiagnostics } from '../../lsp/service/workspace-diagnostics.ts';
import { scoreOf, workspaceSymbols } from '../../lsp/service/workspace-symbols.ts';
import { openMarked } from './marked.ts';
import { openProject, type Project } from './project.ts';

const clean = 'defaults: { messaging_type: RESPONSE }\n';
const texts = {
  'sendspec.config.yaml': '',
  'shared/common.msg.yaml': `${clean}params: { topic: string(20) }\nfragments:\n  greeting: Hello {{topic}}\nmessages:\n  bye: Bye\n`,
  'main.msg.yaml': `${clean}imports: { s: ./shared/common.msg.yaml }\nmessages:\n  order_shipped:\n    text: "{{> s.greeting topic='x'}}"\n    examples: [{ name: a good day }]\n`,
  'broken.msg.yaml': `${clean}messages:\n  a: "{{nobody}}"\n`,
};

describe('workspace symbols', () => {
  const found = async (query: string, open: readonly string[] = []) => {
    const project = openProject(texts, open);
    const all = await workspaceSymbols(project.files, query);
    return all.map((s) => `${s.name} in ${s.containerName}`);
  };

  it('of files that are not open, by letters in their order', async () => {
    expect(await found('os')).toEqual(['order_shipped in main.msg.yaml']);
    expect(await found('grt')).toEqual(['greeting in shared/common.msg.yaml']);
    expect(await found('good', ['main.msg.yaml'])).toEqual(['a good day in main.msg.yaml#order_shipped']);
    expect(await found('zzz')).toEqual([]);
  });

  it('all of them for an empty query', async () => {
    const all = await found('');
    expect(all.sort()).toEqual([
      'a good day in main.msg.yaml#order_shipped',
      'a in broken.msg.yaml',
      'bye in shared/common.msg.yaml',
      'greeting in shared/common.msg.yaml',
      'order_shipped in main.msg.yaml',
      'topic in shared/common.msg.yaml',
    ]);
  });

  it('follow what is typed', async () => {
    const project = openProject(texts, ['main.msg.yaml']);
    const uri = project.uri('main.msg.yaml');
    project.workspace.change(uri, 2, [{ text: 'messages:\n  renamed: x\n' }]);
    const [symbol] = await workspaceSymbols(project.files, 'renamed');
    expect(symbol?.location).toEqual({
      uri,
      range: { start: { line: 1, character: 2 }, end: { line: 1, character: 9 } },
    });
    expect(await workspaceSymbols(project.files, 'order_shipped')).toEqual([]);
  });

  it('beginnings of words and neighbours first', () => {
    const best = (query: string, ...names: string[]) =>
      names
        .filter((n) => scoreOf(query, n) !== undefined)
        .sort((a, b) => scoreOf(query, b)! - scoreOf(query, a)!)[0];
    expect(best('os', 'cost', 'order_shipped', 'lotus')).toBe('order_shipped');
    expect(best('ship', 's_h_i_p', 'order_shipped')).toBe('order_shipped');
    expect(best('oS', 'cosmos', 'orderShipped')).toBe('orderShipped');
    expect(scoreOf('xy', 'yx')).toBeUndefined();
  });
});

describe('findings of the workspace', () => {
  const ask = async (
    project: Project,
    ids = createResultIds(project.files),
    previous = new Map<string, string>(),
  ) => {
    const all = [];
    for await (const r of workspaceDiagnostics(() => project.workspace, project.files, ids, previous, {}))
      all.push(r);
    return {
      ids,
      results: new Map(all.map((r) => [r.uri, r.resultId])),
      codes: all.map((r) => [project.name(r.uri), r.version, r.items?.map((d) => d.code)]),
    };
  };

  it('of all files, then of those only that have changed, or that read one that has', async () => {
    const project = openProject(texts, ['main.msg.yaml']);
    const first = await ask(project);
    expect(first.codes).toEqual([
      ['broken.msg.yaml', null, ['params/unknown-name']],
      ['main.msg.yaml', 1, []],
      ['shared/common.msg.yaml', null, []],
    ]);
    const same = await ask(project, first.ids, first.results);
    expect(same.codes.map(([, , codes]) => codes)).toEqual([undefined, undefined, undefined]);
    project.write('shared/common.msg.yaml', `${clean}fragments:\n  other: Hello\n`);
    const after = await ask(project, first.ids, first.results);
    expect(after.codes).toEqual([
      ['broken.msg.yaml', null, undefined],
      ['main.msg.yaml', 1, ['spec/unknown-fragment']],
      ['shared/common.msg.yaml', null, []],
    ]);
  });

  it('of a file that has come, and none of one that is gone', async () => {
    const project = openProject(texts);
    const first = await ask(project);
    rmSync(join(project.root, 'broken.msg.yaml'));
    project.write('new.msg.yaml', `${clean}messages:\n  a: { txet: x }\n`);
    const after = await ask(project, first.ids, first.results);
    expect(after.codes.filter(([, , codes]) => codes !== undefined)).toEqual([
      ['new.msg.yaml', null, expect.arrayContaining(['spec/unknown-key'])],
      ['broken.msg.yaml', null, []],
    ]);
  });

  it('again, when the settings of the project change', async () => {
    const project = openProject(texts);
    const first = await ask(project);
    project.write('sendspec.config.yaml', 'channel: instagram\n');
    const after = await ask(project, first.ids, first.results);
    expect(after.codes.every(([, , codes]) => codes !== undefined)).toBe(true);
  });
});

describe('links', () => {
  const found = (source: string) => {
    const { workspace, uri, text } = openMarked(`<|>${source}`, '/root');
    const { file } = workspace.get(uri)!;
    return documentLinks(workspace, uri).map((l) => [
      text.slice(file.offsetAt(l.range.start), file.offsetAt(l.range.end)),
      l.target,
    ]);
  };

  it('to other files, in imports, calls, attachments and examples', () => {
    expect(
      found(`$schema: ./schema.json
imports: { s: ./shared/a.msg.yaml, out: ../../x.msg.yaml }
messages:
  a: { image: ./pictures/a.png }
  b: { use: shared/a.msg.yaml#hi x="a" }
  c: "{{> './shared/a.msg.yaml#hi' x=1}} and {{> s.hi}}"
  d: { image: "{{x}}.png" }
examples: [{ name: ./x, data: ./data.json }, { name: y, data: { z: ./q } }]
`),
    ).toEqual([
      ['./schema.json', 'file:///root/schema.json'],
      ['./shared/a.msg.yaml', 'file:///root/shared/a.msg.yaml'],
      ['./pictures/a.png', 'file:///root/pictures/a.png'],
      ['shared/a.msg.yaml', 'file:///root/shared/a.msg.yaml'],
      ['./shared/a.msg.yaml', 'file:///root/shared/a.msg.yaml'],
      ['./data.json', 'file:///root/data.json'],
    ]);
  });

  it('to web pages that are known as they are', () => {
    expect(
      found(`messages:
  a: See https://a.example/x?y=1#z, or http://b.example.
  b:
    text: "\\"https://c.example\\" {{x}}"
    buttons:
      - Shop -> https://d.example/{{id}} (tall)
      - Shop -> https://e.example/a (full, fallback https://f.example)
`),
    ).toEqual([
      ['https://a.example/x?y=1#z', 'https://a.example/x?y=1#z'],
      ['http://b.example', 'http://b.example'],
      ['https://c.example', 'https://c.example'],
      ['https://e.example/a', 'https://e.example/a'],
      ['https://f.example', 'https://f.example'],
    ]);
  });
});
