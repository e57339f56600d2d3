/** Uploaded files: of a journal, and of all journals of a project, so that a new run does not upload them again. */
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Attachment } from './journal.ts';
import { applicationId } from './schema.ts';
import { openSql, type Sql } from './sql.ts';

export function readAttachments(sql: Sql, page: string): Attachment[] {
  return sql
    .rows('hash, attachment_id, expires_at', 'FROM upload WHERE page = payload()->>0', [page])
    .map(([hash, id, expires]) => ({
      hash: String(hash),
      page,
      id: String(id),
      expires: Date.parse(String(expires)),
    }));
}

/** Of the journals beside `path`. One that cannot be read has none: the file is uploaded once more, no harm. */
export function findAttachments(path: string, page: string): Attachment[] {
  const folder = dirname(path);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.journal.db') && !name.startsWith('.') && join(folder, name) !== path)
    .flatMap((name) => {
      try {
        const sql = openSql(join(folder, name), true);
        try {
          const [id] = sql.rows('application_id', 'FROM pragma_application_id')[0] ?? [];
          return id === applicationId ? readAttachments(sql, page) : [];
        } finally {
          sql.close();
        }
      } catch {
        return [];
      }
    });
}
