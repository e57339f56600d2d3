import { describe, expect, it } from 'vitest';
import { cleanFile, folder, sendspec } from './run-cli.ts';

const steps = `params: { name: string(40)?, at: date-time? }
messages:
  greet:
    messaging_type: RESPONSE
    steps:
      - mark_seen
      - typing: 1s
      - text: Hi {{default name "there"}}!
  when:
    messaging_type: RESPONSE
    text: "{{date now time='short'}} {{recipient.locale}}"
`;

describe('render', () => {
  const cwd = () =>
    folder({
      'a.msg.yaml': cleanFile,
      'steps.msg.yaml': steps,
      'one.msg.yaml': 'messaging_type: RESPONSE\ntext: Just this\n',
      'bad.msg.yaml': 'messaging_type: RESPONSE\ntext: a\ntext: b\n',
      'ana.json': '{"first_name":"Ana"}',
      'long.json': `{"first_name":"${'x'.repeat(41)}"}`,
      'list.json': '[]',
      'broken.json': '{\n  "first_name": Ana\n}',
      'empty.json': '',
    });

  it('prints one JSON line a body and notes a missing recipient', async () => {
    const { code, out, err } = await sendspec(['render', 'a.msg.yaml#hello', '--data', 'ana.json'], {
      cwd: cwd(),
    });
    expect(code).toBe(0);
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((l) => JSON.parse(l)),
    ).toEqual([{ messaging_type: 'RESPONSE', message: { text: 'Hi Ana!' } }]);
    expect(err).toContain('no recipient was named');
  });

  it('takes data from stdin, and the recipient', async () => {
    const options = { cwd: cwd(), stdin: '\ufeff{"first_name":"Zoë"}' };
    const { code, out, err } = await sendspec(
      ['render', 'a.msg.yaml#hello', '--data', '-', '--recipient', '7'],
      options,
    );
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out)).toEqual({
      recipient: { id: '7' },
      messaging_type: 'RESPONSE',
      message: { text: 'Hi Zoë!' },
    });
  });

  it('takes data and recipient of an example', async () => {
    const { code, out } = await sendspec(['render', 'a.msg.yaml#hello', '--example', 'ana'], { cwd: cwd() });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ recipient: { id: '42' }, message: { text: 'Hi Ana!' } });
  });

  it('needs no name where the file has one message', async () => {
    const { code, out } = await sendspec(['render', 'one.msg.yaml', '--pretty'], { cwd: cwd() });
    expect(code).toBe(0);
    expect(out).toContain('\n  "messaging_type": "RESPONSE"');
    expect(JSON.parse(out)).toMatchObject({ message: { text: 'Just this' } });
  });

  it('shows waits with --steps and leaves them out without', async () => {
    const all = await sendspec(['render', 'steps.msg.yaml#greet', '--steps', '--recipient', '1'], {
      cwd: cwd(),
    });
    expect(
      all.out
        .trimEnd()
        .split('\n')
        .map((l) => Object.keys(JSON.parse(l))[0]),
    ).toEqual(['body', 'body', 'wait', 'body']);
    const bodies = await sendspec(['render', 'steps.msg.yaml#greet', '--recipient', '1'], { cwd: cwd() });
    expect(bodies.out.trimEnd().split('\n')).toHaveLength(3);
  });

  it('obeys --now, --time-zone and --locale', async () => {
    const argv = [
      'render',
      'steps.msg.yaml#when',
      '--now',
      '2026-05-04T10:00:00Z',
      '--time-zone',
      'Asia/Tokyo',
      '--locale',
      'ja-JP',
    ];
    const { code, out } = await sendspec(argv, { cwd: cwd() });
    expect(code).toBe(0);
    expect(JSON.parse(out).message.text).toMatch(/^7:00\sPM ja-JP$/);
  });

  it.each<[string[], number, RegExp]>([
    [
      ['a.msg.yaml#helo'],
      2,
      /a\.msg\.yaml has no message "helo": it has hello, bye\. Did you mean "hello"\?/,
    ],
    [['a.msg.yaml'], 2, /say which message of a\.msg\.yaml, as a\.msg\.yaml#NAME: it has hello, bye/],
    [['nope.msg.yaml#hello'], 2, /nope\.msg\.yaml does not exist/],
    [['.#hello'], 2, /\. is a folder, not a file/],
    [['bad.msg.yaml'], 1, /yaml\/duplicate-key[\s\S]*bad\.msg\.yaml has 1 error: nothing was done/],
    [['a.msg.yaml#hello', '--data', 'nope.json'], 2, /nope\.json does not exist/],
    [['a.msg.yaml#hello', '--data', 'broken.json'], 1, /broken\.json is not JSON: /],
    [['a.msg.yaml#hello', '--data', 'empty.json'], 1, /empty\.json is not JSON: it is empty/],
    [['a.msg.yaml#hello', '--data', 'list.json'], 1, /list\.json must be a JSON object/],
    [['a.msg.yaml#hello', '--data', 'long.json'], 1, /long\.json: error: .*first_name.*\(bad-data\)/],
    [['a.msg.yaml#hello'], 1, /no --data and no --example: error: .*first_name/],
    [['a.msg.yaml#hello', '--data', 'ana.json', '--example', 'ana'], 2, /either --data or --example/],
    [
      ['a.msg.yaml#hello', '--example', 'anna'],
      2,
      /has no example "anna": it has "ana"\. Did you mean "ana"\?/,
    ],
    [['a.msg.yaml#hello', '--time-zone', 'Berlin'], 2, /--time-zone "Berlin" is not a time zone/],
    [['a.msg.yaml#hello', '--locale', '!'], 2, /--locale "!" is not a locale/],
    [['a.msg.yaml#hello', '--now', 'tomorrow'], 2, /--now "tomorrow" is not an instant/],
    [['a.msg.yaml#hello', '--now', '2026-05-04'], 2, /is not an instant/],
  ])('%j ends with %i and one clear message', async (argv, code, message) => {
    const result = await sendspec(['render', ...argv], { cwd: cwd() });
    expect([result.code, result.out]).toEqual([code, '']);
    expect(result.err).toMatch(message);
    expect(result.err).not.toMatch(/\n {4}at |bug in sendspec/);
  });

  it('prints data without characters that a terminal obeys, as the same JSON', async () => {
    const name = 'A\u009b31m\u202e\u007f';
    const options = { cwd: cwd(), stdin: JSON.stringify({ first_name: name }) };
    const { out } = await sendspec(['render', 'a.msg.yaml#hello', '--data', '-'], options);
    expect(out).not.toMatch(/[\x7f-\x9f\u202e]/);
    expect(JSON.parse(out).message.text).toBe(`Hi ${name}!`);
  });
});
