import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerState } from './answer-state.ts';
import { answerVerify } from './answer-verify.ts';
import type { Emulation } from './emulation.ts';
import { readFaultRules } from './fault-rule.ts';
import { entriesSince } from './ledger.ts';
import type { Target } from './parse-target.ts';
import type { BodyText } from './read-body.ts';
import { emulatorVersion } from './version.ts';
import { webhookKinds } from './webhook-events.ts';

/** The emulator's own routes. */
const routes = [
  'GET /_emulator/health',
  'GET /_emulator/ledger?since=N&wait=N&timeout=MS&limit=N',
  'GET /_emulator/faults',
  'POST /_emulator/faults',
  'DELETE /_emulator/faults',
  'GET /_emulator/clock',
  'POST /_emulator/clock',
  'GET /_emulator/state',
  'POST /_emulator/state',
  'GET /_emulator/users',
  'POST /_emulator/users',
  'POST /_emulator/users/{psid}/interaction',
  'POST /_emulator/users/{psid}/read',
  'POST /_emulator/users/{psid}/tap',
  'GET /_emulator/webhooks?since=N&kind=KIND',
  'POST /_emulator/verify',
  'POST /_emulator/reset',
];

export async function answerControl(
  emulation: Emulation,
  request: IncomingMessage,
  response: ServerResponse,
  target: Target,
  body: BodyText,
): Promise<void> {
  const stranger = strangerProblem(emulation, request);
  if (stranger) return json(response, 403, { error: stranger });
  if (!body.ok)
    return json(response, body.why === 'too large' ? 413 : 400, { error: `the body is ${body.why}` });
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  switch (`${method} ${target.path}`) {
    case 'GET /_emulator/health':
      return json(response, 200, health(emulation));
    case 'GET /_emulator/ledger':
      return answerLedger(emulation, request, response, target.query);
    case 'GET /_emulator/webhooks':
      return answerWebhooks(emulation, request, response, target.query);
    case 'POST /_emulator/verify': {
      const verified = answerVerify(emulation, body.text);
      return json(response, verified.status, verified.body);
    }
    case 'GET /_emulator/faults':
      return json(response, 200, { faults: emulation.faults.list() });
    case 'POST /_emulator/faults':
      return addFaults(emulation, response, body.text);
    case 'DELETE /_emulator/faults':
      emulation.faults.clear();
      return json(response, 200, { ok: true });
    case 'POST /_emulator/reset':
      resetEmulation(emulation);
      return json(response, 200, { ok: true });
    default:
      break;
  }
  const state = answerState(emulation, method ?? 'GET', target.path, body.text);
  if (state) return json(response, state.status, state.body);
  return json(response, 404, { error: `there is no ${method} ${target.path}`, routes });
}

/** Back to the start: ledger, counters, clock, state, faults added since. */
export function resetEmulation(emulation: Emulation): void {
  emulation.ledger.reset();
  emulation.faults.reset();
  emulation.ids.restart();
  emulation.clock.reset();
  emulation.state.reset();
  emulation.limiter?.reset();
  emulation.webhooks.reset();
  emulation.threads.reset();
  emulation.profiles.clear();
  Object.assign(emulation.counts, { requests: 0, accepted: 0, refused: 0, uploads: 0, personas: 0 });
}

function health(emulation: Emulation): unknown {
  const { requests, accepted, refused } = emulation.counts;
  return {
    ok: true,
    emulator: 'sendspec',
    version: emulatorVersion,
    ...emulation.edition,
    requests,
    accepted,
    refused,
  };
}

/** A web page that points its own name at 127.0.0.1, or posts from elsewhere, must not read or change anything. */
function strangerProblem(emulation: Emulation, request: IncomingMessage): string | undefined {
  const host = hostName(request.headers.host);
  if (host === undefined || !isOwnName(host, emulation.host)) {
    return 'the routes under /_emulator/ answer only to a loopback Host header';
  }
  const { origin } = request.headers;
  if (
    origin !== undefined &&
    !isOwnName(hostName(origin.replace(/^[a-z]+:\/\//i, '')) ?? '', emulation.host)
  ) {
    return 'the routes under /_emulator/ do not answer to pages of other sites';
  }
  return undefined;
}

function isOwnName(name: string, host: string): boolean {
  return ['127.0.0.1', 'localhost', '[::1]', host].includes(name.toLowerCase());
}

function hostName(header: string | undefined): string | undefined {
  return /^(\[[0-9a-f:.]+\]|[^:/\s]+)(?::\d+)?$/i.exec(header ?? '')?.[1];
}

const longestWait = 60_000;

async function answerLedger(
  emulation: Emulation,
  request: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
): Promise<void> {
  const numbers: Record<string, number | undefined> = {};
  for (const name of ['since', 'wait', 'timeout', 'limit']) {
    const text = query.get(name);
    if (text !== null && !/^\d{1,12}$/.test(text)) {
      return json(response, 400, { error: `${name} is "${text}"; it is a whole number` });
    }
    numbers[name] = text === null ? undefined : Number(text);
  }
  const { since = 0, wait = 0, timeout = 10_000, limit = Number.POSITIVE_INFINITY } = numbers;
  if (wait > 0) await reached(emulation, response, since, wait, Math.min(timeout, longestWait));
  if (response.destroyed) return;
  list(request, response, entriesSince(emulation.ledger.entries, since).slice(0, limit));
}

function answerWebhooks(
  emulation: Emulation,
  request: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
): void {
  const since = query.get('since') ?? '0';
  const kind = query.get('kind') ?? undefined;
  if (!/^\d{1,12}$/.test(since)) {
    json(response, 400, { error: `since is "${since}"; it is a whole number` });
  } else if (kind !== undefined && !(webhookKinds as readonly string[]).includes(kind)) {
    json(response, 400, { error: `kind is "${kind}"; it is one of ${webhookKinds.join(', ')}` });
  } else list(request, response, emulation.webhooks.list(Number(since), kind));
}

/** As an array, or as JSON Lines where that is asked for. */
function list(request: IncomingMessage, response: ServerResponse, items: readonly unknown[]): void {
  if (!/\bapplication\/(x-)?ndjson\b/.test(request.headers.accept ?? '')) {
    json(response, 200, items);
    return;
  }
  response.writeHead(200, { 'content-type': 'application/x-ndjson; charset=utf-8' });
  response.end(items.map((item) => `${JSON.stringify(item)}\n`).join(''));
}

/** Until enough entries are there, the time is over, the client left or the emulator closes. */
async function reached(
  emulation: Emulation,
  response: ServerResponse,
  since: number,
  count: number,
  timeout: number,
): Promise<void> {
  let cancel = () => {};
  const enough = new Promise<void>((resolve) => {
    cancel = emulation.ledger.whenReached(since, count, resolve);
    response.once('close', resolve);
  });
  await Promise.race([enough, emulation.pause(timeout)]);
  cancel();
}

function addFaults(emulation: Emulation, response: ServerResponse, text: string): void {
  const read = readFaultText(text);
  if ('problem' in read) {
    json(response, 400, { error: read.problem });
    return;
  }
  emulation.faults.add(read.rules);
  json(response, 200, { ok: true, added: read.rules.length });
}

function readFaultText(text: string): ReturnType<typeof readFaultRules> {
  try {
    return readFaultRules(JSON.parse(text));
  } catch {
    return { problem: 'the body is not valid JSON' };
  }
}

function json(response: ServerResponse, status: number, body: unknown): void {
  if (response.destroyed || response.headersSent) return;
  const bytes = Buffer.from(`${JSON.stringify(body)}\n`);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': bytes.length,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(bytes);
}
