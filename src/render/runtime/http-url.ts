/** True for an absolute http(s) URL without spaces and control characters, as `new URL` understands it. */
export function parseHttpUrl(value: string): boolean {
  if (plain.test(value)) return true;
  if (!shape.test(value)) return false;
  try {
    const { protocol } = new URL(value);
    return protocol === 'https:' || protocol === 'http:';
  } catch {
    return false;
  }
}

/** No backslash: browsers read it as a slash. */
const shape = /^https?:\/\/[^\s\p{Cc}/\\?#][^\s\p{Cc}\\]*$/iu;

/** Ordinary host names, where `new URL` has nothing to refuse: letters at the end (no IPv4), no port, no punycode. */
const plain =
  /^https?:\/\/(?!xn--)(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.(?!xn--))+[a-z]{2,}(?:[/?#][\x21-\x5b\x5d-\x7e]*)?$/i;
