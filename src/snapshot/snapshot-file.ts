/** Snapshots: what the examples of one message file rendered to, as a JSON file beside it. */
import type { Json } from '../bind/model.ts';
import { printableJson } from '../diagnostics/printable.ts';

/** Folder beside the message file, and what follows that file's name. */
export const snapshotFolder = '__snapshots__';
export const snapshotEnd = '.snap.json';

export interface Snapshot {
  /** Version of the CLDR data (formats of dates and numbers) that it was rendered with; it comes with Node. */
  readonly cldr: string;
  /** Steps by message and example. */
  readonly messages: ReadonlyMap<string, ReadonlyMap<string, readonly Json[]>>;
}

const format = 1;

export function printSnapshot({ cldr, messages }: Snapshot): string {
  const entries = [...messages].map(([message, examples]) => [message, Object.fromEntries(examples)]);
  return `${printableJson({ snapshot: format, cldr, messages: Object.fromEntries(entries) }, 2)}\n`;
}

/** A string says why the text is no snapshot. */
export function parseSnapshot(text: string): Snapshot | string {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    return `is not JSON (${(error as Error).message})`;
  }
  if (!isObject(json) || json['snapshot'] !== format)
    return `is no snapshot of this version ("snapshot": ${format})`;
  const { cldr, messages } = json;
  if (typeof cldr !== 'string' || !isObject(messages))
    return 'is no snapshot: it needs "cldr" and "messages"';
  const read = new Map<string, Map<string, readonly Json[]>>();
  for (const [message, examples] of Object.entries(messages)) {
    if (!isObject(examples)) return `is no snapshot: "${message}" is no object of examples`;
    const steps = new Map<string, readonly Json[]>();
    for (const [example, value] of Object.entries(examples)) {
      if (!Array.isArray(value)) return `is no snapshot: "${message}", "${example}" is no list of steps`;
      steps.set(example, value as Json[]);
    }
    read.set(message, steps);
  }
  return { cldr, messages: read };
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
