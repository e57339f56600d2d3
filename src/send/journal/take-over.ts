/** A journal for a change that is no send (reconcile): the lock is taken, and what a crash left in flight is unknown from now on. */
import { existsSync } from 'node:fs';
import { endCrashed, lock, unlock } from './hold-journal.ts';
import { thisProcess } from './lock.ts';
import { explain, openExisting, type Refusal, readRun, refuse } from './open-file.ts';
import { configure } from './open-journal.ts';
import type { Sql } from './sql.ts';

export function takeOver(
  path: string,
  clock: () => number,
): { readonly ok: true; readonly sql: Sql; readonly runId: string; close(): void } | Refusal | undefined {
  if (!existsSync(path)) return undefined;
  try {
    const sql = openExisting(path);
    if ('ok' in sql) return sql;
    try {
      const { runId } = readRun(sql);
      const holder = thisProcess();
      const held = lock(sql, holder, clock);
      if (held !== undefined) {
        sql.close();
        return refuse(5, `${held} Its journal: ${path}`);
      }
      configure(sql, undefined);
      endCrashed(sql, clock);
      const close = () => {
        unlock(sql, holder);
        sql.close();
      };
      return { ok: true, sql, runId, close };
    } catch (error) {
      sql.close();
      throw error;
    }
  } catch (error) {
    return explain(error, path);
  }
}
