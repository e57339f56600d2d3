import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { createLoader, type LoadedSpec } from '../../src/cli/load-spec.ts';
import { createEmulator, type Emulator } from '../../src/emulator/index.ts';
import { compile } from '../../src/pipeline.ts';
import { createRenderer } from '../../src/render/index.ts';
import type { Channel, Profile } from '../../src/send-api/schema.ts';
import { sendspec } from './run-cli.ts';

const files = readdirSync('templates').filter((f) => f.endsWith('.msg.yaml'));
const cwd = process.cwd();

describe('templates', () => {
  // One for each profile and channel that a template is for.
  const emulators = new Map<string, Emulator>();
  const emulatorFor = async (profile: Profile, channel: Channel): Promise<Emulator> => {
    const key = `${profile} ${channel}`;
    const emulator = emulators.get(key) ?? (await createEmulator({ profile, channel }));
    emulators.set(key, emulator);
    return emulator;
  };
  afterAll(async () => {
    for (const emulator of emulators.values()) await emulator.close();
  });

  it('are clean', async () => {
    const { code, out } = await sendspec(['check', 'templates', '--max-warnings', '0'], { cwd });
    expect([code, out]).toEqual([0, `${files.length} files checked, nothing to report\n`]);
  });

  it('are all in templates/README.md', () => {
    const readme = readFileSync('templates/README.md', 'utf8');
    const listed = [...readme.matchAll(/^\| \[[^\]]+\]\(([^)]+)\)/gm)].map((m) => m[1]);
    expect(listed.sort()).toEqual([...files].sort());
  });

  it.each(files)('%s: every example renders, and the emulator accepts it', async (file) => {
    const { spec } = (createLoader(cwd)(`${cwd}/templates/${file}`) as LoadedSpec).analysis;
    const renderer = createRenderer(compile(spec!));
    for (const message of spec!.messages) {
      // A message without params needs no example.
      const examples = message.examples.length > 0 ? message.examples : [{ name: 'no data', data: {} }];
      for (const example of examples) {
        expect(renderer.check(message.name, example.data), `${message.name}: ${example.name}`).toEqual([]);
        const result = renderer.render(message.name, example.data, {
          to: { id: '123' },
          recipient: (example as { recipient?: object }).recipient ?? {},
          now: '2026-05-03T10:00:00Z',
        });
        if (!result.ok) expect.fail(`${message.name}: ${example.name}: ${JSON.stringify(result.problems)}`);
        for (const step of result.steps) {
          if (!('body' in step)) continue;
          for (const channel of message.rules.channels) {
            const emulator = await emulatorFor(message.rules.profile, channel);
            const answer = await fetch(`${emulator.url}/v21.0/me/messages?access_token=T`, {
              method: 'POST',
              headers: { 'content-type': 'application/json' },
              body: JSON.stringify(step.body),
            });
            expect([answer.status, await answer.json()], `${message.name}: ${example.name}`).toEqual([
              200,
              expect.objectContaining({ recipient_id: expect.anything() }),
            ]);
          }
        }
      }
    }
  });

  it('have contacts that their script makes again', () => {
    const made = execFileSync(process.execPath, ['scripts/make-contacts.mjs', '-'], { encoding: 'utf8' });
    expect(readFileSync('templates/contacts/customers.csv', 'utf8')).toBe(made);
  });
});
