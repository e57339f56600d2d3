import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LinkOption, Program } from '../../grammar/ast.ts';
import { constantText, parseButtonLine, parseLinkLine, parseReplyLine } from '../../grammar/index.ts';
import { problems, program } from './print.ts';

/** `link title=Shop url=https://x (tall)`. */
function show(value: object | undefined): string {
  if (value === undefined) return 'nothing';
  return Object.entries(value)
    .map(([key, part]) => {
      if (key === 'kind') return String(part);
      if (key !== 'options') return `${key}=${program(part as Program)}`;
      return `(${(part as LinkOption[]).map(option).join(', ')})`;
    })
    .join(' ');
}

function option(o: LinkOption): string {
  return o.kind === 'ratio' ? o.value : o.kind === 'fallback' ? `fallback ${program(o.url)}` : o.kind;
}

describe('buttons', () => {
  it.each([
    ['Shop -> https://x.y/a?b=1#c', 'link title=Shop url=https://x.y/a?b=1#c ()'],
    ['Shop -> https://x.y (tall)', 'link title=Shop url=https://x.y (tall)'],
    [
      'S -> http://x (full,extensions, fallback https://a/c,d, no  share)',
      'link title=S url=http://x (full, extensions, fallback https://a/c,d, no share)',
    ],
    ['Wiki -> https://x/Tea_(d) (compact)', 'link title=Wiki url=https://x/Tea_(d) (compact)'],
    ['Wiki -> https://x/Tea_(d)', 'link title=Wiki url=https://x/Tea_(d) ()'],
    ['Track -> https://x/{{a}}/{{b}}', 'link title=Track url=https://x/|{a}|/|{b} ()'],
    ['Track -> {{item.url}}', 'link title=Track url={item.url} ()'],
    ['Track -> {{item.url}} (full)', 'link title=Track url={item.url} (full)'],
    ['Track -> {{#if a}}https://x{{else}}https://y{{/if}}', 'link title=Track url=BlockStatement ()'],
    ['Call us -> tel:+1555', 'call title=Call us number=+1555'],
    ['Call us -> tel:{{phone}}', 'call title=Call us number={phone}'],
    ['login https://x/l', 'login url=https://x/l'],
    ['login {{url}}', 'login url={url}'],
    ['Log in -> login https://x', 'login title=Log in url=https://x'],
    ['logout', 'logout'],
    ['Bye -> logout', 'logout title=Bye'],
    ['Start over -> START', 'postback title=Start over payload=START'],
    ['Buy {{p.name}} -> BUY:{{p.id}}', 'postback title=Buy |{p.name} payload=BUY:|{p.id}'],
    ['{{"a -> b"}} -> X', 'postback title={"a -> b"} payload=X'],
    ['{{t "a"}}  ->  {{a}}{{b}} ', 'postback title={t} payload={a}|{b}'],
    ['A \\-> B -> C', 'postback title=A |-> B payload=C'],
    ['A -> B \\-> C \\-> D', 'postback title=A payload=B |-> C |-> D'],
    ['Login -> loginpage', 'postback title=Login payload=loginpage'],
    ['Go -> order.cancel', 'postback title=Go payload=order.cancel'],
    ['Go -> A:B://', 'postback title=Go payload=A:B://'],
    ['Size -> SIZE (L)', 'postback title=Size payload=SIZE (L)'],
  ])('%s', (text, expected) => {
    const { value, problems: found } = parseButtonLine(text);
    expect(problems(text, found)).toEqual([]);
    expect(show(value)).toBe(expected);
  });

  it.each([
    ['Start over', ['shorthand-no-target Start over'], 'nothing'],
    ['', ['shorthand-no-target '], 'nothing'],
    ['https://x', ['shorthand-no-title https://x'], 'nothing'],
    ['Shop ->', ['shorthand-no-target Shop ->'], 'nothing'],
    ['-> X', ['shorthand-no-title -> X'], 'postback title= payload=X'],
    ['Call -> tel:', ['shorthand-no-target Call -> tel:'], 'nothing'],
    ['login', ['shorthand-no-target login'], 'nothing'],
    ['login shop', ['shorthand-bad-link shop'], 'nothing'],
    ['A -> B -> C', ['shorthand-two-arrows ->'], 'postback title=A payload=B -> C'],
    ['A -> https://x -> C', ['shorthand-two-arrows ->'], 'link title=A url=https://x -> C ()'],
    ['Shop -> www.x.y', ['shorthand-bad-link www.x.y'], 'nothing'],
    ['Shop -> shop.example', ['shorthand-bad-link shop.example'], 'nothing'],
    ['Shop -> my.shop.abc/x', ['shorthand-bad-link my.shop.abc/x'], 'nothing'],
    ['Shop -> ftp://x', ['shorthand-bad-link ftp://x'], 'nothing'],
    ['Shop -> htps://x', ['shorthand-bad-link htps://x'], 'nothing'],
    ['Shop -> https:/x', ['shorthand-bad-link https:/x'], 'nothing'],
    ['Mail -> mailto:a@b.c', ['shorthand-bad-link mailto:a@b.c'], 'nothing'],
    ['S -> {{#if a}}https://x{{/if}}', ['shorthand-bad-link {{#if a}}https://x{{/if}}'], 'nothing'],
    ['S -> https://x (big)', ['shorthand-unknown-option big'], 'link title=S url=https://x ()'],
    [
      'S -> https://x (tal, no share)',
      ['shorthand-unknown-option tal'],
      'link title=S url=https://x (no share)',
    ],
    ['S -> https://x (tall, full)', ['shorthand-option-twice full'], 'link title=S url=https://x (tall)'],
    ['S -> https://x (fallback y)', ['shorthand-bad-link fallback y'], 'link title=S url=https://x ()'],
    ['S -> START (tall)', ['shorthand-option-place (tall)'], 'postback title=S payload=START (tall)'],
    ['{{#if a}}x -> Y{{/if}}', ['shorthand-arrow-in-block ->'], 'nothing'],
    ['Track {{id -> X', ['unclosed-expression {{id -> X'], 'nothing'],
    ['Track {{id.}} -> X', ['property-expected id.'], 'postback title=Track |{id.!} payload=X'],
  ])('%s is wrong', (text, codes, expected) => {
    const { value, problems: found } = parseButtonLine(text);
    expect(problems(text, found)).toEqual(codes);
    expect(show(value)).toBe(expected);
  });

  it('names both readings of two arrows, and escapes either', () => {
    const text = 'Home -> Work -> ROUTE';
    const [problem] = parseButtonLine(text).problems;
    expect(problem?.params).toEqual({
      first: '"Home" with the target "Work -> ROUTE"',
      second: '"Home -> Work" with the target "ROUTE"',
    });
    const readings = problem!.fixes!.map(({ edits: [edit] }) => {
      const mended = text.slice(0, edit!.span.start) + edit!.newText + text.slice(edit!.span.end);
      return show(parseButtonLine(mended).value);
    });
    expect(readings).toEqual([
      'postback title=Home |-> Work payload=ROUTE',
      'postback title=Home payload=Work |-> ROUTE',
    ]);
  });
});

