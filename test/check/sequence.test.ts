/** Rules over the steps of a message, and what texts from data must prove. */
import { describe, expect, it } from 'vitest';
import { analyzeText } from '../pipeline/testdata.ts';

function codes(text: string): string[] {
  // all cases share their params
  return analyzeText(`defaults: { messaging_type: RESPONSE }\n${text}`)
    .diagnostics.filter((d) => d.code !== 'params/unused')
    .map((d) => `${d.severity} ${d.code}`);
}
const steps = (lines: string, params = '') =>
  codes(`${params}messages:\n  m:\n${lines.replace(/^/gm, '    ')}\n`);
const params =
  'params: { paid: boolean, names: { type: array, minItems: 1, maxItems: 3, items: string(20) } }\n';
const vanish = 'warning policy/quick-replies-vanish';

describe('quick replies stand on the last message (Q-10)', () => {
  it.each([
    ['a message after them', '- { text: A, quick_replies: [Yes] }\n- B'],
    ['a message after a pause', '- { text: A, quick_replies: [Yes] }\n- wait: 1s\n- B'],
    ['a message that comes for some', '- { text: A, quick_replies: [Yes] }\n- { text: B, when: paid }'],
    ['a message for each', '- each: names as |n|\n  text: "Hi {{n}}"\n  quick_replies: [Yes]'],
    ['in the long form', '- message: { text: A, quick_replies: [ { title: Yes, payload: YES } ] }\n- B'],
  ])('%s: a warning', (_, lines) => {
    expect(steps(lines, params)).toEqual([vanish]);
  });

  it.each([
    ['on the last message', '- A\n- { text: B, quick_replies: [Yes] }'],
    ['actions after them', '- { text: A, quick_replies: [Yes] }\n- mark_seen'],
    ['the other branch', '- { text: A, quick_replies: [Yes], when: paid }\n- { text: B, otherwise: true }'],
    [
      'the opposite condition',
      '- { text: A, quick_replies: [Yes], when: paid }\n- { text: B, when: not paid }',
    ],
    [
      'a third branch',
      '- { text: A, quick_replies: [Yes], when: paid }\n- { text: B, otherwise: (length names) > 1 }\n- { text: C, otherwise: true }',
    ],
  ])('%s: nothing', (_, lines) => {
    expect(steps(lines, params)).toEqual([]);
  });
});

describe('the typing sign is followed by a message', () => {
  it.each([
    ['at the end', '- A\n- typing_on', ['warning policy/typing-alone']],
    ['with a pause at the end', '- A\n- typing: 2s', ['warning policy/typing-alone']],
    ['before a message', '- typing: 2s\n- A', []],
    ['taken back', '- A\n- typing_on\n- wait: 1s\n- typing_off', []],
    ['a message of actions alone', '- mark_seen\n- typing_on', []],
  ])('%s', (_, lines, found) => {
    expect(steps(lines)).toEqual(found);
  });
});

describe('a comment or post gets one private reply (PR-2)', () => {
  const to = (key: string, lines: string) => `recipient: { ${key} }\nsteps:\n${lines.replace(/^/gm, '  ')}`;
  const second = 'send-api/second-private-reply';

  it.each([
    ['two messages', to('comment_id: "1"', '- A\n- B'), [`error ${second}`]],
    ['three: two too many', to('post_id: "1"', '- A\n- B\n- C'), [`error ${second}`, `error ${second}`]],
    ['a second for some', to('comment_id: "1"', '- A\n- { text: B, when: paid }'), [`warning ${second}`]],
    ['two branches', to('comment_id: "1"', '- { text: A, when: paid }\n- { text: B, otherwise: true }'), []],
    ['two people', to('id: "1"', '- A\n- B'), []],
    [
      'the rest by id',
      '- { text: A, recipient: { comment_id: "1" } }\n- { text: B, recipient: { id: "2" } }',
      [],
    ],
  ])('%s', (_, lines, found) => {
    expect(steps(lines, params)).toEqual(found);
  });
});

describe('what the data decides must be proven', () => {
  const feedback = (title: string, types: string) =>
    codes(`params: { x: ${types} }
messages:
  m:
    customer_feedback:
      title: "${title}"
      subtitle: It takes ten seconds
      button_title: Rate
      feedback_screens: [ { questions: [ { id: q, type: csat } ] } ]
      business_privacy: { url: https://a.example/p }
`);
  const unproven = 'warning send-api/not-proven';

  it.each([
    ['a text', 'string(20)', [unproven]],
    ['a text without dots and colons', '{ type: string, maxLength: 20, pattern: "^[^:/.]*$" }', []],
    ['a list of values', '[tea, coffee]', []],
    ['a list of values with a link', '[tea, www.a.example]', ['error send-api/format']],
    ['a whole number', 'integer(1..9)', []],
    ['a day', 'date', []],
  ])('no link in a feedback title: %s', (_, types, found) => {
    expect(feedback('Rate {{x}}', types)).toEqual(found);
  });

  it('a branch may hold what a pattern does not speak of', () => {
    const title = 'Rate {{#if x}}{{x}}{{/if}}';
    expect(feedback(title, '{ type: string, maxLength: 20, pattern: "^[^:/.]*$" }')).toEqual([unproven]);
  });

  const extended = (url: string, types: string) =>
    codes(`params: { x: ${types} }
messages:
  m:
    text: Which?
    buttons: [ { type: web_url, title: Go, url: "${url}", messenger_extensions: true } ]
`);

  it.each([
    ['any link', '{{x}}', 'url', [unproven]],
    ['a link with https', '{{x}}', '{ type: url, pattern: "^https://" }', []],
    ['written out', 'https://a.example/{{x}}', 'string(20)', []],
    ['http written out', 'http://a.example/{{x}}', 'string(20)', ['error send-api/extensions-https']],
  ])('https where messenger_extensions is on: %s', (_, url, types, found) => {
    expect(extended(url, types)).toEqual(found);
  });
});

describe('file endings (A-10)', () => {
  it.each([
    ['image: https://a.example/menu.pdf?size=1.png', ['warning send-api/file-type']],
    ['image: https://a.example/menu.PDF', ['warning send-api/file-type']],
    ['image: ./menu.pdf', ['warning send-api/file-type']],
    ['image: https://a.pdf/menu', []],
    ['image: https://a.example/menu.v2', []],
    ['video: https://a.example/film.webm', []],
    ['image: { attachment_id: "a.pdf" }', []],
  ])('%s', (line, found) => {
    expect(steps(line)).toEqual(found);
  });
});
