/**
 * Which variant a recipient gets: never chance, so that a retry or a resumed run sends the same one.
 * `weights` has at least one entry.
 */
export function chooseVariant(
  weights: readonly number[],
  run: string,
  message: string,
  step: number,
  recipient: string,
): number {
  const total = weights.reduce((sum, weight) => sum + Math.max(0, weight), 0);
  if (!(total > 0)) return 0;
  let left = (hash(JSON.stringify([run, message, step, recipient])) / 2 ** 32) * total;
  for (let i = 0; i < weights.length; i++) {
    left -= Math.max(0, weights[i] as number);
    if (left < 0) return i;
  }
  return weights.length - 1;
}

/** FNV-1a over UTF-16 units, 32 bit, with the finish of MurmurHash3: FNV's high bits alone follow short inputs. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    h = Math.imul(h ^ (unit & 0xff), 0x01000193);
    h = Math.imul(h ^ (unit >>> 8), 0x01000193);
  }
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
