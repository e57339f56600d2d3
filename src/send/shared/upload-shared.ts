/** Local files of a run in the shared journal: uploaded by the send that plans it, their ids kept for every later run of the Page. */
import { type UploadOptions, uploadFiles } from '../uploads/upload-files.ts';
import { type Database, GivenUp } from './database.ts';

/** Ids by path. Throws GivenUp where the files cannot be uploaded. */
export async function uploadShared(
  database: Database,
  options: Omit<UploadOptions, 'journal' | 'older'>,
): Promise<{ readonly [path: string]: string }> {
  if (options.files.length === 0) return {};
  const rows = await database.query<{ hash: string; page: string; id: string; expires: Date }>(
    'SELECT hash, page, attachment_id AS id, expires_at AS expires FROM sendspec_upload WHERE page = $1',
    [options.page],
  );
  const known = rows.map((row) => ({ ...row, expires: row.expires.getTime() }));
  const uploaded = await uploadFiles({
    ...options,
    older: [],
    journal: {
      attachments: () => known,
      saveAttachment: async ({ hash, page, id, expires }) => {
        await database.query(
          `INSERT INTO sendspec_upload (hash, page, attachment_id, expires_at) VALUES ($1, $2, $3, $4)
           ON CONFLICT (hash, page) DO UPDATE SET attachment_id = excluded.attachment_id, expires_at = excluded.expires_at`,
          [hash, page, id, new Date(expires).toISOString()],
        );
      },
    },
  });
  if (!uploaded.ok)
    throw new GivenUp(`A local file could not be uploaded, so nothing was sent: ${uploaded.why}`);
  return uploaded.ids;
}
