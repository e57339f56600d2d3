import { expect, it } from 'vitest';
import { lenses, lensWords } from '../../lsp/service/lenses.ts';
import { openProject } from './project.ts';

const texts = {
  'a.msg.yaml': `params: { x: string(3) }
fragments:
  f: Hello {{x}}
  g: nobody
messages:
  one:
    text: "{{> f}}"
    examples: [{ name: first, data: { x: a } }, { name: second, data: { x: b } }]
  two:
    - use: one
    - "{{> f}}"
  three: x
`,
  'b.msg.yaml': 'imports: { a: ./a.msg.yaml }\nmessages:\n  q: "{{> a.f x=\'y\'}}"\n',
  'c.msg.yaml':
    'messages:\n  one: "{{x}}"\nparams: { x: string(3) }\nexamples: [{ name: shared, data: { x: a } }]\n',
};

async function words(name: string) {
  const project = openProject(texts, [name]);
  const uri = project.uri(name);
  const { file } = project.workspace.get(uri)!;
  const all = lenses(project.workspace, uri);
  return Promise.all(
    all.map(async (lens) => {
      const found = await lensWords(project.workspace, project.files, uri, lens);
      return [
        file.text.slice(lens.range.start, lens.range.end),
        found?.title,
        ...(found?.example ? [found.example] : []),
      ];
    }),
  );
}

it('how often a part is used in all files, and what a message is rendered with', async () => {
  expect(await words('a.msg.yaml')).toEqual([
    ['f', '3 uses'],
    ['g', '0 uses'],
    ['one', 'Render: first (1 of 2)', 'first'],
    ['one', '1 use'],
    ['two', 'Render'],
    ['two', '0 uses'],
    ['three', 'Render'],
    ['three', '0 uses'],
  ]);
});

it("the file's examples, for a message that has none", async () => {
  expect(await words('c.msg.yaml')).toEqual([
    ['one', 'Render: shared', 'shared'],
    ['one', '0 uses'],
  ]);
});

it('a part that is gone has no words', async () => {
  const project = openProject(texts, ['a.msg.yaml']);
  const uri = project.uri('a.msg.yaml');
  expect(
    await lensWords(project.workspace, project.files, uri, { about: 'uses', name: 'gone' }),
  ).toBeUndefined();
});
