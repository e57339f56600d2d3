import type { IncomingMessage } from 'node:http';

export const bodyLimit = 1024 * 1024;

export type BodyProblem = 'too large' | 'not UTF-8' | 'gone';
export type BodyText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly why: BodyProblem };

/** Of the emulator's own routes: a journal of a million deliveries. */
export const controlLimit = 256 * 1024 * 1024;

/** The whole body as text; at most `limit` bytes. Never throws; `gone` where the client left. */
export function readBody(request: IncomingMessage, limit = bodyLimit): Promise<BodyText> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > limit) return Promise.resolve({ ok: false, why: 'too large' });
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) {
        chunks.length = 0;
        request.removeAllListeners('data');
        request.pause();
        resolve({ ok: false, why: 'too large' });
      } else chunks.push(chunk);
    });
    request.once('end', () => resolve(decode(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks))));
    request.once('error', () => resolve({ ok: false, why: 'gone' }));
    request.once('close', () => resolve({ ok: false, why: 'gone' }));
  });
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function decode(bytes: Buffer): BodyText {
  try {
    return { ok: true, text: utf8.decode(bytes) };
  } catch {
    return { ok: false, why: 'not UTF-8' };
  }
}
