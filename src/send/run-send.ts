/**
 * Sends a message to everybody in a contacts file, at most once each. Whatever an operator, a file, a server or a
 * disk does wrong ends as a report with an exit code; an exception is a bug in sendspec.
 */
import { checkEndpoint, type Endpoint } from './check-endpoint.ts';
import { ContactsError } from './contacts/contact.ts';
import { type Contacts, openContacts } from './contacts/open-contacts.ts';
import { reopenContacts } from './contacts/reopen-contacts.ts';
import { askCredentials, type Credentials } from './credentials.ts';
import { dispatch } from './deliver/dispatch.ts';
import { prepareContact } from './deliver/prepare-contact.ts';
import type { Runner } from './deliver/runner.ts';
import { equip } from './equip.ts';
import type { BadRow, ExitCode, SendEvent, SendReport } from './events.ts';
import type { Journal } from './journal/journal.ts';
import { createManifest, journalPath } from './journal/manifest.ts';
import { openJournal } from './journal/open-journal.ts';
import { findAttachments } from './journal/read-attachments.ts';
import { readKnownContacts } from './journal/read-journal.ts';
import {
  checkOptions,
  concurrencyFor,
  defaultRate,
  inboxRate,
  refusesHumanAgent,
  type SendOptions,
} from './options.ts';
import { inboxWarning, planSend } from './plan-send.ts';
import { plainLine } from './redact.ts';
import { buildReport, countsOf, emptyReport } from './report.ts';
import { isEmulator, probeEndpoint } from './transport/probe-endpoint.ts';
import { type Settings, settingsOf } from './tuning.ts';
import { checkFiles, type LocalFile } from './uploads/check-files.ts';
import { hashWith } from './uploads/hash-files.ts';
import { expiryFrom, pageOf, uploadFiles, uploadTo } from './uploads/upload-files.ts';

export async function runSend(
  options: SendOptions,
  onEvent: (event: SendEvent) => void = () => {},
): Promise<SendReport> {
  const started = performance.now();
  const report = await run(options, onEvent);
  const timed = { ...report, duration: performance.now() - started };
  onEvent({ type: 'end', report: timed });
  return timed;
}

async function run(options: SendOptions, onEvent: (event: SendEvent) => void): Promise<SendReport> {
  if (options.dryRun) {
    const planned = await planSend(options, onEvent);
    if (!planned.ok) return emptyReport(planned.exit, planned.message);
    return {
      ...emptyReport(0, 'A plan: nothing was written or sent.'),
      rows: planned.plan.rows,
      plan: planned.plan,
    };
  }
  const wrong = checkOptions(options);
  if (wrong !== undefined) return emptyReport(2, wrong);
  const endpoint = checkEndpoint(options);
  if (typeof endpoint === 'string') return emptyReport(2, endpoint);
  const files = checkFiles(options.program?.uploads ?? [], options.projectRoot);
  if (typeof files === 'string') return emptyReport(1, `${files} Nothing was sent.`);
  const settings = settingsOf(options.tuning);

  let stopWanted = false;
  options.stop?.onStop(() => {
    stopWanted = true;
  });
  const stopped = () => stopWanted;
  const read = await readContacts(options, stopped, onEvent);
  if (!read.ok) return read.report;
  const { contacts } = read;
  try {
    const credentials = await askCredentials(options, endpoint);
    if ('problem' in credentials) return emptyReport(3, credentials.problem);
    const away = await checkWay(options, endpoint, settings);
    if (away !== undefined) return emptyReport(away.exit, away.message);
    if (stopped()) return stoppedEarly();
    if (options.sharedJournal !== undefined) {
      const { sendShared } = await import('./shared/send-shared.ts');
      const whole = { ...options, ...hashWith(options, files) };
      return await sendShared({
        options: whole,
        files,
        endpoint,
        settings,
        contacts,
        credentials,
        emit: onEvent,
      });
    }
    return await sendAll(options, endpoint, settings, contacts, files, credentials, onEvent);
  } finally {
    await contacts.close();
  }
}

type Read =
  | { readonly ok: true; readonly contacts: Contacts }
  | { readonly ok: false; readonly report: SendReport };

