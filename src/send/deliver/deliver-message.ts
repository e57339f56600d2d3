/**
 * One delivery, in the order that the promise rests on (delivery.md 3.3): rate and breaker, intent on the disk,
 * request, outcome. Only a request that provably was not sent, or was refused for its moment, is made again.
 */

import { classify, classifyAction, errorName, type Verdict } from '../classify.ts';
import type { At, GraphError } from '../events.ts';
import { JournalError, Kind } from '../journal/journal.ts';
import { backoff } from '../pace/backoff.ts';
import type { Sign } from '../pace/breaker.ts';
import { classesOf } from '../pace/classes.ts';
import { plainLine } from '../redact.ts';
import type { Outcome } from '../transport/transport.ts';
import { closedWords } from './judge-window.ts';
import type { Body } from './prepare-contact.ts';
import { haltForJournal, type Runner } from './runner.ts';

export interface Delivery extends At {
  readonly body: Body;
  readonly last: boolean;
  readonly offset: number;
  /** Attempts that earlier invocations made. */
  readonly attempts: number;
  /** When it is too late for the person; milliseconds since 1970. */
  readonly deadline?: number;
}

/** 'left': without a final state, because the run ends. */
export type Ended = 'sent' | 'failed' | 'unknown' | 'skipped' | 'left';

/** Subcode of 100. */
const unknownAttachment = 2018074;

/** Of code 1200, delivery.md 3.4. */
const maxRetryable = 3;

export async function deliverMessage(runner: Runner, delivery: Delivery): Promise<Ended> {
  const { journal, tally, settings, emit } = runner;
  const { row, line, step, last, offset } = delivery;
  const at = { row, line, step };
  const body = runner.seal(delivery.body);
  const classes = classesOf(delivery.body);
  let attempt = delivery.attempts;
  let notSent = 0;
  let retryable = 0;
  for (;;) {
    // Before the wait, so that what is too late costs no token of the rate; and after it, however long it was.
    if (tooLate()) return skipLate();
    const entry = await runner.enter(classes);
    if (entry === undefined) return 'left';
    const { pass } = entry;
    if (tooLate()) {
      runner.breaker.release(pass);
      runner.leave();
      return skipLate();
    }
    attempt++;
    let outcome: Outcome;
    try {
      await journal.intend({ row, step, attempt, last, offset });
    } catch (error) {
      runner.breaker.release(pass);
      runner.leave();
      // Of a shared journal: the others go on.
      if (!(error instanceof JournalError && error.kind === 'claim')) haltForJournal(runner, error);
      return 'left';
    }
    const key = { row, step, last, offset };
    const back = (why: string) => journal.end({ state: 'planned', why, ...key });
    if (runner.killed) {
      runner.breaker.release(pass);
      runner.leave();
      back('stopped before it was sent');
      return 'left';
    }
    try {
      outcome = await runner.post(body, entry.at);
    } finally {
      runner.leave();
    }
    if (outcome.kind === 'failure' && outcome.cause === 'held') {
      runner.breaker.release(pass);
      const halted = runner.killed || runner.halted !== undefined;
      back(halted ? 'stopped before it was sent' : 'paused before it was sent');
      if (halted) return 'left';
      continue;
    }
    const verdict = redactVerdict(own(runner, classify(outcome)), runner.redact);
    tally.request(outcome);
    if (outcome.kind === 'response') runner.heed(outcome.usage);
    runner.breaker.report(pass, signOf(verdict));
    switch (verdict.kind) {
      case 'sent': {
        journal.end({ state: 'sent', kind: Kind.message, mid: verdict.messageId, ...key });
        tally.sent();
        runner.calm();
        const milliseconds = outcome.kind === 'response' ? outcome.milliseconds : 0;
        emit({ type: 'sent', messageId: verdict.messageId, milliseconds, ...at });
        return 'sent';
      }
      case 'failed':
        if (isLostUpload(verdict.error)) {
          back(errorName(verdict.error));
          runner.uploads?.forget();
          runner.halt(
            4,
            `Meta no longer knows a local file that was uploaded (${errorName(verdict.error)}). Go on with --resume, which uploads it again.`,
          );
          return 'left';
        }
        return fail(verdict.error);
      case 'unknown':
        journal.end({ state: 'unknown', why: verdict.why, ...key });
        tally.unknown(verdict.why);
        emit({ type: 'unknown', why: verdict.why, ...at });
        return 'unknown';
      case 'stop':
        back(errorName(verdict.error));
        runner.halt(4, describeStop(verdict));
        return 'left';
      case 'throttled':
        back(verdict.why);
        runner.throttle(verdict.why, verdict.wait);
        break;
      case 'retryable': {
        if (retryable === maxRetryable) return fail(verdict.error);
        retryable++;
        back(verdict.why);
        if (!(await again(backoff(retryable, 2_000, 30_000, settings.random) + 1_000, verdict.why)))
          return 'left';
        break;
      }
      case 'not-sent': {
        back(verdict.why);
        notSent++;
        if (notSent >= settings.maxAttempts) {
          runner.halt(
            4,
            `${notSent} attempts in a row found no way to ${new URL(runner.url).origin} (${verdict.why}). Go on with --resume when it works again.`,
          );
          return 'left';
        }
        if (!(await again(backoff(notSent, 200, 30_000, settings.random), verdict.why))) return 'left';
        break;
      }
    }
  }

  /** Everybody would be refused for it, and nobody is to blame. */
  function isLostUpload({ code, subcode }: GraphError): boolean {
    if (code !== 100 || subcode !== unknownAttachment || runner.uploads === undefined) return false;
    return [...runner.uploads.ids].some((id) => body.includes(`"attachment_id":"${id}"`));
  }

  function tooLate(): boolean {
    return delivery.deadline !== undefined && delivery.deadline <= settings.clock();
  }

  function skipLate(): Ended {
    const detail = closedWords(delivery.deadline!);
    journal.end({ row, step, last, offset, state: 'skipped', reason: 'window', detail: '' });
    tally.skipped({ row, line, reason: 'window', detail });
    emit({ type: 'skipped', reason: 'window', detail, ...at });
    return 'skipped';
  }

  function fail(error: GraphError): Ended {
    journal.end({ row, step, last, offset, state: 'failed', kind: Kind.message, error });
    tally.failed(error);
    emit({ type: 'failed', error, ...at });
    return 'failed';
  }

  async function again(delay: number, why: string): Promise<boolean> {
    const scaled = delay * settings.timeScale;
    emit({ type: 'retry', attempt, delay: scaled, why, ...at });
    return runner.sleep(scaled);
  }
}

