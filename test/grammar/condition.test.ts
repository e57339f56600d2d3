import { describe, expect, it } from 'vitest';
import { parseCall, parseCondition, parseDuration, parseLoop, parseTypeWord } from '../../grammar/index.ts';
import { expression, pairs, problems } from './print.ts';

describe('conditions', () => {
  const valid: [text: string, tree: string][] = [
    ['order.total > 0 and not order.paid', '(and (gt order.total 0) (not order.paid))'],
    ['(length order.items) > 1', '(gt (length order.items) 1)'],
    ["recipient.language == 'de'", '(eq recipient.language "de")'],
    ['a or b and c', '(or a (and b c))'],
    ['(a or b) and c', '(and (or a b) c)'],
    ['a or b or c', '(or (or a b) c)'],
    ['not not a', '(not (not a))'],
    ['not a == b', '(not (eq a b))'],
    ['a != null', '(ne a null)'],
    ['a < 1 or a <= 2 or a > -3 or a >= 4.5', '(or (or (or (lt a 1) (le a 2)) (gt a -3)) (ge a 4.5))'],
    ['total>0', '(gt total 0)'],
    ['state in ["paid", \'sent\', 3, true, null] and b', '(and (in state "paid" "sent" 3 true null) b)'],
    ['state in["a"]', '(in state "a")'],
    ['(and a b c)', '(and a b c)'],
    ['(or a b)', '(or a b)'],
    ['(eq a "x y")', '(eq a "x y")'],
    ['(currency total minor=true) == 5', '(eq (currency total minor=true) 5)'],
    ['(plural (length xs) one="a") == "a"', '(eq (plural (length xs) one="a") "a")'],
    ['((a))', 'a'],
    ['true', 'true'],
    ['order.not and android and nothing', '(and (and order.not android) nothing)'],
    ['@index == 0 and ../x and this.[a b]', '(and (and (eq @index 0) ../x) this.a b)'],
    ['  a  ', 'a'],
    ['a\nand b', '(and a b)'],
  ];
  it.each(valid)('%s', (text, tree) => {
    const { value, problems: found } = parseCondition(text);
    expect(problems(text, found)).toEqual([]);
    expect(expression(value)).toBe(tree);
  });

  it('places every part', () => {
    const text = 'a.b > 0 and not c in ["x"]';
    const { value } = parseCondition(text);
    const and = value as never as {
      span: object;
      path: { span: object };
      params: { span: { start: number; end: number } }[];
    };
    expect(and.span).toEqual({ start: 0, end: text.length });
    expect(and.path.span).toEqual({ start: 8, end: 11 });
    expect(and.params.map(({ span }) => text.slice(span.start, span.end))).toEqual([
      'a.b > 0',
      'not c in ["x"]',
    ]);
  });

  const invalid: [text: string, problems: string[], tree: string][] = [
    ['', ['condition-empty '], 'nothing'],
    ['a == b == c', ['condition-chain =='], '(eq a b)'],
    ['1 < a < 5', ['condition-chain <'], '(lt 1 a)'],
    [
      'a && b || !c',
      ['condition-operator &&', 'condition-operator ||', 'condition-operator !'],
      '(or (and a b) (not c))',
    ],
    ['a = b', ['condition-operator ='], '(eq a b)'],
    ['a=b', ['condition-operator ='], '(eq a b)'],
    ['a === b', ['condition-operator ==='], '(eq a b)'],
    ['a <> b', ['condition-operator <>'], '(ne a b)'],
    ['a AND b', ['condition-operator AND'], '(and a b)'],
    ['a >', ['condition-value >'], 'a'],
    ['> 3', ['condition-value >'], 'nothing'],
    ['a and', ['condition-value and'], 'a'],
    ['or b', ['condition-value or'], 'b'],
    ['not', ['condition-value not'], 'nothing'],
    ['()', ['condition-value ()'], '!'],
    ['(a', ['unclosed-parenthesis (a'], 'a'],
    ['a)', ['condition-unexpected )'], 'a'],
    ['a b', ['condition-unexpected b'], 'a'],
    ['length order.items > 1', ['condition-unexpected order.items'], 'length'],
    ['(length order.items > 1)', ['condition-unexpected >'], '(length order.items)'],
    ['count + 1 > 3', ['condition-unexpected +'], 'count'],
    ['a - b', ['condition-unexpected -'], 'a'],
    ['a ? b : c', ['condition-unexpected ?'], 'a'],
    ['a in b', ['condition-list in'], 'a'],
    ['a not in ["x"]', ['condition-unexpected not'], 'a'],
    ['a in []', ['condition-list in []'], '(in a)'],
    ['a in [paid, sent]', ['condition-list paid'], '(in a)'],
    ['a in ["x" "y"]', ['condition-list "y"'], '(in a "x" "y")'],
    ['a in ["x",]', ['condition-list ,'], '(in a "x")'],
    ['a in ["x"', ['condition-list in ["x"'], '(in a "x")'],
    ['upper(a) == "X"', ['call-syntax upper(a)'], '(eq (upper a) "X")'],
    ['a.b. > 1', ['property-expected a.b.'], '(gt a.b.! 1)'],
    ['"x', ['unclosed-string "x'], '"x"'],
    ['a == "x and b', ['unclosed-string "x and b'], '(eq a "x and b")'],
    ['{{a}}', ['braces {{a}}'], 'a'],
  ];
  it.each(invalid)('%s is wrong', (text, codes, tree) => {
    const { value, problems: found } = parseCondition(text);
    expect(problems(text, found)).toEqual(codes);
    expect(expression(value)).toBe(tree);
  });
});

