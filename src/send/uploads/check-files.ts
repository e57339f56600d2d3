/**
 * The local files of a message, looked at before anybody is sent anything: there, of the right type, not too large, and
 * inside the project, wherever symlinks lead.
 */
import { createHash, type Hash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync, realpathSync, statSync } from 'node:fs';
import { extname, isAbsolute, relative, resolve, sep } from 'node:path';
import { apiLimits } from '../../send-api/limits.ts';
import type { UploadSource } from '../options.ts';
import { contentTypeOf, looksLike } from './content-types.ts';

export interface LocalFile extends UploadSource {
  /** Of the file itself, no symlink in it. */
  readonly absolute: string;
  readonly contentType: string;
  readonly bytes: number;
  /** SHA-256 of content, type and content type, hex. */
  readonly hash: string;
}

const mostBytes = apiLimits.attachmentSize.max * 1024 * 1024;

/** In the order of `sources`, or what is wrong with the first that cannot be used. */
export function checkFiles(sources: readonly UploadSource[], root: string): readonly LocalFile[] | string {
  const files: LocalFile[] = [];
  for (const source of sources) {
    const checked = checkFile(source, root);
    if (typeof checked === 'string') return `The local file ${source.file} ${checked}`;
    files.push(checked);
  }
  return files;
}

function checkFile(source: UploadSource, root: string): LocalFile | string {
  let handle: number | undefined;
  try {
    const absolute = realpathSync(resolve(root, source.file));
    if (!isInside(absolute, realpathSync(root)))
      return `leads out of the project (to ${absolute}): copy the file into it.`;
    // to open a pipe may already take for ever
    if (!statSync(absolute).isFile()) return 'is no file.';
    handle = openSync(absolute, 'r');
    const stat = fstatSync(handle);
    if (stat.size === 0) return 'is empty.';
    if (stat.size > mostBytes) {
      return `has ${(stat.size / 1024 / 1024).toFixed(1)} MB, and Meta takes at most ${apiLimits.attachmentSize.max} MB.`;
    }
    const contentType = contentTypeOf(absolute, source.type);
    if (contentType === undefined) {
      const what = extname(absolute) === '' ? 'no ending' : `the ending ${extname(absolute)}`;
      return `has ${what}, and is used as ${source.type}: ${endings(source.type)}.`;
    }
    const hash = hashStart(source.type, contentType);
    const start = readWhole(handle, hash);
    if (!looksLike(start, contentType))
      return `is no ${contentType}, whatever its name says: save it as one.`;
    return { ...source, absolute, contentType, bytes: stat.size, hash: hash.digest('hex') };
  } catch (error) {
    switch ((error as NodeJS.ErrnoException).code) {
      case 'ENOENT':
      case 'ENOTDIR':
        return 'does not exist.';
      case 'EACCES':
      case 'EPERM':
        return 'may not be read: check its permissions.';
      case 'ELOOP':
        return 'is a symlink that leads to itself.';
      case undefined:
        throw error;
      default:
        return `cannot be read (${(error as NodeJS.ErrnoException).code}).`;
    }
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

/** What the bytes of a file are added to. */
export function hashStart(type: string, contentType: string): Hash {
  return createHash('sha256').update(`${type}\n${contentType}\n`);
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function endings(type: string): string {
  const known = { image: '.jpg, .png or .gif', audio: '.mp3, .m4a, .wav or .aac', video: '.mp4 or .mov' };
  return `that takes ${known[type as keyof typeof known] ?? 'any file with an ending'}`;
}

/** The first bytes; all of them go through the hash. */
function readWhole(handle: number, hash: { update(bytes: Buffer): unknown }): Buffer {
  const buffer = Buffer.alloc(64 * 1024);
  let start: Buffer = Buffer.alloc(0);
  for (let position = 0; ; ) {
    const read = readSync(handle, buffer, 0, buffer.length, position);
    if (read === 0) return start;
    hash.update(buffer.subarray(0, read));
    if (position === 0) start = Buffer.from(buffer.subarray(0, Math.min(read, 64)));
    position += read;
  }
}
