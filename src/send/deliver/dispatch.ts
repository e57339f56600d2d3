/** Takes contacts from the file as fast as they can be sent, and no faster: memory does not grow with the file. */
import { createClaims } from '../contacts/claims.ts';
import type { Contact } from '../contacts/contact.ts';
import type { Contacts } from '../contacts/open-contacts.ts';
import type { SkipReason } from '../events.ts';
import { type Journal, type Recorded, State } from '../journal/journal.ts';
import { deliverContact } from './deliver-contact.ts';
import { judgeCanary } from './judge-canary.ts';
import { judgeWindow, type WindowRules } from './judge-window.ts';
import { createLookAhead } from './look-ahead.ts';
import { type Prepared, type PrepareOptions, prepareContact } from './prepare-contact.ts';
import type { Runner } from './runner.ts';

export interface DispatchOptions {
  readonly journal: Journal;
  readonly contacts: Contacts;
  readonly prepare: PrepareOptions;
  readonly rules: WindowRules;
  readonly concurrency: number;
  readonly limit?: number;
  /** After so many people: wait for their outcomes, and stop where they are bad. */
  readonly canary?: number;
  readonly resumed: boolean;
}

/** Contacts that wait between two steps hold their rendered steps in memory. */
const mostOpen = 10_000;
/** Rows whose records are read at once on a resume. */
const recordedChunk = 1_000;

interface Job {
  readonly contact: Contact;
  readonly recorded: ReadonlyMap<number, Recorded>;
}
/** While it waits, its contact is a text, which costs V8 a third of the memory; that text alone where there are no records. */
interface PackedJob {
  readonly contact: string;
  readonly recorded: ReadonlyMap<number, Recorded>;
}
type End = 'limited' | 'halted';

/** 'limited': as many people as asked for were begun, and more are left. Resolves when nothing is in flight any more. */
export async function dispatch(runner: Runner, options: DispatchOptions): Promise<'all' | End> {
  const { duplicates } = options.contacts;
  const claims = createClaims(options.resumed ? (first) => options.journal.begun(first) : undefined);
  const recordedOf = options.resumed ? recordedReader(options.journal) : () => nothing;
  const ahead = createLookAhead<string | PackedJob>();
  let open = 0;
  let begun = 0;
  let wake: (() => void) | undefined;
  const changed = () => {
    wake?.();
    wake = undefined;
  };
  runner.onSleep = changed;
  runner.onHalt = changed;

  const full = () => open >= mostOpen || open - runner.sleeping >= options.concurrency * 2;
  const change = () => new Promise<void>((resolve) => (wake = resolve));

  async function begin(
    contact: Contact,
    prepared: Prepared & { ok: true },
    recorded: ReadonlyMap<number, Recorded>,
  ) {
    open++;
    try {
      const done = await deliverContact(runner, { contact, steps: prepared.steps, recorded });
      if (done) {
        runner.tally.rowDone();
        runner.emit({ type: 'contact', row: contact.row });
      }
    } catch (error) {
      runner.bug(error);
    } finally {
      open--;
      changed();
    }
  }

  /** A contact as it comes from the file: skipped, begun, or put among those whose windows are compared. */
  async function take(contact: Contact): Promise<End | undefined> {
    const recorded = recordedOf(contact.row);
    const skippedBefore = recorded.get(0) !== undefined;
    if (skippedBefore) return undefined;
    if (isDone(recorded)) return undefined;
    const prepared = prepareContact(contact, options.prepare);
    if (!prepared.ok) {
      skip(runner, contact, prepared.reason, prepared.detail);
      return undefined;
    }
    // A row that was begun stays begun, whatever else in the file has its recipient.
    if (!claims.claim(contact.row, duplicates.firstOf(contact.row)) && recorded.size === 0) {
      skip(runner, contact, 'duplicate', 'an earlier row has the same recipient');
      return undefined;
    }
    const { deadline } = judgeWindow(contact, prepared.steps, options.rules);
    const job = { contact, recorded };
    // Nothing closes: no reason to hold anybody back, or to render twice.
    if (deadline === Number.POSITIVE_INFINITY && ahead.size === 0) return start(job, prepared);
    const ended = ahead.full ? await start(unpack(ahead.takeFirst()!)) : undefined;
    ahead.add(pack(job), contact, deadline);
    return ended;
  }

  async function start(job: Job, ready?: Prepared): Promise<End | undefined> {
    const { contact, recorded } = job;
    if (options.limit !== undefined && begun >= options.limit) return 'limited';
    if (begun === options.canary) await watchCanary();
    while (full() && runner.halted === undefined) await change();
    if (runner.halted !== undefined) return 'halted';
    const prepared = ready ?? prepareContact(contact, options.prepare);
    const problem = prepared.ok
      ? judgeWindow(contact, prepared.steps, options.rules).problem
      : { reason: prepared.reason, detail: prepared.detail };
    // Of a contact that was begun, each step is judged in its turn.
    if (!prepared.ok || (problem !== undefined && recorded.size === 0)) {
      if (problem !== undefined) skip(runner, contact, problem.reason, problem.detail);
      return undefined;
    }
    begun++;
    void begin(contact, prepared, recorded);
    return undefined;
  }

  async function watchCanary(): Promise<void> {
    while (open > 0 && runner.halted === undefined) await change();
    if (runner.halted === undefined) judgeCanary(runner, begun, runner.tally.counts);
  }

  async function takeAll(): Promise<'all' | End> {
    for await (const contacts of options.contacts.rows()) {
      for (const contact of contacts) {
        const ended = runner.halted === undefined ? await take(contact) : 'halted';
        if (ended !== undefined) return ended;
      }
    }
    while (ahead.size > 0) {
      const ended = await start(unpack(ahead.takeFirst()!));
      if (ended !== undefined) return ended;
    }
    return 'all';
  }

  const result = await takeAll();
  while (open > 0) await change();
  return runner.halted === undefined ? result : 'halted';
}

