import { mkdirSync, readdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createEmulator, type Emulator, type EmulatorOptions } from '../../src/emulator/index.ts';
import { query } from '../send/support/sending.ts';
import { folder, sendspec } from './run-cli.ts';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const spec = `params:
  size: [small, large]
messages:
  photo:
    messaging_type: RESPONSE
    image: ./img/photo-{{size}}.png
  both:
    steps:
      - messaging_type: RESPONSE
        image: ./a.png
      - messaging_type: RESPONSE
        file: ./a.png
`;
const contacts = 'psid,size\n1,small\n2,large\n3,large\n';

function project(more: Readonly<Record<string, string | Uint8Array>> = {}): string {
  return folder({
    'sendspec.config.yaml': '',
    'a.msg.yaml': spec,
    'c.csv': contacts,
    'a.png': png,
    'img/photo-small.png': png,
    'img/photo-large.png': Buffer.concat([png, Buffer.from('x')]),
    ...more,
  });
}

async function start(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await createEmulator(options);
  onTestFinished(() => emulator.close());
  return emulator;
}

function send(cwd: string, url: string, message = 'photo', ...more: string[]) {
  const target = ['--to', 'c.csv', '--endpoint', url, '--rate', 'unlimited', '--concurrency', '1'];
  return sendspec(['send', `a.msg.yaml#${message}`, ...target, ...more], { cwd });
}

function idsOf(emulator: Emulator): (string | undefined)[] {
  return emulator.ledger().map((entry) => {
    const { message } = entry.body as { message: { attachment: { payload: { attachment_id?: string } } } };
    return message.attachment.payload.attachment_id;
  });
}