/** Typing indicators and read marks: one try, no intent, blocking nothing. False once halted. */
export async function doAction(runner: Runner, delivery: Delivery): Promise<boolean> {
  const entry = await runner.enter([]);
  if (entry === undefined) return false;
  const { pass } = entry;
  const { row, line, step, last, offset } = delivery;
  let outcome: Outcome;
  try {
    outcome = await runner.post(runner.seal(delivery.body), entry.at);
  } finally {
    runner.leave();
  }
  if (outcome.kind === 'failure' && outcome.cause === 'held') {
    runner.breaker.release(pass);
    return runner.halted === undefined && !runner.killed ? doAction(runner, delivery) : false;
  }
  const verdict = redactVerdict(classifyAction(outcome), runner.redact);
  runner.tally.request(outcome);
  if (outcome.kind === 'response') runner.heed(outcome.usage);
  runner.breaker.report(pass, signOf(verdict));
  const key = { row, step, last, offset, kind: Kind.action };
  switch (verdict.kind) {
    case 'sent':
      runner.journal.end({ state: 'sent', mid: '', ...key });
      return true;
    case 'stop':
      runner.halt(4, describeStop(verdict));
      return false;
    case 'throttled':
      runner.throttle(verdict.why, verdict.wait);
      break;
    default:
      break;
  }
  const error = 'error' in verdict ? verdict.error : { status: 0, message: verdict.why };
  runner.journal.end({ state: 'failed', error, ...key });
  runner.tally.actionFailed();
  runner.emit({
    type: 'action-failed',
    row,
    line,
    step,
    why: 'why' in verdict ? verdict.why : errorName(error),
  });
  return true;
}

/** The answer may be another message's, or one that the operator does not believe. */
function own(runner: Runner, verdict: Verdict): Verdict {
  if (verdict.kind === 'retryable' && !runner.trustsRetryable) return { kind: 'unknown', why: verdict.why };
  if (verdict.kind !== 'sent' || !runner.recentIds.seen(verdict.messageId)) return verdict;
  return { kind: 'unknown', why: 'message_id of another message' };
}

function signOf(verdict: Verdict): Sign {
  if (verdict.kind === 'unknown' || verdict.kind === 'not-sent') return verdict.kind;
  return 'answer';
}

function describeStop(verdict: Verdict & { kind: 'stop' }): string {
  const { error } = verdict;
  const trace = error.fbtraceId === undefined ? '' : `, fbtrace_id ${error.fbtraceId}`;
  return `Meta refuses every message of this Page: ${error.message} (${errorName(error)}${trace}). ${verdict.advice}`;
}

/** Without secrets, and short. */
function redactVerdict(verdict: Verdict, redact: (text: string) => string): Verdict {
  const clean = (text: string, most: number) => plainLine(redact(text), most);
  if (verdict.kind === 'sent') return { kind: 'sent', messageId: clean(verdict.messageId, 500) };
  if ('error' in verdict) {
    const { error } = verdict;
    return {
      ...verdict,
      ...('why' in verdict && { why: clean(verdict.why, 120) }),
      error: {
        ...error,
        message: clean(error.message, 300),
        type: error.type && clean(error.type, 64),
        fbtraceId: error.fbtraceId && clean(error.fbtraceId, 64),
      },
    };
  }
  return { ...verdict, why: clean(verdict.why, 120) };
}
