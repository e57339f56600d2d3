/** Data given on the command line: `--data FILE` or `--data -` (stdin). */
import { resolve } from 'node:path';
import type { Json } from '../bind/model.ts';
import type { Context } from './context.ts';
import { exit } from './exit-codes.ts';
import { decodeText, readText } from './read-text.ts';
import { Stop } from './stop.ts';

/** Bytes. Data of one message, or of an import; guards against a wrong file. */
export const maximumBytes = 20_000_000;

export async function readData(source: string, context: Context): Promise<Json> {
  const name = source === '-' ? 'the data on stdin' : source;
  const read =
    source === '-'
      ? await readStdin(context)
      : readText(resolve(context.cwd, source), maximumBytes, { pipes: true });
  if (!('text' in read)) {
    throw new Stop(read.missing ? exit.usage : exit.errors, `${name} ${read.reason}.`);
  }
  const data = parseJson(read.text, name);
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    throw new Stop(exit.errors, `${name} must be a JSON object with the message's params as keys.`);
  }
  return data;
}

export function parseJson(text: string, name: string): Json {
  try {
    return JSON.parse(text.replace(/^\ufeff/, '')) as Json;
  } catch (error) {
    throw new Stop(exit.errors, `${name} is not JSON: ${reason(error as SyntaxError, text)}.`);
  }
}

/** V8 gives an offset in most messages; people want a line. */
function reason(error: SyntaxError, text: string): string {
  const { message } = error;
  if (text.trim() === '') return 'it is empty';
  const offset = /at position (\d+)/.exec(message)?.[1];
  const words = message.replace(/ in JSON at position.*$/s, '').replace(/, "[\s\S]*" is not valid JSON$/, '');
  if (offset === undefined) return words;
  const before = text.slice(0, Number(offset)).split('\n');
  return `${words} at line ${before.length}, column ${before.at(-1)!.length + 1}`;
}

/** All of stdin as text. `what` begins the message where it is too large. */
export async function readStdin(context: Context, what = 'the data on stdin') {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of context.stdin) {
    const bytes = Buffer.from(chunk as Uint8Array);
    size += bytes.length;
    if (size > maximumBytes) {
      throw new Stop(exit.errors, `${what} is larger than ${maximumBytes / 1_000_000} MB.`);
    }
    chunks.push(bytes);
  }
  return decodeText(Buffer.concat(chunks));
}
