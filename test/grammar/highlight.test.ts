/** The TextMate grammar: what is coloured as what, in every scalar style, and that no message colours the next one. */
import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { helperSpecs } from '../../src/render/helpers.ts';
import { loadTokeniser, type Token, type Tokenise } from './tokenise.ts';

let tokenise: Tokenise;
beforeAll(async () => {
  tokenise = await loadTokeniser();
});

/** The scopes at the text between « and ». */
function scopesAt(marked: string): string[][] {
  const start = marked.indexOf('«');
  const end = marked.indexOf('»') - 1;
  const text = marked.replace(/[«»]/g, '');
  const found: string[][] = [];
  let offset = 0;
  for (const line of tokenise(text)) {
    for (const token of line) {
      if (offset < end && offset + token.text.length > start) found.push([...token.scopes]);
      offset += token.text.length;
    }
    offset++;
  }
  return found;
}

function expectScope(marked: string, scope: string): void {
  const found = scopesAt(marked);
  expect(found.length, marked).toBeGreaterThan(0);
  for (const scopes of found) {
    if (scope.startsWith('!')) expect(scopes.join(' '), marked).not.toContain(scope.slice(1));
    else expect(scopes.join(' '), marked).toContain(scope);
  }
}

const styles = {
  plain: (text: string) => `messages:\n  a:\n    text: Hi ${text} bye\n`,
  'double quoted': (text: string) => `messages:\n  a:\n    text: "${text.replace(/[\\"]/g, '\\$&')}"\n`,
  'single quoted': (text: string) => `messages:\n  a:\n    text: '${text.replaceAll("'", "''")}'\n`,
  literal: (text: string) => `messages:\n  a:\n    text: |\n      Hi ${text}\n      bye\n`,
  folded: (text: string) => `messages:\n  a:\n    text: >-\n      Hi\n      ${text} bye\n`,
};

const inTemplates: [text: string, scope: string][] = [
  ['«{{»name}}', 'punctuation.section.template.begin'],
  ['{{name«}}»', 'punctuation.section.template.end'],
  ['{{«name»}}', 'variable.other'],
  ['{{user«.»name}}', 'punctuation.accessor'],
  ['{{«truncate» name 10}}', 'support.function.helper'],
  ['{{truncate name «10»}}', 'constant.numeric'],
  ['{{truncate «name» 10}}', 'variable.other'],
  ['{{«mine» name}}', 'entity.name.function'],
  ['{{default name «"you"»}}', 'string.quoted'],
  ["{{default name «'you'»}}", 'string.quoted'],
  ['{{f a «key»=1}}', 'variable.parameter'],
  ['{{f a key«=»1}}', 'keyword.operator.assignment'],
  ['{{f («upper» a)}}', 'support.function.helper'],
  ['{{f «(»upper a)}}', 'punctuation.section.call.begin'],
  ['{{f (upper a«)»}}', 'punctuation.section.call.end'],
  ['{{f a «true»}}', 'constant.language'],
  ['{{f a «null»}}', 'constant.language'],
  ['{{#«if» a}}x{{/if}}', 'keyword.control.block'],
  ['{{«#»if a}}x{{/if}}', 'keyword.control.tag'],
  ['{{#if a}}x{{/«if»}}', 'keyword.control.block'],
  ['{{#if a}}«x»{{/if}}', '!meta.template'],
  ['{{#if a}}x{{«else»}}y{{/if}}', 'keyword.control.else'],
  ['{{#if a}}x{{else «if» b}}y{{/if}}', 'keyword.control.block'],
  ['{{#each a «as» |x y|}}{{/each}}', 'keyword.control.as'],
  ['{{#each a as |«x y»|}}{{/each}}', 'variable.parameter.block'],
  ['{{«@index»}}', 'variable.language'],
  ['{{«this»}}', 'variable.language'],
  ['{{«..»/a}}', 'variable.language'],
  ['{{a.«[b c]»}}', 'variable.other.segment'],
  ['{{«>» card}}', 'keyword.control.tag'],
  ['{{> «card»}}', 'entity.name.function'],
  ['«{{{»a}}}', 'punctuation.section.template.begin'],
  ['{{{a«}}}»', 'punctuation.section.template.end'],
  ['{{«~»a}}', 'meta.template'],
  ['{{! «note» }}', 'comment.block'],
  ['{{!-- «}} note» --}}', 'comment.block'],
  ['{{a}} «text» {{b}}', '!meta.template'],
  ['{{«open» to the end', '!meta.template'],
];

describe.each(Object.entries(styles))('%s scalars', (_style, write) => {
  it.each(inTemplates)('%s is %s', (text, scope) => {
    expectScope(write(text), scope);
  });

  it('are over where YAML ends them, with an expression left open too', () => {
    for (const text of ['{{open', '{{f "a', '{{#if', '{{!-- open', '{{{{raw']) {
      const after = `${write(text.replaceAll('"', ''))}  b:\n    text: «Hi» {{x}}\n`;
      expectScope(after, 'string.unquoted.plain.out.yaml');
      expectScope(after, '!meta.template');
      expectScope(after.replace('«Hi» {{x}}', 'Hi {{«x»}}'), 'variable.other');
    }
  });
});

