/** A rename changes a name and nothing else: what the compiler says, and what is sent, stays the same. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { collectMentions } from '../../lsp/service/mentions/collect.ts';
import type { Mention } from '../../lsp/service/mentions/mention.ts';
import { prepareRename, rename } from '../../lsp/service/rename/rename.ts';
import { compile } from '../../src/pipeline.ts';
import { createRenderer } from '../../src/render/index.ts';
import { applyEdits } from '../../src/source/apply-edits.ts';
import { createSource } from '../../src/source/create-source.ts';
import { readMarks } from './marked.ts';
import { openProject, type Project } from './project.ts';

type Texts = Readonly<Record<string, string>>;

const styles: Texts = {
  'sendspec.config.yaml': '',
  'shared/common.msg.yaml': `params:
  topic: string(20)
  place: { type: object, properties: { city: string(20), zip: string(9) } }
fragments:
  hi: { params: { who: string(9) }, text: "{{who}} on {{topic}} in {{place.city}}" }
  word: Hello   # a greeting
  yes_no:
    - Yes -> YES:{{topic}}
    - "No -> NO"
messages:
  bye: { text: x, messaging_type: RESPONSE, quick_replies: [Again -> AGAIN] }
`,
  'main.msg.yaml': `# what people get
imports: { s: ./shared/common.msg.yaml }
params:
  first_name: { type: string(10), description: How we call them }
  total: integer(0..99)
  "where": { type: object, required: [city], properties: { city: string(20), zip: { type: string(9), optional: true } } }
  items: { type: array, minItems: 1, maxItems: 3, items: { type: object, properties: { name: string(20), price: integer(0..9) } } }
defaults: { messaging_type: RESPONSE }
fragments:
  tail: "\\u2013 \\"{{first_name}}\\""
  card:
    params: { label: string(9) }
    title: "{{label}} {{first_name}}"
    subtitle: 'it''s {{total}}'
messages:
  folded: >-
    Dear {{first_name}},
    {{#each items as |item n|}}{{n}} {{item.name}}{{#unless @last}}, {{/unless}}{{/each}}
    {{> tail}} {{> s.word}} {{> 'shared/common.msg.yaml#word'}}
  literal:
    text: |
      {{#if where.zip}}
      {{where.zip}}
      {{else}}
      {{where.city}} {{join (pluck items "name")}} {{#with where}}{{city}}{{/with}}
      {{/if}}
    quick_replies:
      - use: s.yes_no topic=first_name
      - { tap: "More \\u2192 x -> MORE:{{total}}", key: more, when: total > 3 and first_name != "x" }
      - Less -> LESS
  cards:
    generic:
      - each: (take items 2) as |item i|
        when: item.price > 1 or (length items) == 1
        use: card label=item.name
        buttons: ['Buy -> BUY {{i}}', Less -> LESS]
      - title: nothing
        otherwise: true
        subtitle: x
  words: &words
    variants:
      plain: { text: "Hi {{first_name}}", weight: 2 }
      warm: Hello {{first_name}}!
  steps:
    - use: s.hi who="x" topic='y' place=where
    - use: words
    - use: ./shared/common.msg.yaml#hi who=first_name topic="\\"" place=where
examples:
  - name: a person
    data: &data { first_name: Ana, total: 4, where: { city: Lyon, zip: "1" }, items: [{ name: Mug, price: 2 }] }
  - name: "another"
    data: { first_name: Bo, total: 0, where: { city: Ulm }, items: [{ name: Tea, price: 0 }, { name: Pot, price: 5 }] }
  - { name: third, data: *data }
`,
};

const styled = 'a project in all styles';
const whole = process.env['TORTURE'] === 'whole';
const projects: Record<string, Texts> = {
  [styled]: styles,
  ...Object.fromEntries(
    readdirSync('templates')
      .filter((f) => f.endsWith('.msg.yaml'))
      .map((f) => [f, { 'sendspec.config.yaml': '', [f]: readFileSync(`templates/${f}`, 'utf8') }]),
  ),
};

const messageFiles = (texts: Texts) => Object.keys(texts).filter((f) => f.endsWith('.msg.yaml'));

function mentionsOf(project: Project, name: string): Mention[] {
  const document = project.workspace.get(project.uri(name))!;
  return collectMentions(project.workspace.reading(document));
}

async function renamed(texts: Texts, name: string, offset: number, to: string): Promise<Texts | string> {
  const project = openProject(texts, [name]);
  const uri = project.uri(name);
  const position = project.workspace.get(uri)!.file.positionAt(offset);
  const result = await rename(project.workspace, project.files, uri, position, to);
  if ('refused' in result) return result.refused;
  const after = { ...texts };
  for (const { document, edits } of result) {
    const file = project.name(document.uri);
    after[file] = applyEdits(texts[file]!, edits);
  }
  return after;
}

/** What is said of the files and what they send, with the places of what is said. */
function meaning(texts: Texts) {
  const project = openProject(texts, messageFiles(texts));
  return messageFiles(texts).map((name) => {
    const analysis = project.workspace.analysis(project.workspace.get(project.uri(name))!);
    const renderer = analysis.spec && createRenderer(compile(analysis.spec));
    const bodies = (analysis.spec?.messages ?? []).flatMap((m, i) =>
      m.examples.map((e) => [
        i,
        renderer!.render(m.name, e.data, { recipient: {}, now: '2026-01-01T00:00:00Z' }),
      ]),
    );
    return { name, said: analysis.diagnostics.map((d) => `${d.code} ${d.message}`), bodies };
  });
}

