/** Paths of files: of other message files, of pictures and sounds to send. */
import { fileTypes } from '../../src/send-api/file-types.ts';
import { pick } from '../../src/send-api/schema.ts';
import type { Offer } from './complete.ts';
import type { TextOffers } from './complete-text.ts';
import { filesBeside } from './files-beside.ts';
import { keysOf } from './find-node.ts';
import type { Hole } from './hole.ts';

/** `typed`: the path so far. */
export function completePath(hole: Hole, typed: string, want: 'messages' | 'media'): TextOffers {
  const word = typed.trimStart();
  if (/\s/.test(word)) return { offers: [], typed: '' };
  const fits = want === 'messages' ? isMessageFile : isMedia(hole);
  const offers = filesBeside(hole.document, fits).map(
    (path, i): Offer => ({
      label: path,
      kind: 'file',
      rank: i,
      ...(want === 'messages' && { preview: () => partsOf(hole, path) }),
    }),
  );
  return { offers, typed: word };
}

export function isMessageFile(name: string): boolean {
  return /\.msg\.ya?ml$/i.test(name);
}

/** By the endings that the kind of attachment takes on the message's channels. */
function isMedia({ found, rules }: Hole): (name: string) => boolean {
  const kind = keysOf(found.path).findLast((key) => Object.hasOwn(fileTypes, key));
  const lists = rules.channels.map((channel) => pick(fileTypes[kind ?? ''], rules.profile, channel)?.endings);
  return (name) => {
    const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
    return !isMessageFile(name) && lists.every((endings) => endings?.includes(ending) ?? true);
  };
}

/** The names that the file has for others. */
function partsOf({ reading }: Hole, path: string): string | undefined {
  const spec = reading.open({ kind: 'path', text: path });
  if (!spec || spec.parts.size === 0) return undefined;
  return [...spec.parts]
    .map(([name, { of }]) => `- \`${name}\` (${of === 'fragments' ? 'fragment' : 'message'})`)
    .join('\n');
}
