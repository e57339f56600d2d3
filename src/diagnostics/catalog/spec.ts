/** What can be wrong with the structure of a spec file: keys, names, steps, fragments, examples. */
import { entry } from '../entry.ts';

export const spec = {
  'spec/wrong-kind': entry<{ key: string; expected: string; found: string }>({
    severity: 'error',
    message: (p) => `${p.key} must be ${p.expected}, but here is ${p.found}`,
    explain:
      'The value has another form than this place takes: a list where one text belongs, a text where names and values belong.',
    bad: 'messages: [Hello]\n',
    good: 'messages:\n  hello: Hello!\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'spec/unknown-key': entry<{ name: string; of: string; suggestion: string }>({
    severity: 'error',
    message: (p) => `"${p.name}" is no key of ${p.of}.${p.suggestion}`,
    explain:
      'Unknown keys are refused, since they are nearly always slips. A field of Meta that sendspec does not know yet goes under `unchecked:`.',
    bad: 'messages:\n  hello:\n    txt: Hello!\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'messages:\n  hello:\n    text: Hello!\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'spec/colon-in-text': entry<{ key: string; value: string; arrow: string }>({
    severity: 'error',
    message: (p) =>
      `this item is read as the key "${p.key}" with the value "${p.value}": ${p.arrow ? `write ${p.arrow}` : 'put the text in quotes'}`,
    explain: 'A colon followed by a blank makes a key and a value of a text. Quotes keep it together.',
    bad: 'messages:\n  hello:\n    - Note: we are open\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'messages:\n  hello:\n    - "Note: we are open"\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'spec/missing-key': entry<{ name: string; of: string }>({
    severity: 'error',
    message: (p) => `${p.of} needs the key "${p.name}"`,
    explain: 'Without it the entry cannot be used.',
    bad: 'messages:\n  hello: Hello!\ndefaults: { messaging_type: RESPONSE }\nexamples:\n  - data: {}\n',
    good: 'messages:\n  hello: Hello!\ndefaults: { messaging_type: RESPONSE }\nexamples:\n  - name: nobody\n    data: {}\n',
  }),
  'spec/bad-name': entry<{ name: string }>({
    severity: 'error',
    message: (p) => `"${p.name}" cannot be a name: start with a letter, then letters, digits, _ and -`,
    explain:
      'Names of messages and fragments are written on the command line (`FILE#NAME`) and after `use:`.',
    bad: 'messages:\n  say hello: Hello!\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'messages:\n  say_hello: Hello!\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'spec/name-taken': entry<{ name: string }>({
    severity: 'error',
    message: (p) => `"${p.name}" is a fragment too: give one of them another name`,
    explain: 'Messages and fragments share one namespace, so that `use: NAME` has one meaning.',
    bad: 'fragments:\n  hello: Hi\nmessages:\n  hello: Hello!\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'fragments:\n  hi: Hi\nmessages:\n  hello: Hello!\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'spec/not-a-message': entry<Record<never, never>>({
    severity: 'error',
    message: () =>
      'this file is one text: a file holds messages under the key "messages", or one message as a mapping',
    explain:
      'A file with `messages` or `fragments` is a specification; any other mapping or list is one message named after the file.',
    bad: 'Hello!\n',
    good: 'messaging_type: RESPONSE\ntext: Hello!\n',
  }),
  'spec/empty-message': entry<{ name: string }>({
    severity: 'error',
    message: (p) => `"${p.name}" is empty: write a text after the colon, or the fields of a message below it`,
    explain: 'A name without anything under it.',
    bad: 'messages:\n  hello:\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'messages:\n  hello: Hello!\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'spec/null-field': entry<{ name: string }>({
    severity: 'information',
    message: (p) => `"${p.name}" has no value, so the field is left out`,
    explain:
      'An empty value, `~` and `null` mean that the field is absent. Remove the key, or write what belongs there.',
    bad: 'messages:\n  hello:\n    text: Hello!\n    metadata:\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'messages:\n  hello:\n    text: Hello!\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'spec/number-as-text': entry<{ number: string }>({
    severity: 'information',
    message: ({ number }) =>
      `${number} is sent as the text "${number}": JSON holds no number of so many digits. Put it in quotes to say so`,
    explain:
      'Ids are longer than a JSON number can be without losing digits, so whole numbers beyond 9007199254740991 and numbers that are not finite stay texts. Where the Send API wants a text anyway nothing is said.',
    bad: 'messages:\n  hello:\n    text: Hello!\n    unchecked: { new_id: 12345678901234567890 }\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'messages:\n  hello:\n    text: Hello!\n    unchecked: { new_id: "12345678901234567890" }\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'spec/null-item': entry<Record<never, never>>({
    severity: 'information',
    message: () => 'this item is empty and is left out',
    explain: 'A dash with nothing after it.',
    bad: 'messages:\n  hello:\n    - Hello!\n    -\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'messages:\n  hello:\n    - Hello!\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'spec/messaging-type-assumed': entry<{ name: string; instead: string }>({
    severity: 'information',
    message: (p) =>
      `"${p.name}" names no messaging_type, so RESPONSE is sent: write "${p.instead}" to say so`,
    explain:
      'Meta wants to know why a message is sent. RESPONSE answers a message of the person, UPDATE is sent unasked; both within 24 hours.',
    bad: 'messages:\n  hello: Hello!\n',
    good: 'messages:\n  hello: Hello!\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'spec/other-language': entry<{ path: string; other: string; language: string }>({
    severity: 'warning',
    message: (p) =>
      `${p.path} is in the language ${p.other}, and what this file sends is in ${p.language}: numbers, dates and plurals in it follow ${p.language}. Give both files the same language`,
    explain:
      'A message has one language, that of the file it stands in. Texts that it takes from another file follow it too, so a German text would get English numbers.',
    bad: 'language: en\nmessages:\n  hello: { use: ./shared/german.msg.yaml#hello }\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'language: de\nmessages:\n  hello: { use: ./shared/german.msg.yaml#hello }\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'spec/inside-and-beside': entry<{ name: string; inside?: 'message' | 'unchecked' }>({
    severity: 'error',
    message: (p) => `"${p.name}" stands inside ${p.inside ?? 'message'}: and beside it: keep one`,
    explain:
      'The fields of a message stand under `message:` or directly in the message, each once; a field under `unchecked:` stands nowhere else.',
    bad: 'messages:\n  hello:\n    text: Hello!\n    message: { text: Hi! }\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'messages:\n  hello:\n    message: { text: Hi! }\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'spec/two-contents': entry<{ first: string; second: string }>({
    severity: 'error',
    message: (p) => `a message holds one of ${p.first} and ${p.second}: make two steps of them`,
    explain:
      'Text with buttons, a template and a media file each fill a message. Send them one after the other as steps.',
    bad: 'messages:\n  hello:\n    image: https://shop.example/a.png\n    video: https://shop.example/a.mp4\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'messages:\n  hello:\n    - image: https://shop.example/a.png\n    - video: https://shop.example/a.mp4\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'spec/message-key': entry<{ name: string }>({
    severity: 'error',
    message: (p) => `"${p.name}" belongs to a whole message, not to one of its steps: move it beside steps`,
    explain:
      'A message is checked by one profile and for one list of channels, and has its examples, as a whole.',
    bad: 'messages:\n  hello:\n    - text: Hello!\n      api: current\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'messages:\n  hello:\n    api: current\n    steps:\n      - Hello!\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'spec/beside-steps': entry<{ name: string }>({
    severity: 'error',
    message: (p) => `"${p.name}" cannot stand beside steps: move it into one of the steps`,
    explain:
      'Beside `steps` stand request fields such as messaging_type, and metadata; they hold for every step.',
    bad: 'messages:\n  hello:\n    text: Hello!\n    steps:\n      - Hi!\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'messages:\n  hello:\n    steps:\n      - Hello!\n      - Hi!\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'spec/beside-tap': entry<{ key: string }>({
    severity: 'error',
    message: (p) => `"${p.key}" cannot stand beside tap: the line says everything`,
    explain:
      '`tap` holds a whole button or quick reply in one line; only `each`, `when`, `otherwise` and `key` can stand beside it.',
    bad: 'messages:\n  hello:\n    text: Hello!\n    quick_replies:\n      - tap: Yes -> YES\n        title: Yes\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'messages:\n  hello:\n    text: Hello!\n    quick_replies:\n      - tap: Yes -> YES\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'spec/unknown-action': entry<{
    word: string;
    of: string;
    known: string;
    instead: string;
    suggestion: string;
  }>({
    severity: 'error',
    message: (p) =>
      `"${p.word}" is no ${p.of}: the words are ${p.known}; write ${p.instead} to send it as text.${p.suggestion}`,
    explain:
      'A lone word with underscores is taken for a slip of an action, never for a text that people would read.',
    bad: 'messages:\n  hello:\n    - typing_onn\n    - Hello!\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'messages:\n  hello:\n    - typing_on\n    - Hello!\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'spec/otherwise-alone': entry<Record<never, never>>({
    severity: 'error',
    message: () => 'otherwise must directly follow an item with when, otherwise or each',
    explain: '`otherwise` says what to do where the item before it was left out.',
    bad: 'messages:\n  hello:\n    - text: Hello!\n    - text: Hi!\n      otherwise: true\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'params:\n  vip: boolean\nmessages:\n  hello:\n    - text: Hello!\n      when: vip\n    - text: Hi!\n      otherwise: true\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'spec/long-text': entry<{ length: number; max: number }>({
    severity: 'error',
    message: (p) => `this text has ${p.length} characters, at most ${p.max} are read: shorten it`,
    explain: 'No text of the Send API may have more than a tenth of that.',
    bad: `defaults: { messaging_type: RESPONSE }\nmessages:\n  hello: ${'Hello! '.repeat(3000)}\n`,
    good: 'defaults: { messaging_type: RESPONSE }\nmessages:\n  hello: Hello!\n',
  }),
  'spec/too-many-steps': entry<{ found: number; max: number }>({
    severity: 'error',
    message: (p) =>
      `this message has ${p.found} steps, at most ${p.max} are possible: make several messages of it`,
    explain: 'One message is what a person gets at once.',
    bad: `defaults: { messaging_type: RESPONSE }\nmessages:\n  hello: [${'Hello, '.repeat(201)}]\n`,
    good: 'defaults: { messaging_type: RESPONSE }\nmessages:\n  hello: [Hello, Hi]\n',
  }),
  'spec/too-long-pause': entry<{ key: string; found: number; max: number }>({
    severity: 'error',
    message: (p) =>
      `${p.key} lasts ${p.found} s, at most ${p.max} s are possible: send a later message instead`,
    explain:
      'The typing indicator goes away by itself after 20 seconds, and a run does not wait longer than a minute for one person.',
    bad: 'messages:\n  hello:\n    - typing: 30s\n    - Hello!\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'messages:\n  hello:\n    - typing: 3s\n    - Hello!\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'spec/title-not-shown': entry<{ button: string }>({
    severity: 'information',
    message: (p) => `the title of a ${p.button} button is not shown: Messenger writes its own`,
    explain: 'The Send API takes no title for these buttons.',
    bad: 'messages:\n  hello:\n    text: Hello!\n    buttons:\n      - Bye -> logout\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'messages:\n  hello:\n    text: Hello!\n    buttons:\n      - logout\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'spec/unknown-fragment': entry<{ name: string; where: string; suggestion: string }>({
    severity: 'error',
    message: (p) => `there is no fragment "${p.name}" ${p.where}.${p.suggestion}`,
    explain: '`use:` names a fragment or message of this file, or `alias.name` of an imported one.',
    bad: 'fragments:\n  help: Help -> HELP\nmessages:\n  hello:\n    text: Hello!\n    buttons:\n      - use: halp\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'fragments:\n  help: Help -> HELP\nmessages:\n  hello:\n    text: Hello!\n    buttons:\n      - use: help\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'spec/unknown-import': entry<{ name: string; suggestion: string }>({
    severity: 'error',
    message: (p) => `"${p.name}" is not among the imports of this file.${p.suggestion}`,
    explain: 'Before the dot stands an alias from `imports`.',
    bad: 'messages:\n  hello:\n    text: Hello!\n    buttons:\n      - use: common.help\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'fragments:\n  help: Help -> HELP\nmessages:\n  hello:\n    text: Hello!\n    buttons:\n      - use: help\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'spec/import-unreadable': entry<{ path: string; reason: string }>({
    severity: 'error',
    message: (p) => `${p.path} cannot be imported: ${p.reason}`,
    explain: 'An import is a path, relative to this file, to another spec file inside the project.',
    bad: 'imports: { common: ./no-such-file.msg.yaml }\nmessages:\n  hello: Hello!\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'messages:\n  hello: Hello!\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'spec/unused-import': entry<{ name: string }>({
    severity: 'information',
    message: (p) => `no message or fragment of this file uses ${p.name}`,
    explain:
      'An import that nothing uses makes readers look for what is not there, and keeps the other file from being moved. Remove it, or use it.',
    bad: 'imports: { common: ./common.msg.yaml }\nmessages:\n  hello: Hello!\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'messages:\n  hello: Hello!\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'spec/local-file': entry<{ path: string; problem: string }>({
    severity: 'error',
    message: (p) => `${p.path} ${p.problem}`,
    explain:
      'A path that starts with ./ or ../ is a file beside the message file. It is uploaded before anything is sent, so all that its name can be must be known: a literal, or expressions with an enum of values. It must lie inside the project.',
    bad: 'params:\n  size: string(5)\nmessages:\n  hello:\n    image: ./photo-{{size}}.png\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'params:\n  size: [small, large]\nmessages:\n  hello:\n    image: ./photo-{{size}}.png\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'spec/cycle': entry<{ cycle: string }>({
    severity: 'error',
    message: (p) => `"${p.cycle.slice(p.cycle.lastIndexOf(' ') + 1)}" uses itself: ${p.cycle}`,
    explain: 'A fragment or message cannot contain itself, directly or through others.',
    bad: 'fragments:\n  a: [{ use: b }]\n  b: [{ use: a }]\nmessages:\n  hello:\n    text: Hello!\n    quick_replies:\n      - use: a\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'fragments:\n  a: [{ use: b }]\n  b: [Yes -> YES]\nmessages:\n  hello:\n    text: Hello!\n    quick_replies:\n      - use: a\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'spec/too-many-values': entry<{ limit: number }>({
    severity: 'error',
    message: (p) =>
      `here the file has become more than ${p.limit} values, with all that fragments and variants repeat: split it into several files, or say it with fewer repetitions`,
    explain:
      'Each `use` puts the fragment in its place, with the fragments that it uses itself, and each variant repeats what the variants share. Lists of uses inside lists of uses multiply. Nothing more of the file is looked at.',
    bad: `fragments:\n${[1, 2, 3, 4]
      .map(
        (n) =>
          `  f${n}: [${Array(12)
            .fill(`{ use: f${n + 1} }`)
            .join(', ')}]\n`,
      )
      .join(
        '',
      )}  f5: [Yes -> YES]\nmessages:\n  hello:\n    text: Hello!\n    quick_replies:\n      - use: f1\ndefaults: { messaging_type: RESPONSE }\n`,
    good: 'fragments:\n  f1: [{ use: f2 }]\n  f2: [Yes -> YES]\nmessages:\n  hello:\n    text: Hello!\n    quick_replies:\n      - use: f1\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'spec/too-many-errors': entry<{ limit: number }>({
    severity: 'error',
    message: (p) =>
      `there are more than ${p.limit} errors up to here: from here on the messages were not looked at. Mend the first ones, the others may be gone with them`,
    explain:
      'A file with so many errors has one cause for most of them, or is no message file. Reading on would take long and help nobody.',
    bad: `messages:\n${Array.from({ length: 102 }, (_, n) => `  m${n}: { messaging_type: RESPONSE, text: "${'{{x}}'.repeat(10)}" }\n`).join('')}`,
    good: 'messages:\n  hello: { messaging_type: RESPONSE, text: Hello! }\n',
  }),
  'spec/uses-too-deep': entry<{ limit: number }>({
    severity: 'error',
    message: (p) =>
      `fragments use each other more than ${p.limit} levels deep here: let fewer of them only pass something on`,
    explain:
      'A fragment may use another one, which may use a third. So many levels are not written by hand; the limit keeps a broken or hostile file from using up memory.',
    bad: `fragments:\n${Array.from({ length: 60 }, (_, n) => `  f${n}: { use: f${n + 1} }\n`).join('')}  f60: Yes -> YES\nmessages:\n  hello:\n    text: Hello!\n    quick_replies:\n      - use: f0\ndefaults: { messaging_type: RESPONSE }\n`,
    good: 'fragments:\n  f0: { use: f1 }\n  f1: Yes -> YES\nmessages:\n  hello:\n    text: Hello!\n    quick_replies:\n      - use: f0\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'spec/override': entry<{ key: string }>({
    severity: 'error',
    message: (p) => `"${p.key}" cannot override anything: the fragment is a line or a list, not a mapping`,
    explain:
      'Keys beside `use` replace keys of the fragment; a fragment that is one line or a list has none.',
    bad: 'fragments:\n  help: Help -> HELP\nmessages:\n  hello:\n    text: Hello!\n    buttons:\n      - use: help\n        title: Call\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'fragments:\n  help: { title: Help, payload: HELP }\nmessages:\n  hello:\n    text: Hello!\n    buttons:\n      - use: help\n        title: Call\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'spec/nested-variants': entry<Record<never, never>>({
    severity: 'error',
    message: () => 'variants cannot stand inside a variant',
    explain: 'One choice is made for a step; list all its variants beside each other.',
    bad: 'messages:\n  hello:\n    variants:\n      a:\n        text: Hi!\n        variants: { b: Hello! }\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'messages:\n  hello:\n    variants:\n      a: Hi!\n      b: Hello!\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'spec/duplicate-example': entry<{ name: string }>({
    severity: 'error',
    message: (p) => `there is another example "${p.name}": give each its own name`,
    explain: '`sendspec render --example NAME` needs names that differ.',
    bad: 'messages:\n  hello: Hello!\ndefaults: { messaging_type: RESPONSE }\nexamples:\n  - name: a\n  - name: a\n',
    good: 'messages:\n  hello: Hello!\ndefaults: { messaging_type: RESPONSE }\nexamples:\n  - name: a\n  - name: b\n',
  }),
  'spec/not-yet': entry<{ what: string }>({
    severity: 'error',
    message: (p) => `${p.what} is not possible yet in this version of sendspec`,
    explain:
      'The language has this, but the version at hand does not understand it yet. It is refused so that nothing is sent that differs from what the file says.',
    bad: 'messages:\n  hello: "{{t \'hello\'}}!"\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'messages:\n  hello: Hello!\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'spec/partial-context': entry<Record<never, never>>({
    severity: 'error',
    message: () => 'a text fragment takes its values by name: write {{> name param=value}}',
    explain: 'A fragment is a function of its params; it does not take another context as its first value.',
    bad: 'params:\n  user: { type: object, properties: { name: string(20) } }\nfragments:\n  who: Ana\nmessages:\n  hello: "Hello {{> who user}}!"\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'params:\n  name: string(20)\nfragments:\n  who: dear {{name}}\nmessages:\n  hello: "Hello {{> who}}!"\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'spec/bad-ignore': entry<{ problem: string }>({
    severity: 'warning',
    message: (p) => `this sendspec-ignore does nothing: ${p.problem}`,
    explain:
      'Write `# sendspec-ignore CODE: reason` on the line, or on the line above the key. Errors cannot be silenced.',
    bad: 'messages:\n  # sendspec-ignore send-api/nothing\n  hello: Hello!\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'messages:\n  hello: Hello!\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'spec/unused-ignore': entry<{ code: string }>({
    severity: 'warning',
    message: (p) => `there is no ${p.code} here to be ignored: remove the comment`,
    explain: 'A comment that silences nothing hides the next finding of that kind.',
    bad: 'messages:\n  # sendspec-ignore length/unbounded: just so\n  hello: Hello!\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'messages:\n  hello: Hello!\ndefaults: { messaging_type: RESPONSE }\n',
  }),
};
