/** What `sendspec reconcile` does. */
import { createReadStream, existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { printable, printableJson } from '../diagnostics/printable.ts';
import { counted, grouped } from '../diagnostics/reporters/report.ts';
import {
  type Accepted,
  type Decision,
  openReconcilable,
  openSharedReconcilable,
  type ReconcilableJournal,
  readEchoes,
  readStatus,
  type UnknownDelivery,
} from '../send/index.ts';
import { adviseAsked, askConversations, type ConversationFlags, describeAsked } from './ask-conversations.ts';
import { askCount } from './ask-count.ts';
import type { Context } from './context.ts';
import { exit } from './exit-codes.ts';
import { findJournals } from './find-journals.ts';
import { findRoot } from './project.ts';
import { whyNot } from './read-text.ts';
import { readSharedJournal, redact } from './secrets.ts';
import { shorten, unknownWords } from './send-summary.ts';
import { Stop } from './stop.ts';

export interface ReconcileFlags extends ConversationFlags {
  readonly conversations?: boolean;
  readonly echoes?: string;
  readonly markSent?: boolean;
  readonly markFailed?: boolean;
  readonly resendUnknown?: boolean;
  readonly row: readonly number[];
  readonly json?: boolean;
}

const conversationOptions = [
  'contacts',
  'tokenFile',
  'tokenCommand',
  'appSecretFile',
  'allowHost',
  'trustHelpers',
] as const;

export async function reconcile(
  named: string | undefined,
  flags: ReconcileFlags,
  context: Context,
): Promise<number> {
  const decision = decisionOf(flags);
  const journal = await openJournal(named, context);
  try {
    const accepted =
      flags.echoes === undefined ? undefined : await takeEchoes(journal, flags.echoes, context);
    const asked = flags.conversations ? await askConversations(journal, flags, context) : undefined;
    const decided = decision && (await decide(journal, decision, flags, context));
    const left = await journal.unknown();
    const { path, runId } = journal;
    const result = { journal: path, runId, echoes: accepted, conversations: asked, decided, unknown: left };
    if (flags.json) context.out.write(`${redact(printableJson(result))}\n`);
    else {
      if (asked !== undefined) context.out.write(describeAsked(asked));
      context.out.write(describe(left, accepted, shorten(path, context.cwd)));
    }
    if (asked !== undefined) context.err.write(adviseAsked(asked));
    const freed = (accepted?.freed ?? 0) + (asked?.freed ?? 0) + (decided?.freed ?? 0);
    if (freed > 0 || decided?.decision === 'resend')
      context.err.write('The same send with --resume sends what may be sent now.\n');
    return left.length === 0 ? exit.done : exit.errors;
  } finally {
    await journal.close();
  }
}

/** A file, or with SENDSPEC_JOURNAL a run in the database. */
async function openJournal(named: string | undefined, context: Context): Promise<ReconcilableJournal> {
  const shared = readSharedJournal(context);
  const isFile = named !== undefined && existsSync(resolve(context.cwd, named));
  const opened =
    shared === undefined || isFile
      ? openReconcilable(named === undefined ? chooseJournal(context) : resolve(context.cwd, named))
      : await openSharedReconcilable(shared, named);
  if (opened === undefined) throw new Stop(exit.usage, `there is no journal ${named}.`);
  if (!opened.ok) throw new Stop(opened.exit, redact(opened.message));
  return opened.journal;
}

function decisionOf(flags: ReconcileFlags): Decision | undefined {
  const given = [
    ...(flags.markSent ? (['sent'] as const) : []),
    ...(flags.markFailed ? (['failed'] as const) : []),
    ...(flags.resendUnknown ? (['resend'] as const) : []),
  ];
  if (given.length > 1) {
    throw new Stop(
      exit.usage,
      '--mark-sent, --mark-failed and --resend-unknown exclude each other: give one.',
    );
  }
  if (flags.conversations && (given.length > 0 || flags.echoes !== undefined))
    throw new Stop(exit.usage, '--conversations goes alone: mark, or read echoes, in another command.');
  if (flags.conversations && flags.row.length === 0) return undefined;
  if (!flags.conversations && conversationOptions.some((name) => flags[name] !== undefined))
    throw new Stop(
      exit.usage,
      '--contacts, --allow-host, --trust-helpers and those of a token go with --conversations.',
    );
  if (given.length === 0 && (flags.row.length > 0 || flags.confirm !== undefined)) {
    throw new Stop(exit.usage, '--row and --confirm go with --mark-sent, --mark-failed or --resend-unknown.');
  }
  return given[0];
}

/** The only journal of the project that has unknown messages. */
function chooseJournal(context: Context): string {
  const paths = findJournals(findRoot(context.cwd, context.cwd));
  const some: string[] = [];
  for (const path of paths) {
    const status = readStatus(path);
    if (status === undefined) continue;
    if (!status.ok) context.err.write(`sendspec: ${printable(status.message)}\n`);
    else if (status.counts.unknown > 0 || (status.inFlight > 0 && !status.running)) some.push(path);
  }
  if (some.length === 1) return some[0]!;
  if (some.length === 0) {
    throw new Stop(
      exit.usage,
      paths.length === 0
        ? 'nothing was sent from this project yet.'
        : 'no run of this project has messages that are unknown. To take echoes all the same, name the journal.',
    );
  }
  const list = some.map((path) => `  ${shorten(path, context.cwd)}`).join('\n');
  throw new Stop(exit.usage, `${some.length} runs have messages that are unknown: name one.`, list);
}

async function takeEchoes(journal: ReconcilableJournal, file: string, context: Context): Promise<Accepted> {
  const shown = file === '-' ? 'stdin' : file;
  const input = file === '-' ? context.stdin : createReadStream(resolve(context.cwd, file));
  let echoes: Awaited<ReturnType<typeof readEchoes>>;
  try {
    echoes = await readEchoes(input, journal.runId);
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    throw new Stop(missing ? exit.usage : exit.errors, `${shown} ${whyNot(error)}.`);
  }
  if (typeof echoes === 'string') {
    throw new Stop(exit.errors, `${shown} ${echoes}: it should hold webhooks of the field message_echoes.`);
  }
  const accepted = await journal.accept(echoes.proofs);
  await journal.note(
    'reconcile',
    `echoes: ${echoes.ofRun} of this run, ${accepted.unknown} unknown are sent`,
  );
  const others =
    echoes.ofOthers > 0
      ? `, ${counted(echoes.ofOthers, 'echo')} of other runs`.replace('echos', 'echoes')
      : '';
  const unreadable = echoes.unreadable > 0 ? `, ${counted(echoes.unreadable, 'line')} without JSON` : '';
  context.err.write(
    `${shown}: ${counted(echoes.ofRun, 'echo').replace('echos', 'echoes')} of this run${others}${unreadable}.\n`,
  );
  if (echoes.ofRun === 0 && echoes.keyless > 0) {
    context.err.write(
      'The echoes there have no key of sendspec: messages with metadata of their own cannot be found again.\n',
    );
  }
  return accepted;
}

async function decide(
  journal: ReconcilableJournal,
  decision: Decision,
  flags: ReconcileFlags,
  context: Context,
) {
  const all = await journal.unknown();
  const wanted = flags.row.length === 0 ? all : all.filter(({ row }) => flags.row.includes(row));
  const stranger = flags.row.find((row) => !all.some((delivery) => delivery.row === row));
  if (stranger !== undefined) throw new Stop(exit.usage, `row ${stranger} has no message that is unknown.`);
  if (wanted.length === 0) return { decision, count: 0, freed: 0 };
  const what = {
    sent: 'as sent',
    failed: 'as failed, never to be sent again',
    resend: 'to be sent again: who has got the message already gets it twice',
  }[decision];
  await askCount(
    {
      count: wanted.length,
      question: `This marks ${counted(wanted.length, 'unknown message')} ${what}.`,
      mismatch: `${counted(wanted.length, 'message')} would be marked`,
      what: 'messages',
      nothing: 'Nothing was changed.',
    },
    flags.confirm,
    context,
  );
  const freed = await journal.decide(decision, wanted);
  await journal.note(
    'reconcile',
    `by the operator: ${wanted.length} unknown ${decision === 'resend' ? 'to be sent again' : decision}`,
  );
  return { decision, count: wanted.length, freed };
}

const mostListed = 20;

function describe(left: readonly UnknownDelivery[], accepted: Accepted | undefined, journal: string): string {
  const lines: string[] = [];
  if (accepted !== undefined) {
    lines.push(`${grouped(accepted.unknown)} of the unknown messages were sent.`);
    if (accepted.failed > 0)
      lines.push(`${grouped(accepted.failed)} that the journal took for failed were sent, too.`);
    if (accepted.planned > 0)
      lines.push(`${grouped(accepted.planned)} that it had still to send were sent already.`);
    if (accepted.strange > 0)
      lines.push(`${grouped(accepted.strange)} echoes are of no message in the journal.`);
  }
  if (left.length === 0) lines.push('No message is unknown.');
  else {
    lines.push(`${counted(left.length, 'message')} unknown:`);
    for (const { row, step, why, at } of left.slice(0, mostListed)) {
      lines.push(
        `  row ${row}, step ${step}  ${at.slice(0, 19).replace('T', ' ')} UTC  ${printable(unknownWords(why))}`,
      );
    }
    if (left.length > mostListed) lines.push(`  and ${grouped(left.length - mostListed)} more`);
    lines.push('', `Their contacts: sendspec status ${printable(journal)} --format csv --state unknown`);
  }
  return `${lines.join('\n')}\n`;
}
