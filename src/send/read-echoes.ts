/**
 * Deliveries of a run in a dump of webhooks: a message that a Page sent comes back as an event with `is_echo`, and in
 * its metadata stands the delivery's key. The dump is JSON Lines (other text around each object is passed over), or one
 * JSON document; how deep the events are wrapped does not matter.
 */
import type { Proof } from './journal/reconcile-journal.ts';

export interface Echoes {
  readonly proofs: readonly Proof[];
  /** Echoes with a key of sendspec: of this run, and of others. */
  readonly ofRun: number;
  readonly ofOthers: number;
  /** Echoes without such a key. */
  readonly keyless: number;
  /** Lines that hold no JSON. */
  readonly unreadable: number;
}

export const keyPattern = /^sendspec1:([0-9a-z]{1,32}):(\d{1,10})\.(\d{1,4})$/;

/** Throws what reading throws; a string says that there is no JSON in it at all. */
export async function readEchoes(
  chunks: AsyncIterable<Uint8Array | string>,
  runId: string,
): Promise<Echoes | string> {
  const found = { ofRun: 0, ofOthers: 0, keyless: 0, unreadable: 0 };
  const proofs = new Map<string, Proof>();
  const take = (message: Echo) => {
    const key = keyPattern.exec(message.metadata ?? '');
    if (key === null) found.keyless++;
    else if (key[1] !== runId) found.ofOthers++;
    else {
      found.ofRun++;
      const [row, step] = [Number(key[2]), Number(key[3])];
      proofs.set(`${row}.${step}`, { row, step, mid: message.mid });
    }
  };
  let readable = 0;
  const takeLine = (line: string) => {
    const value = parseLine(line);
    if (value === undefined) found.unreadable++;
    else {
      readable++;
      findEchoes(value, take);
    }
  };
  /** All lines, as long as it may be one document over several of them. */
  let held: string[] | undefined;
  let size = 0;
  for await (const line of splitLines(chunks)) {
    if (line.trim() === '') continue;
    if (held === undefined && readable === 0 && parse(line) === undefined) held = [];
    if (held === undefined) {
      takeLine(line);
      continue;
    }
    held.push(line);
    size += line.length;
    if (size <= mostHeld) continue;
    for (const one of held.splice(0)) takeLine(one);
    held = undefined;
  }
  const document = held === undefined ? undefined : parse(held.join('\n'));
  if (document !== undefined) {
    readable++;
    findEchoes(document, take);
  } else for (const line of held ?? []) takeLine(line);
  return readable === 0 ? 'holds no JSON' : { ...found, proofs: [...proofs.values()] };
}

/** Characters of a document that is not one object a line. */
const mostHeld = 256 * 1024 * 1024;
const mostDepth = 32;

interface Echo {
  readonly metadata?: string;
  readonly mid: string;
}

function findEchoes(value: unknown, take: (echo: Echo) => void, depth = 0): void {
  if (depth > mostDepth) return;
  if (typeof value === 'string') {
    // A log keeps the body of a request as text.
    if (/^\s*[{[]/.test(value) && value.includes('is_echo')) findEchoes(parse(value), take, depth + 1);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const { is_echo, mid, metadata } = value as { is_echo?: unknown; mid?: unknown; metadata?: unknown };
  if (is_echo === true && typeof mid === 'string') {
    take({ mid, ...(typeof metadata === 'string' && { metadata }) });
    return;
  }
  for (const inner of Object.values(value)) findEchoes(inner, take, depth + 1);
}

/** The JSON of a line, or what follows the first brace of it: logs put a time before. */
function parseLine(line: string): unknown {
  const whole = parse(line);
  if (whole !== undefined) return whole;
  const brace = line.search(/[{[]/);
  return brace <= 0 ? undefined : parse(line.slice(brace).replace(/[,;]?\s*$/, ''));
}

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

async function* splitLines(chunks: AsyncIterable<Uint8Array | string>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  for await (const chunk of chunks) {
    rest += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    const lines = rest.split(/\r?\n/);
    rest = lines.pop() ?? '';
    yield* lines;
  }
  yield rest + decoder.decode();
}