const fresh: Partial<Record<Mention['kind'], string>> = { payload: 'ZZ_NEW', anchor: 'zz.new' };

describe.each(Object.entries(projects))('%s', (project, texts) => {
  it('a new name and back', async () => {
    const open = openProject(texts, messageFiles(texts));
    const before = meaning(texts);
    let count = 0;
    for (const file of messageFiles(texts)) {
      const things = new Map(mentionsOf(open, file).map((m) => [m.symbol, m]));
      const some = [...things.values()].filter((m) => m.fixed === undefined);
      for (const mention of project === styled || whole ? some : some.filter((_, i) => i % 5 === 2)) {
        const name = fresh[mention.kind] ?? 'zz_new';
        const after = await renamed(texts, file, mention.range.start, name);
        const what = `${file}: ${mention.kind} ${mention.name}`;
        expect(typeof after === 'string' ? `${what}: ${after}` : '').toBe('');
        if (typeof after === 'string') continue;
        count++;
        expect(after, what).not.toEqual(texts);
        // choices of variants go by the message's name
        if (mention.kind !== 'message') {
          const undone = JSON.parse(
            JSON.stringify(meaning(after)).replaceAll(name, JSON.stringify(mention.name).slice(1, -1)),
          );
          expect(undone, what).toEqual(JSON.parse(JSON.stringify(before)));
        }
        const place = mentionsOf(openProject(after, messageFiles(after)), file).find((m) => m.name === name)!;
        expect(await renamed(after, file, place.range.start, mention.name), what).toEqual(texts);
      }
    }
    if (project === styled) expect(count).toBeGreaterThan(30);
  });
});

describe('a rename keeps', () => {
  const at = async (source: string, name: string) => {
    const { text, offset } = readMarks(source);
    const after = await renamed({ 'a.msg.yaml': text }, 'a.msg.yaml', offset, name);
    return typeof after === 'string' ? { refused: after } : after['a.msg.yaml'];
  };

  it.each([
    [
      'quotes of a key',
      'params: { "<|>x": string(3) }\nmessages:\n  a: "{{x}}"\n',
      'y',
      'params: { "y": string(3) }\nmessages:\n  a: "{{y}}"\n',
    ],
    [
      'comments and layout',
      'messages:\n    a :   { use:  <|>b }   # use b\n    b : x # b\n',
      'c',
      'messages:\n    a :   { use:  c }   # use b\n    c : x # b\n',
    ],
    [
      'words that need quotes from being read as something else',
      'messages:\n  <|>a: x\n',
      'null',
      "messages:\n  'null': x\n",
    ],
    [
      'a text that gets quotes',
      'messages: { a: { text: x, quick_replies: [Yes -> <|>A, No -> B] } }\n',
      "it's, here",
      'messages: { a: { text: x, quick_replies: ["Yes -> it\'s, here", No -> B] } }\n',
    ],
    [
      'double quotes',
      'messages:\n  a: { text: x, buttons: ["Yes -> <|>A"] }\n',
      'say "x"',
      'messages:\n  a: { text: x, buttons: ["Yes -> say \\"x\\""] }\n',
    ],
    [
      'single quotes',
      "messages:\n  a: x\nexamples: [{ name: '<|>one' }]\n",
      "it's",
      "messages:\n  a: x\nexamples: [{ name: 'it''s' }]\n",
    ],
    [
      'properties of an object that a fragment gets as a whole together',
      'params: { o: { type: object, properties: { <|>x: string(3) } } }\nfragments: { f: { params: { p: { type: object, properties: { x: string(3) } } }, text: "{{p.x}}" } }\nmessages:\n  a: { use: f p=o }\n  b: "{{o.x}}"\n',
      'y',
      'params: { o: { type: object, properties: { y: string(3) } } }\nfragments: { f: { params: { p: { type: object, properties: { y: string(3) } } }, text: "{{p.y}}" } }\nmessages:\n  a: { use: f p=o }\n  b: "{{o.y}}"\n',
    ],
    [
      'brackets around a name',
      'params: { <|>x: string(3) }\nmessages:\n  a: "{{[x]}}"\n',
      'y',
      'params: { y: string(3) }\nmessages:\n  a: "{{[y]}}"\n',
    ],
  ])('%s', async (_, source, name, expected) => {
    expect(await at(source, name)).toBe(expected);
  });
});

