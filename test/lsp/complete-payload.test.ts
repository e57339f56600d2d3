import { describe, expect, it } from 'vitest';
import { completeInProject } from '../../lsp/service/complete-payload.ts';
import { readMarks } from './marked.ts';
import { openProject } from './project.ts';

const others = `messages:
  help:
    text: Help?
    buttons:
      - Help -> HELP_ME
      - { type: postback, title: Again, payload: START.OVER }
      - Call -> tel:+15550100
      - Order -> ORDER_{{recipient.id}}
    examples:
      - { name: a, data: { payload: NOT_THIS } }
`;

async function offers(source: string, closed = others) {
  const { text, offset } = readMarks(source);
  const project = openProject({ 'a.msg.yaml': text, 'b.msg.yaml': closed }, ['a.msg.yaml']);
  const uri = project.uri('a.msg.yaml');
  const { file } = project.workspace.get(uri)!;
  const found = await completeInProject(project.workspace, project.files, uri, file.positionAt(offset));
  return {
    labels: found?.offers.map((o) => o.label) ?? [],
    payloads: found?.offers.filter((o) => o.detail?.startsWith('payload')).map((o) => o.label) ?? [],
    typed: found && text.slice(found.range.start, found.range.end),
    offers: found?.offers ?? [],
  };
}

const message = (line: string) => `messages:\n  a:\n    text: x\n    ${line}\n`;

describe('payloads of the project are offered', () => {
  it.each([
    ['behind the arrow of a button', message('buttons:\n      - Go -> <|>')],
    ['behind the arrow of a reply', message('quick_replies:\n      - Go -> <|>')],
    ['where one is half typed', message('quick_replies:\n      - Go -> HE<|>')],
    ['in quotes', message('buttons:\n      - "Go -> <|>"')],
    [
      'as the value of a field',
      message('buttons:\n      - type: postback\n        title: Go\n        payload: <|>'),
    ],
    ['in a fragment', 'fragments:\n  again: Again -> <|>\n'],
    [
      'in the data of an example',
      message('examples:\n      - name: a\n        data:\n          my_payload: <|>'),
    ],
  ])('%s', async (_, source) => {
    const { payloads } = await offers(source);
    expect(payloads).toEqual(['HELP_ME', 'START.OVER']);
  });

  it('beside links and numbers, and what is typed is replaced', async () => {
    const { labels, typed } = await offers(message('buttons:\n      - Go -> <|>'));
    expect(labels).toEqual(expect.arrayContaining(['https://', 'tel:+', 'HELP_ME']));
    expect(typed).toBe('');
    expect((await offers(message('quick_replies:\n      - Go -> HE<|>'))).typed).toBe('HE');
  });

  it('with how often and where they are sent, the most frequent first', async () => {
    const { offers: found } = await offers(
      message('buttons:\n      - Again -> START.OVER\n      - Go -> <|>'),
    );
    const payloads = found.filter((o) => o.detail?.startsWith('payload'));
    expect(payloads.map((o) => [o.label, o.detail])).toEqual([
      ['START.OVER', 'payload, sent by 2 taps'],
      ['HELP_ME', 'payload'],
    ]);
    expect(payloads[0]!.doc).toBe('- a.msg.yaml\n- b.msg.yaml');
  });

  it('from files that are broken elsewhere', async () => {
    const { payloads } = await offers(
      message('buttons:\n      - Go -> <|>'),
      `${others}  broken:\n    buttons: [\n`,
    );
    expect(payloads).toEqual(['HELP_ME', 'START.OVER']);
  });
});

it.each([
  [
    'in the number of a call',
    message('buttons:\n      - type: phone_number\n        title: Go\n        payload: <|>'),
  ],
  ['in a link', message('buttons:\n      - Go -> https://<|>')],
  ['in an expression', message('buttons:\n      - Go -> {{<|>')],
  ['in front of an expression', message('buttons:\n      - Go -> HE<|>{{x}}')],
  ['in words', message('metadata: a -> <|>')],
  ['in a text', 'messages:\n  a:\n    text: go -> <|>\n'],
])('none are offered %s', async (_, source) => {
  expect((await offers(source)).payloads).toEqual([]);
});
