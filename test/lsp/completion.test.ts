import { describe, expect, it } from 'vitest';
import { complete } from '../../lsp/service/complete.ts';
import { accept, labelsAt, openMarked } from './marked.ts';

const params = `params:
  first_name: string(40)?
  order:
    type: object
    properties:
      id: string(24)
      total: number(0..99)
      items: { type: array, maxItems: 5, items: { type: object, properties: { name: string(60), url: url } } }
`;
const file = (text: string) => `${params}messages:\n  hello:\n${text}`;

describe('keys', () => {
  it('at the top of a file: those that are not there yet', () => {
    const labels = labelsAt('language: en\n<|>\nmessages:\n  a: hi\n');
    expect(labels).toContain('params');
    expect(labels).toContain('fragments');
    expect(labels).not.toContain('language');
    expect(labels).not.toContain('messages');
    expect(labels).not.toContain('text');
  });

  it('of an empty file: a specification or one message', () => {
    expect(labelsAt('<|>')).toEqual(expect.arrayContaining(['messages', 'text', 'generic']));
  });

  it('of a message: fields, sugar and request fields', () => {
    const labels = labelsAt(file('    te<|>\n    quick_replies: [Yes]\n'));
    expect(labels).toEqual(
      expect.arrayContaining(['text', 'buttons', 'generic', 'tag', 'messaging_type', 'variants']),
    );
    expect(labels).not.toContain('steps');
    expect(labels).not.toContain('quick_replies');
    expect(labels).not.toContain('params');
  });

  it('of an object of the Send API: required ones first', () => {
    const labels = labelsAt(file('    generic:\n      - <|>\n'));
    expect(labels[0]).toBe('title');
    expect(labels).toEqual(expect.arrayContaining(['subtitle', 'image_url', 'buttons', 'when', 'each']));
    expect(labels).not.toContain('text');
  });

  it('of a button: by its type', () => {
    const ofUrl = labelsAt(file('    text: x\n    buttons:\n      - type: web_url\n        <|>\n'));
    expect(ofUrl).toContain('webview_height_ratio');
    expect(ofUrl.slice(0, 2).sort()).toEqual(['title', 'url']);
    expect(ofUrl).not.toContain('payload');
    const ofPostback = labelsAt(file('    text: x\n    buttons:\n      - type: postback\n        <|>\n'));
    expect(ofPostback).toContain('payload');
    expect(ofPostback).not.toContain('url');
  });

  it('in JSON', () => {
    expect(labelsAt(file('    text: x\n    buttons: [{ type: postback, <|> }]\n'))).toContain('payload');
  });

  it('between messages that are broken', () => {
    const labels = labelsAt(`messages:\n  a:\n    text: "open\n  b:\n    text: hi\n    <|>\n  c: [x\n`);
    expect(labels).toContain('quick_replies');
    expect(labels).not.toContain('text');
  });

  it('of params, and of data in an example', () => {
    expect(labelsAt('params:\n  a:\n    type: string\n    <|>\nmessages: { a: hi }\n')).toContain(
      'maxLength',
    );
    const labels = labelsAt(
      file('    text: x\n    examples:\n      - name: a\n        data:\n          <|>\n'),
    );
    expect(labels).toEqual(['order', 'first_name']);
  });

  it('writes the colon only where there is none', () => {
    expect(accept(file('    qu<|>\n'), 'quick_replies')).toBe(file('    quick_replies:\n'));
    expect(accept(file('    me<|>: x\n'), 'metadata')).toBe(file('    metadata: x\n'));
    expect(accept(file('    te<|>\n'), 'text')).toBe(file('    text: \n'));
  });

  it('are not offered inside a block text', () => {
    expect(labelsAt(file('    text: |\n      Dear\n      <|>\n'))).toEqual([]);
  });
});

describe('values', () => {
  it('of a closed list', () => {
    expect(labelsAt(file('    text: x\n    messaging_type: <|>\n')).sort()).toEqual([
      'MESSAGE_TAG',
      'RESPONSE',
      'UPDATE',
    ]);
    expect(labelsAt(`api: current\n${file('    text: x\n    messaging_type: <|>\n')}`)).toContain('UTILITY');
    expect(labelsAt(file('    text: x\n    tag: HU<|>\n'))).toContain('HUMAN_AGENT');
    expect(labelsAt(file('    text: x\n    buttons:\n      - type: <|>\n'))).toContain('postback');
    expect(labelsAt('channel: <|>\nmessages: { a: hi }\n')).toEqual(['messenger', 'instagram']);
  });

  it('replace the word so far', () => {
    const source = file('    text: x\n    tag: HUM<|>\n');
    expect(accept(source, 'HUMAN_AGENT')).toBe(file('    text: x\n    tag: HUMAN_AGENT\n'));
  });

  it('of steps, quick replies and params', () => {
    expect(labelsAt(file('    - mark<|>\n'))).toContain('mark_seen');
    expect(labelsAt(file('    text: x\n    quick_replies:\n      - us<|>\n'))).toContain('user_phone_number');
    expect(labelsAt('params:\n  a: <|>\nmessages: { a: hi }\n')).toContain('string');
  });

  it('are no part of a sentence', () => {
    expect(labelsAt(file('    text: Hello <|>\n'))).toEqual([]);
  });

  it('options of a link', () => {
    expect(labelsAt(file('    text: x\n    buttons:\n      - Shop -> https://a.example (<|>\n'))).toEqual([
      'compact',
      'tall',
      'full',
      'extensions',
      'fallback',
      'no share',
    ]);
    expect(
      labelsAt(file('    text: x\n    buttons:\n      - Shop -> https://a.example (tall, <|>)\n')),
    ).toEqual(['extensions', 'fallback', 'no share']);
  });
});

