import type { Json } from '../../bind/model.ts';
import type { CellType } from './param-types.ts';

export type Converted = { readonly value: Json } | { readonly problem: string };

/** A cell's text as the param's type. Texts stay exactly as they are. */
export function convertCell(text: string, type: CellType): Converted {
  switch (type) {
    case 'string':
      return { value: text };
    case 'number':
    case 'integer':
      return convertNumber(text, type);
    case 'boolean':
      return convertBoolean(text);
    case 'json':
      return convertJson(text);
    case 'any':
      return /^\s*[[{]/.test(text) ? convertJson(text) : { value: text };
  }
}

function convertNumber(text: string, type: 'number' | 'integer'): Converted {
  const trimmed = text.trim();
  const value = Number(trimmed);
  if (!/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(trimmed) || !Number.isFinite(value)) {
    return { problem: `is ${quote(text)}, which is not a number (write 1234.5)` };
  }
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    return { problem: `is ${quote(text)}, a number too large to be kept exactly` };
  }
  if (type === 'integer' && !Number.isInteger(value))
    return { problem: `is ${quote(text)}, which is not a whole number` };
  return { value };
}

function convertBoolean(text: string): Converted {
  const word = text.trim().toLowerCase();
  if (word === 'true') return { value: true };
  if (word === 'false') return { value: false };
  return { problem: `is ${quote(text)}, which is not true or false` };
}

function convertJson(text: string): Converted {
  try {
    return { value: JSON.parse(text) as Json };
  } catch {
    return {
      problem: `is ${quote(text)}, which is not JSON (a list is written ["a","b"], an object {"id":"a"})`,
    };
  }
}

function quote(text: string): string {
  const shown = text.length > 40 ? `${text.slice(0, 39)}…` : text;
  return JSON.stringify(shown);
}
