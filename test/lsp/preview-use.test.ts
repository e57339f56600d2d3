import { expect, it } from 'vitest';
import { hover } from '../../lsp/service/hover.ts';
import { openMarked, readMarks } from './marked.ts';
import { openProject } from './project.ts';

const head = `params:
  name: string(20)
  items: { type: array, maxItems: 3, items: { type: object, properties: { title: string(20) } } }
fragments:
  help: Help {{upper name}} -> HELP_{{name}}
  both:
    - Yes -> YES
    - No -> NO
  greeting:
    params: { who: string(20) }
    text: Hello {{who}}!
  words: "dear {{name}}"
  buy:
    params: { what: string(20) }
    title: Buy {{what}}
    buttons: [Now -> BUY]
messages:
  m:
    messaging_type: RESPONSE
    examples:
      - { name: ann, data: { name: Ann, items: [{ title: Tea }, { title: Cup }] } }
`;

/** What the block behind "it becomes" says. */
function becomes(source: string): unknown {
  const { workspace, uri, position } = openMarked(head + source);
  return read(hover(workspace, uri, position)?.markdown ?? '');
}

function read(markdown: string): unknown {
  const [, language, text] = /it becomes:\n\n```(\w+)\n(.*?)\n```/s.exec(markdown) ?? [];
  return language === 'json' ? JSON.parse(text!) : text;
}

it('a button', () => {
  expect(becomes('    text: x\n    buttons:\n      - use: he<|>lp\n')).toEqual({
    type: 'postback',
    title: 'Help ANN',
    payload: 'HELP_Ann',
  });
});

it('several in the place of one', () => {
  const found = becomes('    text: x\n    quick_replies:\n      - Maybe -> MAYBE\n      - use: bo<|>th\n');
  expect((found as { title: string }[]).map((r) => r.title)).toEqual(['Yes', 'No']);
});

it('with the arguments', () => {
  expect(becomes('    steps:\n      - text: First\n      - use: gre<|>eting who="you"\n')).toBe('Hello you!');
});

it('a text, without what stands around it', () => {
  expect(becomes('    text: "Hi, {{> wo<|>rds}}, how are you?"\n')).toBe('dear Ann');
  expect(becomes('    text: "{{#if name}}Hi, {{> wo<|>rds}}{{/if}}"\n')).toBe('Hi, dear Ann');
});

it('once for each turn of a loop', () => {
  const found = becomes(
    '    generic:\n      - title: First\n      - each: items as |item|\n        use: b<|>uy what=item.title\n',
  );
  expect((found as { title: string }[]).map((r) => r.title)).toEqual(['Buy Tea', 'Buy Cup']);
});

it('though a condition leaves it out with this example', () => {
  expect(
    becomes(
      '    text: x\n    quick_replies:\n      - A -> A\n      - when: name == "Bob"\n        use: he<|>lp\n',
    ),
  ).toMatchObject({ title: 'Help ANN' });
});

it('says so: message and example', () => {
  const { workspace, uri, position } = openMarked(`${head}    text: x\n    buttons:\n      - use: he<|>lp\n`);
  expect(hover(workspace, uri, position)!.markdown).toContain('In `m` with the example “ann” it becomes:');
});

it('nothing of it where the message cannot be rendered: the fragment is described all the same', () => {
  const { workspace, uri, position } = openMarked(
    'params: { name: string(9) }\nfragments:\n  help: Help -> {{name}}\nmessages:\n  m:\n    text: x\n    buttons:\n      - use: he<|>lp\n',
  );
  const { markdown } = hover(workspace, uri, position)!;
  expect(markdown).toContain('Fragment `help`');
  expect(markdown).not.toContain('it becomes');
});

it('a fragment of another file', () => {
  const { text, offset } = readMarks(
    'imports: { s: ./s.msg.yaml }\nmessages:\n  m:\n    text: x\n    buttons:\n      - use: s.ag<|>ain\n      - Other -> OTHER\n',
  );
  const project = openProject({ 'a.msg.yaml': text, 's.msg.yaml': 'fragments:\n  again: Again -> AGAIN\n' }, [
    'a.msg.yaml',
  ]);
  const uri = project.uri('a.msg.yaml');
  const { file } = project.workspace.get(uri)!;
  const found = hover(project.workspace, uri, file.positionAt(offset));
  expect(read(found?.markdown ?? '')).toMatchObject({ payload: 'AGAIN' });
});

it('a message that uses what cannot be read says that, in no words of the renderer', () => {
  const { workspace, uri, position } = openMarked(
    'imports: { s: ./gone.msg.yaml }\nmessages:\n  <|>m: { messaging_type: RESPONSE, text: "{{> s.hi}}" }\n',
  );
  const { markdown } = hover(workspace, uri, position)!;
  expect(markdown).toContain('The message, or what it uses, has errors.');
});
