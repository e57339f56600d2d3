/**
 * Sends a message to everybody in a contacts file, at most once each. Whatever an operator, a file, a server or a
 * disk does wrong ends as a report with an exit code; an exception is a bug in sendspec.
 */
import { checkEndpoint } from './check-endpoint.ts';
import { checkWay } from './check-way.ts';
import { askCredentials } from './credentials.ts';
import type { SendEvent, SendReport } from './events.ts';
import { openRunContacts, stoppedEarly } from './open-run-contacts.ts';
import { checkOptions, type SendOptions } from './options.ts';
import { planSend } from './plan-send.ts';
import { emptyReport } from './report.ts';
import { sendLocal } from './send-local.ts';
import { settingsOf } from './tuning.ts';
import { checkFiles } from './uploads/check-files.ts';
import { hashWith } from './uploads/hash-files.ts';

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
  const read = await openRunContacts(options, stopped, onEvent);
  if (!read.ok) return read.report;
  const { contacts } = read;
  try {
    const credentials = await askCredentials(options, endpoint);
    if ('problem' in credentials) return emptyReport(3, credentials.problem);
    const away = await checkWay(options, endpoint, settings);
    if (away !== undefined) return emptyReport(away.exit, away.message);
    if (stopped()) return stoppedEarly();
    const whole = { ...options, ...hashWith(options, files) };
    const parts = { options: whole, files, endpoint, settings, contacts, credentials, emit: onEvent };
    if (options.sharedJournal === undefined) return await sendLocal(parts);
    const { sendShared } = await import('./shared/send-shared.ts');
    return await sendShared(parts);
  } finally {
    await contacts.close();
  }
}