describe('local files', () => {
  it('are uploaded once for everybody, and not again in a later run', async () => {
    const cwd = project();
    const emulator = await start();
    const first = await send(cwd, emulator.url);
    expect(first.err).toContain('img/photo-small.png is uploaded');
    expect(first).toMatchObject({ code: 0 });
    const uploads = emulator.state().attachments;
    expect(uploads.map((u) => [u.type, u.file?.content_type, u.file?.size])).toEqual([
      ['image', 'image/png', png.length],
      ['image', 'image/png', png.length + 1],
    ]);
    const [small, large] = uploads.map((u) => u.id);
    expect(idsOf(emulator)).toEqual([small, large, large]);
    const again = await send(cwd, emulator.url, 'photo', '--new-run');
    expect(again).toMatchObject({
      code: 0,
      err: expect.stringContaining('img/photo-small.png was uploaded before'),
    });
    expect(emulator.state().attachments).toHaveLength(2);
    expect(idsOf(emulator).slice(3)).toEqual([small, large, large]);
  });

  it('count as another upload for another type, and with another content', async () => {
    const cwd = project({ 'c.csv': 'psid\n1\n' });
    const emulator = await start();
    expect((await send(cwd, emulator.url, 'both')).code).toBe(0);
    expect(emulator.state().attachments.map((u) => u.type)).toEqual(['image', 'file']);
    writeFileSync(join(cwd, 'a.png'), Buffer.concat([png, Buffer.from('y')]));
    expect((await send(cwd, emulator.url, 'both', '--new-run')).code).toBe(0);
    expect(emulator.state().attachments).toHaveLength(4);
  });

  it('are uploaded again when their ids expire', async () => {
    const cwd = project();
    const emulator = await start();
    await send(cwd, emulator.url);
    const [journal] = readdirSync(join(cwd, '.sendspec')).filter((name) => name.endsWith('.db'));
    const rows = query<{ expires_at: string; attachment_id: string; page: string }>(
      join(cwd, '.sendspec', journal!),
      'SELECT * FROM upload',
    );
    expect(rows).toHaveLength(2);
    expect(rows[0]!.page).toBe(`${emulator.url}/v21.0/me`);
    const days = (Date.parse(rows[0]!.expires_at) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(89.9);
    expect(days).toBeLessThan(90.1);
  });

  it('whose ids Meta has lost stop the run; the resume uploads them again', async () => {
    const cwd = project();
    const emulator = await start();
    await send(cwd, emulator.url);
    // Another emulator at the same address would be the same: the ids are of nobody.
    emulator.reset();
    emulator.give({ attachments: [] });
    const lost = await send(cwd, emulator.url, 'photo', '--new-run');
    expect(lost).toMatchObject({ code: 4, err: expect.stringContaining('no longer knows a local file') });
    expect(emulator.ledger()).toHaveLength(0);
    const again = await send(cwd, emulator.url, 'photo', '--resume');
    expect(again.err).toContain('All sent');
    expect(again.code).toBe(0);
    expect(emulator.ledger()).toHaveLength(3);
  });

  it('that cannot be uploaded stop before anybody is sent anything', async () => {
    const cwd = project();
    const emulator = await start({
      faults: [
        { match: { edge: 'message_attachments' }, effect: { kind: 'error', code: 100, subcode: 2018047 } },
      ],
    });
    const result = await send(cwd, emulator.url);
    expect(result).toMatchObject({
      code: 3,
      err: expect.stringContaining('could not be uploaded, so nothing was sent'),
    });
    expect(result.err).toMatch(/100\/2018047, fbtrace_id A/);
    expect(emulator.ledger()).toHaveLength(0);
  });

  it('are tried again when the upload is lost on its way', async () => {
    const cwd = project({ 'c.csv': 'psid,size\n1,small\n' });
    const emulator = await start({
      faults: [{ match: { edge: 'message_attachments' }, effect: { kind: 'reset' }, times: 1 }],
    });
    expect((await send(cwd, emulator.url)).code).toBe(0);
    expect(idsOf(emulator)).toHaveLength(1);
  });

  it('are listed by the plan, which uploads nothing', async () => {
    const cwd = project();
    const { code, out } = await sendspec(
      ['send', 'a.msg.yaml#photo', '--to', 'c.csv', '--emulate', '--dry-run'],
      { cwd },
    );
    expect(code).toBe(0);
    expect(out).toMatch(
      /uploads +img\/photo-small\.png, image\/png, 1 kB\n +img\/photo-large\.png, image\/png/,
    );
    expect(out).toContain('"attachment_id":"upload:./img/photo-small.png"');
  });

  it('of a resumed run must be those that it was begun with', async () => {
    const cwd = project();
    const emulator = await start();
    expect((await send(cwd, emulator.url, 'photo', '--limit', '1')).code).toBe(0);
    writeFileSync(join(cwd, 'img/photo-large.png'), Buffer.concat([png, Buffer.from('other')]));
    expect(await send(cwd, emulator.url, 'photo', '--resume')).toMatchObject({
      code: 5,
      err: expect.stringContaining('its file or one that it uses was edited'),
    });
  });

  it.each<[string, (cwd: string) => void, string]>([
    ['that is not there', () => {}, 'a.png does not exist. Nothing was sent.'],
    ['that is a folder', (cwd) => mkdirSync(join(cwd, 'a.png')), 'a.png is no file.'],
    ['that is empty', (cwd) => writeFileSync(join(cwd, 'a.png'), ''), 'a.png is empty.'],
    [
      'that is too large',
      (cwd) => {
        writeFileSync(join(cwd, 'a.png'), png);
        truncateSync(join(cwd, 'a.png'), 26 * 1024 * 1024);
      },
      'a.png has 26.0 MB, and Meta takes at most 25 MB.',
    ],
    [
      'that is a page',
      (cwd) => writeFileSync(join(cwd, 'a.png'), '<html>'),
      'a.png is no image/png, whatever its name says',
    ],
    [
      'that a symlink leads out of the project',
      (cwd) => symlinkSync('/etc/passwd', join(cwd, 'a.png')),
      'a.png leads out of the project (to /etc/passwd)',
    ],
    [
      'that is a symlink to itself',
      (cwd) => symlinkSync('a.png', join(cwd, 'a.png')),
      'a.png is a symlink that leads to itself.',
    ],
  ])('%s sends nothing', async (_name, make, words) => {
    const cwd = folder({ 'sendspec.config.yaml': '', 'a.msg.yaml': spec, 'c.csv': 'psid\n1\n' });
    make(cwd);
    const emulator = await start();
    const result = await send(cwd, emulator.url, 'both');
    expect(result).toMatchObject({ code: 1, err: expect.stringContaining(words) });
    expect(emulator.state().attachments).toEqual([]);
    expect(readdirSync(cwd)).not.toContain('.sendspec');
  });

  it('stand in media templates, too', async () => {
    const cwd = project({
      'm.msg.yaml':
        'messages:\n  m:\n    messaging_type: RESPONSE\n    media:\n      media_type: image\n      attachment_id: ./a.png\n',
      'c.csv': 'psid\n1\n',
    });
    const emulator = await start();
    const result = await sendspec(['send', 'm.msg.yaml', '--to', 'c.csv', '--endpoint', emulator.url], {
      cwd,
    });
    expect(result).toMatchObject({ code: 0 });
    expect(JSON.stringify(emulator.ledger()[0]!.body)).toContain(emulator.state().attachments[0]!.id);
  });

  it('of the wrong type, and names that data decides, are errors with what to do', async () => {
    const cwd = project({
      'b.msg.yaml': 'messages:\n  m:\n    messaging_type: RESPONSE\n    video: ./a.png\n',
      'd.msg.yaml':
        'params: { x: string(9) }\nmessages:\n  m:\n    messaging_type: RESPONSE\n    image: ./{{x}}.png\n',
      'e.msg.yaml':
        'params: { x: [a, ../../b] }\nmessages:\n  m:\n    messaging_type: RESPONSE\n    image: ./{{x}}.png\n',
      'd.csv': 'psid\n1\n',
    });
    const emulator = await start();
    const wrong = await sendspec(['send', 'b.msg.yaml#m', '--to', 'd.csv', '--endpoint', emulator.url], {
      cwd,
    });
    expect(wrong).toMatchObject({
      code: 1,
      err: expect.stringContaining('has the ending .png, and is used as video: that takes .mp4 or .mov'),
    });
    const { out } = await sendspec(['check', 'd.msg.yaml', 'e.msg.yaml'], { cwd });
    expect(out).toContain('./{{x}}.png holds what is not one of a few known values');
    expect(out).toContain("./../../b.png lies outside the project's folder");
  });
});
