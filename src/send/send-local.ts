/** A send whose journal is on this machine: opens it, sends to everybody who is left, closes it. */
import type { Endpoint } from './check-endpoint.ts';
import type { Contacts } from './contacts/open-contacts.ts';
import type { Credentials } from './credentials.ts';
import { dispatch } from './deliver/dispatch.ts';
import { equip } from './equip.ts';
import type { SendEvent, SendReport } from './events.ts';
import { createManifest, journalPath } from './journal/manifest.ts';
import { openJournal } from './journal/open-journal.ts';
import { concurrencyFor, defaultRate, refusesHumanAgent, type SendOptions } from './options.ts';
import { plainLine } from './redact.ts';
import { buildReport, countsOf, emptyReport } from './report.ts';
import type { Settings } from './tuning.ts';
import type { LocalFile } from './uploads/check-files.ts';
import { uploadAll } from './uploads/upload-all.ts';
import { warnOfRun } from './warn-of-run.ts';

/** What was checked and opened before, whichever journal it is for. */
export interface SendParts {
  /** Its hash is also of the local files. */
  readonly options: SendOptions;
  /** Local files of the message. */
  readonly files: readonly LocalFile[];
  readonly endpoint: Endpoint;
  readonly settings: Settings;
  readonly contacts: Contacts;
  readonly credentials: Credentials;
  readonly emit: (event: SendEvent) => void;
}

export async function sendLocal(parts: SendParts): Promise<SendReport> {
  const { options, files, endpoint, settings, contacts, credentials, emit } = parts;
  const path = journalPath(options);
  const opened = openJournal({
    path,
    manifest: createManifest(options, contacts.facts, () => new Date()),
    duplicates: contacts.duplicates,
    resume: options.resume ?? false,
    newRun: options.newRun ?? false,
    nowGiven: options.now !== undefined,
    runId: options.tuning?.runId,
    maxPages: options.tuning?.maxPages,
    failpoint: settings.failpoint,
    clock: Date.now,
  });
  if (!opened.ok) return { ...emptyReport(opened.exit, opened.message), journal: path };
  const { journal } = opened;
  let deaf = false;
  const tell = (event: SendEvent) => {
    if (deaf) return;
    try {
      emit(event);
    } catch (error) {
      // The caller's bug: the run ends in order, and the error is thrown at its end.
      deaf = true;
      runner.bug(error);
    }
  };
  const concurrency = concurrencyFor(options);
  const runner = equip({
    rate: options.rate,
    concurrency,
    batch: options.batch,
    code1200: options.code1200,
    endpoint,
    settings,
    journal,
    credentials,
    emit: tell,
  });
  const before = journal.totals();
  tell({
    type: 'start',
    runId: journal.runId,
    journal: path,
    resumed: opened.resumed,
    rows: contacts.facts.rows,
    rowsDone: before.rowsDone,
    before: countsOf(before),
    rate: options.rate ?? defaultRate,
    concurrency,
  });
  for (const message of contacts.warnings) runner.warn('unknown-column', message);
  warnOfRun(runner, options, endpoint);
  journal.note(
    opened.resumed ? 'resume' : 'start',
    `rate ${options.rate ?? defaultRate}, concurrency ${concurrency}`,
  );
  if (options.humanAgent?.trim()) journal.note('human-agent', plainLine(options.humanAgent));
  options.stop?.onStop((kind) => {
    if (kind === 'stop') runner.halt(130, 'Stopped by the operator. Go on with --resume.');
    else runner.kill();
  });
  let end: 'all' | 'limited' | 'halted' = 'halted';
  try {
    const uploads = await uploadAll(endpoint, files, credentials, runner, journal);
    if (runner.halted === undefined)
      end = await dispatch(runner, {
        journal,
        contacts,
        prepare: {
          renderer: options.renderer,
          message: options.message,
          runId: journal.runId,
          now: journal.manifest.now,
          channel: options.channel ?? 'messenger',
          ...(files.length > 0 && { uploads }),
        },
        concurrency,
        rules: {
          window: options.window ?? 'assume-open',
          refuseHumanAgent: refusesHumanAgent(options),
          clock: settings.clock,
        },
        limit: options.limit,
        canary: options.canary,
        resumed: opened.resumed,
      });
  } catch (error) {
    runner.bug(error);
  }
  if (runner.halted !== undefined) journal.note('stop', plainLine(runner.halted.why));
  runner.close();
  const report = buildReport({ runner, journal, contacts, before, end });
  const lost = await journal.close();
  if (runner.error !== undefined) throw runner.error;
  if (lost > 0) {
    runner.warn(
      'outcomes-lost',
      `The outcomes of ${lost} could not be written any more: they become unknown on the resume.`,
    );
  }
  return { ...report, warnings: [...runner.warnings] };
}