describe('a rename is refused', () => {
  const project = 'params: { x: string(3), y: string(3) }\nfragments: { f: z }\nmessages:\n';
  it.each([
    ['for a name that is taken', `${project}  a: "{{<|>x}}"\n`, 'y', /"y" is there already/],
    ['for a fragment named as a message', `${project}  <|>a: x\n`, 'f', /"f" is there already/],
    ['for a reserved name', `${project}  a: "{{<|>x}}"\n`, 'now', /name of sendspec's own/],
    ['for the name of a helper', `${project}  a: "{{<|>x}}"\n`, 'upper', /name of a helper/],
    ['for what is no name', `${project}  a: "{{<|>x}}"\n`, 'a b', /start with a letter/],
    ['for nothing', `${project}  a: "{{<|>x}}"\n`, '', /at least one character/],
    ['for a literal', `${project}  a: "{{<|>x}}"\n`, 'true', /name of sendspec's own/],
    ['for a word of conditions', `${project}  a: "{{<|>x}}"\n`, 'not', /name of a helper/],
    ['for a bad name of a message', `${project}  <|>a: x\n`, '1 a', /cannot be a name/],
    [
      'where a loop would hide it',
      `${project}  a:\n    generic:\n      - each: (list 1) as |q|\n        title: "{{<|>x}}{{q}}"\n`,
      'q',
      /"q" would mean something else in a\.msg\.yaml:7:19/,
    ],
    [
      'of a loop that would hide a param',
      `${project}  a:\n    generic:\n      - each: (list 1) as |<|>q|\n        title: "{{x}}{{q}}"\n`,
      'x',
      /"x" would mean something else/,
    ],
    [
      'where a name that leads nowhere would lead somewhere',
      `${project}  a: "{{<|>x}}{{gone}}"\n`,
      'gone',
      /"gone" would mean something else/,
    ],
    [
      "where a fragment's own param hides it",
      'params: { x: string(3) }\nfragments: { f: { params: { q: string(3) }, text: "{{x}}{{q}}" } }\nmessages:\n  a: "{{<|>x}}"\n',
      'q',
      /the fragment f has a param "q"/i,
    ],
    [
      'for a payload that is there',
      `${project}  a: { text: x, buttons: [A -> <|>A, B -> B] }\n`,
      'B',
      /another payload is the same: a\.msg\.yaml:4/i,
    ],
    [
      'for a payload that would be a link',
      `${project}  a: { text: x, buttons: [A -> <|>A] }\n`,
      'https://x.example',
      /would mean something else/,
    ],
    [
      'for a payload with an expression',
      `${project}  a: { text: x, buttons: [A -> <|>A] }\n`,
      '{{x}}',
      /mean something else in a text/,
    ],
    [
      'for a payload that is a title',
      `${project}  a: { text: x, quick_replies: [<|>Yes] }\n`,
      'NO',
      /write "Yes -> Yes" first/,
    ],
    [
      'for a property that only a validator understands',
      'params: { o: { type: object, properties: { <|>x: string(3) }, dependentRequired: { x: [] } } }\nmessages:\n  a: "{{o.x}}"\n',
      'y',
      /"dependentRequired" beside it names it/,
    ],
    [
      'for a second example of a name',
      `${project}  a: x\nexamples: [{ name: <|>p }, { name: q }]\n`,
      'q',
      /already/,
    ],
    ['for an anchor of that name', 'messages: { a: &<|>x 1, b: &y 2 }\n', 'y', /already/],
    ['of a helper', `${project}  a: "{{up<|>per x}}"\n`, 'z', /"upper" is a helper/],
    ['of a block', `${project}  a: "{{#<|>if x}}{{/if}}"\n`, 'z', /"if" is a helper/],
    ['of a reserved name', `${project}  a: "{{reci<|>pient.id}}"\n`, 'z', /"recipient" is always there/],
    ['of @index', `${project}  a: "{{#each (list 1)}}{{@ind<|>ex}}{{/each}}"\n`, 'z', /always there/],
    ['of a name that is not declared', `${project}  a: "{{go<|>ne}}"\n`, 'z', /"gone" is not declared/],
    ['of a key of the Send API', `${project}  a: { te<|>xt: x }\n`, 'z', /"text" is a key of the language/],
    ['of a text', `${project}  a: { text: x<|>y }\n`, 'z', /This is text/],
    ['of nothing', `${project}  a: x\n\n<|>\n`, 'z', /There is no name here/],
  ])('%s', async (_, source, name, why) => {
    const { text, offset } = readMarks(source);
    expect(await renamed({ 'a.msg.yaml': text }, 'a.msg.yaml', offset, name)).toMatch(why);
  });

  it('of the path of a file, before anything is asked', () => {
    const { text, offset } = readMarks('imports: { s: <|>./b.msg.yaml }\nmessages: { a: x }\n');
    const project = openProject({ 'a.msg.yaml': text, 'b.msg.yaml': 'messages: { b: x }\n' }, ['a.msg.yaml']);
    const uri = project.uri('a.msg.yaml');
    const position = createSource('a', text).positionAt(offset);
    expect(prepareRename(project.workspace, uri, position)).toEqual({
      refused: 'This is the path of a file: rename the file itself.',
    });
  });
});
