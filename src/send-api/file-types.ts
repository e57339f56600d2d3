/** Which files each kind of attachment takes, by the ending of their names (A-10, R9-14 to R9-17). */
import { fact } from './facts.ts';
import type { Channel, Fact } from './schema.ts';

export interface FileTypes extends Fact {
  readonly channel?: Channel;
  /** Endings in small letters. */
  readonly endings: readonly string[];
}

const pictures = ['jpg', 'jpeg', 'png', 'gif', 'webp', 'bmp', 'heic', 'tif', 'tiff', 'svg'];
const sounds = ['mp3', 'm4a', 'aac', 'wav', 'oga', 'opus', 'flac', 'amr', 'mp4', 'ogg', 'webm'];
const films = ['mp4', 'm4v', 'mov', 'avi', 'mkv', 'mpg', 'mpeg', 'wmv', '3gp', 'webm', 'ogg', 'ogv'];
const documents = [
  'pdf',
  'doc',
  'docx',
  'xls',
  'xlsx',
  'ppt',
  'pptx',
  'txt',
  'csv',
  'zip',
  'html',
  'json',
  'xml',
];

/** Endings of which it is known what they hold; others say nothing. */
export const knownEndings: ReadonlySet<string> = new Set([...pictures, ...sounds, ...films, ...documents]);

const kind = fact('A-10', 'ERR', '1');
const onInstagram = (rule: string, endings: readonly string[]): FileTypes => ({
  ...fact(rule, 'IG-SM', '1'),
  channel: 'instagram',
  endings,
});

/** By attachment type; of each list those entries count that are about the channel. A file may be of any kind. */
export const fileTypes: Readonly<Record<string, readonly FileTypes[]>> = {
  image: [{ ...kind, endings: pictures }, onInstagram('R9-14', ['png', 'jpg', 'jpeg', 'gif'])],
  audio: [{ ...kind, endings: sounds }, onInstagram('R9-15', ['aac', 'm4a', 'wav', 'mp4'])],
  video: [{ ...kind, endings: films }, onInstagram('R9-16', ['mp4', 'ogg', 'avi', 'mov', 'webm'])],
  file: [onInstagram('R9-17', ['pdf'])],
};
