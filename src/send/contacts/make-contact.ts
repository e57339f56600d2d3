/** A record of the file as a Contact, or as a row that cannot be used. */
import type { Json } from '../../bind/model.ts';
import type { SkipReason } from '../events.ts';
import { checkJson, checkRecipientValue } from './check-value.ts';
import type { Contact, Recipient, RecipientKind } from './contact.ts';
import { convertCell } from './convert-cell.ts';
import type { ColumnPlan, ParamColumn } from './plan-columns.ts';
import type { CsvRecord } from './read-csv.ts';
import { readInteraction } from './read-interaction.ts';
import type { JsonLine } from './read-jsonl.ts';

export function fromCsv(record: CsvRecord, row: number, plan: ColumnPlan): Contact {
  const place = { row, line: record.line, offset: record.offset };
  const { cells } = record;
  if (cells.length !== plan.names.length) {
    return broken(place, 'data', `the row has ${count(cells.length)}, the header has ${plan.names.length}`);
  }
  const value = (cells[plan.recipient.index] ?? '').trim();
  if (value === '') return broken(place, 'recipient', `${plan.names[plan.recipient.index]} is empty`);
  const wrong = checkRecipientValue(value);
  if (wrong !== undefined) return broken(place, 'recipient', `${plan.names[plan.recipient.index]} ${wrong}`);
  const data = emptyObject();
  for (const column of plan.params) {
    const cell = cells[column.index]!;
    if (cell === '') continue;
    const converted = convertCell(cell, column.type);
    if ('problem' in converted) return broken(place, 'data', `${column.name} ${converted.problem}`);
    const unsafe = checkJson(converted.value, column.name);
    if (unsafe !== undefined) return broken(place, 'data', unsafe);
    put(data, column, converted.value);
  }
  const text = (index: number | undefined) =>
    index === undefined ? undefined : cells[index]?.trim() || undefined;
  return withTime(
    {
      recipient: { kind: plan.recipient.kind, value },
      data,
      locale: text(plan.locale),
      timeZone: text(plan.timeZone),
      ...place,
    },
    text(plan.lastInteractionAt),
  );
}

function withTime(contact: Contact, cell: string | undefined): Contact {
  if (cell === undefined) return contact;
  const time = readInteraction(cell, Date.now());
  if (typeof time === 'number') return { lastInteraction: time, ...contact };
  const { row, line, offset } = contact;
  return broken({ row, line, offset }, 'data', `last_interaction_at ${time.problem}`);
}

const jsonKeys = ['recipient', 'data', 'locale', 'time_zone', 'last_interaction_at'];
const recipientKinds: readonly string[] = ['id', 'user_ref', 'comment_id', 'post_id', 'phone_number'];

export function fromJson(line: JsonLine, row: number, onUnknownKey: (key: string) => void): Contact {
  const place = { row, line: line.line, offset: line.offset };
  const object = asObject(line.value);
  if (object === undefined) return broken(place, 'data', 'the line is not an object');
  for (const key of Object.keys(object)) if (!jsonKeys.includes(key)) onUnknownKey(key);
  const recipient = readRecipient(object['recipient']);
  if (typeof recipient === 'string') return broken(place, 'recipient', recipient);
  const data = object['data'] === undefined ? emptyObject() : asObject(object['data']);
  if (data === undefined) return broken(place, 'data', 'data is not an object');
  const unsafe = checkJson(data as Json, '');
  if (unsafe !== undefined) return broken(place, 'data', unsafe);
  for (const key of ['locale', 'time_zone', 'last_interaction_at']) {
    if (object[key] !== undefined && object[key] !== null && typeof object[key] !== 'string') {
      return broken(place, 'data', `${key} is not a text`);
    }
  }
  const text = (key: string) =>
    typeof object[key] === 'string' && object[key] !== '' ? object[key] : undefined;
  return withTime(
    {
      recipient,
      data: data as Contact['data'],
      locale: text('locale'),
      timeZone: text('time_zone'),
      ...place,
    },
    text('last_interaction_at'),
  );
}

/** A string says what is wrong. */
export function readRecipient(value: unknown): Recipient | string {
  if (value === undefined || value === null || value === '') return 'there is no recipient';
  if (typeof value === 'number')
    return 'the recipient is a number: write the id in quotes, or its last digits get lost';
  if (typeof value === 'string') return checkedRecipient('id', value);
  const object = asObject(value);
  if (object === undefined) return 'the recipient is neither a text nor an object';
  const keys = Object.keys(object);
  const kind = keys[0];
  if (keys.length !== 1 || kind === undefined || !recipientKinds.includes(kind)) {
    return `the recipient must have exactly one key: ${recipientKinds.join(', ')}`;
  }
  const id = object[kind];
  if (typeof id !== 'string') return `the recipient's ${kind} is not a text: write it in quotes`;
  return checkedRecipient(kind as RecipientKind, id);
}

function checkedRecipient(kind: RecipientKind, value: string): Recipient | string {
  const trimmed = value.trim();
  if (trimmed === '') return 'there is no recipient';
  const wrong = checkRecipientValue(trimmed);
  return wrong === undefined ? { kind, value: trimmed } : `the recipient ${wrong}`;
}

type Place = { readonly row: number; readonly line: number; readonly offset: number };

function broken(place: Place, reason: SkipReason, detail: string): Contact {
  return { data: {}, problem: { reason, detail }, ...place };
}

function put(data: { [key: string]: Json }, column: ParamColumn, value: Json): void {
  let here = data;
  for (const name of column.path.slice(0, -1)) {
    here[name] ??= emptyObject();
    here = here[name] as { [key: string]: Json };
  }
  here[column.path.at(-1)!] = value;
}

/**
 * With nothing to inherit: a template can only reach what the row holds. Not Object.create(null), of which V8 makes a
 * dictionary: five times as much time for a row, and memory that only a full collection gives back.
 */
function emptyObject(): { [key: string]: Json } {
  return new Bare() as { [key: string]: Json };
}

const Bare = function Bare() {} as unknown as new () => object;
Bare.prototype = Object.create(null);

function asObject(value: unknown): { [key: string]: unknown } | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { [key: string]: unknown })
    : undefined;
}

function count(cells: number): string {
  return cells === 1 ? '1 cell' : `${cells} cells`;
}
