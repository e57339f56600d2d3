import { errorText } from './error-texts.ts';
import { type GraphError, parameterError } from './graph-error.ts';
import type { UploadedFile } from './read-multipart.ts';

type Body = Readonly<Record<string, unknown>>;

/**
 * A body whose attachment comes as a file (A-2, AU-3), as the rules see it: the file stands for a url. Where payload
 * has a url or attachment_id of its own, both are there and the rules say so.
 */
export function withFile(body: Body): Body {
  const message = asObject(body['message']);
  const attachment = asObject(message?.['attachment']);
  const payload = asObject(attachment?.['payload'] ?? {});
  if (!message || !attachment || !payload || attachment['type'] === 'template') return body;
  const own = 'attachment_id' in payload || 'url' in payload;
  const given = own ? { ...payload, url: fileUrl, attachment_id: 'filedata' } : { ...payload, url: fileUrl };
  return { ...body, message: { ...message, attachment: { ...attachment, payload: given } } };
}

const fileUrl = 'https://file.invalid/filedata';

/** what is wrong with the file of a body that the rules let through. */
export function judgeFile(file: UploadedFile, body: Body): GraphError | undefined {
  const attachment = asObject(asObject(body['message'])?.['attachment']);
  const type = attachment?.['type'];
  if (type === undefined || type === 'template') {
    return parameterError(
      'The file in filedata needs a message[attachment] of type image, audio, video or file',
    );
  }
  if (file.tooLarge) return uploadError(2018109);
  const fits = type === 'file' || file.content_type.startsWith(`${type}/`);
  return fits && file.size > 0 ? undefined : uploadError(2018047);
}

function uploadError(subcode: number): GraphError {
  return { code: 100, subcode, message: errorText(100, subcode) };
}

function asObject(value: unknown): Body | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : undefined;
}
