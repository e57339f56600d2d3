import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerControl } from './answer-control.ts';
import { answerSend, unknownObject } from './answer-send.ts';
import type { Emulation } from './emulation.ts';
import { type GraphError, graphAnswer, parameterError } from './graph-error.ts';
import { type BodyProblem, readBody } from './read-body.ts';
import { readParameters } from './read-parameters.ts';
import { writeAnswer } from './write-answer.ts';

/** The newest version that Meta has announced (EP-6); older ones are served as they are asked for. */
export const newestVersion = 26;
const defaultVersion = 'v21.0';

/** Every request comes through here. Never throws, always answers (but for faults that are asked for). */
export async function routeRequest(
  emulation: Emulation,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  emulation.counts.requests++;
  const target = parseTarget(request.url ?? '/');
  const text = await readBody(request);
  if (!text.ok && text.why === 'gone') return;
  if (!request.complete) drain(request);
  if (target.path === '/_emulator' || target.path.startsWith('/_emulator/')) {
    return answerControl(emulation, request, response, target, text);
  }
  const { version, segments } = splitPath(target.path);
  response.setHeader('facebook-api-version', version ?? defaultVersion);
  response.setHeader('x-fb-request-id', emulation.ids.trace());
  const refuse = (error: GraphError) => {
    emulation.counts.refused++;
    writeAnswer(response, graphAnswer(error, emulation.ids));
  };
  if (!text.ok) return refuse(bodyErrors[text.why]);
  const unknown = pathError(request.method ?? 'GET', version, segments);
  if (unknown) return refuse(unknown);
  if (request.headers['content-encoding'] !== undefined) {
    return refuse(parameterError('Compressed request bodies are not supported'));
  }
  const parameters = readParameters(
    target.query,
    request.headers['content-type'],
    request.headers.authorization,
    text.text,
  );
  if ('code' in parameters) return refuse(parameters);
  response.setHeader('x-fb-trace-id', emulation.ids.trace());
  return answerSend(emulation, { page: segments[0]!, version, parameters }, response);
}

export interface Target {
  readonly path: string;
  readonly query: URLSearchParams;
}

const bodyErrors: Readonly<Record<BodyProblem, GraphError>> = {
  'too large': { code: 100, status: 413, message: '(#100) The request body is larger than 1 MB' },
  'not UTF-8': { code: 100, message: '(#100) The request body is not valid UTF-8' },
  gone: { code: 100, message: '(#100) The request body did not arrive' }, // nobody is there to read it
};

/** Split by hand: `new URL` refuses paths that a client may send, and decodes dots. */
function parseTarget(raw: string): Target {
  const absolute = /^https?:\/\/[^/?#]*/i.exec(raw)?.[0] ?? '';
  const [beforeHash = ''] = raw.slice(absolute.length).split('#');
  const mark = beforeHash.indexOf('?');
  const path = mark === -1 ? beforeHash : beforeHash.slice(0, mark);
  return { path: path || '/', query: new URLSearchParams(mark === -1 ? '' : beforeHash.slice(mark + 1)) };
}

function splitPath(path: string): { version: string | undefined; segments: string[] } {
  const segments = path.split('/').filter((segment) => segment !== '');
  const version = /^v\d{1,3}\.\d{1,3}$/.test(segments[0] ?? '') ? segments.shift() : undefined;
  return { version, segments };
}

/** Where there is nothing, and methods that the edge does not have (EP-4). */
function pathError(
  method: string,
  version: string | undefined,
  segments: readonly string[],
): GraphError | undefined {
  const components: GraphError = {
    code: 2500,
    message: `Unknown path components: /${segments.slice(1).join('/')}`,
  };
  if (version !== undefined && !isKnownVersion(version)) {
    return { code: 2500, message: `Unknown path components: /${[version, ...segments].join('/')}` };
  }
  const [page, edge, ...more] = segments;
  if (page === undefined) {
    if (method === 'POST') return { code: 3, message: '(#3) Batch requests are not emulated' };
    return { code: 100, message: '(#100) Unsupported get request: the path names no object' };
  }
  if (!/^[A-Za-z0-9_.-]{1,100}$/.test(page)) return unknownObject(method.toLowerCase(), page.slice(0, 100));
  if (edge === undefined) return unknownObject(method.toLowerCase(), page);
  if (edge !== 'messages' || more.length > 0) return components;
  if (method === 'POST') return undefined;
  if (method === 'GET' || method === 'HEAD') {
    return { code: 100, message: '(#100) Tried accessing nonexisting field (messages) on node type (Page)' };
  }
  return unknownObject(method.toLowerCase(), page);
}

function isKnownVersion(version: string): boolean {
  const major = Number(version.slice(1).split('.')[0]);
  return major >= 1 && major <= newestVersion;
}

/**
 * The client is still sending a body that nobody will read. Hanging up at once would reset the connection before it
 * has seen the answer, so some of it is read and thrown away.
 */
function drain(request: IncomingMessage): void {
  let drained = 0;
  request.on('data', (chunk: Buffer) => {
    drained += chunk.length;
    if (drained > 16 * 1024 * 1024) request.destroy();
  });
  request.resume();
  const timer = setTimeout(() => request.destroy(), 2000);
  timer.unref();
  request.once('close', () => clearTimeout(timer));
}