function stoppedEarly(): SendReport {
  return emptyReport(130, 'Stopped by the operator before anything was sent.');
}

/** The whole file once, or as little of it as a resume needs; with `strict` every row must be usable. */
async function readContacts(
  options: SendOptions,
  stopped: () => boolean,
  onEvent: (event: SendEvent) => void,
): Promise<Read> {
  const contacts = await takeUpContacts(options);
  if (contacts !== undefined) return { ok: true, contacts };
  const badRows: BadRow[] = [];
  let bad = 0;
  const prepare = {
    renderer: options.renderer,
    message: options.message,
    runId: 'check',
    now: options.now ?? new Date().toISOString(),
    channel: options.channel ?? 'messenger',
  } as const;
  const opened = await openContacts(options.contacts, {
    program: options.program,
    columnMap: options.columnMap,
    onProgress: (bytes, total) => onEvent({ type: 'reading', bytes, total }),
    onRow: (contact) => {
      if (stopped()) throw new ContactsError('reading was stopped.');
      if (!options.strict) return;
      const prepared = prepareContact(contact, prepare);
      if (prepared.ok) return;
      bad++;
      const { row, line } = contact;
      if (badRows.length < 20) badRows.push({ row, line, reason: prepared.reason, detail: prepared.detail });
    },
  });
  if (stopped()) {
    if (opened.ok) await opened.contacts.close();
    return { ok: false, report: stoppedEarly() };
  }
  if (!opened.ok) return { ok: false, report: emptyReport(opened.exit, opened.message) };
  if (bad === 0) return { ok: true, contacts: opened.contacts };
  await opened.contacts.close();
  const all = opened.contacts.facts.rows;
  const rows = bad === 1 ? '1 row does' : `${bad} rows do`;
  const why = `${rows} not fit, and with --strict that is an error: nothing was sent.`;
  return {
    ok: false,
    report: { ...emptyReport(1, why), rows: all, rowsLeft: all, badRows },
  };
}

async function takeUpContacts(options: SendOptions): Promise<Contacts | undefined> {
  if (!options.resume || options.strict || options.sharedJournal !== undefined) return undefined;
  const known = readKnownContacts(journalPath(options));
  if (known === undefined) return undefined;
  return reopenContacts(options.contacts, known, {
    program: options.program,
    columnMap: options.columnMap,
  });
}

export async function checkWay(
  options: Pick<SendOptions, 'rate'>,
  endpoint: Endpoint,
  settings: Settings,
): Promise<{ exit: ExitCode; message: string } | undefined> {
  const away = await probeEndpoint(endpoint, settings.connectTimeout);
  if (away !== undefined)
    return { exit: 3, message: `${endpoint.origin} cannot be reached: ${away}. Nothing was sent.` };
  if (options.rate !== 'unlimited' || (await isEmulator(endpoint, settings.connectTimeout))) return undefined;
  return {
    exit: 2,
    message: `The rate "unlimited" is for an emulator on this machine only, and ${endpoint.origin} is none: give a number, at most 300.`,
  };
}

async function sendAll(
  options: SendOptions,
  endpoint: Endpoint,
  settings: Settings,
  contacts: Contacts,
  files: readonly LocalFile[],
  credentials: Credentials,
  emit: (event: SendEvent) => void,
): Promise<SendReport> {
  const path = journalPath(options);
  const opened = openJournal({
    path,
    manifest: createManifest({ ...options, ...hashWith(options, files) }, contacts.facts, () => new Date()),
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

/** Attachment ids by path; halts where one cannot be had. */
async function uploadAll(
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

export function warnOfRun(runner: Runner, options: Pick<SendOptions, 'rate'>, endpoint: Endpoint): void {
  const { rate } = options;
  if (typeof rate === 'number' && rate > inboxRate && endpoint.meta)
    runner.warn('inbox-rate', inboxWarning(rate));
  const { icu } = runner.journal.manifest;
  if (icu !== (process.versions.icu ?? '')) {
    runner.warn(
      'other-icu',
      `The run was begun with another version of the language data (ICU ${icu}, now ${process.versions.icu}): numbers and dates may be written differently from now on.`,
    );
  }
}
