/** The tables in PostgreSQL: made once, however many begin together, and no obstacle to those that are at work. */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/send/shared/database.ts';
import { cleanUp } from '../send/support/sending.ts';
import { type Postgres, startPostgres } from './postgres.ts';

let postgres: Postgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

async function open(): Promise<Database> {
  const database = await openDatabase(postgres.url);
  if (typeof database === 'string') throw new Error(database);
  cleanUp(() => database.close());
  return database;
}

describe('the tables', () => {
  it('are made once by eight that begin together', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, open));
    for (const database of all) expect(await database.query('SELECT * FROM sendspec_run')).toEqual([]);
  });

  it('of an older version get what they lack', async () => {
    const first = await open();
    await first.query('ALTER TABLE sendspec_run DROP COLUMN up_to; DROP TABLE sendspec_upload');
    const second = await open();
    expect(await second.query('SELECT up_to FROM sendspec_run')).toEqual([]);
    expect(await second.query('SELECT * FROM sendspec_upload')).toEqual([]);
  });

  it('are not touched by one that begins while another writes to them', async () => {
    await open();
    const writer = new pg.Client({ connectionString: postgres.url });
    await writer.connect();
    cleanUp(() => writer.end());
    // As the plan of a run with a million contacts does for minutes.
    await writer.query('BEGIN; LOCK TABLE sendspec_run, sendspec_delivery IN ROW EXCLUSIVE MODE');
    const database = await open();
    expect(await database.query('SELECT * FROM sendspec_run')).toEqual([]);
    await writer.query('ROLLBACK');
  });
});
