/**
 * Bodies of uploads (multipart/form-data). Parsed by @fastify/busboy: it streams, so that no file is ever held in
 * memory, has limits for everything, types of its own and no dependencies; it is what Fastify itself reads uploads with.
 */
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Most bytes of a file: 25 MB, taken as 25 x 1,048,576. */
export const fileLimit = 25 * 1024 * 1024;
/** More than this is not read to its end. */
const bodyLimit = 4 * fileLimit;
const fieldLimit = 1024 * 1024;

/** A file that came in; its bytes are not kept. */
export interface UploadedFile {
  /** Name of the part. */
  readonly field: string;
  readonly name?: string;
  readonly content_type: string;
  /** Bytes; of a file over the limit those up to it. */
  readonly size: number;
  readonly tooLarge: boolean;
  /** Hexadecimal. */
  readonly sha256: string;
}

export type Multipart =
  | {
      readonly ok: true;
      readonly fields: readonly (readonly [name: string, value: string])[];
      readonly files: ReadonlyMap<string, UploadedFile>;
    }
  | { readonly ok: false; readonly why: 'broken' | 'too large' | 'gone' };

/** Never throws; `gone` where the client left. */
export async function readMultipart(request: IncomingMessage): Promise<Multipart> {
  const { default: busboy } = await import('@fastify/busboy');
  const fields: [string, string][] = [];
  const files = new Map<string, UploadedFile>();
  let parser: InstanceType<typeof busboy.Busboy>;
  try {
    parser = new busboy.Busboy({
      headers: { ...request.headers, 'content-type': request.headers['content-type'] ?? '' },
      limits: { fileSize: fileLimit, fieldSize: fieldLimit, fields: 200, files: 60, parts: 260 },
      isPartAFile: (field, _type, name) => name !== undefined || field === 'filedata',
    });
  } catch {
    return { ok: false, why: 'broken' }; // no boundary
  }
  return new Promise((resolve) => {
    let size = 0;
    const end = (result: Multipart) => {
      request.unpipe(parser);
      resolve(result);
    };
    parser.on('field', (name, value, _nameCut, cut) => {
      if (cut) end({ ok: false, why: 'too large' });
      fields.push([name, value]);
    });
    parser.on('file', (field, stream, name, _encoding, type) => {
      const hash = createHash('sha256');
      stream.on('data', (chunk: Buffer) => hash.update(chunk));
      stream.on('error', () => {}); // the parser tells of the same
      stream.on('end', () => {
        files.set(field, {
          field,
          ...(name === undefined ? {} : { name }),
          content_type: type.toLowerCase(),
          size: stream.bytesRead ?? 0,
          tooLarge: stream.truncated === true,
          sha256: hash.digest('hex'),
        });
      });
    });
    for (const limit of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const) {
      parser.on(limit, () => end({ ok: false, why: 'too large' }));
    }
    parser.on('error', () => end({ ok: false, why: 'broken' }));
    parser.on('finish', () => end({ ok: true, fields, files }));
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > bodyLimit) end({ ok: false, why: 'too large' });
    });
    request.once('error', () => end({ ok: false, why: 'gone' }));
    request.once('close', () => {
      if (!request.complete) end({ ok: false, why: 'gone' });
    });
    request.pipe(parser);
  });
}
