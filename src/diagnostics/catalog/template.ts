/** Codes of what YAML does not parse: template text, conditions, loops, calls, short forms, shorthand lines. */
import { entry } from '../entry.ts';

const name = 'first_name: string(40)';
const paid = 'paid: boolean';
const count = 'count: integer(0..9)';

/** A whole file with one message and the params that it reads. */
function file(params: string, message: string): string {
  const declared = params === '' ? '' : `params:\n  ${params.replaceAll('\n', '\n  ')}\n`;
  return `${declared}defaults:\n  messaging_type: RESPONSE\nmessages:\n  hello: ${message.replaceAll('\n', '\n    ')}\n`;
}

function block(text: string): string {
  return `|-\n${text}`;
}

function when(condition: string): string {
  return `\n- text: Your order is on its way.\n  when: ${condition}`;
}

function each(loop: string): string {
  return `\ntext: Pick one.\nquick_replies:\n  - each: ${loop}\n    title: "{{item}}"\n    payload: PICK`;
}
const list = 'colors:\n  type: array\n  minItems: 1\n  maxItems: 5\n  items: string(20)';

function button(line: string): string {
  return `\ntext: What next?\nbuttons:\n  - ${line}`;
}

function reply(line: string): string {
  return `\ntext: What next?\nquick_replies:\n  - ${line}`;
}