const inFiles: [text: string, scope: string][] = [
  ['«params»:\n  a: string\n', 'keyword.other.section'],
  ['«messages»:\n', 'keyword.other.section'],
  ['messages:\n  «messages_of»: x\n', '!keyword.other'],
  ['messages:\n  a:\n    «text»: x\n', 'support.type.property-name'],
  ['messages:\n  a:\n    «"text"»: x\n', 'entity.name.tag.yaml'],
  ['messages:\n  a: { «text»: x }\n', 'support.type.property-name'],
  ['messages:\n  a: {"«text»":"x"}\n', 'support.type.property-name'],
  ['messages:\n  a:\n    - «each»: xs as |x|\n', 'keyword.control'],
  ['    - each: «xs» as |x|\n', 'variable.other'],
  ['    - each: xs «as» |x|\n', 'keyword.control.as'],
  ['    - each: (take xs «10») as |x|\n', 'constant.numeric'],
  ['    «when»: a > 1\n', 'keyword.control'],
  ['    when: a «>» 1\n', 'keyword.operator.comparison'],
  ['    when: a «and» b\n', 'keyword.operator.logical'],
  ['    when: «not» b\n', 'keyword.operator.logical'],
  ['    when: «android» == b\n', 'variable.other'],
  ['    when: a «in» ["x"]\n', 'keyword.operator.comparison'],
  ['    when: a in [«"x"», 2]\n', 'string.quoted'],
  ["    when: a == «'x'»\n", 'string.quoted'],
  ['    when: a == 1 «# why»\n', 'comment.line'],
  ['    when: "a == «\'x\'»"\n', 'string.quoted.single.sendspec'],
  ['    when: "a «or» b"\n', 'keyword.operator.logical'],
  ['    otherwise: «true»\n', 'constant.language'],
  ['    - { tap: A -> B, when: a «>» 1 }\n', 'keyword.operator.comparison'],
  ['    - { when: a > 1, tap: A «->» B }\n', 'keyword.operator.arrow'],
  ['    use: «card» product=p\n', 'entity.name.function.fragment'],
  ['    use: «common.»card product=p\n', 'entity.name.namespace'],
  ['    use: card «product»=p\n', 'variable.parameter'],
  ["    use: card topic=«'x'»\n", 'string.quoted'],
  ['    - Shop «->» https://x.example\n', 'keyword.operator.arrow'],
  ['    - Shop -> «https://x.example/»{{id}}\n', 'markup.underline.link'],
  ['    - Shop -> https://x.example «(tall)»\n', 'storage.modifier.option'],
  ['    - Call -> «tel:»+1555\n', 'keyword.other.target'],
  ['    - "{{a}} «->» B"\n', 'keyword.operator.arrow'],
  ['    - {{a}} «->» B\n', 'keyword.operator.arrow'],
  ['    - A «\\->» B -> C\n', 'constant.character.escape'],
  ['    - {{f "a «->» b"}} -> C\n', '!keyword.operator.arrow'],
  ['    - «user_email»\n', 'constant.language'],
  ['    - «mark_seen»\n', 'constant.language'],
  ['    text: |\n      a «->» b\n', '!keyword.operator.arrow'],
  ['    text: |\n      «when:» a > 1\n', '!keyword.control'],
  ['    text: «\\{{»a}}\n', 'constant.character.escape'],
  ['    text: \\{{«a»}}\n', '!meta.template'],
  ['    # «sendspec-ignore» policy/x: y\n', 'keyword.other.ignore'],
  ['    # sendspec-ignore «policy/x»: y\n', 'constant.other.code'],
  ['    # {{«a»}}\n', '!meta.template'],
  ['    when: >-\n      a\n    text: «b»\n', 'string.unquoted.plain'],
];

describe('files', () => {
  it.each(inFiles)('%s is %s', (text, scope) => {
    expectScope(text, scope);
  });

  it('know every helper', () => {
    for (const name of helperSpecs.keys())
      expectScope(`    text: "{{«${name}» a}}"\n`, 'support.function.helper');
  });
});

const folder = new URL('../../templates/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.msg.yaml'));
const show = (line: readonly Token[]): string => line.map((t) => `${t.text}<${t.scopes.join(' ')}>`).join('');

describe.each(names)('templates/%s', (name) => {
  const lines = readFileSync(new URL(name, folder), 'utf8').split('\n');
  /** Lines on which a message, a fragment or a section begins. */
  const begins = lines.flatMap((line, i) => (/^(?: {2})?[\w"]/.test(line) ? [i] : []));

  it('begins every message outside of all templates and texts', () => {
    const tokens = tokenise(lines.join('\n'));
    for (const i of begins) {
      const indent = tokens[i]!.find((t) => t.text.trim() === '');
      if (indent !== undefined && /^ /.test(lines[i]!))
        expect(indent.scopes.filter((s) => !s.startsWith('meta.flow-'))).toEqual(['source.sendspec']);
      expect(show(tokens[i]!.slice(0, 2))).not.toMatch(/meta\.(?:template|embedded)|string\.quoted|block/);
    }
    for (const line of tokens) for (const t of line) expect(t.scopes.join(' ')).not.toContain('invalid');
  });

  it('colours the messages after a broken one as before', () => {
    const whole = tokenise(lines.join('\n')).map(show);
    for (const [i, line] of lines.entries()) {
      const end = begins.find((b) => b > i);
      if (!line.includes('}}') || end === undefined) continue;
      for (const broken of [
        line.replace('}}', ''),
        line.replaceAll('}}', '}'),
        line.replace('{{', '{{#if {{!-- '),
      ]) {
        const changed = tokenise([...lines.slice(0, i), broken, ...lines.slice(i + 1)].join('\n')).map(show);
        expect(changed.slice(end)).toEqual(whole.slice(end));
      }
    }
  });
});