describe('quick replies', () => {
  it.each([
    ['Yes', 'reply title=Yes'],
    ['Yes -> YES', 'reply title=Yes payload=YES'],
    ['{{name}}', 'reply title={name}'],
    ['Red -> RED (https://x/red.png)', 'reply title=Red payload=RED icon=https://x/red.png'],
    ['{{c.name}} -> C:{{c.id}} ({{c.icon}})', 'reply title={c.name} payload=C:|{c.id} icon={c.icon}'],
    ['Size -> SIZE (L)', 'reply title=Size payload=SIZE (L)'],
    ['Size (L)', 'reply title=Size (L)'],
    ['A \\-> B', 'reply title=A |-> B'],
    ['user_phone_number', 'user_phone_number'],
    [' user_email ', 'user_email'],
  ])('%s', (text, expected) => {
    const { value, problems: found } = parseReplyLine(text);
    expect(problems(text, found)).toEqual([]);
    expect(show(value)).toBe(expected);
  });

  it.each([
    ['', ['shorthand-no-title ']],
    ['-> X', ['shorthand-no-title -> X']],
    ['Yes ->', ['shorthand-no-target Yes ->']],
    ['Red -> (https://x/red.png)', ['shorthand-no-target Red -> (https://x/red.png)']],
    ['Shop -> https://x', ['shorthand-link-in-reply https://x']],
    ['Shop -> www.x.y', ['shorthand-link-in-reply www.x.y']],
    ['Call -> tel:1', ['shorthand-link-in-reply tel:1']],
    ['https://x', ['shorthand-link-in-reply https://x']],
    ['Red -> {{color}}', ['shorthand-payload-expression {{color}}']],
    ['Red -> RED (./red.png)', ['shorthand-bad-icon ./red.png']],
    ['Red -> RED (tall)', ['shorthand-bad-icon tall']],
    ['A -> B -> C', ['shorthand-two-arrows ->']],
    ['{{#if a}}Yes -> YES{{/if}}', ['shorthand-arrow-in-block ->']],
  ])('%s is wrong', (text, codes) => {
    expect(problems(text, parseReplyLine(text).problems)).toEqual(codes);
  });
});

describe('links', () => {
  it.each([
    ['https://x (tall)', 'link url=https://x (tall)'],
    ['{{item.link}} (tall)', 'link url={item.link} (tall)'],
    ['{{item.link}}', 'link url={item.link} ()'],
  ])('%s', (text, expected) => {
    const { value, problems: found } = parseLinkLine(text);
    expect(found).toEqual([]);
    expect(show(value)).toBe(expected);
  });
  it.each([
    ['', ['shorthand-no-target ']],
    ['x', ['shorthand-bad-link x']],
    ['Shop -> https://x', ['shorthand-bad-link Shop -> https://x']],
  ])('%s is wrong', (text, codes) => {
    expect(problems(text, parseLinkLine(text).problems)).toEqual(codes);
  });
});

describe('any title and payload', () => {
  const word = fc
    .string({ minLength: 1, maxLength: 12 })
    .map((s) => s.trim())
    .filter((s) => s !== '' && !/\{\{|->|\\$/.test(s));

  it('come back as they were written', () => {
    fc.assert(
      fc.property(word, word, (title, payload) => {
        const text = `${title} -> ${payload}`;
        const { value, problems: found } = parseReplyLine(text);
        fc.pre(found.length === 0 && value?.kind === 'reply' && value.icon === undefined);
        expect(constantText(value.title)).toBe(title);
        expect(constantText(value.payload!)).toBe(payload);
        expect(text.slice(value.payload!.span.start, value.payload!.span.end)).toBe(payload);
      }),
    );
  });

  it('keep their places and lose their backslashes', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), word, (parts, payload) => {
        const text = `${parts.join(' \\-> ')} -> ${payload}`;
        const { value } = parseReplyLine(text);
        fc.pre(value?.kind === 'reply');
        expect(constantText(value.title)).toBe(parts.join(' -> '));
        for (const piece of value.title.body) {
          if (piece.type === 'ContentStatement')
            expect(text.startsWith(piece.value, piece.span.start)).toBe(true);
        }
      }),
    );
  });
});
