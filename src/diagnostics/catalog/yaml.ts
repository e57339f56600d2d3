import { entry } from '../entry.ts';

/** A whole file around one message; `id` and `name` are texts that its templates may use. */
function file(message: string): string {
  return `params:
  id: string(10)
  name: string(20)
defaults:
  messaging_type: RESPONSE
messages:
  greeting:
    metadata: "{{id}} {{name}}"
${message.replace(/^(?=.)/gm, '    ')}`;
}

const QUOTED = 'Quotes make a text of whatever stands between them: a fix that puts them there is offered.';

export const yaml = {
  'yaml/too-large': entry<{ length: number; limit: number }>({
    severity: 'error',
    message: (p) =>
      `The file has ${p.length} characters and at most ${p.limit} are read: split it into several files and import them.`,
    explain:
      'A file of messages is written by people and read while they type. One that is larger than 500,000 characters is most likely data or a wrong file; it is refused before it is read.',
    bad: `text: ${'x'.repeat(500_000)}\n`,
    good: file('text: Hello\n'),
  }),
  'yaml/empty': entry<Record<never, never>>({
    severity: 'error',
    message: () => 'The file holds no message: write one, for example "text: Hello".',
    explain: 'A file without anything but comments and blank lines has nothing that could be sent.',
    bad: '# later\n',
    good: file('text: Hello\n'),
  }),
  'yaml/half-character': entry<{ code: string }>({
    severity: 'error',
    message: (p) =>
      `\\u${p.code} is half of a character: write the character itself, or both halves (😀 is \\ud83d\\ude00)`,
    explain:
      'Characters such as emoji are two escapes in JSON, which belong together. One of them alone is no text: Meta refuses the message or shows a box.',
    bad: file('text: "Hello \\ud83d!"\n'),
    good: file('text: "Hello \\ud83d\\ude00!"\n'),
  }),
  'yaml/syntax': entry<{ problem: string }>({
    severity: 'error',
    message: (p) => `Cannot read this: ${p.problem}.`,
    explain:
      'The layout of the file breaks a rule of YAML. Keys of one mapping stand below each other in the same column, what belongs to a key stands deeper, items of a list begin with "- ", and a text with special characters stands in quotes.',
    bad: file('text: Hello\nquick_replies: [Yes -> YES, , No -> NO]\n'),
    good: file('text: Hello\nquick_replies:\n  - Yes -> YES\n  - No -> NO\n'),
  }),
  'yaml/too-deep': entry<{ limit: number }>({
    severity: 'error',
    message: (p) =>
      `Mappings and lists stand more than ${p.limit} levels inside each other: make it flatter.`,
    explain:
      'No message of the Send API is nested deeper than 20 levels. The limit keeps a broken or hostile file from using up memory.',
    bad: `text: ${'['.repeat(300)}${']'.repeat(300)}\n`,
    good: file('text: Hello\n'),
  }),
  'yaml/merge-key': entry<Record<never, never>>({
    severity: 'error',
    message: () =>
      '"<<" does not merge anything here: put the shared part under "fragments" and write "use: NAME".',
    explain:
      'Merge keys belong to an older version of YAML and hide where a field comes from. A fragment says it by name and may take arguments.',
    bad: file('<<: { text: Hello }\ntext: Hello\n'),
    good: `${file('text: Hello\nquick_replies:\n  - use: yes\n')}fragments:\n  yes: Yes -> YES\n`,
  }),
  'yaml/duplicate-key': entry<{ key: string; line: number }>({
    severity: 'error',
    message: (p) => `"${p.key}" already stands on line ${p.line} of the same mapping: keep one of the two.`,
    explain: 'A mapping holds each key once. Of two the first is read, the second is left out.',
    bad: file('text: Hello\ntext: Hi\n'),
    good: file('text: Hello\n'),
  }),
  'yaml/complex-key': entry<Record<never, never>>({
    severity: 'error',
    message: () =>
      'A key must be one text: write "key: value". A text that begins with "? " stands in quotes.',
    explain:
      'YAML allows lists, mappings and aliases as keys, and a "? " before a key. No field of the Send API is named like that.',
    bad: file('text: Hello\n? metadata\n: one\n').replace('    metadata: "{{id}} {{name}}"\n', ''),
    good: file('text: Hello\n'),
  }),
  'yaml/empty-key': entry<Record<never, never>>({
    severity: 'error',
    message: () => 'The key before this ":" is missing: write "key: value".',
    explain: 'A colon with a space behind it ends a key. A text that begins with one stands in quotes.',
    bad: file('text: Hello\n: there\n'),
    good: file('text: Hello\n'),
  }),
  'yaml/unknown-anchor': entry<{ name: string; suggestion: string }>({
    severity: 'error',
    message: (p) =>
      `"*${p.name}" repeats what "&${p.name}" marks, and there is no such mark above it.${p.suggestion} Put the text in quotes if the star belongs to it.`,
    explain:
      'A value that begins with "*" is an alias: it stands for the value that an anchor "&name" marks further up in the same file.',
    bad: file('text: *hello\n'),
    good: file('text: "*hello"\n'),
  }),
  'yaml/alias-cycle': entry<{ name: string }>({
    severity: 'error',
    message: (p) => `"*${p.name}" stands inside the value that it repeats, which never ends: take it out.`,
    explain:
      'An alias stands for the whole value of its anchor. Inside that value it would repeat itself without end.',
    bad: file('text: Hello\nquick_replies: &all\n  - Yes -> YES\n  - *all\n'),
    good: file('text: Hello\nquick_replies:\n  - Yes -> YES\n'),
  }),
  'yaml/alias-expansion': entry<{ name: string; limit: number }>({
    severity: 'error',
    message: (p) =>
      `With "*${p.name}" the aliases of this file stand for more than ${p.limit} values: repeat less, or use fragments.`,
    explain:
      'Aliases of aliases multiply: a few lines can stand for millions of values. The limit keeps such a file from using up memory.',
    bad: `x0: &x0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n${[1, 2, 3, 4, 5].map((n) => `x${n}: &x${n} [${`*x${n - 1}, `.repeat(9)}*x${n - 1}]\n`).join('')}text: Hello\n`,
    good: file('text: Hello\n'),
  }),
  'yaml/several-documents': entry<Record<never, never>>({
    severity: 'error',
    message: () =>
      'A second document begins here, and a file holds one: put what follows into a file of its own, or remove this line.',
    explain: 'A line "---" ends a YAML document and begins another. What stands behind it is not read.',
    bad: `${file('text: Hello\n')}---\ntext: Bye\n`,
    good: file('text: Hello\n'),
  }),
  'yaml/directive': entry<{ text: string }>({
    severity: 'error',
    message: (p) => `"${p.text}" is a directive, and files of messages have none: remove the line.`,
    explain:
      'Directives such as "%YAML 1.1" change how YAML reads a file. Files of messages are always YAML 1.2.',
    bad: `%YAML 1.2\n---\n${file('text: Hello\n')}`,
    good: `---\n${file('text: Hello\n')}`,
  }),
  'yaml/tag': entry<{ tag: string }>({
    severity: 'error',
    message: (p) =>
      `"${p.tag}" is a YAML tag, and values here have none: remove it, or put the text in quotes.`,
    explain:
      'A word that begins with "!" before a value is a tag that gives it a type. Here the field decides the type.',
    bad: file('text: !!str Hello\n'),
    good: file('text: Hello\n'),
  }),
  'yaml/tab-indent': entry<{ lines: number }>({
    severity: 'error',
    message: (p) =>
      p.lines === 1
        ? 'This line is indented with a tab: use spaces.'
        : `${p.lines} lines are indented with tabs, this is the first: use spaces.`,
    explain:
      'How wide a tab is depends on who looks at it, so YAML does not take it as indentation. Inside brackets, as in JSON, tabs are fine.',
    bad: 'messaging_type: RESPONSE\ntext: Hello\nquick_replies:\n\t- Yes -> YES\n',
    good: 'messaging_type: RESPONSE\ntext: Hello\nquick_replies:\n  - Yes -> YES\n',
  }),
  'yaml/unquoted-template': entry<{ text: string }>({
    severity: 'error',
    message: (p) =>
      `"${shorten(p.text)}" needs quotes: without them YAML reads the "{{" as brackets of a mapping.`,
    explain: `A value that begins with "{{", or an item in brackets that holds "{{", must stand in quotes. ${QUOTED}`,
    bad: file('text: {{name}}\n'),
    good: file('text: "{{name}}"\n'),
  }),
  'yaml/reserved-start': entry<{ char: string }>({
    severity: 'error',
    message: (p) =>
      `A text that begins with "${p.char}" needs quotes: YAML gives that character a meaning of its own.`,
    explain: `The characters @ \` % * & ! | > , [ ] { } #, and "- " and "? ", have a meaning of their own at the start of a value. ${QUOTED}`,
    bad: file('text: Hello\nquick_replies:\n  - "Yes"\n  - &more -> MORE\n'),
    good: file('text: Hello\nquick_replies:\n  - "Yes"\n  - "&more -> MORE"\n'),
  }),
  'yaml/hash-cuts-text': entry<{ text: string }>({
    severity: 'error',
    message: (p) =>
      `"${shorten(p.text)}" needs quotes: without them the text ends before " #" and the rest is a comment.`,
    explain: `A "#" behind a space begins a comment, also in the middle of a text. ${QUOTED}`,
    bad: file('text: Order #{{id}}\n'),
    good: file('text: "Order #{{id}}"\n'),
  }),
  'yaml/comment-without-space': entry<{ text: string }>({
    severity: 'warning',
    message: (p) =>
      `"${shorten(p.text)}" is a comment and not sent: put a space after the "#", or quotes around the text if it belongs to it.`,
    explain: `A "#" behind a space begins a comment. Without a space after it, it may as well be meant as text. ${QUOTED}`,
    bad: file('text: We are #one\n'),
    good: file('text: "We are #one"\n'),
  }),
  'yaml/colon-in-text': entry<{ key: string }>({
    severity: 'error',
    message: (p) =>
      `The text needs quotes: without them "${shorten(p.key)}" is a key because a colon and a space follow it. A key of its own goes on its own line.`,
    explain: `A colon with a space behind it ends a key, also in the middle of a text. ${QUOTED}`,
    bad: file('text: Note: we are open\n'),
    good: file('text: "Note: we are open"\n'),
  }),
  'yaml/exclamation-in-condition': entry<{ condition: string }>({
    severity: 'error',
    message: (p) => `Conditions say "not" instead of "!": write "${p.condition}".`,
    explain:
      'In YAML a value that begins with "!" is a tag and would be read as empty. Conditions negate with "not".',
    bad: 'params:\n  paid: boolean\ndefaults: { messaging_type: RESPONSE }\nmessages:\n  hello:\n    - text: Hello\n      when: !paid\n',
    good: 'params:\n  paid: boolean\ndefaults: { messaging_type: RESPONSE }\nmessages:\n  hello:\n    - text: Hello\n      when: not paid\n',
  }),
  'yaml/quotes-in-quotes': entry<{ quote: string; other: string }>({
    severity: 'error',
    message: (p) =>
      `The quote ${p.quote} ends the text here, and it goes on: use ${p.other} outside or inside instead.`,
    explain:
      'A quoted text ends at the next quote of its kind. A text with double quotes in it stands in single ones, and the other way round; a single quote inside single quotes is written twice.',
    bad: file('text: "Hi {{default name "there"}}!"\n'),
    good: file(`text: 'Hi {{default name "there"}}!'\n`),
  }),
  'yaml/text-after-quote': entry<{ rest: string }>({
    severity: 'error',
    message: (p) => `"${shorten(p.rest)}" stands behind the closing quote: put the whole text in quotes.`,
    explain:
      'What begins with a quote ends with it; nothing but a comment may follow on the line. A shorthand line as a whole may stand in quotes.',
    bad: file('text: Hello\nquick_replies:\n  - "Yes" -> YES\n'),
    good: file('text: Hello\nquick_replies:\n  - "Yes -> YES"\n'),
  }),
  'yaml/unclosed-quote': entry<{ quote: string }>({
    severity: 'error',
    message: (p) => `This text begins with ${p.quote} and has no closing ${p.quote}: put one at its end.`,
    explain:
      'A quoted text goes on to its closing quote, over several lines if they are indented deeper than its key.',
    bad: file('text: "Hello\n'),
    good: file('text: "Hello"\n'),
  }),
  'yaml/bad-escape': entry<{ escape: string }>({
    severity: 'error',
    message: (p) =>
      `"${p.escape}" means nothing in double quotes: write "\\${p.escape}", or use single quotes.`,
    explain:
      'In double quotes a backslash begins an escape such as \\n or \\u00e9. In single quotes and without quotes it is a backslash.',
    bad: file('text: "Use \\{{ to write two braces"\n'),
    good: file("text: 'Use \\{{ to write two braces'\n"),
  }),
  'yaml/bracket-text': entry<{ bracket: string }>({
    severity: 'error',
    message: (p) =>
      `A text that begins with "${p.bracket}" needs quotes: without them it is a list or a mapping.`,
    explain: `A value that begins with "[" or "{" is a list or a mapping up to the closing bracket. ${QUOTED}`,
    bad: file('text: [New] Our autumn menu\n'),
    good: file('text: "[New] Our autumn menu"\n'),
  }),
  'yaml/text-after-bracket': entry<{ text: string }>({
    severity: 'error',
    message: (p) =>
      `"${shorten(p.text)}" stands behind the closing bracket, where nothing may follow: remove it.`,
    explain: 'A list or mapping in brackets ends with its closing bracket; a new key begins on a new line.',
    bad: file('text: Hello\nquick_replies: [\n    Yes -> YES\n  ] and No\n'),
    good: file('text: Hello\nquick_replies: [\n    Yes -> YES\n  ]\n'),
  }),
  'yaml/unclosed-bracket': entry<{ bracket: string; close: string }>({
    severity: 'error',
    message: (p) =>
      `This "${p.bracket}" has no closing "${p.close}": put it at the end, or the text in quotes.`,
    explain: 'Each "[" needs its "]" and each "{" its "}", in the right order.',
    bad: file('text: Hello\nquick_replies: [Yes -> YES\n'),
    good: file('text: Hello\nquick_replies: [Yes -> YES]\n'),
  }),
  'yaml/bracket-indent': entry<{ lines: number; column: number }>({
    severity: 'warning',
    message: (p) =>
      `${p.lines === 1 ? 'This line' : `${p.lines} lines, this is the first,`} inside brackets must stand in column ${p.column} or further right: other YAML tools refuse the file.`,
    explain:
      'Pretty JSON that is pasted under a key keeps its closing bracket in the first column. YAML wants every line of a value to stand deeper than its key. The value is read all the same.',
    bad: 'messaging_type: RESPONSE\nmessage: {\n  "text": "Hello"\n}\n',
    good: 'messaging_type: RESPONSE\nmessage: {\n    "text": "Hello"\n  }\n',
  }),
  'yaml/flow-text': entry<{ text: string; found: string }>({
    severity: 'error',
    message: (p) => `"${shorten(p.text)}" needs quotes: inside brackets "${p.found}" ends or breaks a text.`,
    explain: `Between "[" and "]" or "{" and "}" a comma ends an item, and brackets and " #" cannot stand in a text. ${QUOTED}`,
    bad: file("- { text: Hello, when: name == 'a, b' }\n").replace('    metadata: "{{id}} {{name}}"\n', ''),
    good: file(`- { text: "Hello {{id}}", when: "name == 'a, b'" }\n`).replace(
      '    metadata: "{{id}} {{name}}"\n',
      '',
    ),
  }),
  'yaml/comma-in-item': entry<{ parts: string[]; items: number }>({
    severity: 'warning',
    message: (p) =>
      `The commas make separate items of ${p.parts.map((part) => `"${part}"`).join(' and ')}, so this list has ${p.items}: put the text in quotes if it is one.`,
    explain: `In a list in brackets each comma ends an item. A list with dashes, one item a line, needs no quotes for it. ${QUOTED}`,
    bad: file('text: Coming?\nquick_replies: [Yes, please -> YES, No -> NO]\n'),
    good: file('text: Coming?\nquick_replies: ["Yes, please -> YES", No -> NO]\n'),
  }),
  'yaml/comma-in-value': entry<{ text: string; rest: string }>({
    severity: 'error',
    message: (p) =>
      `The comma ends the text "${p.text}", and "${p.rest}" is taken for a key: put the text in quotes, or a colon behind "${p.rest}".`,
    explain: `In a mapping in braces each comma ends a value. ${QUOTED}`,
    bad: file('generic:\n  - { subtitle: Our shop, title: Hello, how are you }\n'),
    good: file('generic:\n  - { subtitle: Our shop, title: "Hello, how are you" }\n'),
  }),
  'yaml/space-after-colon': entry<{ key: string }>({
    severity: 'error',
    message: (p) => `A space is missing behind "${p.key}:": write "${p.key}: …".`,
    explain: 'Without a space behind it a colon is part of a text, as in 12:30.',
    bad: file('text:Hello\n'),
    good: file('text: Hello\n'),
  }),
  'yaml/stray-text': entry<{ text: string }>({
    severity: 'error',
    message: (p) =>
      `"${shorten(p.text)}" is neither "key: value" nor part of the text above: indent it deeper if it goes on that text, or put "key:" or "- " before it.`,
    explain:
      'Each line of a mapping begins with a key and a colon. Lines that go on a text stand deeper than its key.',
    bad: file('text: Hello\nthere\n'),
    good: file('text: Hello\n  there\n'),
  }),
  'yaml/misaligned': entry<{ column: number; expected: number }>({
    severity: 'error',
    message: (p) =>
      `This line begins in column ${p.column}, where nothing above it begins: move it to column ${p.expected}.`,
    explain:
      'Keys of one mapping and items of one list stand below each other in the same column; what belongs to a key stands deeper. The line and what belongs to it is left out until it does.',
    bad: file('text: Hello\nquick_replies:\n    - Yes -> YES\n  - No -> NO\n'),
    good: file('text: Hello\nquick_replies:\n  - Yes -> YES\n  - No -> NO\n'),
  }),
  'yaml/mixed-list': entry<{ item: boolean }>({
    severity: 'error',
    message: (p) =>
      p.item
        ? 'A list item cannot stand among keys: indent it below the key that it belongs to, which has no other value.'
        : 'A key cannot stand among list items: indent it to the text of the item that it belongs to, or begin an item with "- ".',
    explain:
      'What stands in one column is either the keys of one mapping or the items of one list. The lines that do not fit are left out.',
    bad: file('text: Hello\n- Yes -> YES\n'),
    good: file('text: Hello\nquick_replies:\n- Yes -> YES\n'),
  }),
  'yaml/dash-in-text': entry<{ line: number }>({
    severity: 'warning',
    message: (p) =>
      `This dash is read as part of the text that begins on line ${p.line}: put it in the column of the other items, or the whole text in quotes.`,
    explain:
      'A line that stands deeper than the item or key above it goes on its text, whatever it begins with. Items of one list stand in one column.',
    bad: file('text: Hello\nquick_replies:\n  - Yes\n   - No\n'),
    good: file('text: Hello\nquick_replies:\n  - Yes\n  - No\n'),
  }),
  'yaml/unreadable-character': entry<{ code: string }>({
    severity: 'error',
    message: (p) =>
      `The file holds a character that is not text (U+${p.code}): save it as UTF-8 and write the character again.`,
    explain:
      'U+FFFD stands where a file in another encoding than UTF-8 was read; control characters stand in files that are no text. A control character that is meant is written in double quotes, such as "\\e".',
    bad: file('text: Hello \ufffd\n'),
    good: file('text: Hello\n'),
  }),
  'yaml/indentation': entry<{ line: number }>({
    severity: 'error',
    message: (p) =>
      `This key stands deeper than the one on line ${p.line}, which has a text already: move it below that key, or put the text in quotes if it goes on here.`,
    explain:
      'Keys of one mapping stand in the same column. Below a key that has a text, deeper lines would go on that text.',
    bad: file('text: Hello\n  quick_replies:\n    - Yes -> YES\n'),
    good: file('text: Hello\nquick_replies:\n  - Yes -> YES\n'),
  }),
};

/** Long texts are cut in a message: the range shows all of it. */
function shorten(text: string): string {
  const chars = [...text];
  return chars.length <= 40 ? text : `${chars.slice(0, 39).join('')}…`;
}
