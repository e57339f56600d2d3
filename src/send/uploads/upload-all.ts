import type { Endpoint } from '../check-endpoint.ts';
import type { Credentials } from '../credentials.ts';
import type { Runner } from '../deliver/runner.ts';
import type { Journal } from '../journal/journal.ts';
import { findAttachments } from '../journal/read-attachments.ts';
import { countsOf } from '../report.ts';
import type { LocalFile } from './check-files.ts';
import { expiryFrom, pageOf, uploadFiles, uploadTo } from './upload-files.ts';

/** Attachment ids by path; halts where one cannot be had. */
export async function uploadAll(
  endpoint: Endpoint,
  files: readonly LocalFile[],
  credentials: Credentials,
  runner: Runner,
  journal: Journal,
): Promise<{ readonly [path: string]: string }> {
  if (files.length === 0) return {};
  const { settings } = runner;
  const page = pageOf(endpoint);
  const uploaded = await uploadFiles({
    ...uploadTo(endpoint, credentials),
    files,
    journal,
    older: findAttachments(journal.path, page),
    credentials,
    settings,
    emit: runner.emit,
    stopped: () => runner.halted !== undefined,
  });
  if (!uploaded.ok) {
    const begun = countsOf(journal.totals()).sent > 0;
    runner.halt(begun ? 4 : 3, `A local file could not be uploaded, so nothing was sent: ${uploaded.why}`);
    return {};
  }
  const forget = () => {
    const expires = expiryFrom(settings.clock());
    for (const { hash } of files) journal.saveAttachment({ hash, page, id: '', expires });
  };
  runner.uploads = { ids: new Set(Object.values(uploaded.ids)), forget };
  return uploaded.ids;
}
