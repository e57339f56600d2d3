/** References across the files of a project, open or not. */
import { realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { references } from '../../lsp/service/references.ts';
import { folder } from '../cli/run-cli.ts';
import { readMarks } from './marked.ts';
import { openProject } from './project.ts';

const shared = `params:
  topic: string(20)
fragments:
  hi: { params: { who: string(9) }, text: "{{who}} {{topic}}" }
  word: Hello
messages:
  bye: { text: x, quick_replies: [Again -> AGAIN] }
`;
const main = `imports: { s: ./shared/common.msg.yaml }
messages:
  a: { use: s.hi who="x" topic="y" }
  b: "{{> s.word}} {{> 'shared/common.msg.yaml#word'}}"
  c: { text: x, quick_replies: [More -> AGAIN] }
`;
const other = `messages:
  z:
    - use: ../shared/common.msg.yaml#hi who="\\"" topic='}}'
    - text: x
      buttons: [Again -> AGAIN]
`;
const files = {
  'sendspec.config.yaml': '',
  'shared/common.msg.yaml': shared,
  'main.msg.yaml': main,
  'below/other.msg.yaml': other,
  'below/inner/sendspec.config.yaml': '',
  'below/inner/own.msg.yaml': 'messages:\n  q: { text: x, quick_replies: [Again -> AGAIN] }\n',
};

async function found(source: string, name: string, open: readonly string[] = [], withDeclaration = true) {
  const marked = readMarks(source);
  const project = openProject({ ...files, [name]: marked.text }, [name, ...open]);
  const uri = project.uri(name);
  const position = project.workspace.get(uri)!.file.positionAt(marked.offset);
  const all = await references(project.files, uri, position, withDeclaration);
  return all.map(({ uri: at, range }) => {
    const file = project.name(at);
    const text = file === name ? marked.text : files[file as keyof typeof files];
    const line = text.split('\n')[range.start.line]!;
    const [start, end] = [range.start.character, range.end.character];
    return `${file} ${line.slice(Math.max(0, start - 4), start)}[${line.slice(start, end)}]`;
  });
}

describe('references', () => {
  it('of a fragment, from its declaration and from a use', async () => {
    const all = ['below/other.msg.yaml aml#[hi]', 'main.msg.yaml : s.[hi]', 'shared/common.msg.yaml   [hi]'];
    expect(await found(shared.replace('hi:', '<|>hi:'), 'shared/common.msg.yaml')).toEqual(all);
    expect(await found(main.replace('s.hi', 's.<|>hi'), 'main.msg.yaml', ['below/other.msg.yaml'])).toEqual(
      all,
    );
    expect(await found(main.replace('s.hi', 's.h<|>i'), 'main.msg.yaml', [], false)).toEqual(all.slice(0, 2));
  });

  it('of a text fragment in partials', async () => {
    expect(await found(shared.replace('word:', 'wo<|>rd:'), 'shared/common.msg.yaml')).toEqual([
      'main.msg.yaml > s.[word]',
      'main.msg.yaml aml#[word]',
      'shared/common.msg.yaml   [word]',
    ]);
  });

  it("of a fragment's params, its own and its file's, as arguments", async () => {
    expect(await found(shared.replace('who:', '<|>who:'), 'shared/common.msg.yaml')).toEqual([
      'below/other.msg.yaml #hi [who]',
      'main.msg.yaml .hi [who]',
      'shared/common.msg.yaml : { [who]',
      'shared/common.msg.yaml  "{{[who]',
    ]);
    expect(await found(main.replace('topic', '<|>topic'), 'main.msg.yaml')).toEqual([
      `below/other.msg.yaml \\"" [topic]`,
      'main.msg.yaml "x" [topic]',
      'shared/common.msg.yaml   [topic]',
      'shared/common.msg.yaml } {{[topic]',
    ]);
  });

  it('of an alias stay in its file', async () => {
    expect(await found(main.replace('{ s:', '{ <|>s:'), 'main.msg.yaml')).toEqual([
      'main.msg.yaml : { [s]',
      'main.msg.yaml se: [s]',
      'main.msg.yaml {{> [s]',
    ]);
  });

  it('of a file, whatever it is called', async () => {
    expect(await found(main.replace('./shared', '<|>./shared'), 'main.msg.yaml')).toEqual([
      'below/other.msg.yaml se: [../shared/common.msg.yaml]',
      'main.msg.yaml  s: [./shared/common.msg.yaml]',
      "main.msg.yaml {> '[shared/common.msg.yaml]",
    ]);
  });

  it('of a payload, in this project', async () => {
    expect(await found(main.replace('-> AGAIN', '-> A<|>GAIN'), 'main.msg.yaml')).toEqual([
      'below/other.msg.yaml  -> [AGAIN]',
      'main.msg.yaml  -> [AGAIN]',
      'shared/common.msg.yaml  -> [AGAIN]',
    ]);
  });

  it('of nothing', async () => {
    expect(await found(main.replace('text: x', 'te<|>xt: x'), 'main.msg.yaml')).toEqual([]);
  });

  it('follow what is typed, and files that come, change and go', async () => {
    const root = realpathSync(folder(files));
    const { workspace, files: project, uri, name } = openProject({}, [], root);
    const open = workspace.open(uri('shared/common.msg.yaml'), 1, shared);
    const at = { line: 3, character: 3 };
    const asked = async () => (await references(project, open.uri, at, false)).map((l) => name(l.uri));
    expect(await asked()).toEqual(['below/other.msg.yaml', 'main.msg.yaml']);
    writeFileSync(join(root, 'new.msg.yaml'), 'messages:\n  n: { use: shared/common.msg.yaml#hi }\n');
    expect(await asked()).toEqual(['below/other.msg.yaml', 'main.msg.yaml', 'new.msg.yaml']);
    rmSync(join(root, 'new.msg.yaml'));
    writeFileSync(join(root, 'main.msg.yaml'), 'messages: { x: nothing }\n');
    expect(await asked()).toEqual(['below/other.msg.yaml']);
    workspace.open(uri('main.msg.yaml'), 1, main);
    expect(await asked()).toEqual(['below/other.msg.yaml', 'main.msg.yaml']);
    // the path of the other file leads nowhere any more
    rmSync(join(root, 'below/other.msg.yaml'));
    writeFileSync(join(root, 'other.msg.yaml'), other);
    expect(await asked()).toEqual(['main.msg.yaml']);
  });
});
