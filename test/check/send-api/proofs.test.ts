/** What params, literals and branches prove of values that the data decides. Through every phase, on real files. */
import { expect, test } from 'vitest';
import { analyze } from '../../../src/pipeline.ts';
import { createSource } from '../../../src/source/create-source.ts';
import { summary } from './build.ts';

function judge(params: string, message: string): string[] {
  const lines = message.split('\n').map((line) => `    ${line}\n`);
  const text = `api: current\nparams: ${params}\ndefaults: { messaging_type: RESPONSE }\nmessages:\n  m:\n${lines.join('')}`;
  const { diagnostics } = analyze(createSource('m.msg.yaml', text), {
    read: () => new Error('no other files'),
  });
  return summary(diagnostics).filter((line) => line.includes('send-api/'));
}

const notify = (how: string) => `text: Hi\nnotification_type: "${how}"`;
const receipt = (currency: string) => `receipt:
  recipient_name: Ana
  order_number: A-1
  currency: "${currency}"
  payment_method: Visa
  summary: { total_cost: 5 }`;
const feedback = (days: string) => `customer_feedback:
  title: Rate us
  subtitle: Ten seconds
  button_title: Rate
  feedback_screens: [{ questions: [{ id: q1, type: csat, title: How was it? }] }]
  business_privacy: { url: https://clinic.example/privacy }
  expires_in_days: "${days}"`;

test('a value of a closed list', () => {
  expect(judge('{ how: [REGULAR, NO_PUSH] }', notify('{{how}}'))).toEqual([]);
  expect(
    judge('{ how: { type: string, enum: [REGULAR, NO_PUSH], optional: true } }', notify('{{how}}')),
  ).toEqual([]);
  expect(judge('{ quiet: boolean }', notify('{{#if quiet}}NO_PUSH{{else}}REGULAR{{/if}}'))).toEqual([]);
  expect(judge('{ how: [NO, SILENT] }', notify('{{how}}_PUSH'))).toEqual([]);
  expect(judge('{ how: [REGULAR, LOUD] }', notify('{{how}}'))).toEqual([
    'send-api/unknown-value @ "{{how}}"',
  ]);
  expect(judge('{ how: string(10) }', notify('{{how}}'))).toEqual([
    'warning: send-api/not-proven @ "{{how}}"',
  ]);
  expect(judge('{ how: string(10) }', notify('{{upper how}}'))).toEqual([
    'warning: send-api/not-proven @ "{{upper how}}"',
  ]);
});

test('a value that Meta has withdrawn, among those that the data can choose', () => {
  const tag = judge('{ tag: [HUMAN_AGENT, ACCOUNT_UPDATE] }', 'tag: "{{tag}}"\ntext: Hi');
  expect(tag).toEqual(['send-api/removed @ "{{tag}}"']);
});

test('a name that does not exist is said by others', () => {
  expect(judge('{ how: [REGULAR] }', notify('{{hwo}}'))).toEqual([]);
});

test('currencies', () => {
  expect(judge('{ money: [EUR, USD] }', receipt('{{money}}'))).toEqual([]);
  expect(judge('{ money: [EUR, Dollar] }', receipt('{{money}}'))).toEqual(['send-api/format @ "{{money}}"']);
  expect(judge('{ money: string(3) }', receipt('{{money}}'))).toEqual([
    'warning: send-api/not-proven @ "{{money}}"',
  ]);
});

test('a pattern proves a form', () => {
  const money = (pattern: string) => `{ money: { type: string, pattern: "${pattern}" } }`;
  expect(judge(money('^[A-Z]{3}$'), receipt('{{money}}'))).toEqual([]);
  expect(judge(money('^[A-Z]{2}$'), receipt('{{money}}'))).toEqual([
    'warning: send-api/not-proven @ "{{money}}"',
  ]);
  expect(judge(money('^[A-Z]{3}$'), receipt('{{money}}{{money}}'))).toEqual([
    'warning: send-api/not-proven @ "{{money}}{{money}}"',
  ]);
  const coupon = 'coupon: { title: Ten, coupon_code: "{{code}}-{{code}}" }';
  expect(judge('{ code: { type: string, maxLength: 9, pattern: "^[!-~]+$" } }', coupon)).toEqual([]);
  expect(judge('{ code: string(9) }', coupon)).toEqual([
    'warning: send-api/not-proven @ "{{code}}-{{code}}"',
  ]);
});

test('a host that is written out proves where a link goes', () => {
  const login = (url: string) => `text: Hi\nbuttons: [{ type: account_link, url: "${url}" }]`;
  expect(judge('{ id: string(9) }', login('https://a.example/{{id}}'))).toEqual([]);
  expect(judge('{ page: url }', login('{{page}}'))).toEqual(['warning: send-api/not-proven @ "{{page}}"']);
  const media = (url: string) => `media: { media_type: video, url: "${url}" }`;
  expect(judge('{ id: string(9) }', media('https://www.facebook.com/tea/videos/{{id}}'))).toEqual([]);
  expect(judge('{ page: url }', media('{{page}}'))).toEqual(['warning: send-api/not-proven @ "{{page}}"']);
});

test('numbers in a range', () => {
  expect(judge('{ days: integer(1..7) }', feedback('{{days}}'))).toEqual([]);
  expect(judge('{ days: integer(2..3) }', feedback('{{days}}'))).toEqual([]);
  for (const type of ['integer(1..8)', 'integer(0..7)', 'integer', 'number(1..7)'])
    expect(judge(`{ days: ${type} }`, feedback('{{days}}')), type).toEqual([
      'warning: send-api/not-proven @ "{{days}}"',
    ]);
});
