/**
 * The only place that imports pg, and only once a journal in PostgreSQL is asked for. pg: the driver that PostgreSQL
 * users know, plain JavaScript; its pool notices lost connections and makes new ones.
 */
import { createRequire } from 'node:module';
import type { Pool, QueryResultRow } from 'pg';
import { createRedactor, plainLine } from '../redact.ts';
import { isWhole, schema } from './schema.ts';

export interface Database {
  /** Rejects with DatabaseError. */
  query<Row extends QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  /** All of it or nothing. */
  transaction<T>(work: (query: Database['query']) => Promise<T>): Promise<T>;
  close(): Promise<void>;
  /** Without the password. */
  readonly name: string;
}

/** `away`: it cannot be reached now, or the connection broke in between; what was asked for may have been done. */
export class DatabaseError extends Error {
  readonly kind: 'away' | 'refused';
  constructor(kind: 'away' | 'refused', message: string) {
    super(message);
    this.kind = kind;
  }
}

/** Why a transaction is given up by its own work: nothing of it happens, and this is thrown on as it is. */
export class GivenUp extends Error {}

/** Milliseconds. */
const connectTimeout = 5_000;
const connections = 4;

/** Connects, and makes the tables where there are none. A text says what is wrong. */
export async function openDatabase(url: string): Promise<Database | string> {
  if (!isDatabaseUrl(url)) {
    return 'SENDSPEC_JOURNAL is not the address of a PostgreSQL database: write it as postgres://USER:PASSWORD@HOST/DATABASE.';
  }
  const redact = createRedactor();
  const { password } = new URL(url);
  redact.add(password);
  redact.add(decodeURIComponent(password));
  const name = nameOf(url);
  let pool: Pool;
  try {
    // Not import(): the bundled program is run as a script, which has none.
    const pg = createRequire(import.meta.url)('pg') as typeof import('pg');
    pool = new pg.Pool({
      connectionString: url,
      max: connections,
      connectionTimeoutMillis: connectTimeout,
      keepAlive: true,
      application_name: 'sendspec',
      // An intent must be on the disk when its COMMIT returns, whatever the server's default is.
      options: '-c synchronous_commit=on',
    });
  } catch (error) {
    return `The PostgreSQL driver cannot be loaded (${plainLine((error as Error).message)}): install sendspec again.`;
  }
  // Of idle connections; the next query makes a new one.
  pool.on('error', () => {});
  const explain = (error: unknown) => asDatabaseError(error, name, redact);
  const database: Database = {
    name,
    query: async (sql, values) => {
      try {
        return (await pool.query(sql, values as unknown[])).rows;
      } catch (error) {
        throw explain(error);
      }
    },
    transaction: async (work) => {
      try {
        const client = await pool.connect();
        let failed: Error | undefined;
        try {
          await client.query('BEGIN');
          const result = await work(
            async (sql, values) => (await client.query(sql, values as unknown[])).rows,
          );
          await client.query('COMMIT');
          return result;
        } catch (error) {
          failed = error as Error;
          throw error;
        } finally {
          // A connection in an unknown state is not used again.
          client.release(failed);
        }
      } catch (error) {
        throw explain(error);
      }
    },
    close: () => pool.end(),
  };
  const problem = await prepare(database);
  if (problem === undefined) return database;
  await pool.end();
  return problem;
}

export function isDatabaseUrl(text: string): boolean {
  return /^postgres(ql)?:\/\//.test(text) && URL.canParse(text);
}

function nameOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `postgres://${host}${pathname}`;
}

async function prepare(database: Database): Promise<string | undefined> {
  try {
    const [facts] = await database.query<{ standby: boolean; fsync: string }>(
      "SELECT pg_is_in_recovery() AS standby, current_setting('fsync') AS fsync",
    );
    if (facts?.standby) {
      return `${database.name} is a read-only copy (standby): the journal needs the primary server.`;
    }
    if (facts?.fsync !== 'on') {
      return `${database.name} runs with fsync=${facts?.fsync}, so a power cut could lose what was sent: turn fsync on.`;
    }
    const [found] = await database.query<{ whole: boolean }>(isWhole);
    if (found?.whole) return undefined;
    // One after the other: two workers that start together must not both make them.
    await database.transaction(async (query) => {
      await query("SELECT pg_advisory_xact_lock(hashtext('sendspec'))");
      await query(schema);
    });
    return undefined;
  } catch (error) {
    if (error instanceof DatabaseError) return error.message;
    throw error;
  }
}

function asDatabaseError(error: unknown, name: string, redact: (text: string) => string): unknown {
  if (error instanceof DatabaseError || error instanceof GivenUp) return error;
  const { code, message } = error as { code?: string; message?: string };
  const text = plainLine(redact(String(message ?? error)));
  // Class 08: connection; 57P: shut down, crash, starting; 53300: too many connections; the rest is of the network.
  const away =
    code === undefined
      ? /connection|timeout|terminated|ended/i.test(text)
      : /^(08|57P|E[A-Z_]+$)/.test(code) || code === '53300' || code === '40001' || code === '40P01';
  if (away) return new DatabaseError('away', `The journal ${name} cannot be reached: ${text}.`);
  if (code === undefined) return error;
  return new DatabaseError('refused', `The journal ${name} refuses (${code}): ${text}.`);
}
