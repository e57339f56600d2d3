/** The JSON Schema of message files accepts what the compiler accepts, and refuses what is plainly wrong. */
import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { jsonOf } from '../../src/bind/json.ts';
import { catalog } from '../../src/diagnostics/catalog.ts';
import { analyze } from '../../src/pipeline.ts';
import { languageSchema } from '../../src/schema/language-schema.ts';
import { createSource } from '../../src/source/create-source.ts';
import { parseYaml } from '../../src/yaml/parse-yaml.ts';
import { analyzeText, folderSystem, testdata } from '../pipeline/testdata.ts';

const schema = languageSchema();
// words for editors that JSON Schema does not have
const editorWords = [
  'markdownDescription',
  'enumDescriptions',
  'markdownEnumDescriptions',
  'deprecationMessage',
  'doNotSuggest',
  'defaultSnippets',
];
const newer = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allowUnionTypes: true });
const older = new Ajv({ strict: false });
for (const word of editorWords) newer.addKeyword(word);
const validate = newer.compile(schema);
const validateByDraft7 = older.compile({ ...schema, $schema: 'http://json-schema.org/draft-07/schema#' });

function findings(text: string): string[] {
  const { root } = parseYaml(createSource('x.msg.yaml', text)).document;
  const value = root === null ? null : jsonOf(root);
  const fits = validate(value);
  expect(validateByDraft7(value)).toBe(fits);
  return fits ? [] : (validate.errors ?? []).map((e) => `${e.instancePath} ${e.message}`);
}

function files(folder: string): (readonly [string, string])[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.msg.yaml'))
    .map((name) => [`${folder}/${name}`, readFileSync(`${folder}/${name}`, 'utf8')] as const);
}

describe('it accepts', () => {
  it.each(files('templates'))('%s', (_, text) => {
    expect(findings(text)).toEqual([]);
  });

  it.each(['features', 'features/shared', 'withdrawn'].flatMap((name) => files(`${testdata}${name}`)))(
    '%s',
    (_, text) => {
      expect(findings(text)).toEqual([]);
    },
  );

  it.each(Object.entries(catalog).map(([code, { good }]) => [code, good] as const))(
    'the good example of %s',
    (_, text) => {
      expect(findings(text)).toEqual([]);
    },
  );

  const badButCompiled = Object.entries(catalog).filter(
    ([, { bad }]) => !analyzeText(bad).diagnostics.some((d) => d.severity === 'error'),
  );
  it.each(badButCompiled.map(([code, { bad }]) => [code, bad] as const))(
    'the bad example of %s, which is no error',
    (_, text) => {
      expect(findings(text)).toEqual([]);
    },
  );
});

interface Rec {
  readonly id: string;
  readonly kind: 'request' | 'message';
  readonly platform: 'messenger' | 'instagram';
  readonly payload: unknown;
  readonly expect: string;
}

const records = readFileSync(`${testdata}/corpus/send-api-payloads.jsonl`, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Rec);

describe('bodies written by others', () => {
  it.each(records.filter((r) => r.expect === 'valid').map((r) => [r.id, r] as const))(
    '%s is accepted as it is, and in the long form of a file',
    (_, { kind, payload }) => {
      const body = JSON.stringify(kind === 'request' ? payload : { message: payload }, null, 2);
      expect(findings(body)).toEqual([]);
      expect(findings(`{"messages": {"m": ${body}}}`)).toEqual([]);
      expect(findings(`{"messages": {"m": [${body}]}}`)).toEqual([]);
      if (kind === 'message') expect(findings(JSON.stringify(payload, null, 2))).toEqual([]);
    },
  );

  it('is never stricter than the compiler', () => {
    const stricter = records.filter((record) => {
      const body = record.kind === 'request' ? record.payload : { message: record.payload };
      const text = JSON.stringify(body, null, 2).replaceAll('{{', '\\\\{{');
      const { diagnostics } = analyze(createSource('x.msg.yaml', text), folderSystem('features'), {
        api: 'current',
        channel: record.platform,
      });
      return !diagnostics.some((d) => d.severity === 'error') && findings(text).length > 0;
    });
    expect(stricter.map((r) => r.id)).toEqual([]);
  });
});

const message = (yaml: string) => `messages:\n  m:\n${yaml.replace(/^/gm, '    ')}\n`;