export const template = {
  // ---------- blocks in block scalars ----------
  'template/indented-block': entry<{ tag: string; blanks: number; lines: number }>({
    severity: 'warning',
    message: ({ tag, blanks, lines }) =>
      `${lines === 1 ? 'The line' : `${lines} lines`} inside ${tag} ${lines === 1 ? 'begins' : 'begin'} with ${blanks} ${blanks === 1 ? 'blank' : 'blanks'}, which people will see: write ${lines === 1 ? 'it' : 'them'} below the tag without indentation.`,
    explain:
      'A tag alone on its line, such as {{#if x}} or {{/if}}, leaves nothing of that line. What stands between the tags is text as it is, with the blanks in front of each line. Where they are wanted, silence this finding.',
    bad: file(paid, block('Thanks!\n{{#if paid}}\n  Your parcel leaves today.\n{{/if}}\nSee you soon.')),
    good: file(paid, block('Thanks!\n{{#if paid}}\nYour parcel leaves today.\n{{/if}}\nSee you soon.')),
  }),
  'template/tag-in-folded': entry<{ tag: string }>({
    severity: 'warning',
    message: ({ tag }) =>
      `In a text with ">" lines are joined by blanks, so blanks stay around ${tag}: write ~ inside the tags to take them away, or "|" to keep the lines.`,
    explain:
      'A tag alone on its line goes with its line in a text with "|". With ">" there are no lines: Hello {{#if x}} you {{/if}} bye becomes "Hello  bye", with two blanks, where x is false. {{~#if x}} takes the blanks before the tag away, {{#if x~}} those behind it.',
    bad: file(paid, '>-\nThank you!\n{{#if paid}}\nYour parcel leaves today.\n{{/if}}\nSee you soon.'),
    good: file(paid, '>-\nThank you!\n{{~#if paid}}\nYour parcel leaves today.\n{{~/if}}\nSee you soon.'),
  }),
  // ---------- expressions ----------
  'template/unclosed-expression': entry<{ open: string; text: string; close: string }>({
    severity: 'error',
    message: ({ open, text, close }) =>
      `"${text}" opens an expression with ${open} and nothing closes it: write ${close} after it.`,
    explain:
      'An expression begins with {{ and ends with }}. Without its end everything behind it would belong to it. To send two braces as text, write \\{{ instead.',
    bad: file(name, block('Hi {{first_name, welcome!')),
    good: file(name, block('Hi {{first_name}}, welcome!')),
  }),
  'template/unbalanced-braces': entry<{ open: string; found: string; expected: string }>({
    severity: 'error',
    message: ({ open, found, expected }) =>
      `The expression that ${open} opens is closed by ${found}: write ${expected}.`,
    explain:
      'As many braces close an expression as open it: {{name}}, or {{{name}}} to leave out the escaping. For a brace of the text directly behind an expression put a blank between them.',
    bad: file(name, block('Hi {{{first_name}}, welcome!')),
    good: file(name, block('Hi {{first_name}}, welcome!')),
  }),
  'template/empty-expression': entry<{ text: string }>({
    severity: 'error',
    message: ({ text }) =>
      `${text} names nothing: write the name of a param or of a helper in it, or take it out.`,
    explain:
      'An expression needs a name: {{first_name}}. To send the braces themselves, write \\{{ for the first two.',
    bad: file('', block('Hi {{}}, welcome!')),
    good: file(name, block('Hi {{first_name}}, welcome!')),
  }),
  'template/name-expected': entry<{ found: string }>({
    severity: 'error',
    message: ({ found }) =>
      `The expression begins with the argument "${found}": write the helper's name before it.`,
    explain:
      'In {{helper key=value}} the name of the helper stands first. An argument alone has nobody to go to.',
    bad: file(name, block('Hi {{value=first_name}}!')),
    good: file(name, block('Hi {{upper first_name}}!')),
  }),
  'template/property-expected': entry<{ path: string; index?: string }>({
    severity: 'error',
    message: ({ path, index }) =>
      index
        ? `The item of a list is written in brackets: ${path}[${index}].`
        : `"${path}" ends where a name should follow: write the property's name, or take out the last character.`,
    explain: 'After a dot in a path stands the name of a property, directly: {{order.id}}.',
    bad: file('order: { type: object, properties: { id: string(20) } }', block('Your order {{order.}}')),
    good: file('order: { type: object, properties: { id: string(20) } }', block('Your order {{order.id}}')),
  }),
  'template/path-order': entry<{ path: string; part: string }>({
    severity: 'error',
    message: ({ path, part }) =>
      `"${part}" stands inside the path "${path}": it may only stand at the beginning of a path.`,
    explain:
      '`this`, `.` and `..` say where a path begins: ../name, this.name. For a property that is really called so, write it in brackets: order.[this].',
    bad: file('order: { type: object, properties: { id: string(20) } }', block('Your order {{order/../id}}')),
    good: file('order: { type: object, properties: { id: string(20) } }', block('Your order {{order.id}}')),
  }),
  'template/missing-blank': entry<{ before: string; after: string }>({
    severity: 'error',
    message: ({ before, after }) =>
      after === '['
        ? `"[" directly follows "${before}": write a dot before it, ${before}.[…].`
        : `${after} directly follows "${before}": put a blank between them.`,
    explain:
      'The arguments of a helper are separated by blanks: {{default name "there"}}. The items of a list and unusual property names are reached with a dot before the bracket: {{items.[0]}}.',
    bad: file(name, block("Hi {{default first_name'there'}}!")),
    good: file(`${name}?`, block("Hi {{default first_name 'there'}}!")),
  }),
  'template/unclosed-string': entry<{ text: string }>({
    severity: 'error',
    message: ({ text }) => `The text ${text} has no closing quote: write ${text[0]} where it ends.`,
    explain:
      'A text inside an expression stands in a pair of the same quotes, " or \'. A quote of that kind inside it is written \\" or \\\'.',
    bad: file(`${name}?`, block('Hi {{default first_name "there}}!')),
    good: file(`${name}?`, block('Hi {{default first_name "there"}}!')),
  }),
  'template/unclosed-parenthesis': entry<{ text: string }>({
    severity: 'error',
    message: ({ text }) => `The parenthesis of "${text}" is not closed: write ) where the inner call ends.`,
    explain:
      'A call that is the argument of another stands in parentheses: {{upper (truncate first_name 10)}}.',
    bad: file(name, block('Hi {{upper (truncate first_name 10}}!')),
    good: file(name, block('Hi {{upper (truncate first_name 10)}}!')),
  }),
  'template/name-in-parentheses': entry<{ found: string }>({
    severity: 'error',
    message: ({ found }) => `${found} stands where a name belongs: take its parentheses off.`,
    explain:
      'Parentheses are for a call that is an argument of another. The outermost name of an expression has none: {{upper first_name}}.',
    bad: file(name, block('Hi {{(upper first_name)}}!')),
    good: file(name, block('Hi {{upper first_name}}!')),
  }),
  'template/call-syntax': entry<{ name: string; write: string }>({
    severity: 'error',
    message: ({ name, write }) => `"${name}(…)" is not how a helper is called here: write ${write}.`,
    explain:
      'The arguments of a helper follow its name after blanks, without parentheses or commas: {{truncate first_name 10}}.',
    bad: file(name, block('Hi {{upper(first_name)}}!')),
    good: file(name, block('Hi {{upper first_name}}!')),
  }),
  'template/unsupported-operator': entry<{ operator: string; advice: string }>({
    severity: 'error',
    message: ({ operator, advice }) => `"${operator}" is not an operator of templates: ${advice}.`,
    explain:
      'Expressions have names and helpers, no operators: {{#if (gt count 3)}}, {{default name "there"}}, {{upper name}}. Comparisons with signs are for the conditions of `when`. There is no arithmetic: totals come with the data.',
    bad: file(name, block('Hi {{first_name | upper}}!')),
    good: file(name, block('Hi {{upper first_name}}!')),
  }),
  'template/argument-order': entry<{ found: string }>({
    severity: 'error',
    message: ({ found }) =>
      `The argument "${found}" stands after one with a name: write those with key=value last.`,
    explain:
      'First the arguments without a name, then those with one: {{plural count one="{n} piece" other="{n} pieces"}}.',
    bad: file(count, block(`{{plural one="{n} piece" other="{n} pieces" count}}`)),
    good: file(count, block(`{{plural count one="{n} piece" other="{n} pieces"}}`)),
  }),
  'template/value-expected': entry<{ key: string }>({
    severity: 'error',
    message: ({ key }) => `"${key}=" has no value: write one directly after the =, or take the argument out.`,
    explain:
      'An argument with a name has the form key=value; the value is a path, a number, a text in quotes, or a call in parentheses.',
    bad: file(count, block(`{{plural count one= other="{n} pieces"}}`)),
    good: file(count, block(`{{plural count one="{n} piece" other="{n} pieces"}}`)),
  }),
  'template/bad-key': entry<{ key: string }>({
    severity: 'error',
    message: ({ key }) => `"${key}" cannot be the name of an argument: a single word stands before =.`,
    explain:
      'An argument with a name has the form key=value, with a single word as its key. A comparison is written (eq a b).',
    bad: file(count, block(`{{plural count one.x="{n} piece" other="{n} pieces"}}`)),
    good: file(count, block(`{{plural count one="{n} piece" other="{n} pieces"}}`)),
  }),
  'template/bad-block-params': entry<{ reason: 'unclosed' | 'empty' | 'misplaced' }>({
    severity: 'error',
    message: ({ reason }) =>
      ({
        unclosed: 'The names after "as |" are not closed: write a second | behind them, as in "as |item|".',
        empty: 'There is no name in "as ||": write one, as in "as |item|".',
        misplaced:
          '"as |…|" stands where no block begins: names can only be given in {{#each … as |item|}} and the like.',
      })[reason],
    explain: 'A block gives names to what it hands to its text: {{#each colors as |color index|}}…{{/each}}.',
    bad: file(list, block('{{#each colors as |color}}{{color}}, {{/each}}')),
    good: file(list, block('{{#each colors as |color|}}{{color}}, {{/each}}')),
  }),
  'template/unexpected': entry<{ found: string }>({
    severity: 'error',
    message: ({ found }) => `"${found}" has no meaning here: take it out, or put it in quotes if it is text.`,
    explain:
      'An expression consists of a name and its arguments: paths, numbers, texts in quotes, calls in parentheses.',
    bad: file(name, block('Hi {{upper # first_name}}!')),
    good: file(name, block('Hi {{upper first_name}}!')),
  }),
  'template/unclosed-comment': entry<Record<never, never>>({
    severity: 'error',
    message: () => 'The comment begins with {{!-- and is not ended by --}}: write --}} where it ends.',
    explain:
      'A comment that begins with {{!-- may hold }} and so ends only with --}}. A short one is {{! … }}.',
    bad: file('', block('Hi{{!-- greets everybody }} there!')),
    good: file('', block('Hi{{!-- greets everybody --}} there!')),
  }),
  'template/too-deep': entry<{ limit: number }>({
    severity: 'error',
    message: ({ limit }) =>
      `Blocks and parentheses are nested more than ${limit} deep here: split the text into fragments.`,
    explain:
      'No text that people read needs such depth. The limit keeps a generated or damaged file from exhausting the memory.',
    bad: file(name, block(`${'{{upper '.padEnd(8)}${'(upper '.repeat(101)}first_name${')'.repeat(101)}}}`)),
    good: file(name, block('Hi {{upper (truncate first_name 10)}}')),
  }),

  // ---------- blocks ----------
  'template/unclosed-block': entry<{ name: string; close: string }>({
    severity: 'error',
    message: ({ name, close }) => `The block "${name}" is not closed: write ${close} where it ends.`,
    explain: 'A block begins with {{#name}} and ends with {{/name}}.',
    bad: file(paid, block('Hello!{{#if paid}} Thank you.')),
    good: file(paid, block('Hello!{{#if paid}} Thank you.{{/if}}')),
  }),
  'template/mismatched-close': entry<{ open: string; close: string }>({
    severity: 'error',
    message: ({ open, close }) => `{{/${close}}} stands where the block "${open}" ends: write {{/${open}}}.`,
    explain: 'A closing tag carries the name of the block that was opened last.',
    bad: file(paid, block('Hello!{{#if paid}} Thank you.{{/when}}')),
    good: file(paid, block('Hello!{{#if paid}} Thank you.{{/if}}')),
  }),
  'template/stray-close': entry<{ name: string }>({
    severity: 'error',
    message: ({ name }) =>
      `{{/${name}}} closes a block that was not opened: take it out, or write {{#${name} …}} before it.`,
    explain:
      'Every closing tag belongs to a block that begins before it in the same text. A block cannot reach from one field into another.',
    bad: file('', block('Hello!{{/if}}')),
    good: file('', block('Hello!')),
  }),
  'template/stray-else': entry<{ tag: string; inside: string }>({
    severity: 'error',
    message: ({ tag, inside }) =>
      inside === ''
        ? `${tag} stands outside any block: take it out, or write {{#if …}} before it.`
        : `${tag} does not belong here: the block "${inside}" has its last {{else}} already, or takes none.`,
    explain:
      '{{else}} and {{else if …}} stand between {{#if …}} and {{/if}} (or unless, each, with); the plain {{else}} comes last and only once.',
    bad: file('', block('Hello!{{else}} Bye!')),
    good: file(paid, block('{{#if paid}}Hello!{{else}}Bye!{{/if}}')),
  }),
  'template/else-mark': entry<{ mark: string; instead: string }>({
    severity: 'error',
    message: ({ mark, instead }) => `There is no "${mark}" before else: write ${instead}`,
    explain: '{{else}} divides a block; it neither opens one nor closes one.',
    bad: file(paid, block('{{#if paid}}Hello!{{/else}}Bye!{{/if}}')),
    good: file(paid, block('{{#if paid}}Hello!{{else}}Bye!{{/if}}')),
  }),

  // ---------- what Handlebars has and messages have not ----------
  'template/decorator': entry<{ name: string }>({
    severity: 'error',
    message: ({ name }) =>
      `"${name}" is a decorator, and messages have none but {{#*inline "name"}}: take it out.`,
    explain:
      'Decorators change how Handlebars itself works, so that nothing could be said about the text any more. Inline partials are the exception.',
    bad: file('', block('Hello!{{*decorate}}')),
    good: file('', block('Hello!')),
  }),
  'template/dynamic-partial': entry<{ found: string }>({
    severity: 'error',
    message: ({ found }) =>
      `The name of the partial is computed by ${found}: write the name itself, one partial for each case with {{#if}}.`,
    explain:
      'Which fragment a text includes must be known before it is sent, so that its length and its params can be checked.',
    bad: file(name, block('{{> (lookup this "first_name")}}')),
    good: file('', 'Thank you. See you soon!'),
  }),
  'template/fallback-text': entry<{ instead: string }>({
    severity: 'error',
    message: ({ instead }) =>
      `Messages have no text to fall back on: a fragment is always there, or it is an error. Write ${instead}.`,
    explain:
      'Handlebars writes {{#> name}} … {{/name}} for a partial that may be missing. Here every fragment is known before anything is sent, so the text between could never be seen.',
    bad: 'fragments:\n  bye: See you soon!\nmessages:\n  hello: "Thank you. {{#> bye}}Bye!{{/bye}}"\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'fragments:\n  bye: See you soon!\nmessages:\n  hello: "Thank you. {{> bye}}"\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'template/partial-block': entry<Record<never, never>>({
    severity: 'error',
    message: () =>
      '@partial-block is not available in messages: give the text to the fragment as an argument.',
    explain:
      'A fragment is a function of its params. What stands between {{#> name}} and {{/name}} is used only where there is no such fragment.',
    bad: file('', block('Hello!{{> @partial-block}}')),
    good: file('', 'Thank you. See you soon!'),
  }),

  // ---------- conditions ----------
  'template/condition-empty': entry<Record<never, never>>({
    severity: 'error',
    message: () => 'The condition is empty: write one, such as order.total > 0, or take the key out.',
    explain: 'A condition is a path, a comparison, or several of them with and, or and not.',
    bad: file('', when('""')),
    good: file(paid, when('paid')),
  }),
  'template/condition-value': entry<{ place: string }>({
    severity: 'error',
    message: ({ place }) => `A value is missing ${place}: write a path, a number or a text in quotes there.`,
    explain:
      'On both sides of ==, <, and, or and the like stands a value: order.total > 0 and not order.paid.',
    bad: file(count, when('count >')),
    good: file(count, when('count > 3')),
  }),
  'template/condition-operator': entry<{ found: string; write: string }>({
    severity: 'error',
    message: ({ found, write }) => `"${found}" is not an operator of conditions: write ${write}.`,
    explain: 'Conditions have == != < <= > >= in, and the words and, or, not.',
    bad: file(`${paid}\n${count}`, when('paid && count > 3')),
    good: file(`${paid}\n${count}`, when('paid and count > 3')),
  }),
  'template/condition-chain': entry<{ first: string; second: string }>({
    severity: 'error',
    message: ({ first, second }) =>
      `"${second}" follows the comparison with "${first}", and comparisons do not chain: write two of them with and between, such as a < b and b < c.`,
    explain: 'a < b < c would compare the result of a < b with c. Write a < b and b < c.',
    bad: file(count, when('1 < count < 5')),
    good: file(count, when('1 < count and count < 5')),
  }),
  'template/condition-list': entry<{
    reason: 'empty' | 'unclosed' | 'missing' | 'not-literal' | 'no-comma' | 'no-bracket';
  }>({
    severity: 'error',
    message: ({ reason }) =>
      ({
        empty: 'The list after "in" is empty: write its values, as in order.state in ["paid", "sent"].',
        unclosed: 'The list after "in" is not closed: write ] behind its last value.',
        missing: 'A value is missing beside a comma in the list after "in": write it, or take the comma out.',
        'not-literal':
          'The list after "in" may only hold numbers, texts in quotes, true, false and null: put texts in quotes.',
        'no-comma': 'Two values of the list after "in" stand side by side: write a comma between them.',
        'no-bracket':
          'After "in" stands no list: write one in brackets, as in order.state in ["paid", "sent"].',
      })[reason],
    explain:
      '`x in [a, b]` is true where x equals one of the values. They are written out: numbers, texts in quotes, true, false, null.',
    bad: file('state: [paid, sent, lost]', when('state in [paid, sent]')),
    good: file('state: [paid, sent, lost]', when('state in ["paid", "sent"]')),
  }),
  'template/condition-unexpected': entry<{ found: string; advice: string }>({
    severity: 'error',
    message: ({ found, advice }) => `"${found}" has no meaning in this place of a condition: ${advice}.`,
    explain:
      'A condition is built of paths, numbers, texts in quotes, comparisons, and, or, not, and calls in parentheses: (length order.items) > 1.',
    bad: file(count, when('count + 1 > 3')),
    good: file(count, when('count > 2')),
  }),

  'template/braces': entry<{ what: 'condition' | 'loop' | 'call' | 'text'; written: string }>({
    severity: 'error',
    message: ({ what, written }) =>
      ({
        condition: `A condition has no braces: write ${written}.`,
        loop: `A loop has no braces: write ${written}.`,
        call: `After "use" stands a name without braces: write ${written}.`,
        text: 'A text in a condition is compared as it is written, braces included: name the value itself, or write the text in full.',
      })[what],
    explain:
      'Braces are for expressions inside of texts. What stands behind when, otherwise, each and use is an expression as a whole.',
    bad: file(count, when("'{{count}} > 2'")),
    good: file(count, when('count > 2')),
  }),

  // ---------- loops, calls, short forms ----------
  'template/bad-loop': entry<{
    reason:
      | 'empty'
      | 'no-list'
      | 'no-names'
      | 'unclosed'
      | 'name-count'
      | 'same-name'
      | 'for-in'
      | 'no-bars'
      | 'unexpected';
    found: string;
  }>({
    severity: 'error',
    message: ({ reason, found }) =>
      ({
        empty: 'The loop is empty: write it as in order.items as |item|.',
        'no-list': `There is no list before "as" in "${found}": write it as in order.items as |item|.`,
        'no-names': `"${found}" gives the item no name: write as |item| after the list.`,
        unclosed: `The names in "${found}" are not closed: write a second | behind them, as in as |item|.`,
        'name-count': `"${found}" has the wrong number of names: one for the item and, if you need it, one for its index.`,
        'same-name': `The name "${found}" stands twice: item and index need different names.`,
        'for-in': `A loop names the list first: write ${found}.`,
        'no-bars': `The name of the item stands between bars: write ${found}.`,
        unexpected: `"${found}" has no meaning in a loop: it is a list, or a call in parentheses, then as |item|.`,
      })[reason],
    explain:
      '`each: order.items as |item index|` repeats what it stands beside. The list is a path or a call such as (take order.items 10).',
    bad: file(list, each('colors')),
    good: file(list, each('colors as |item|')),
  }),
  'template/bad-call': entry<{ reason: 'empty' | 'name' | 'positional' | 'unexpected'; found: string }>({
    severity: 'error',
    message: ({ reason, found }) =>
      ({
        empty: '"use" names no fragment: write its name.',
        name: `"${found}" is not the name of a fragment: write name, alias.name or ./file#name.`,
        positional: `The argument "${found}" has no name: write it as key=value.`,
        unexpected: `"${found}" has no meaning here: after the fragment's name stand arguments like key=value.`,
      })[reason],
    explain:
      '`use: NAME key=value …` puts a fragment in its place. The keys are the fragment’s params; values are paths, numbers, texts in quotes, or calls in parentheses.',
    bad: "fragments:\n  help: Help -> HELP\ndefaults:\n  messaging_type: RESPONSE\nmessages:\n  hello:\n    text: Hello!\n    quick_replies:\n      - use: help 'topic'\n",
    good: 'fragments:\n  help: Help -> HELP\ndefaults:\n  messaging_type: RESPONSE\nmessages:\n  hello:\n    text: Hello!\n    quick_replies:\n      - use: help\n',
  }),
  'template/bad-duration': entry<{ found: string }>({
    severity: 'error',
    message: ({ found }) =>
      `"${found}" is not a length of time: write a number with ms or s, such as 1500ms or 2s.`,
    explain: 'Pauses are given in milliseconds or seconds, the unit directly behind the number.',
    bad: file('', '\n- typing: 2 minutes\n- text: Hello!'),
    good: file('', '\n- typing: 2s\n- text: Hello!'),
  }),
  'template/bad-type': entry<{
    found: string;
    reason: 'unknown' | 'bound' | 'order' | 'unbounded';
    hint: string;
  }>({
    severity: 'error',
    message: ({ found, reason, hint }) =>
      ({
        unknown: `"${found}" is not a type.${hint === '' ? ' Types are string, url, number, integer, boolean, date, date-time, phone, and list of one of them.' : hint}`,
        bound: `The bound in "${found}" cannot be read: write string(60), string(1..60) or number(0..99.5).`,
        order: `The bound in "${found}" begins above its end: write the smaller number first.`,
        unbounded: `"${found}" has a bound, but only string, url, number and integer can have one: take it out.`,
      })[reason],
    explain:
      'A param has a type word: string, url, number, integer, boolean, date, date-time, phone, or "list of" one of them. string(60) is 1 to 60 characters, number(0..99) a range, and ? behind it means "may be missing".',
    bad: file('first_name: string(many)', block('Hi {{first_name}}!')),
    good: file(name, block('Hi {{first_name}}!')),
  }),

  // ---------- shorthand lines ----------
  'template/shorthand-two-arrows': entry<{ first: string; second: string }>({
    severity: 'error',
    message: ({ first, second }) =>
      `The line has more than one ->. It can mean ${first}, or ${second}: write \\-> for the arrow that belongs to the text.`,
    explain:
      'Exactly one -> outside {{ }} parts a line into its title and its target. An arrow that people shall see is written \\->.',
    bad: file('', reply('Home -> Work -> ROUTE')),
    good: file('', reply('Home \\-> Work -> ROUTE')),
  }),
  'template/shorthand-long-arrow': entry<{ found: string }>({
    severity: 'error',
    message: ({ found }) => `${found} would leave dashes in the title: write ->`,
    explain: 'The arrow of a line is one dash and >. A dash before it belongs to the title that people read.',
    bad: file('', reply('Home --> HOME')),
    good: file('', reply('Home -> HOME')),
  }),
  'template/single-braces': entry<{ name: string }>({
    severity: 'warning',
    message: ({ name }) => `{${name}} is sent as it stands: write {{${name}}} for the value of ${name}`,
    explain:
      'Two braces write a value. In one pair a name is a text like any other, and people read the braces.',
    bad: file(paid, block('Hello! {paid}{{#if paid}} Thank you.{{/if}}')),
    good: file(paid, block('Hello!{{#if paid}} Thank you.{{/if}}')),
  }),
  'template/shorthand-arrow-in-block': entry<{ block: string }>({
    severity: 'error',
    message: ({ block }) =>
      `The -> stands inside {{#${block}}}, where it cannot part the line: write two items with "when" and "otherwise", or \\-> if it is text.`,
    explain:
      'A line has one title and one target. What depends on a condition is written as two items: tap: … with when: …, then tap: … with otherwise: true.',
    bad: file(paid, reply("'{{#if paid}}Yes -> YES{{/if}}'")),
    good: file(paid, reply('tap: Yes -> YES\n    when: paid\n  - No -> NO')),
  }),
  'template/shorthand-no-title': entry<{ line: string }>({
    severity: 'error',
    message: ({ line }) => `"${line}" has no title before the ->: write what people read on it.`,
    explain: 'Before the arrow stands the text of the button or reply, after it what a tap does.',
    bad: file('', reply('" -> YES"')),
    good: file('', reply('Yes -> YES')),
  }),
  'template/shorthand-no-target': entry<{
    line: string;
    after: 'title' | 'arrow' | 'login' | 'tel' | 'link';
  }>({
    severity: 'error',
    message: ({ line, after }) =>
      ({
        title: `"${line}" says nothing about what a tap does: write -> and a link, a phone number as tel:…, or a payload after the title.`,
        arrow: `"${line}" has nothing after the ->: write a link, a phone number as tel:…, or a payload.`,
        login: `"${line}" has no link to log in at: write login https://….`,
        tel: `"${line}" has no phone number after tel: write it with + and country code.`,
        link: 'The link is empty: write it with http:// or https://.',
      })[after],
    explain:
      'A button needs a target: a link, tel: and a number, login and a link, logout, or the payload that your bot gets back.',
    bad: file('', button('Start over')),
    good: file('', button('Start over -> START')),
  }),
  'template/shorthand-bad-link': entry<{ target: string }>({
    severity: 'error',
    message: ({ target }) =>
      `"${target}" is no link that a tap can open: write a whole address with http:// or https:// (a phone number with tel:).`,
    explain:
      'Something like www.shop.example would be sent as a payload, and the tap would open nothing. Write the whole address.',
    bad: file('', button('Shop -> www.shop.example')),
    good: file('', button('Shop -> https://www.shop.example')),
  }),
  'template/shorthand-link-in-reply': entry<{ target: string }>({
    severity: 'error',
    message: ({ target }) =>
      `A quick reply cannot open the link "${target}": write a payload, or make it a button.`,
    explain: 'A tap on a quick reply sends its payload to your bot. Links and phone numbers are for buttons.',
    bad: file('', reply('Shop -> https://shop.example')),
    good: file('', button('Shop -> https://shop.example')),
  }),
  'template/shorthand-payload-expression': entry<{ target: string }>({
    severity: 'error',
    message: ({ target }) =>
      `The payload is only the expression ${target}: write a fixed word before it, such as PICK:${target}.`,
    explain:
      'A payload that is all data could look like a link or like any payload of another message. With a fixed beginning your bot knows what was tapped.',
    bad: file('color: string(20)', reply("'Red -> {{color}}'")),
    good: file('color: string(20)', reply("'Red -> COLOR:{{color}}'")),
  }),
  'template/shorthand-bad-icon': entry<{ found: string }>({
    severity: 'error',
    message: ({ found }) =>
      `"${found}" cannot be a reply's icon: write a link that begins with https:// in the parentheses.`,
    explain:
      'In parentheses after a payload stands the address of the image that the quick reply shows: Red -> RED (https://cdn.example/red.png). The options of links are for buttons.',
    bad: file('', reply('Red -> RED (./red.png)')),
    good: file('', reply('Red -> RED (https://cdn.example/red.png)')),
  }),
  'template/shorthand-unknown-option': entry<{ option: string; hint: string }>({
    severity: 'error',
    message: ({ option, hint }) =>
      `"${option}" is not an option of links.${hint === '' ? ' Options are compact, tall, full, extensions, fallback https://…, no share.' : hint}`,
    explain:
      'After a link stand its options in parentheses: (tall), (full, extensions, fallback https://…, no share).',
    bad: file('', button('Shop -> https://shop.example (big)')),
    good: file('', button('Shop -> https://shop.example (tall)')),
  }),
  'template/shorthand-option-twice': entry<{ option: string; other: string }>({
    severity: 'error',
    message: ({ option, other }) =>
      option === other
        ? `The option "${option}" stands twice: take one out.`
        : `The options "${other}" and "${option}" exclude each other: keep one height.`,
    explain: 'A link opens in one height: compact, tall or full. Every other option stands at most once.',
    bad: file('', button('Shop -> https://shop.example (tall, full)')),
    good: file('', button('Shop -> https://shop.example (full)')),
  }),
  'template/shorthand-option-place': entry<{ options: string }>({
    severity: 'error',
    message: ({ options }) => `The options ${options} stand after something that is no link: take them out.`,
    explain:
      'Heights, extensions and sharing belong to links that open in the conversation. Payloads, phone numbers and logins have no options.',
    bad: file('', button('Start over -> START (tall)')),
    good: file('', button('Start over -> START')),
  }),
  'template/literal-output': entry<{ written: string; name: string }>({
    severity: 'error',
    message: (p) =>
      `{{${p.written}}} writes nothing: write ${p.name ? `${p.name}, or ` : ''}the text itself, without braces`,
    explain:
      'Braces hold the name of a value or a helper with its values. As in Handlebars a number or a text alone in them is looked up as a name, and no data has it.',
    bad: 'messages:\n  hello: Order {{5}} is on its way.\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'messages:\n  hello: Order 5 is on its way.\ndefaults: { messaging_type: RESPONSE }\n',
  }),
};