describe('loops', () => {
  it.each([
    ['order.items as |item|', 'order.items', ['item']],
    ['(take order.items 10) as |item index|', '(take order.items 10)', ['item', 'index']],
    ['this as  | x |', 'this', ['x']],
  ])('%s', (text, list, names) => {
    const { value, problems: found } = parseLoop(text);
    expect(found).toEqual([]);
    expect(expression(value?.list)).toBe(list);
    expect(value?.names.map((n) => n.name)).toEqual(names);
    expect(value?.names.map(({ span }) => text.slice(span.start, span.end))).toEqual(names);
  });

  it.each([
    ['', 'empty'],
    ['colors', 'no-names'],
    ['as |x|', 'no-list'],
    ['colors as |a', 'unclosed'],
    ['colors as ||', 'name-count'],
    ['colors as |a b c|', 'name-count'],
    ['colors as |a a|', 'same-name'],
    ['take colors 3 as |a|', 'unexpected'],
    ['color in colors', 'for-in'],
    ['a + b as |x|', 'unexpected'],
    ['colors as |a| b', 'unexpected'],
  ])('%s is wrong: %s', (text, reason) => {
    const { problems: found } = parseLoop(text);
    expect(found.map((p) => [p.code, p.params['reason']])).toEqual([['template/bad-loop', reason]]);
  });
});

describe('calls', () => {
  it.each([
    ['help', undefined, 'help', []],
    ["common.card product=p topic='teas'", 'alias common', 'card', ['product=p', 'topic="teas"']],
    ['./x/y.msg.yaml#card a=(upper b) n=1', 'path ./x/y.msg.yaml', 'card', ['a=(upper b)', 'n=1']],
    ['  help   a = 1', undefined, 'help', ['a=1']],
  ])('%s', (text, from, name, args) => {
    const { value, problems: found } = parseCall(text);
    expect(found).toEqual([]);
    expect(value?.from && `${value.from.kind} ${value.from.text}`).toBe(from);
    expect(value?.name).toBe(name);
    expect(text.slice(value!.nameSpan.start, value!.nameSpan.end)).toBe(name);
    expect(pairs(value!.args)).toEqual(args);
    for (const { span } of value!.args) expect(text.slice(span.start, span.end)).toMatch(/^\w+ ?=/);
  });

  it.each([
    ['', ['bad-call ']],
    ['a.b.c', ['bad-call a.b.c']],
    ['#x', ['bad-call #x']],
    ['12', ['bad-call 12']],
    ['help topic', ['bad-call topic']],
    ['help a=1, b=2', ['bad-call ,']],
    ['help a=', ['value-expected a=']],
    ['help as |x|', ['bad-call as |x|']],
    ['help a.b=1', ['bad-key a.b']],
  ])('%s is wrong', (text, codes) => {
    expect(problems(text, parseCall(text).problems)).toEqual(codes);
  });
});

describe('types', () => {
  it.each([
    ['string', { word: 'string', lists: 0, optional: false }],
    ['string(60)?', { word: 'string', lists: 0, optional: true, max: 60, single: true }],
    ['string(0..60)', { word: 'string', lists: 0, optional: false, min: 0, max: 60 }],
    ['number(-1.5..99)', { word: 'number', lists: 0, optional: false, min: -1.5, max: 99 }],
    ['integer(1..3)', { word: 'integer', lists: 0, optional: false, min: 1, max: 3 }],
    ['list of url', { word: 'url', lists: 1, optional: false }],
    ['list of list of string(3)?', { word: 'string', lists: 2, optional: true, max: 3, single: true }],
    ['date-time?', { word: 'date-time', lists: 0, optional: true }],
  ])('%s', (text, value) => {
    expect(parseTypeWord(text)).toEqual({ value, problems: [] });
  });

  it.each([
    ['strng', 'unknown', ' Did you mean "string"?'],
    ['list', 'unknown', undefined],
    ['string(60) or so', 'unknown', ''],
    ['string(many)', 'bound', ''],
    ['string(0)', 'bound', ''],
    ['string(-1..3)', 'bound', ''],
    ['number(5)', 'bound', ''],
    ['string(5..2)', 'order', ''],
    ['boolean(3)', 'unbounded', ''],
  ])('%s is wrong: %s', (text, reason, hint) => {
    const [problem] = parseTypeWord(text).problems;
    expect(problem).toMatchObject({ code: 'template/bad-type', params: { reason } });
    if (hint !== undefined) expect(problem!.params['hint']).toBe(hint);
  });
});

describe('durations', () => {
  it.each([
    ['1500ms', 1500],
    ['2s', 2000],
    ['0.5s', 500],
    [' 10 s ', 10_000],
    ['0.25ms', 0],
  ])('%s', (text, value) => {
    expect(parseDuration(text)).toEqual({ value, problems: [] });
  });
  it.each(['', '2', '2 minutes', '-1s', 's', '1e3ms', '2sec'])('"%s" is wrong', (text) => {
    expect(parseDuration(text).problems.map((p) => p.code)).toEqual(['template/bad-duration']);
  });
});
