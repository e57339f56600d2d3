/** Content types by ending: a table of the few that Meta shows, instead of one of a thousand. */
import { extname } from 'node:path';

const known: { readonly [ending: string]: string } = {
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.mp3': 'audio/mpeg',
  '.m4a': 'audio/mp4',
  '.aac': 'audio/aac',
  '.wav': 'audio/wav',
  '.ogg': 'audio/ogg',
  '.mp4': 'video/mp4',
  '.mov': 'video/quicktime',
  '.webm': 'video/webm',
  '.avi': 'video/x-msvideo',
  '.pdf': 'application/pdf',
  '.zip': 'application/zip',
  '.txt': 'text/plain',
  '.csv': 'text/csv',
  '.ics': 'text/calendar',
  '.doc': 'application/msword',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.xls': 'application/vnd.ms-excel',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.ppt': 'application/vnd.ms-powerpoint',
  '.pptx': 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
};

/** `type`: image, audio, video or file. Undefined where the ending does not fit. */
export function contentTypeOf(path: string, type: string): string | undefined {
  const found = known[extname(path).toLowerCase()];
  if (type === 'file') return found ?? 'application/octet-stream';
  return found?.startsWith(`${type}/`) ? found : undefined;
}

const signatures: { readonly [contentType: string]: readonly (readonly number[])[] } = {
  'image/jpeg': [[0xff, 0xd8, 0xff]],
  'image/png': [[0x89, 0x50, 0x4e, 0x47]],
  'image/gif': [[0x47, 0x49, 0x46, 0x38]],
  'application/pdf': [[0x25, 0x50, 0x44, 0x46]],
};

/** False where the first bytes say that the file is something else: a picture that was renamed, a page of an error. */
export function looksLike(start: Buffer, contentType: string): boolean {
  const wanted = signatures[contentType];
  return wanted?.some((bytes) => bytes.every((byte, i) => start[i] === byte)) ?? true;
}
