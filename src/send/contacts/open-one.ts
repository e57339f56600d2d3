/** One person, given on the command line, as contacts of one row. */
import { createHash } from 'node:crypto';
import type { ContactsSource } from '../options.ts';
import { checkJson } from './check-value.ts';
import type { Contact } from './contact.ts';
import { createDuplicates } from './duplicates.ts';
import { readRecipient } from './make-contact.ts';
import type { Opened, OpenOptions } from './open-contacts.ts';

export async function openOne(
  source: ContactsSource & { kind: 'one' },
  options: OpenOptions,
): Promise<Opened> {
  const recipient = readRecipient(source.recipient);
  if (typeof recipient === 'string')
    return { ok: false, exit: 1, message: `Nobody to send to: ${recipient}.` };
  const text = JSON.stringify([recipient, source.data, source.locale ?? null, source.timeZone ?? null]);
  const place = { row: 1, line: 1, offset: 0 };
  const { data } = source;
  const isObject = typeof data === 'object' && data !== null && !Array.isArray(data);
  const wrong = isObject ? checkJson(data, '') : 'the data is not an object';
  const contact: Contact =
    wrong === undefined
      ? {
          ...place,
          recipient,
          data: data as Contact['data'],
          locale: source.locale,
          timeZone: source.timeZone,
        }
      : { ...place, data: {}, problem: { reason: 'data', detail: wrong } };
  options.onRow?.(contact, undefined);
  const sha256 = createHash('sha256').update(text).digest('hex');
  return {
    ok: true,
    contacts: {
      facts: { format: 'one', sha256, bytes: Buffer.byteLength(text), rows: 1 },
      warnings: [],
      duplicates: createDuplicates(),
      async *rows() {
        yield [contact];
      },
      changed: false,
      close: async () => {},
    },
  };
}
