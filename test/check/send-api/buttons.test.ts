import { expect, test } from 'vitest';
import { check, inTemplate, summary, withButtons } from './build.ts';

const link = (fields: Readonly<Record<string, string | boolean>>) =>
  summary(check(withButtons({ title: 'Go', ...fields })));

test('messenger_extensions want https', () => {
  expect(link({ url: 'https://a.example', messenger_extensions: true })).toEqual([]);
  expect(link({ url: 'http://a.example', messenger_extensions: false })).toEqual([]);
  expect(link({ url: 'http://a.example', messenger_extensions: true })).toEqual([
    'send-api/extensions-https @ "http://a.example"',
  ]);
  expect(link({ url: 'http://a.example/{{x}}', messenger_extensions: true })).toEqual([
    'send-api/extensions-https @ "http://a.example/{{x}}"',
  ]);
  expect(link({ url: '{{x}}', messenger_extensions: true })).toEqual([]);
  expect(link({ url: 'http://a.example', messenger_extensions: '{{x}}' })).toEqual([
    'warning: send-api/extensions-https @ "http://a.example"',
  ]);
});

test('fallback_url goes with messenger_extensions', () => {
  const fallback_url = 'https://b.example';
  expect(link({ url: 'https://a.example', fallback_url, messenger_extensions: true })).toEqual([]);
  // the data may turn it off
  expect(link({ url: 'https://a.example', fallback_url, messenger_extensions: '{{x}}' })).toEqual([
    'send-api/fallback-url @ "fallback_url"',
  ]);
  expect(link({ url: 'https://a.example', fallback_url })).toEqual([
    'send-api/fallback-url @ "fallback_url"',
  ]);
  expect(link({ url: 'https://a.example', fallback_url, messenger_extensions: false })).toEqual([
    'send-api/fallback-url @ "fallback_url"',
  ]);
});

test('default actions too; they have no title', () => {
  const card = (default_action: Readonly<Record<string, string | boolean>>) =>
    summary(check(inTemplate({ template_type: 'generic', elements: [{ title: 'Mug', default_action }] })));
  expect(card({ type: 'web_url', url: 'https://a.example' })).toEqual([]);
  expect(card({ type: 'web_url', url: 'http://a.example', messenger_extensions: true })).toEqual([
    'send-api/extensions-https @ "http://a.example"',
  ]);
  expect(card({ type: 'web_url', url: 'https://a.example', title: 'Go' })).toEqual([
    'send-api/unknown-field @ "title"',
  ]);
  expect(card({ type: 'postback', url: 'https://a.example' })).toEqual([
    'send-api/unknown-value @ "postback"',
  ]);
});

test('a game starts against one player or in one context (R4.1-6)', () => {
  const game = (game_metadata: Readonly<Record<string, string>>) =>
    summary(check(withButtons({ type: 'game_play', title: 'Play', game_metadata })));
  expect(game({ player_id: '1' })).toEqual([]);
  expect(game({ context_id: '1' })).toEqual([]);
  expect(game({})).toEqual(['send-api/game-metadata @ {']);
  expect(game({ player_id: '1', context_id: '2' })).toEqual(['send-api/game-metadata @ {']);
});
