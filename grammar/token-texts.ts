/** How each token looks in a text, for the diagrams. */

interface TokenText {
  readonly text: string;
  /** Accepted only to be reported. */
  readonly mistake: boolean;
}

const ok = (...texts: string[]): TokenText[] => texts.map((text) => ({ text, mistake: false }));
const wrong = (...texts: string[]): TokenText[] => texts.map((text) => ({ text, mistake: true }));

const texts: Readonly<Record<string, readonly TokenText[]>> = {
  Plain: [...ok('text', '{{! comment }}', '{{!-- comment --}}'), ...wrong('{{!-- without end')],
  AnyOpen: ok('{{', '{{&', '{{{', '{{*'),
  AnyBlockOpen: ok('{{#', '{{^', '{{#*'),
  AnyRawText: ok('raw text', '{{{{name', '{{{{/name}}}} of an inner one'),
  Constant: [
    ...ok('"text"', "'text'", '12', '-4.5', 'true', 'false', 'null', 'undefined'),
    ...wrong('"text without end'),
  ],
  Junk: wrong('what is no argument'),
  Else: [...ok('{{else}}', '{{^}}'), ...wrong('{{#else}}', '{{/else}}')],
  OpenChain: [...ok('{{else'), ...wrong('{{#else', '{{/else')],
  OpenEnd: ok('{{/'),
  OpenPartial: ok('{{>'),
  OpenPartialBlock: ok('{{#>'),
  OpenRaw: ok('{{{{'),
  RawEnd: ok('{{{{/name}}}}'),
  Id: ok('name', '[any name]', '.', '..', 'this'),
  Sep: ok('.', '/'),
  Data: ok('@'),
  OpenParen: ok('('),
  CloseParen: ok(')'),
  CallOpen: wrong('( of a call'),
  Equals: ok('='),
  OpenBlockParams: ok('as |'),
  Pipe: ok('|'),
  And: ok('and'),
  Or: ok('or'),
  Not: ok('not'),
  Compare: ok('==', '!=', '<', '<=', '>', '>='),
  InList: ok('in ['),
  CloseList: ok(']'),
  Comma: ok(','),
  Unknown: wrong('any other character'),
};

/** Where a token is right in some rules only. */
const textsIn: Readonly<Record<string, readonly TokenText[]>> = {
  'mustache AnyClose': [...ok('}}', '}}}'), ...wrong('}}}}', 'no end')],
  'rawBlock AnyClose': [...ok('}}}}'), ...wrong('}}', '}}}', 'no end')],
  'listValue Id': wrong('name'),
  'comparison Equals': wrong('='),
  ' AnyClose': [...ok('}}'), ...wrong('}}}', '}}}}', 'no end')],
};

const mistakes = new Set(['junk', 'strayClose', 'strayElse', 'rest']);

/** The spellings of a token, or of the members of a group, in a rule. */
export function tokenText(rule: string, name: string): readonly TokenText[] {
  const found = textsIn[`${rule} ${name}`] ?? textsIn[` ${name}`] ?? texts[name];
  if (found === undefined) throw new Error(`token ${name} has no text for the diagrams`);
  return found;
}

/** Rules that only report what is wrong. */
export function isMistake(rule: string): boolean {
  return mistakes.has(rule);
}