describe('expressions', () => {
  const styles: readonly (readonly [string, (text: string) => string])[] = [
    ['plain', (t) => `    text: Hi ${t}\n`],
    ['plain, alone', (t) => `    text: ${t}\n`],
    ['double-quoted', (t) => `    text: "Hi \\n\\u00e9 ${t}"\n`],
    ['double-quoted, open', (t) => `    text: "Hi ${t}\n    quick_replies: [Yes]\n`],
    ['single-quoted', (t) => `    text: 'It''s ${t}'\n`],
    ['literal', (t) => `    text: |\n      One\n      Hi ${t}\n    quick_replies: [Yes]\n`],
    ['folded', (t) => `    text: >-\n      One\n      Hi ${t}\n`],
    ['shorthand', (t) => `    text: x\n    buttons:\n      - Go ${t} -> GO\n`],
    ['target of a shorthand', (t) => `    text: x\n    buttons:\n      - Go -> GO:${t}\n`],
    ['text message', (t) => `    - Hi ${t}\n`],
  ];

  describe.each(styles)('in a text: %s', (_, text) => {
    it.each(['{{<|>}}', '{{<|>', '{{fir<|>}}', '{{ fir<|>'])('%s: names and helpers', (typed) => {
      const labels = labelsAt(file(text(typed)));
      expect(labels.slice(0, 4)).toEqual(['first_name', 'order', 'recipient', 'now']);
      expect(labels).toContain('truncate');
    });

    it.each(['{{order.<|>}}', '{{order.<|>', '{{order.to<|>', '{{json order.<|>'])(
      '%s: properties',
      (typed) => {
        expect(labelsAt(file(text(typed)))).toEqual(['id', 'total', 'items']);
      },
    );

    it('{{upper order.<|>: what has a text', () => {
      expect(labelsAt(file(text('{{upper order.<|>')))).toEqual(['id', 'total']);
    });

    it('{{length order.<|>: what has a length', () => {
      expect(labelsAt(file(text('{{length order.<|>')))).toEqual(['id', 'items']);
    });
  });

  it('replaces the word, not what stands before it', () => {
    expect(accept(file('    text: "Hi {{order.to<|>}}"\n'), 'total')).toBe(
      file('    text: "Hi {{order.total}}"\n'),
    );
    expect(accept(file('    text: Hi {{fir<|>}}\n'), 'first_name')).toBe(
      file('    text: Hi {{first_name}}\n'),
    );
  });

  it('knows blocks: their names, what closes them, their params', () => {
    expect(labelsAt(file('    text: "{{#<|>"\n'))).toEqual(['if', 'unless', 'each', 'with']);
    expect(labelsAt(file('    text: "{{#if order}}x{{/<|>"\n'))).toEqual(['if']);
    expect(labelsAt(file('    text: "{{#if or<|>"\n'))).toContain('order');
    expect(labelsAt(file('    text: "{{#if order}}x{{<|>}}"\n'))).toContain('else');
    expect(
      labelsAt(file('    text: "{{#each order.items as |item|}}{{<|>}}{{/each}}"\n')).slice(0, 2),
    ).toEqual(['item', 'this']);
    expect(labelsAt(file('    text: "{{#each order.items as |item|}}{{item.<|>}}{{/each}}"\n'))).toEqual([
      'name',
      'url',
    ]);
    expect(labelsAt(file('    text: "{{#each order.items}}{{@<|>}}{{/each}}"\n'))).toContain('index');
    expect(labelsAt(file('    text: "{{#with order}}{{<|>}}{{/with}}"\n'))).toContain('total');
  });

  it('knows helpers: their options and literal values', () => {
    expect(labelsAt(file('    text: "{{currency order.total <|>}}"\n'))).toContain('minor=');
    expect(labelsAt(file('    text: x {{date now "<|>"}}\n'))).toEqual([
      'full',
      'long',
      'medium',
      'short',
      'unix',
    ]);
    expect(labelsAt(file('    text: x {{date now time="<|>"}}\n'))).toEqual([
      'full',
      'long',
      'medium',
      'short',
    ]);
    expect(labelsAt(file('    text: x {{upper (<|>\n'))).toContain('default');
  });

  it('knows names of a loop, in texts, conditions and loops inside it', () => {
    const card = (text: string) =>
      file(`    generic:\n      - each: order.items as |item i|\n        title: x\n${text}`);
    expect(labelsAt(card('        subtitle: "{{<|>}}"\n')).slice(0, 2)).toEqual(['item', 'i']);
    expect(labelsAt(card('        subtitle: "{{item.<|>}}"\n'))).toEqual(['name', 'url']);
    expect(labelsAt(card('        when: item.<|>\n'))).toEqual(['name', 'url']);
    expect(labelsAt(file('    generic:\n      - each: order.<|>\n        title: x\n'))).toContain('items');
  });

  it('knows what fits in a condition', () => {
    expect(labelsAt(file('    text: x\n    when: <|>\n'))).toEqual(expect.arrayContaining(['order', 'not']));
    expect(labelsAt(file('    text: x\n    when: order.total > 0 <|>\n'))).toEqual(['and', 'or']);
    expect(labelsAt(file('    text: x\n    when: order.total > 0 and order.<|>\n'))).toContain('total');
  });

  it('offers nothing behind an escape, in a comment or behind the end', () => {
    expect(labelsAt(file('    text: Hi \\{{<|>\n'))).toEqual([]);
    expect(labelsAt(file('    text: "Hi {{! <|> }}"\n'))).toEqual([]);
    expect(labelsAt(file('    text: "Hi {{order.id}} <|>"\n'))).toEqual([]);
  });
});

