/** The shared journal as the checker of the ledger reads it. */
import pg from 'pg';
import type { JournalRow } from '../send/support/sending.ts';

export async function query<T extends pg.QueryResultRow>(url: string, sql: string, values: unknown[] = []) {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<T>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

export async function sharedRows(url: string, run: string): Promise<JournalRow[]> {
  const rows = await query<JournalRow>(
    url,
    'SELECT row::int, step, kind, state, attempt, mid, reason, error::text FROM sendspec_delivery WHERE run = $1 ORDER BY row, step',
    [run],
  );
  return rows;
}
