/** Data of contacts is data: what could climb out of a text or an object is refused (delivery.md 7). */
import type { Json } from '../../bind/model.ts';

export const forbiddenKeys = ['__proto__', 'constructor', 'prototype'];

// Tab and line breaks belong to texts; the rest of C0 and C1, and the marks that reorder what is shown, do not.
const unsafe = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
const loneSurrogate = /\p{Surrogate}/u;
const maxDepth = 64;

/** What is wrong with a text, or undefined. */
export function checkText(value: string): string | undefined {
  const found = unsafe.exec(value);
  if (found !== null) {
    const code = found[0].codePointAt(0) ?? 0;
    const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
    return code >= 0x2000
      ? `holds ${name}, which reorders the text around it: remove it`
      : `holds the control character ${name}: remove it`;
  }
  if (loneSurrogate.test(value)) return 'holds half of a character (a lone surrogate): the file was damaged';
  return undefined;
}

/** What is wrong anywhere inside a value, or undefined. */
export function checkJson(value: Json, path: string, depth = 0): string | undefined {
  if (typeof value === 'string') {
    const problem = checkText(value);
    return problem === undefined ? undefined : `${path} ${problem}`;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth > maxDepth) return `${path} is nested deeper than ${maxDepth} levels`;
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) {
      const problem = checkJson(item, `${path}[${i}]`, depth + 1);
      if (problem !== undefined) return problem;
    }
    return undefined;
  }
  for (const [key, item] of Object.entries(value as { [key: string]: Json })) {
    if (forbiddenKeys.includes(key)) return `${path} has the key ${key}, which is not allowed`;
    const problem = checkText(key) ?? checkJson(item, path === '' ? key : `${path}.${key}`, depth + 1);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

// What a spreadsheet makes of a long number: the id itself is lost.
const spreadsheetNumber = /^\d+[.,]?\d*[eE]\+\d+$/;
const maxRecipient = 512;

/** What is wrong with a recipient's id, or undefined. */
export function checkRecipientValue(value: string): string | undefined {
  if (spreadsheetNumber.test(value)) {
    return 'is a number that a spreadsheet has rounded: export the column as text';
  }
  if (value.length > maxRecipient)
    return `has ${value.length} characters, at most ${maxRecipient} can be right`;
  return checkText(value);
}
