import { Unreadable } from './read-json.ts';

export interface ReadNumber {
  /** In JSON's notation, all digits kept. */
  readonly source: string;
  readonly end: number;
  readonly strict: boolean;
}

/** JSON's numbers, and JavaScript's: `+1`, `.5`, `5.`, `0x1F`. Throws Unreadable. */
export function readNumber(text: string, at: number): ReadNumber {
  const match = /[-+.\w]+/y;
  match.lastIndex = at;
  const found = match.exec(text)![0];
  const end = at + found.length;
  if (/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(found))
    return { source: found, end, strict: true };
  const parts = /^([-+]?)(?:(0x[\da-f]+)|(\d*)(\.\d*)?(e[-+]?\d+)?)$/i.exec(found);
  const [, sign = '', hex, whole = '', fraction = '', exponent = ''] = parts ?? [];
  const minus = sign === '-' ? '-' : '';
  if (hex !== undefined) return { source: `${minus}${BigInt(hex)}`, end, strict: false };
  if (parts === null || (whole === '' && fraction.length < 2) || /^0\d/.test(whole)) {
    throw new Unreadable(at, `"${found.slice(0, 30)}" is no number: put it in quotes if it is a text`);
  }
  const digits = fraction.length > 1 ? fraction : '';
  return { source: `${minus}${whole || '0'}${digits}${exponent}`, end, strict: false };
}
