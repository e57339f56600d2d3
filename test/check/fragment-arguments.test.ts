/** What a call gives must be what the fragment declares, told once and where it is given. */
import { expect, it } from 'vitest';
import { analyzeText } from '../pipeline/testdata.ts';

const told = (call: string) =>
  analyzeText(
    `params:
  status: [paid, open]
  other: [paid, gone]
  items: { type: array, items: string(20), maxItems: 3 }
  n: integer(0..9)
  long: string(300)
  order: { type: object, properties: { id: string(20), total: number(0..9) } }
  link: url?
defaults: { messaging_type: RESPONSE }
fragments:
  f:
    params:
      state: { enum: [paid, open], optional: true }
      title: { type: string, maxLength: 20, optional: true }
      to: url?
      xs: { type: array, items: string(10), maxItems: 4, optional: true }
      o: { type: object, properties: { id: string(20), sum: number(0..9) }, optional: true }
    title: Open
    type: postback
    payload: OPEN
  said: "Hi {{truncate long 20}}"
messages:
  a:
    text: Hello {{> said}}
    buttons:
      - ${call}
`,
  )
    .diagnostics.filter((d) => d.code === 'params/argument-type')
    .map((d) => `${d.file.text.slice(d.range.start, d.range.end)}: ${d.message}`);

it.each([
  [
    "use: f state='payd'",
    '\'payd\': state of the fragment f must be one of "paid", "open", but it is "payd"',
  ],
  [
    'use: f title=items',
    'items: title of the fragment f must be a text of 0 to 20 characters, but it is a list of 0 to 3 items',
  ],
  [
    'use: f to=long',
    'long: to of the fragment f must be a url of any number of characters, but it is a text of 1 to 300 characters',
  ],
  [
    'use: f xs=n',
    'n: xs of the fragment f must be a list of 0 to 4 items, but it is a whole number from 0 to 9',
  ],
  ['use: f o=order', 'order: o of the fragment f must be an object with sum, but it is an object without it'],
  [
    "'{{> said long=items}} -> X'",
    'items: long of the fragment said must be a text of 1 to 300 characters, but it is a list of 0 to 3 items',
  ],
])('%s', (call, message) => {
  expect(told(call)).toEqual([message]);
});

it.each([
  'use: f state=status',
  // some of its values fit: the texts of the fragment are proven for all of them
  'use: f state=other',
  // a number is written out; a longer text is measured where it stands
  'use: f title=n',
  'use: f title=long',
  'use: f to=link',
  'use: f to="https://example.com/a"',
  'use: f xs=items',
  'use: f state=null',
  "'{{> said long=n}} -> X'",
  // a name that does not exist is told as that
  'use: f state=statsu',
])('%s: nothing', (call) => {
  expect(told(call)).toEqual([]);
});
