/** What can be wrong with data: names, types, helpers. */
import { entry } from '../entry.ts';

export const params = {
  'params/bad-type': entry<{ found: string; suggestion: string }>({
    severity: 'error',
    message: (p) =>
      `a type is expected here, but there is ${p.found}: write string(60), number(0..99), url, a list of values …${p.suggestion}`,
    explain:
      'Each name under `params` has a type: a short form such as `string(60)` or `list of url`, a YAML list of allowed values, or a JSON Schema. It tells sendspec how long a text can become, and which data fits.',
    bad: 'params:\n  city:\nmessages:\n  hello: Hello!\n',
    good: 'params:\n  city: string(40)\nmessages:\n  hello: Hello {{city}}!\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'params/meant-list': entry<{ word: string }>({
    severity: 'warning',
    message: (p) =>
      `this takes the word "${p.word}" and nothing else: for a list write list of ${p.word}, for the word "${p.word}" put it in quotes`,
    explain:
      'A YAML list in the place of a type is the list of the values that are allowed. A list of texts is `list of string(40)`.',
    bad: 'params:\n  tags: [string(20)]\nmessages:\n  hello: Hello!\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'params:\n  tags: list of string(20)\nmessages:\n  hello: Hello {{#each (take tags 3)}}{{this}} {{/each}}!\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'params/unknown-keyword': entry<{ name: string; suggestion: string }>({
    severity: 'error',
    message: (p) => `"${p.name}" is no keyword of a type.${p.suggestion}`,
    explain:
      'In its long form a type is a JSON Schema (2020-12). Only the keywords of JSON Schema and `optional` can stand there.',
    bad: 'params:\n  city: { type: string, maxlength: 40 }\nmessages:\n  hello: Hello {{truncate city 20}}!\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'params:\n  city: { type: string, minLength: 1, maxLength: 40 }\nmessages:\n  hello: Hello {{city}}!\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'params/bad-pattern': entry<{ problem: string }>({
    severity: 'error',
    message: (p) => `this pattern cannot be used: ${p.problem}`,
    explain:
      'Patterns are checked for every contact, so they run in an engine that is never slow (RE2). It has neither look-around nor back references.',
    bad: 'params:\n  code: { type: string(8), pattern: "^(?=[A-Z])[A-Z0-9]+$" }\nmessages:\n  hello: Your code is {{code}}\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'params:\n  code: { type: string(8), pattern: "^[A-Z][A-Z0-9]*$" }\nmessages:\n  hello: Your code is {{code}}\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'params/unknown-format': entry<{ name: string; known: readonly string[]; suggestion: string }>({
    severity: 'warning',
    message: (p) =>
      `no format is called "${p.name}", so nothing would be checked: write one of ${p.known.join(', ')}, or a pattern.${p.suggestion}`,
    explain:
      'JSON Schema lets a `format` that nobody knows pass for a remark. Whoever writes one wants the data checked, so sendspec says which formats it checks. Anything else is a `pattern`.',
    bad: 'params:\n  code: { type: string(8), format: number }\nmessages:\n  hello: Your code is {{code}}\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'params:\n  code: { type: string(8), pattern: "^[0-9]+$" }\nmessages:\n  hello: Your code is {{code}}\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'params/bad-keyword': entry<{ name: string; problem: string }>({
    severity: 'error',
    message: (p) => `"${p.name}" ${p.problem}`,
    explain: 'In its long form a type is a JSON Schema; each of its keywords takes a value of one kind.',
    bad: 'params:\n  city: { type: string, maxLength: long }\nmessages:\n  hello: Hello {{truncate city 20}}!\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'params:\n  city: { type: string, minLength: 1, maxLength: 40 }\nmessages:\n  hello: Hello {{city}}!\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'params/bad-default': entry<{ name: string; problem: string }>({
    severity: 'error',
    message: (p) => `${p.name}: ${p.problem}`,
    explain: 'A default stands in for missing data, so it must be data that the type admits.',
    bad: 'params:\n  city: { type: string(5), default: Lisbon }\nmessages:\n  hello: Hello {{city}}!\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'params:\n  city: { type: string(6), default: Lisbon }\nmessages:\n  hello: Hello {{city}}!\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'params/bad-name': entry<{ name: string }>({
    severity: 'error',
    message: (p) =>
      `"${p.name}" cannot be the name of a param: start with a letter, then letters, digits and _`,
    explain:
      'The name of a param is written in `{{ }}` and in conditions, where a dash, a blank or a dot would mean something else.',
    bad: 'params:\n  first-name: string(40)\nmessages:\n  hello: Hello!\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'params:\n  first_name: string(40)\nmessages:\n  hello: Hello {{first_name}}!\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'params/reserved-name': entry<{ name: string }>({
    severity: 'error',
    message: (p) =>
      `"${p.name}" is a name of sendspec's own: give this value another one, such as "the_${p.name}"`,
    explain:
      '`recipient` and `now` are always there: the person who gets the message, and the time of the run. Words such as `this`, `true` and `else` mean something else in a template.',
    bad: 'params:\n  now: string(40)\nmessages:\n  hello: Hello!\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'params:\n  moment: string(40)\nmessages:\n  hello: Hello {{moment}}!\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'params/helper-name': entry<{ name: string }>({
    severity: 'error',
    message: (p) =>
      `"${p.name}" is the name of a helper: give this value another one, such as "the_${p.name}"`,
    explain:
      '`{{date}}` could then mean the value or the helper. This holds for params, for the names of loops (`each: … as |name|`) and for those of blocks (`{{#each … as |name|}}`).',
    bad: 'params:\n  date: string(40)\nmessages:\n  hello: Hello!\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'params:\n  the_date: string(40)\nmessages:\n  hello: Hello {{the_date}}!\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'params/unknown-name': entry<{ name: string; suggestion: string; isHelper?: boolean }>({
    severity: 'error',
    message: (p) => {
      if (p.isHelper) return `${p.name} is a helper, no value: give it one, as in (${p.name} …)`;
      if (p.name.startsWith('../'))
        return `"${p.name}" leads nowhere: ../ goes from inside a block such as {{#each}} to what stands around it. Take it away.`;
      if (p.name.startsWith('@'))
        return `there is no "${p.name}": @index, @first and @last are known inside {{#each}}.${p.suggestion}`;
      return `"${p.name}" is not declared: add it to params, or mend the name.${p.suggestion}`;
    },
    explain:
      'Every name in `{{ }}` and in conditions is a param of the file, a name of a loop, an argument of a fragment, `recipient` or `now`.',
    bad: 'params:\n  first_name: string(40)\nmessages:\n  hello: Hello {{fist_name}}!\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'params:\n  first_name: string(40)\nmessages:\n  hello: Hello {{first_name}}!\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'params/unknown-property': entry<{ name: string; of: string; suggestion: string }>({
    severity: 'error',
    message: (p) =>
      `${p.of} has no property "${p.name}": declare it in params, or mend the name.${p.suggestion}`,
    explain: 'The properties of an object are those that `params` declares for it.',
    bad: 'params:\n  order: { type: object, properties: { id: string(24) } }\nmessages:\n  hello: Order {{order.idd}}\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'params:\n  order: { type: object, properties: { id: string(24) } }\nmessages:\n  hello: Order {{order.id}}\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'params/no-properties': entry<{ name: string; of: string; type: string }>({
    severity: 'error',
    message: (p) => `${p.of} is ${p.type} and has no property "${p.name}"`,
    explain:
      'Only an object has properties, and a list has `length`. Use `{{#each}}` to reach the items of a list.',
    bad: 'params:\n  city: string(40)\nmessages:\n  hello: Hello {{city.name}}!\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'params:\n  city: string(40)\nmessages:\n  hello: Hello {{city}}!\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'params/not-text': entry<{ name: string; type: string }>({
    severity: 'error',
    message: (p) =>
      `${p.name} is ${p.type} and cannot be written as text: name one of its properties, or use {{#each}} or {{join}}`,
    explain: 'A list or an object has no text of its own.',
    bad: 'params:\n  colours: { type: array, maxItems: 3, items: string(10) }\nmessages:\n  hello: We have {{colours}}\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'params:\n  colours: { type: array, maxItems: 3, items: string(10) }\nmessages:\n  hello: We have {{join colours ", "}}\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'params/not-a-list': entry<{ name: string; type: string }>({
    severity: 'error',
    message: (p) => `${p.name} is ${p.type}, and only a list can be repeated`,
    explain: '`each` repeats an item for every member of a list.',
    bad: 'params:\n  city: string(40)\nmessages:\n  hello:\n    text: Hello\n    quick_replies:\n      - each: city as |c|\n        tap: Yes -> YES\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'params:\n  cities: { type: array, minItems: 1, maxItems: 3, items: string(20) }\nmessages:\n  hello:\n    text: Hello\n    quick_replies:\n      - each: cities as |c|\n        tap: "{{c}} -> CITY:{{c}}"\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'params/may-be-missing': entry<{ name: string }>({
    severity: 'warning',
    message: (p) =>
      `${p.name} may be missing, and the text would have a hole: write {{default ${p.name} "…"}} or put it inside {{#if ${p.name}}}`,
    explain:
      'A param with `?` may be missing or null. Where its value stands inside a text, say what to write without it.',
    bad: 'params:\n  first_name: string(40)?\nmessages:\n  hello: Hello {{first_name}}!\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'params:\n  first_name: string(40)?\nmessages:\n  hello: Hello {{default first_name "there"}}!\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'params/required-may-be-empty': entry<{ name: string; field: string }>({
    severity: 'warning',
    message: (p) =>
      `${p.field} is required, but ${p.name} may be missing or empty: give it a default, or put "when: ${p.name}" on the item`,
    explain: 'A required field that renders empty cannot be sent; the person would be skipped with an error.',
    bad: 'params:\n  name: string(40)?\nmessages:\n  hello:\n    text: "{{name}}"\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'params:\n  name: string(40)?\nmessages:\n  hello:\n    text: "{{default name \'Hello!\'}}"\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'params/can-render-empty': entry<{ field: string; onlyBreaks?: boolean }>({
    severity: 'warning',
    message: (p) =>
      p.onlyBreaks
        ? `${p.field} is required, but of data that is only line breaks nothing is left, since they are removed from the end of a block: write it in quotes, as in "{{name}}", or add words of your own`
        : `${p.field} is required, but with some data nothing is left of it: use {{default … "text"}}, add words of your own, or give the param a minimum length, as in string(1..20)`,
    explain: 'A required field that renders empty cannot be sent; the person would be skipped with an error.',
    bad: 'params:\n  name: string(0..20)\nmessages:\n  hello:\n    text: "{{#if name}}Hi {{name}}{{/if}}"\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'params:\n  name: string(0..20)\nmessages:\n  hello:\n    text: "{{#if name}}Hi {{name}}{{else}}Hi{{/if}}"\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'params/unknown-helper': entry<{ name: string; suggestion: string }>({
    severity: 'error',
    message: (p) => `there is no helper "${p.name}".${p.suggestion}`,
    explain:
      'A name that is followed by values, or that stands in parentheses, is a helper. `docs/language.md` lists them.',
    bad: 'params:\n  first_name: string(20)\nmessages:\n  hello: Hello {{uper first_name}}!\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'params:\n  first_name: string(20)\nmessages:\n  hello: Hello {{upper first_name}}!\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'params/helper-arguments': entry<{ name: string; expected: string; found: string }>({
    severity: 'error',
    message: (p) => `the helper ${p.name} takes ${p.expected}, but here is ${p.found}`,
    explain: 'Each helper takes certain values, in this order. `docs/language.md` shows an example of each.',
    bad: 'params:\n  first_name: string(20)\nmessages:\n  hello: Hello {{truncate first_name}}!\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'params:\n  first_name: string(20)\nmessages:\n  hello: Hello {{truncate first_name 10}}!\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'params/helper-type': entry<{ helper: string; argument: string; expected: string; found: string }>({
    severity: 'error',
    message: (p) => `${p.helper}: ${p.argument} must be ${p.expected}, but it is ${p.found}`,
    explain: 'A helper works on one kind of value: a date, a number, a list, a text.',
    bad: 'params:\n  city: string(20)\nmessages:\n  hello: It costs {{currency city "EUR"}}!\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'params:\n  price: number(0..99)\nmessages:\n  hello: It costs {{currency price "EUR"}}!\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'params/unknown-argument': entry<{ name: string; of: string; suggestion: string }>({
    severity: 'error',
    message: (p) => `${p.of} takes no argument "${p.name}".${p.suggestion}`,
    explain: 'A named argument (`name=value`) must be one that the helper or fragment knows.',
    bad: "params:\n  n: integer(0..9)\nmessages:\n  hello: \"{{plural n one='{n} day' ohter='{n} days'}}\"\ndefaults: { messaging_type: RESPONSE }\n",
    good: "params:\n  n: integer(0..9)\nmessages:\n  hello: \"{{plural n one='{n} day' other='{n} days'}}\"\ndefaults: { messaging_type: RESPONSE }\n",
  }),
  'params/missing-argument': entry<{ name: string; of: string }>({
    severity: 'error',
    message: (p) => `${p.of} needs the argument "${p.name}": add ${p.name}=…`,
    explain:
      "A fragment of another file sees only its own file's params; each that has no default and is not optional must be given.",
    bad: 'params:\n  topic: string(20)\nfragments:\n  help:\n    params: { about: string(20) }\n    title: Help\n    type: postback\n    payload: "HELP:{{about}}"\nmessages:\n  hello:\n    text: Hello {{topic}}\n    buttons:\n      - use: help\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'params:\n  topic: string(20)\nfragments:\n  help:\n    params: { about: string(20) }\n    title: Help\n    type: postback\n    payload: "HELP:{{about}}"\nmessages:\n  hello:\n    text: Hello {{topic}}\n    buttons:\n      - use: help about=topic\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'params/argument-type': entry<{ name: string; of: string; expected: string; found: string }>({
    severity: 'error',
    message: (p) => `${p.name} of the fragment ${p.of} must be ${p.expected}, but it is ${p.found}`,
    explain:
      'A fragment takes what its params say: the types of its own `params:`, else those of its file. How long a text is does not matter here: the texts of the fragment are measured with what the call gives.',
    bad: 'params:\n  status: [paid, open]\nfragments:\n  about:\n    params: { state: [paid, open] }\n    title: About\n    type: postback\n    payload: "ABOUT:{{state}}"\nmessages:\n  hello:\n    text: It is {{status}}.\n    buttons:\n      - use: about state=\'payd\'\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'params:\n  status: [paid, open]\nfragments:\n  about:\n    params: { state: [paid, open] }\n    title: About\n    type: postback\n    payload: "ABOUT:{{state}}"\nmessages:\n  hello:\n    text: It is {{status}}.\n    buttons:\n      - use: about state=status\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'params/different-types': entry<{ left: string; right: string; order?: boolean; date?: boolean }>({
    severity: 'error',
    message: (p) =>
      `${p.left} and ${p.right} ${p.order ? 'have no order' : 'are never equal'}: ${p.date ? 'write a date such as "2026-05-04", or now' : 'compare values of one kind'}`,
    explain: 'A number is never equal to a text; such a condition is always false.',
    bad: "params:\n  n: integer(0..9)\nmessages:\n  hello:\n    - text: Hello\n    - text: One\n      when: n == 'one'\ndefaults: { messaging_type: RESPONSE }\n",
    good: 'params:\n  n: integer(0..9)\nmessages:\n  hello:\n    - text: Hello\n    - text: One\n      when: n == 1\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'params/not-a-value': entry<{ name: string; value: string; values: string; suggestion: string }>({
    severity: 'error',
    message: (p) => `${p.name} is never "${p.value}": it is ${p.values}.${p.suggestion}`,
    explain:
      'The param lists the values that it can have (an enum). A condition that asks for any other text is never true: mostly a slip of the pen.',
    bad: "params:\n  status: [paid, open]\nmessages:\n  hello:\n    - text: Hello\n    - text: Thank you!\n      when: status == 'payd'\ndefaults: { messaging_type: RESPONSE }\n",
    good: "params:\n  status: [paid, open]\nmessages:\n  hello:\n    - text: Hello\n    - text: Thank you!\n      when: status == 'paid'\ndefaults: { messaging_type: RESPONSE }\n",
  }),
  'params/constant-condition': entry<{ value: string; reason: string }>({
    severity: 'information',
    message: (p) => `this condition is always ${p.value}${p.reason}`,
    explain:
      'No data that fits the params makes the condition anything else, so it decides nothing. Remove it, or mark the param with `?` if it may be missing.',
    bad: 'params:\n  first_name: string(20)\nmessages:\n  hello: Hello{{#if first_name}} {{first_name}}{{/if}}!\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'params:\n  first_name: string(20)?\nmessages:\n  hello: Hello{{#if first_name}} {{first_name}}{{/if}}!\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'params/unused': entry<{ name: string }>({
    severity: 'information',
    message: (p) => `no message or fragment of this file uses ${p.name}`,
    explain: 'A param that nothing uses asks for data in vain. Remove it, or use it.',
    bad: 'params:\n  first_name: string(20)\n  city: string(20)\nmessages:\n  hello: Hello {{first_name}}!\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'params:\n  first_name: string(20)\nmessages:\n  hello: Hello {{first_name}}!\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'params/url-start': entry<{ name: string; inHost?: boolean }>({
    severity: 'error',
    message: (p) =>
      p.inHost
        ? `${p.name} stands before the first slash behind https://: write the host itself there, or make one link of each host, with "when"`
        : `a URL cannot begin with ${p.name} and go on: begin with https://…, or let one param of type url be the whole target (add_query extends one)`,
    explain:
      'Data that chooses the host of a link could send people anywhere. An expression at the start of a URL must be of type url and be the whole URL.',
    bad: 'params:\n  host: url\nmessages:\n  hello:\n    text: Hello\n    buttons:\n      - Shop -> https://{{host}}/a\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'params:\n  shop: url\nmessages:\n  hello:\n    text: Hello\n    buttons:\n      - Shop -> {{shop}}\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'params/url-host': entry<{ name: string; value: string }>({
    severity: 'error',
    message: (p) =>
      p.value === ''
        ? 'the host of this link can be empty: write it out, or give the value a default'
        : p.name === ''
          ? `"${p.value}" is no host that a link can have: write one such as shop.example, with a port up to 65535 if it needs one`
          : `${p.name} can be "${p.value}", which cannot stand in the host of a link: only letters, digits, dots and - can`,
    explain:
      'A value in a link is percent-encoded, so a slash, a colon or an @ in it is no slash, colon or @ of the link: it would only break the name of the host. And a number that is no address, or a port above 65535, makes the whole link none.',
    bad: 'params:\n  shop: ["tea.example/shop", "mugs.example"]\nmessages:\n  hello:\n    text: Hello\n    buttons:\n      - Shop -> https://{{shop}}/a\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'params:\n  shop: ["tea.example", "mugs.example"]\nmessages:\n  hello:\n    text: Hello\n    buttons:\n      - Shop -> https://{{shop}}/a\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'params/url-dots': entry<{ part: string }>({
    severity: 'error',
    message: (p) =>
      `"${p.part}" can become a part of this link's path, and servers take that for another path: write something else there, or take it out of the listed values`,
    explain:
      'In the path of a link `.` is the folder itself and `..` the one above it, so the link would lead somewhere else than it reads. Take the dots out of the listed values, or write the parts of the path out.',
    bad: 'params:\n  page: ["..", mugs]\nmessages:\n  hello:\n    text: Hello\n    buttons:\n      - Shop -> https://shop.example/{{page}}/a\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'params:\n  page: [tea, mugs]\nmessages:\n  hello:\n    text: Hello\n    buttons:\n      - Shop -> https://shop.example/{{page}}/a\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'params/sum-range': entry<{ names: string }>({
    severity: 'warning',
    message: (p) =>
      `the sum of ${p.names} can be too large for a number, and then nothing would be sent: give a range, as in number(0..99999)`,
    explain:
      'A number without a range can be as large as 10 to the power of 308, and two of those add up to more than a number holds. Real prices and counts have a range, and with it the length of the text is known too.',
    bad: 'params: { mugs: number, tea: number }\nmessages:\n  bill:\n    receipt: { recipient_name: Ana, order_number: "1", currency: EUR, payment_method: Visa, summary: { total_cost: "{{sum mugs tea}}" } }\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'params: { mugs: number(0..999), tea: number(0..999) }\nmessages:\n  bill:\n    receipt: { recipient_name: Ana, order_number: "1", currency: EUR, payment_method: Visa, summary: { total_cost: "{{sum mugs tea}}" } }\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'params/raw-in-link': entry<{ name: string; instead: string }>({
    severity: 'error',
    message: (p) =>
      `${p.name} would be put into the link as it is, and a blank or ü in it breaks the link: write ${p.instead}`,
    explain:
      'Two braces write a value so that it is a part of a link or phone number, whatever it holds. Three braces, or &, leave it as it is: only what is known to fit can stand so, a number or one of listed values.',
    bad: 'params:\n  city: string(20)\nmessages:\n  hello:\n    text: Hello\n    buttons:\n      - Shop -> https://example.com/{{{city}}}\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'params:\n  city: string(20)\nmessages:\n  hello:\n    text: Hello\n    buttons:\n      - Shop -> https://example.com/{{city}}\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'params/url-type': entry<{ name: string; type: string }>({
    severity: 'error',
    message: (p) =>
      `${p.name} is the whole target and must be of type url, but it is ${p.type}: change its type, or write https://…/{{${p.name.replace(/^\((.*)\)$/s, '$1')}}}`,
    explain: 'Only a param of type url is known to hold a link.',
    bad: 'params:\n  shop: string(20)\nmessages:\n  hello:\n    text: Hello\n    buttons:\n      - Shop -> {{shop}}\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'params:\n  shop: url\nmessages:\n  hello:\n    text: Hello\n    buttons:\n      - Shop -> {{shop}}\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'params/field-type': entry<{ field: string; expected: string; name: string; found: string }>({
    severity: 'error',
    message: (p) => `${p.field} takes ${p.expected}, but ${p.name} is ${p.found}`,
    explain: 'A value that is exactly one expression keeps its type, and the Send API wants this type here.',
    bad: 'params:\n  size: string(8)\nmessages:\n  hello:\n    generic:\n      elements: [{ title: Hi, subtitle: there }]\n      sharable: "{{size}}"\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'params:\n  open: boolean\nmessages:\n  hello:\n    generic:\n      elements: [{ title: Hi, subtitle: there }]\n      sharable: "{{open}}"\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'params/example': entry<{
    example: string;
    problem: string;
    /** Not its data, but what is rendered of it, or the rest: the person, the time, the file of the data. */
    about?: 'rendering' | 'rest';
  }>({
    severity: 'error',
    message: (p) =>
      `the example "${p.example}" ${p.about === 'rendering' ? 'cannot be rendered' : p.about === 'rest' ? 'cannot be used' : 'does not fit the params'}: ${p.problem}`,
    explain: 'The data of an example must be data that the message can really get.',
    bad: 'params:\n  n: integer(0..9)\nmessages:\n  hello: Number {{n}}\nexamples:\n  - name: first\n    data: { n: many }\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'params:\n  n: integer(0..9)\nmessages:\n  hello: Number {{n}}\nexamples:\n  - name: first\n    data: { n: 3 }\ndefaults: { messaging_type: RESPONSE }\n',
  }),
};
