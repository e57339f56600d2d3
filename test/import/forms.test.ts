/** What a file may hold: a body, a message, lists, JSON lines, Postman collections; and how it looks afterwards. */
import { describe, expect, test } from 'vitest';
import { analyzed, bodiesOf, imported, notesOf, refused } from './support.ts';

describe('how it is written', () => {
  test('shorthand and sugar, where they say the same', () => {
    const result = imported(
      JSON.stringify({
        recipient: { id: '42' },
        messaging_type: 'UPDATE',
        message: {
          attachment: {
            type: 'template',
            payload: {
              template_type: 'generic',
              elements: [
                {
                  title: 'Mug: blue, big',
                  default_action: {
                    type: 'web_url',
                    url: 'https://shop.example/1',
                    webview_height_ratio: 'tall',
                  },
                  buttons: [
                    { type: 'web_url', title: 'Buy', url: 'https://shop.example/1' },
                    { type: 'postback', title: 'A -> B', payload: '{"a":1}' },
                    { type: 'phone_number', title: 'Call us', payload: '+15551234567' },
                    { type: 'account_link', url: 'https://shop.example/login' },
                    { type: 'account_unlink' },
                    { type: 'postback', title: 'Odd ', payload: 'ODD' },
                    { type: 'postback', title: 'Link', payload: 'https://shop.example/' },
                    {
                      type: 'web_url',
                      title: 'Both',
                      url: 'https://shop.example/1',
                      messenger_extensions: false,
                    },
                  ],
                },
              ],
            },
          },
          quick_replies: [
            { content_type: 'text', title: 'Yes', payload: 'Yes' },
            { content_type: 'text', title: 'No', payload: 'NO', image_url: 'https://shop.example/no.png' },
            { content_type: 'user_email' },
            { content_type: 'text', title: 'user_email', payload: 'user_email' },
          ],
          metadata: 'm',
        },
      }),
    );
    expect(result.text).toBe(`messages:
  generic:
    recipient: { id: '42' }
    messaging_type: UPDATE
    generic:
      - title: 'Mug: blue, big'
        default_action: https://shop.example/1 (tall)
        buttons:
          - Buy -> https://shop.example/1
          - 'A \\-> B -> {"a":1}'
          - Call us -> tel:+15551234567
          - login https://shop.example/login
          - logout
          - type: postback
            title: 'Odd '
            payload: ODD
          - type: postback
            title: Link
            payload: https://shop.example/
          - type: web_url
            title: Both
            url: https://shop.example/1
            messenger_extensions: false
    quick_replies:
      - Yes
      - No -> NO (https://shop.example/no.png)
      - user_email
      - user_email -> user_email
    metadata: m
`);
  });

  test('each kind of message in its shortest form', () => {
    const bodies = [
      { text: 'Hello, you' },
      { text: 'foo_bar' },
      { text: 'One\nTwo' },
      { attachment: { type: 'template', payload: { template_type: 'button', text: 'Go?', buttons: [] } } },
      { attachment: { type: 'image', payload: { url: 'https://a.example/b.png' } } },
      { attachment: { type: 'image', payload: { url: './b.png' } } },
      { attachment: { type: 'video', payload: { attachment_id: '7', is_reusable: true } } },
      {
        attachment: {
          type: 'template',
          payload: {
            template_type: 'media',
            elements: [{ media_type: 'image', attachment_id: '7' }],
            sharable: true,
          },
        },
      },
      {
        attachment: {
          type: 'template',
          payload: { template_type: 'media', elements: [{ media_type: 'image', attachment_id: '7' }] },
        },
      },
      {
        attachment: {
          type: 'template',
          payload: { template_type: 'product', elements: [{ id: '1' }, { id: '2' }] },
        },
      },
      { attachment: { type: 'template', payload: { template_type: 'not_known', x: 1 } } },
    ];
    const text = `[${bodies.map((b) => JSON.stringify(b)).join(',')}, {"sender_action": "typing_on"}]`;
    expect(imported(text).text).toBe(`defaults: { messaging_type: RESPONSE }

messages:
  hello_you: Hello, you

  foo_bar:
    text: foo_bar

  one_two: |-
    One
    Two

  go:
    text: Go?
    buttons: []

  image:
    image: https://a.example/b.png

  image_2:
    image: { url: ./b.png }

  video:
    video: { attachment_id: '7', is_reusable: true }

  media:
    media:
      elements:
        - media_type: image
          attachment_id: '7'
      sharable: true

  media_2:
    media:
      media_type: image
      attachment_id: '7'

  product:
    product:
      - '1'
      - '2'

  not_known:
    attachment:
      type: template
      payload:
        template_type: not_known
        unchecked: { x: 1 }

  typing_on: typing_on
`);
  });

  test('what all share is in defaults, also for actions', () => {
    const bodies = ['RESPONSE', 'UPDATE', 'UPDATE'].map((messaging_type, i) => ({
      recipient: { id: '<PSID>' },
      messaging_type,
      notification_type: 'NO_PUSH',
      message: { text: `Text ${i}` },
    }));
    const { text } = imported(
      JSON.stringify([...bodies, { recipient: { id: '<PSID>' }, sender_action: 'mark_seen' }]),
    );
    expect(text).toBe(`defaults:
  recipient: { id: <PSID> }
  messaging_type: UPDATE
  notification_type: NO_PUSH

messages:
  text_0:
    messaging_type: RESPONSE
    text: Text 0

  text_1: Text 1
  text_2: Text 2
  mark_seen: mark_seen
`);
  });

  test('a tag says MESSAGE_TAG by itself', () => {
    const body = { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT', message: { text: 'Hi' } };
    const result = imported(JSON.stringify(body));
    expect(result.text).toBe('messages:\n  hi:\n    tag: HUMAN_AGENT\n    text: Hi\n');
    expect(bodiesOf(result)).toEqual([body]);
  });
});

describe('notes', () => {
  test('fields that are not known go under unchecked, in the message, in the request, in a card', () => {
    const body = {
      messaging_type: 'RESPONSE',
      brand_new: { on: true },
      message: {
        new_too: [1],
        attachment: {
          type: 'template',
          payload: { template_type: 'generic', elements: [{ title: 'A', subtitle: 'B', badge: 'x' }] },
        },
      },
    };
    const result = imported(JSON.stringify(body));
    expect(bodiesOf(result)).toEqual([body]);
    expect(analyzed(result.text).diagnostics).toEqual([]);
    expect(notesOf(result)).toEqual([
      'generic: sendspec does not know "brand_new", "badge", "new_too" there: kept as it was, under "unchecked"',
    ]);
  });

  test('the spelling of client libraries, nulls, a missing type, braces', () => {
    const result = imported(
      '{"recipient": {"id": 1}, "messagingType": null, "message": {"text": "Hi {{name}}", "quickReplies": [{"title": "Yes", "payload": "Y", "imageUrl": null}]}}',
    );
    expect(result.text).toBe(`defaults: { messaging_type: RESPONSE }

messages:
  hi_name:
    recipient: { id: '1' }
    text: 'Hi \\{{name}}'
    quick_replies:
      - Yes -> Y
`);
    expect(notesOf(result)).toEqual([
      'keys of a client library are written as the Send API has them: messagingType is now messaging_type, quickReplies is now quick_replies, imageUrl is now image_url',
      'fields that were null are left out: to the Send API they are absent',
      'no messaging_type in hi_name: RESPONSE is sent, as defaults say',
      'added, since the Send API wants it: hi_name/message/quick_replies/0/content_type',
      '{{…}} is text in hi_name, and written \\{{…}}: to fill it in, declare a param and take the backslash away',
    ]);
  });

  test('a token is never taken over', () => {
    const result = imported(
      '{"access_token": "EAAsecret", "messaging_type": "UPDATE", "message": {"text": "Hi"}}',
    );
    expect(result.text).not.toContain('secret');
    expect(notesOf(result)).toEqual([
      'access_token left out: a token never stands in a file (set PAGE_ACCESS_TOKEN)',
    ]);
  });

  test('what is newer than v21.0 makes the file say so; what the Send API refuses is said', () => {
    const newer = imported(
      '{"messaging_type": "RESPONSE", "reply_to": {"mid": "m_1"}, "message": {"text": "Hi"}}',
    );
    expect(newer.text).toBe(
      'api: current\n\nmessages:\n  hi:\n    messaging_type: RESPONSE\n    reply_to: m_1\n    text: Hi\n',
    );
    expect(notesOf(newer)).toEqual([
      'the file says "api: current": some of the bodies use what is newer than v21.0',
    ]);
    const long = imported(
      JSON.stringify({ messaging_type: 'RESPONSE', message: { text: 'x'.repeat(3000) } }),
    );
    expect(notesOf(long)[0]).toMatch(
      /^the Send API would refuse some of it: sendspec check finds 1 error in the new file \(line 4: /,
    );
  });

  test('what no file can say is named', () => {
    const result = imported('{"sender_action": "typing_on", "brand_new": {"use": "a"}}');
    expect(notesOf(result)).toContain(
      'typing_on is not sent as it was given: /brand_new cannot be written in a spec file',
    );
  });

  test('what is no strict JSON is said once, with its place', () => {
    const { notes } = imported("// a\n{message: {'text': 'a', metadata: 'b',}}");
    expect(notes.slice(0, 4)).toEqual([
      {
        offset: 0,
        message:
          'this is no strict JSON: it has a comment. It was read all the same. Comments are not taken over.',
      },
      {
        offset: 6,
        message: 'this is no strict JSON: it has a key without quotes. It was read all the same.',
      },
      {
        offset: 16,
        message: 'this is no strict JSON: it has a text in single quotes. It was read all the same.',
      },
      {
        offset: 42,
        message: 'this is no strict JSON: it has a comma before a closing bracket. It was read all the same.',
      },
    ]);
  });
});

describe('names', () => {
  test('are valid and unique: from the text, else the kind', () => {
    const texts = [
      'Hi!',
      'Hi?',
      '12 o’clock',
      '👍',
      '',
      'don’t',
      'Grüße aus Köln',
      'Привет, мир',
      'สวัสดี',
      'true',
      'a'.repeat(90),
    ];
    const result = imported(JSON.stringify(texts.map((text) => ({ text }))));
    expect(result.names).toEqual([
      ...[
        'hi',
        'hi_2',
        'oclock',
        'message',
        'message_2',
        'dont',
        'grüße_aus_köln',
        'привет_мир',
        'message_3',
        'true',
      ],
      'a'.repeat(32),
    ]);
    expect(bodiesOf(result)).toEqual(
      texts.map((text) => ({ messaging_type: 'RESPONSE', message: { text } })),
    );
  });
});

describe('refused', () => {
  test.each([
    ['[]', 'the list is empty: there is no body in it', ''],
    ['"hello"', 'this is no Send API body: it is no object', ''],
    [
      '{"a": 1}',
      'this is no Send API body: it has "a", and neither "message" nor "sender_action" nor a field of a message such as "text"',
      '',
    ],
    [
      '[{"text": "a"}, {"foo": 1}]',
      'item 2 is no Send API body: it has "foo", and neither "message" nor "sender_action" nor a field of a message such as "text"',
      '',
    ],
    [
      '{"text": "a"}\n{"foo": 1}',
      'line 2 is no Send API body: it has "foo", and neither "message" nor "sender_action" nor a field of a message such as "text"',
      '{"text": "a"}\n',
    ],
    [
      '{"text": "a"}\n\n{"text": b}',
      '"b" is no JSON value: put texts in double quotes, and give data in place of code',
      '{"text": "a"}\n\n{"text": ',
    ],
    ['{"text": "a"', 'the { that stands here is not closed: the text ends before', ''],
    ['{"info": {}, "item": []}', 'this Postman collection holds no Send API messages', ''],
  ])('%s', (text, message, before) => {
    expect(refused(text)).toEqual({ message, before });
  });

  test('more than a spec file may hold', () => {
    const body = JSON.stringify({ message: { text: 'x'.repeat(1900) } });
    expect(refused(`${body}\n`.repeat(1200)).message).toMatch(
      /^the spec file would have 2\.3 million characters, at most 0\.5 million are read/,
    );
  });
});

describe('Postman collections', () => {
  const item = (name: string, body: object) => ({
    name,
    request: { method: 'POST', url: 'https://graph.facebook.com/v21.0/me/messages', body },
  });
  const raw = (text: string) => ({ mode: 'raw', raw: text });
  const collection = (...items: object[]) =>
    JSON.stringify({
      info: { name: 'c', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
      item: items,
    });

  test('folders, raw bodies with variables and comments, forms, lists', () => {
    const result = imported(
      collection(
        {
          name: 'Texts',
          item: [
            {
              name: 'Deeper',
              item: [
                item(
                  'Say Hello!',
                  raw(
                    '{"recipient": {"id": {{PSID}}}, // who\n"messaging_type": "UPDATE", "message": {"text": "Hi {{name}}"}}',
                  ),
                ),
              ],
            },
            item(
              'Say Hello!',
              raw('[{"messaging_type": "UPDATE", "message": {"text": "a"}}, {"sender_action": "typing_on"}]'),
            ),
          ],
        },
        item('As a form', {
          mode: 'urlencoded',
          urlencoded: [
            { key: 'recipient', value: '{"id": "{{PSID}}"}' },
            { key: 'messaging_type', value: 'UPDATE' },
            { key: 'message', value: '{"text": "b"}' },
            { key: 'persona_id', value: '1', disabled: true },
            { key: 'access_token', value: '{{TOKEN}}' },
          ],
        }),
      ),
    );
    expect(result.names).toEqual(['say_hello', 'say_hello_2', 'say_hello_3', 'as_a_form']);
    expect(bodiesOf(result)).toEqual([
      { recipient: { id: '{{PSID}}' }, messaging_type: 'UPDATE', message: { text: 'Hi {{name}}' } },
      { messaging_type: 'UPDATE', message: { text: 'a' } },
      { sender_action: 'typing_on' },
      { recipient: { id: '{{PSID}}' }, messaging_type: 'UPDATE', message: { text: 'b' } },
    ]);
    expect(result.text).not.toContain('TOKEN');
    expect(notesOf(result)[0]).toBe(
      'the body of the request "Say Hello!" is no strict JSON: it has a {{variable}} outside of quotes, a comment. It was read all the same.',
    );
  });

  test('requests that are no messages are named and left out, as are broken ones and uploads', () => {
    const result = imported(
      collection(
        item('Hello', raw('{"messaging_type": "UPDATE", "message": {"text": "a"}}')),
        { name: 'Profile', request: { method: 'GET', url: 'https://graph.facebook.com/me' } },
        { name: 'Short', request: 'https://graph.facebook.com/me' },
        item('Menu', raw('{"persistent_menu": []}')),
        item('Broken', raw('{\n  "message": {"text" "a"}}')),
        item('Upload', {
          mode: 'formdata',
          formdata: [
            { key: 'message', value: '{}' },
            { key: 'filedata', type: 'file', src: '/a.png' },
          ],
        }),
      ),
    );
    expect(result.names).toEqual(['hello']);
    expect(notesOf(result)).toEqual([
      'the request "Broken" is left out: its body is no JSON (line 2, column 22: a colon is missing after the key "text": here is a text in quotes)',
      'the request "Upload" is left out: it uploads a file: send the file by URL or attachment_id',
      '3 requests of the collection are no messages and left out: "Profile", "Short", "Menu"',
    ]);
  });
});
