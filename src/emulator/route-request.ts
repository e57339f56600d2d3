import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerControl } from './answer-control.ts';
import type { Emulation } from './emulation.ts';
import type { Outcome } from './graph-call.ts';
import { type GraphError, parameterError } from './graph-error.ts';
import { parseTarget, splitPath } from './parse-target.ts';
import { performBatch } from './perform-batch.ts';
import { pathError, performCall } from './perform-call.ts';
import { type BodyProblem, bodyLimit, controlLimit, readBody } from './read-body.ts';
import { readMultipart, type UploadedFile } from './read-multipart.ts';
import { type Fields, readParameters } from './read-parameters.ts';
import { refused } from './strike.ts';
import { writeOutcome } from './write-answer.ts';

/** Every request comes through here. Never throws, always answers (but for faults that are asked for). */
export async function routeRequest(
  emulation: Emulation,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  emulation.counts.requests++;
  const target = parseTarget(request.url ?? '/');
  const isControl = target.path === '/_emulator' || target.path.startsWith('/_emulator/');
  const isMultipart = !isControl && /^multipart\/form-data\b/i.test(request.headers['content-type'] ?? '');
  const limit = isControl ? controlLimit : bodyLimit;
  const body = isMultipart ? await readForm(request) : await readBody(request, limit);
  if (!body.ok && body.why === 'gone') return;
  if (!request.complete) drain(request);
  if (isControl)
    return answerControl(emulation, request, response, target, body as Awaited<ReturnType<typeof readBody>>);
  const { version, segments } = splitPath(target.path);
  const refuse = (error: GraphError) => refused(emulation, error);
  const outcome = !body.ok
    ? refuse(bodyErrors[body.why])
    : await perform(emulation, request, version, segments, target.query, body);
  response.setHeader('facebook-api-version', version ?? emulation.defaultVersion);
  response.setHeader('x-fb-request-id', emulation.ids.trace());
  response.setHeader('x-fb-trace-id', emulation.ids.trace());
  writeOutcome(response, outcome);
}

type ReadBody =
  | { readonly ok: true; readonly text: string | Fields; readonly files?: ReadonlyMap<string, UploadedFile> }
  | { readonly ok: false; readonly why: BodyProblem | 'broken' };

async function readForm(request: IncomingMessage): Promise<ReadBody> {
  const read = await readMultipart(request);
  return read.ok ? { ok: true, text: read.fields, files: read.files } : read;
}

async function perform(
  emulation: Emulation,
  request: IncomingMessage,
  version: string | undefined,
  segments: readonly string[],
  query: URLSearchParams,
  body: Extract<ReadBody, { ok: true }>,
): Promise<Outcome> {
  const method = request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET');
  const isBatch = segments.length === 0 && method === 'POST';
  const unknown = pathError(emulation, method, version, segments);
  if (unknown) return refused(emulation, unknown);
  if (request.headers['content-encoding'] !== undefined) {
    return refused(emulation, parameterError('Compressed request bodies are not supported'));
  }
  const { 'content-type': type, authorization } = request.headers;
  const parameters = readParameters(query, type, authorization, body.text);
  if ('code' in parameters) return refused(emulation, parameters);
  const files = body.files ?? new Map<string, UploadedFile>();
  if (isBatch) return performBatch(emulation, { version, parameters, files });
  const file = files.get('filedata');
  const stranger = [...files.keys()].find((name) => name !== 'filedata');
  if (stranger !== undefined) {
    return refused(
      emulation,
      parameterError(`Invalid keys "${stranger.slice(0, 100)}" were found in param "request".`),
    );
  }
  return performCall(emulation, { method, version, segments, parameters, ...(file && { file }) });
}

const bodyErrors: Readonly<Record<BodyProblem | 'broken', GraphError>> = {
  'too large': { code: 100, status: 413, message: '(#100) The request body is larger than 1 MB' },
  'not UTF-8': { code: 100, message: '(#100) The request body is not valid UTF-8' },
  broken: { code: 100, message: '(#100) The request body is not valid multipart/form-data' },
  gone: { code: 100, message: '(#100) The request body did not arrive' }, // nobody is there to read it
};

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