describe('it refuses', () => {
  it.each([
    ['a top-level key with a slip', 'language: en\nmesages:\n  m: Hi\n'],
    ['a list of messages', 'messages:\n  - m: Hi\n'],
    ['a profile that does not exist', 'api: v99\nmessages:\n  m: Hi\n'],
    ['a channel that does not exist', 'channel: telegram\nmessages:\n  m: Hi\n'],
    ['a type that does not exist', 'params:\n  a: strin(4)\nmessages:\n  m: Hi\n'],
    ['an unknown keyword of a type', 'params:\n  a: { type: string, maxLenght: 4 }\nmessages:\n  m: Hi\n'],
    ['a message field with a slip', message('txet: Hi')],
    ['a mapping in place of a text', message('text: { en: Hi }')],
    ['a mapping in place of quick replies', message('text: Hi\nquick_replies: { title: Yes }')],
    [
      'an unknown key of a quick reply',
      message('text: Hi\nquick_replies:\n  - { titel: Yes, payload: YES }'),
    ],
    [
      'a quick reply that does not exist',
      message('text: Hi\nquick_replies:\n  - { content_type: birthday }'),
    ],
    [
      'a button that does not exist',
      message('text: Hi\nbuttons:\n  - { type: weburl, title: A, url: https://a.example }'),
    ],
    [
      'a field of another button',
      message('text: Hi\nbuttons:\n  - { type: postback, title: A, payload: B, url: https://a.example }'),
    ],
    ['a list in place of an address', message('receipt:\n  recipient_name: A\n  address: [Street 1]')],
    ['a number out of its range', message('customer_feedback: { expires_in_days: 8 }')],
    ['a word in place of a number', message('receipt: { summary: { total_cost: much } }')],
    ['a word in place of true or false', message('generic: { sharable: sometimes, elements: [] }')],
    ['a tag that never existed', message('tag: PROMOTION\ntext: Hi')],
    ['a messaging_type in small letters', message('messaging_type: response\ntext: Hi')],
    ['an unknown key of the long form', message('message: { text: Hi, quickReplies: [] }')],
    [
      'a template that does not exist',
      message('message: { attachment: { type: template, payload: { template_type: carousel } } }'),
    ],
    ['a pause without a unit', message('steps:\n  - typing: 2')],
    ['a step in a step', message('steps:\n  - [mark_seen]')],
    ['buttons beside the cards of a carousel', message('generic: { elements: [], buttons: [] }')],
    ['unknown keys of an example', 'messages:\n  m: Hi\nexamples:\n  - { name: a, dat: {} }\n'],
  ])('%s', (_, text) => {
    expect(findings(text)).not.toEqual([]);
    // and so does the compiler: the schema is not stricter
    expect(analyzeText(text).diagnostics.map((d) => d.severity)).toContain('error');
  });
});

describe('it leaves to the data what only the data says', () => {
  it.each([
    ['a value of a closed list', message('tag: "{{tag}}"\ntext: Hi')],
    ['a number', message('receipt: { summary: { total_cost: "{{total}}" } }')],
    ['a yes or no', message('generic: { sharable: "{{shared}}", elements: [] }')],
    [
      'the kind of a button',
      message('text: Hi\nbuttons:\n  - { type: "{{kind}}", title: A, url: https://a.example }'),
    ],
  ])('%s', (_, text) => {
    expect(findings(text)).toEqual([]);
  });
});

describe('what it says', () => {
  const definitions = schema['definitions'] as Readonly<Record<string, Record<string, unknown>>>;

  it('is the same each time', () => {
    expect(JSON.stringify(languageSchema())).toBe(JSON.stringify(schema));
  });

  it('has the words of the data, with limits and history', () => {
    const tag = JSON.stringify(definitions['request.tag']);
    expect(tag).toContain('2026-04-27');
    const title = definitions['button-postback-item']!['properties'] as Record<
      string,
      Record<string, string>
    >;
    expect(title['title']!['markdownDescription']).toMatch(/Required\.\n\nAt most 20 characters\.$/);
  });

  it('marks what Meta has withdrawn', () => {
    for (const name of ['list-template-key', 'open-graph-template-key', 'airline-update-key']) {
      expect(definitions[name], name).toMatchObject({
        deprecated: true,
        deprecationMessage: expect.any(String),
      });
    }
    expect(definitions['recurring-notification-request-key']).toMatchObject({ deprecated: true });
    expect(definitions['generic-template-key']).not.toHaveProperty('deprecated');
  });

  it('names no host but that of JSON Schema', () => {
    expect(schema).not.toHaveProperty('$id');
    expect(
      JSON.stringify(schema)
        .match(/https?:\/\/[a-z.-]+/g)
        ?.filter((u) => !/facebook|json-schema\.org/.test(u)),
    ).toEqual([]);
  });
});
