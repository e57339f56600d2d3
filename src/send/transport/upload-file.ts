/** One file to the Send API, as multipart. Never rejects. */
import fetch, { File, FormData } from 'node-fetch';
import type { Outcome } from './transport.ts';

export interface UploadRequest {
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  /** Besides the file. */
  readonly fields: { readonly [name: string]: string };
  readonly bytes: Buffer;
  readonly name: string;
  readonly contentType: string;
  /** Milliseconds, for all of it. */
  readonly timeout: number;
}

/** Bytes of the answer that are read. */
const maxAnswer = 65_536;

export async function uploadFile(request: UploadRequest): Promise<Outcome> {
  const started = performance.now();
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), request.timeout);
  try {
    const form = new FormData();
    for (const [name, value] of Object.entries(request.fields)) form.set(name, value);
    form.set('filedata', new File([request.bytes], request.name, { type: request.contentType }));
    const response = await fetch(request.url, {
      method: 'POST',
      headers: request.headers as Record<string, string>,
      body: form,
      redirect: 'manual',
      compress: false,
      size: maxAnswer,
      signal: controller.signal,
    });
    const text = await response.text();
    const retryAfter = response.headers.get('retry-after');
    return {
      kind: 'response',
      status: response.status,
      text,
      ...(retryAfter !== null && /^\d{1,6}$/.test(retryAfter) && { retryAfter: Number(retryAfter) }),
      milliseconds: performance.now() - started,
    };
  } catch (error) {
    const { code, message } = error as { code?: string; message?: string };
    const cause = controller.signal.aborted ? 'timeout' : 'network';
    return { kind: 'failure', phase: 'untracked', cause, code, message: String(message ?? error) };
  } finally {
    clearTimeout(timer);
  }
}
