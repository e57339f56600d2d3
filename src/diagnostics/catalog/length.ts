/** Lengths of texts and numbers of items, proven from literals, params and helpers. */
import { entry } from '../entry.ts';

export const length = {
  'length/too-long': entry<{ name: string; found: number; max: number; unit: string }>({
    severity: 'error',
    message: (p) =>
      `${p.name} has ${p.found} ${p.unit}, at most ${p.max} are allowed: shorten it by ${p.found - p.max}`,
    explain:
      'Meta refuses the message, or cuts the text on the screen. Characters are counted as Unicode code points, on Instagram as bytes.',
    bad: 'messages:\n  hello:\n    text: Hello\n    quick_replies:\n      - Show me everything you have -> ALL\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'messages:\n  hello:\n    text: Hello\n    quick_replies:\n      - Show me all -> ALL\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'length/can-exceed': entry<{ name: string; found: number; max: number; unit: string; witness: string }>({
    severity: 'error',
    message: (p) =>
      `${p.name} can have ${p.found} ${p.unit}, at most ${p.max} are allowed${p.witness}: use {{truncate …}}, or give the param a smaller maximum`,
    explain: 'The longest data that `params` admits makes the text longer than the limit.',
    bad: 'params:\n  first_name: string(40)\nmessages:\n  hello:\n    text: Hello\n    quick_replies:\n      - I am {{first_name}} -> ME\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'params:\n  first_name: string(40)\nmessages:\n  hello:\n    text: Hello\n    quick_replies:\n      - I am {{truncate first_name 15}} -> ME\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'length/unbounded': entry<{ name: string; max: number; unit: string; cause: string }>({
    severity: 'warning',
    message: (p) =>
      `${p.name} may have at most ${p.max} ${p.unit}, but ${p.cause}: ${bound(p.cause)}use {{truncate …}}`,
    explain:
      'Nothing limits how long this text can become, so it cannot be proven that Meta accepts it. It is checked for each person when the message is rendered.',
    bad: 'params:\n  first_name: string\nmessages:\n  hello: Hello {{first_name}}!\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'params:\n  first_name: string(40)\nmessages:\n  hello: Hello {{first_name}}!\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'length/empty': entry<{ name: string }>({
    severity: 'error',
    message: (p) => `${p.name} is empty: write a text, or leave the field out`,
    explain: 'Meta refuses an empty text here.',
    bad: 'messages:\n  hello:\n    text: ""\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'messages:\n  hello:\n    text: Hello\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'length/too-short': entry<{ name: string; found: number; min: number; unit: string }>({
    severity: 'error',
    message: (p) => `${p.name} has ${p.found} ${p.unit}, at least ${p.min} are needed`,
    explain: 'Meta refuses a shorter text here.',
    bad: 'messages:\n  ask:\n    customer_feedback:\n      title: Rate us\n      subtitle: It takes a moment\n      button_title: Rate\n      feedback_screens:\n        - questions:\n            - { id: q1, type: csat, title: So? }\n      business_privacy: { url: https://shop.example/privacy }\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'messages:\n  ask:\n    customer_feedback:\n      title: Rate us\n      subtitle: It takes a moment\n      button_title: Rate\n      feedback_screens:\n        - questions:\n            - { id: q1, type: csat, title: How was it? }\n      business_privacy: { url: https://shop.example/privacy }\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'length/too-many': entry<{ name: string; found: number; max: number }>({
    severity: 'error',
    message: (p) =>
      `${p.name} has ${p.found} items, at most ${p.max} are allowed: remove ${p.found - p.max}, or send them in two messages`,
    explain: 'Meta refuses a list that is longer.',
    bad: 'messages:\n  hello:\n    text: Hello\n    buttons: [A -> A, B -> B, C -> C, D -> D]\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'messages:\n  hello:\n    text: Hello\n    buttons: [A -> A, B -> B, C -> C]\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'length/can-exceed-items': entry<{ name: string; found: number; max: number; witness: string }>({
    severity: 'error',
    message: (p) =>
      `${p.name} can have ${p.found} items, at most ${p.max} are allowed${p.witness}: use (take LIST ${p.max}), or give the list a smaller maxItems`,
    explain: 'The longest list that `params` admits makes more items than the limit.',
    bad: 'params:\n  names: { type: array, minItems: 1, maxItems: 20, items: string(20) }\nmessages:\n  hello:\n    text: Hello\n    quick_replies:\n      - each: names as |n|\n        tap: "{{n}} -> N:{{n}}"\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'params:\n  names: { type: array, minItems: 1, maxItems: 20, items: string(20) }\nmessages:\n  hello:\n    text: Hello\n    quick_replies:\n      - each: (take names 13) as |n|\n        tap: "{{n}} -> N:{{n}}"\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'length/unbounded-items': entry<{ name: string; max: number; cause: string }>({
    severity: 'warning',
    message: (p) =>
      `${p.name} may have at most ${p.max} items, but ${p.cause}: give it maxItems, or use (take LIST ${p.max})`,
    explain:
      'Nothing limits how many items there can be. It is checked for each person when the message is rendered.',
    bad: 'params:\n  names: { type: array, minItems: 1, items: string(20) }\nmessages:\n  hello:\n    text: Hello\n    quick_replies:\n      - each: names as |n|\n        tap: "{{n}} -> N:{{n}}"\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'params:\n  names: { type: array, minItems: 1, maxItems: 13, items: string(20) }\nmessages:\n  hello:\n    text: Hello\n    quick_replies:\n      - each: names as |n|\n        tap: "{{n}} -> N:{{n}}"\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'length/too-few': entry<{ name: string; found: number; min: number }>({
    severity: 'error',
    message: (p) => `${p.name} has ${p.found} items, at least ${p.min} ${p.min === 1 ? 'is' : 'are'} needed`,
    explain: 'Meta refuses a list that is shorter.',
    bad: 'messages:\n  hello:\n    text: Hello\n    buttons: []\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'messages:\n  hello:\n    text: Hello\n    buttons: [A -> A]\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'length/can-be-empty': entry<{ name: string; min: number }>({
    severity: 'warning',
    message: (p) =>
      `${p.name} needs at least ${p.min === 1 ? 'one item' : `${p.min} items`}, but may get fewer: give the list minItems, or put "when:" on the message`,
    explain: 'With such data the message cannot be sent: the person is skipped with an error.',
    bad: 'params:\n  names: { type: array, maxItems: 3, items: string(20) }\nmessages:\n  hello:\n    generic:\n      - each: names as |n|\n        title: "{{n}}"\n        subtitle: A name\ndefaults: { messaging_type: RESPONSE }\n',
    good: 'params:\n  names: { type: array, minItems: 1, maxItems: 3, items: string(20) }\nmessages:\n  hello:\n    generic:\n      - each: names as |n|\n        title: "{{n}}"\n        subtitle: A name\ndefaults: { messaging_type: RESPONSE }\n',
  }),
  'length/doubtful': entry<{ name: string; found: number; max: number; unit: string }>({
    severity: 'warning',
    message: (p) =>
      `${p.name} has ${p.found} ${p.unit}; Meta takes that, but some of its pages and older clients allow at most ${p.max}: stay below to be safe`,
    explain:
      'Sources disagree about this limit. The larger number is what Meta’s server says today, the smaller one what the reference or widespread clients say.',
    bad: `api: current\nmessages:\n  hello:\n    text: Hello\n    metadata: ${'m'.repeat(1000)}\ndefaults: { messaging_type: RESPONSE }\n`,
    good: `api: current\nmessages:\n  hello:\n    text: Hello\n    metadata: ${'m'.repeat(999)}\ndefaults: { messaging_type: RESPONSE }\n`,
  }),
  'length/can-be-short': entry<{ name: string; found: number; min: number; unit: string }>({
    severity: 'warning',
    message: (p) =>
      `${p.name} can have ${p.found === 0 ? 'no' : `only ${p.found}`} ${p.unit}, at least ${p.min} are needed: give the param a minLength, as in string(${p.min}..40), or write some words beside it`,
    explain: 'The shortest data that `params` admits makes the text shorter than Meta takes here.',
    bad: 'params:\n  q: { type: string, maxLength: 40, pattern: "^[^:/.]*$" }\nmessages:\n  ask:\n    tag: CUSTOMER_FEEDBACK\n    customer_feedback:\n      title: Rate us\n      subtitle: It takes a moment\n      button_title: Rate\n      feedback_screens:\n        - questions:\n            - { id: q1, type: csat, title: "{{q}}" }\n      business_privacy: { url: https://shop.example/privacy }\n',
    good: 'params:\n  q: { type: string, minLength: 5, maxLength: 40, pattern: "^[^:/.]*$" }\nmessages:\n  ask:\n    tag: CUSTOMER_FEEDBACK\n    customer_feedback:\n      title: Rate us\n      subtitle: It takes a moment\n      button_title: Rate\n      feedback_screens:\n        - questions:\n            - { id: q1, type: csat, title: "{{q}}" }\n      business_privacy: { url: https://shop.example/privacy }\n',
  }),
};

/** How what has no bound is given one. */
function bound(cause: string): string {
  if (/^the JSON of |known|may have more properties/.test(cause)) return '';
  if (/of items$/.test(cause)) return 'give it one, as in maxItems: 10, or ';
  return `give it one, as in ${cause.includes('number without') ? 'number(0..99)' : 'string(40)'}, or `;
}
