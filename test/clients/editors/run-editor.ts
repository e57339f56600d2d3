/** What the tests with editors share: a project, the lines that docs/editors/ tells people to write, a run to its end. */
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

export const root = fileURLToPath(new URL('../../..', import.meta.url));

/** `first_nam` is not declared. */
export const text = `params:
  first_name: string(40)
messages:
  hello:
    messaging_type: RESPONSE
    text: Hi {{first_nam}}!
`;

/** Its path. In CI a missing editor is a failure, elsewhere its test is left out. */
export function findEditor(command: string): string | undefined {
  const found = spawnSync('sh', ['-c', `command -v ${command}`], { encoding: 'utf8' }).stdout.trim();
  if (!found && process.env['CI'] === 'true')
    throw new Error(`${command} is not installed (.ci/run says how)`);
  return found || undefined;
}

export interface Project {
  readonly folder: string;
  readonly file: string;
  /** In it `npx sendspec` is this build. */
  readonly env: NodeJS.ProcessEnv;
}

export function createProject(): Project {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'sendspec-editor-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'hello.msg.yaml');
  writeFileSync(file, text);
  writeFileSync(join(folder, 'sendspec.config.yaml'), '');
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const npx = join(bin, 'npx');
  writeFileSync(
    npx,
    `#!/bin/sh\nshift\nexec '${process.execPath}' '${join(root, 'dist/sendspec.js')}' "$@"\n`,
  );
  chmodSync(npx, 0o755);
  return {
    folder,
    file,
    env: { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH']}`, HOME: folder, FILE: file },
  };
}

/** The first block of this language on a page of docs/editors/. */
export function configOf(page: string, language: string): string {
  const words = readFileSync(join(root, 'docs/editors', page), 'utf8');
  const block = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'ms').exec(words);
  if (!block) throw new Error(`docs/editors/${page} has no block of ${language}`);
  return block[1]!;
}

/** Runs an editor that writes one line `RESULT {…}`; gives what stands there. */
export async function runEditor(command: string, args: readonly string[], { folder, env }: Project) {
  const child = spawn(command, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      out += chunk;
    });
  }
  const timer = setTimeout(() => child.kill('SIGKILL'), 50_000);
  await new Promise((resolve) => child.once('close', resolve));
  clearTimeout(timer);
  const result = /RESULT (\{.*\})/.exec(out)?.[1];
  if (result === undefined) throw new Error(`${command} gave no result:\n${out.slice(-4000)}`);
  return JSON.parse(result) as Record<string, unknown>;
}
