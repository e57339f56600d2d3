import { expect, test } from 'vitest';
import { check, inMessage, inTemplate, summary, withButtons } from './build.ts';

test('a key that the API does not know is an error at the key', () => {
  expect(summary(check(inMessage({ text: 'Hi', sound: 'on' })))).toEqual([
    'send-api/unknown-field @ "sound"',
  ]);
});

test('a slip gets the nearest names', () => {
  const [finding] = check(inMessage({ text: 'Hi', quick_replys: [] }));
  expect(finding?.message).toBe('"quick_replys" is not a field of a message. Did you mean "quick_replies"?');
  // a guess: an editor offers it, `check --fix` leaves it to the author
  expect(finding?.fixes).toMatchObject([{ title: 'Write quick_replies', choice: true }]);
});

test('camel case of client libraries is renamed, quotes kept', () => {
  const [finding] = check({ messagingType: 'RESPONSE', message: { text: 'Hi' } });
  expect(finding?.message).toBe(
    '"messagingType" is not a field of a request. The Send API writes it "messaging_type".',
  );
  const edit = finding?.fixes?.[0]?.edits[0];
  expect(finding?.file.text.slice(edit?.range.start, edit?.range.end)).toBe('messagingType');
  expect(edit?.newText).toBe('messaging_type');
});

test('not renamed onto a key that is there already', () => {
  const [finding] = check({ messaging_type: 'RESPONSE', messagingType: 'RESPONSE', message: { text: 'Hi' } });
  expect(finding?.fixes).toBeUndefined();
});

test.each([
  [
    inMessage({
      attachment: { type: 'image', payload: { url: 'https://a.example/b.png' } },
      is_reusable: true,
    }),
    /belongs in attachment\.payload/,
  ],
  [inMessage({ text: 'Hi', reply_to: { mid: 'm' } }), /beside message, not inside it/],
  [inMessage({ text: 'Hi', persona_id: '1' }), /beside message, not inside it/],
  [
    withButtons({ type: 'account_link', account_linking_url: 'https://a.example', url: 'https://a.example' }),
    /stands in url/,
  ],
  [withButtons({ type: 'account_unlink', title: 'Bye' }), /Messenger writes its own/],
  [inMessage({ text: 'Hi' }, { access_token: 'EAAB' }), /a token never stands in a file/i],
  [inTemplate({ template_type: 'product', elements: [{ id: '1' }], buttons: [] }), /has no buttons/],
])('a key in the wrong place is sent to the right one %#', (body, words) => {
  const found = check(body);
  expect(found.map((d) => d.code)).toEqual(['send-api/unknown-field']);
  expect(found[0]?.message).toMatch(words);
});

test('a field of another kind of button says whose it is', () => {
  const [finding] = check(
    withButtons({ type: 'postback', title: 'Go', payload: 'GO', webview_height_ratio: 'tall' }),
  );
  expect(finding?.message).toMatch(/It belongs to type web_url: remove it, or change type\.$/);
});

test('where the kind is not known, any kind’s field passes and others do not', () => {
  const body = withButtons({
    type: 'x',
    title: 'Go',
    payload: 'GO',
    url: 'https://a.example',
    colour: 'red',
  });
  const found = check(body, { open: ['/message/attachment/payload/buttons/0/type'] });
  expect(summary(found.filter(({ code }) => code !== 'send-api/decided-by-data'))).toEqual([
    'send-api/unknown-field @ "colour"',
  ]);
});

test('unchecked passes, known keys in it too', () => {
  const body = inMessage({ text: 'Hi', new_feature: { a: [1] }, metadata: ['odd'] });
  expect(check(body, { unchecked: ['/message/new_feature', '/message/metadata'] })).toEqual([]);
});

test('words that every object inherits are unknown too', () => {
  const body = JSON.parse(
    '{"messaging_type":"RESPONSE","message":{"text":"Hi","constructor":"x","__proto__":"y"}}',
  );
  expect(summary(check(body))).toEqual([
    'send-api/unknown-field @ "constructor"',
    'send-api/unknown-field @ "__proto__"',
  ]);
});