describe('fragments', () => {
  const fragments = 'fragments:\n  help:\n    params: { topic: string(20) }\n    text: x\n  bye: Good bye\n';
  it('by name, in `use:` and in a text', () => {
    expect(labelsAt(`${fragments}messages:\n  a:\n    use: <|>\n`)).toEqual(['help', 'bye']);
    expect(labelsAt(`${fragments}messages:\n  a:\n    text: "Hi {{> <|>"\n`)).toEqual(['bye']);
  });
  it('with their params', () => {
    expect(labelsAt(`${fragments}messages:\n  a:\n    use: help <|>\n`)).toContain('topic=');
  });
  it('see their own params', () => {
    expect(
      labelsAt(
        'fragments:\n  f:\n    params: { topic: string(20) }\n    text: "{{<|>}}"\nmessages: { a: hi }\n',
      ),
    ).toContain('topic');
  });
});

describe('what is written holds as it stands', () => {
  const head = `params:
  paid: boolean
  order: { type: object, properties: { items: { type: array, maxItems: 3, items: string(9) } } }
messages:
  a:
`;
  const snippet = (source: string, label: string) => {
    const { workspace, uri, position } = openMarked(head + source);
    return complete(workspace, uri, position)?.offers.find((o) => o.label === label)?.snippet;
  };

  it('blocks and control keys begin with names that are there', () => {
    expect(snippet('    text: Hi {{#<|>', 'each')).toBe('each ${1:order.items} as |${2:item}|}}$0{{/each}}');
    expect(snippet('    text: Hi {{#<|>', 'if')).toBe('if ${1:paid}}}$0{{/if}}');
    expect(snippet('    generic:\n      - <|>', 'each')).toBe('each: ${1:order.items as |item|}');
    expect(snippet('    <|>', 'when')).toBe('when: ${1:paid}');
  });

  it('a list gets a name for its item', () => {
    const loop = '    generic:\n      - each: order.<|>\n';
    expect(snippet(loop, 'items')).toBe('items as |${1:item}|');
  });

  it('a link that is one expression is quoted', () => {
    const source = 'params: { page: url }\nmessages:\n  a:\n    generic:\n      - default_action: <|>\n';
    expect(accept(source, '{{page}}')).toContain('default_action: "{{page}}"');
  });

  it('an argument that is there keeps its value', () => {
    const source = `params: { at: date-time }\nmessages:\n  a:\n    text: '{{date at <|>="short"}}'\n`;
    expect(accept(source, 'time=')).toContain('{{date at time="short"}}');
  });

  it('between braces a comma parts it from what follows', () => {
    const { workspace, uri, position } = openMarked('{\n  <|>\n  "messaging_type": "RESPONSE"\n}\n');
    const offers = complete(workspace, uri, position)!.offers;
    expect(offers.find((o) => o.label === 'text')!.snippet).toMatch(/,$/);
    expect(offers.map((o) => o.label)).not.toContain('messaging_type');
  });
});