function pack({ contact, recorded }: Job): string | PackedJob {
  const text = JSON.stringify(contact);
  return recorded.size === 0 ? text : { contact: text, recorded };
}

function unpack(packed: string | PackedJob): Job {
  if (typeof packed === 'string') return { contact: JSON.parse(packed) as Contact, recorded: nothing };
  return { contact: JSON.parse(packed.contact) as Contact, recorded: packed.recorded };
}

const nothing: ReadonlyMap<number, Recorded> = new Map();

function isDone(recorded: ReadonlyMap<number, Recorded>): boolean {
  for (const { last, state } of recorded.values()) if (last && state !== State.planned) return true;
  return false;
}

function skip(runner: Runner, contact: Contact, reason: SkipReason, detail: string): void {
  const { row, line, offset } = contact;
  // The detail may quote the contact's data, which the journal does not keep.
  runner.journal.end({ row, step: 0, last: true, offset, state: 'skipped', reason, detail: '' });
  runner.tally.skipped({ row, line, reason, detail: runner.redact(detail) });
  runner.tally.rowDone();
  runner.emit({ type: 'skipped', row, line, step: 0, reason, detail: runner.redact(detail) });
  runner.emit({ type: 'contact', row });
}

function recordedReader(journal: Journal): (row: number) => ReadonlyMap<number, Recorded> {
  let from = 1;
  let to = 0;
  let rows = new Map<number, Map<number, Recorded>>();
  return (row) => {
    if (row > to) {
      from = row;
      to = from + recordedChunk - 1;
      rows = new Map();
      for (const record of journal.recorded(from, to)) {
        const steps = rows.get(record.row) ?? new Map<number, Recorded>();
        rows.set(record.row, steps.set(record.step, record));
      }
    }
    return rows.get(row) ?? nothing;
  };
}
