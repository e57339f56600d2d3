/** Runs command lines in this process, in folders of their own. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Channel, Io } from '../../src/cli/io.ts';
import { run } from '../../src/cli/run.ts';
import type { Signals } from '../../src/cli/signals.ts';

export interface Result {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env?: Record<string, string | undefined>;
  readonly stdin?: string | Uint8Array;
  readonly signals?: Signals;
  readonly interactive?: boolean;
  /** As on a terminal with colours. */
  readonly colour?: boolean;
  /** Called with all of stdout so far. */
  readonly onOut?: (text: string) => void;
  readonly onErr?: (text: string) => void;
}

export async function sendspec(argv: readonly string[], options: RunOptions): Promise<Result> {
  const written = { out: '', err: '' };
  const channel = (name: 'out' | 'err', tell: ((text: string) => void) | undefined): Channel => ({
    write: (text) => {
      written[name] += text;
      tell?.(written[name]);
    },
    drained: async () => {},
    isTerminal: false,
    width: undefined,
    colour: options.colour ?? false,
  });
  const io: Io = {
    cwd: options.cwd,
    env: options.env ?? {},
    stdin: feed(options.stdin ?? ''),
    out: channel('out', options.onOut),
    err: channel('err', options.onErr),
    interactive: options.interactive ?? false,
  };
  const never = new AbortController().signal;
  const code = await run(argv, io, () => options.signals ?? { stop: never, abandon: never });
  return { code, ...written };
}

async function* feed(input: string | Uint8Array): AsyncGenerator<Uint8Array> {
  yield typeof input === 'string' ? Buffer.from(input) : input;
}

/** A folder with these files, removed after the test. A value of bytes is written as it is. */
export function folder(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const path = mkdtempSync(join(tmpdir(), 'sendspec-test-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return path;
}

export const cleanFile = `params:
  first_name: string(40)
messages:
  hello:
    messaging_type: RESPONSE
    text: Hi {{first_name}}!
    examples:
      - name: ana
        data: { first_name: Ana }
        recipient: { id: "42" }
  bye:
    messaging_type: RESPONSE
    text: Bye!
`;
