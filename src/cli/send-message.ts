/** What `sendspec send` does. */
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import type { Json } from '../bind/model.ts';
import { printableJson } from '../diagnostics/printable.ts';
import { counted } from '../diagnostics/reporters/report.ts';
import type { MessageIR, ProgramIR } from '../lower/ir.ts';
import { createRenderer } from '../render/index.ts';
import {
  type ContactsSource,
  createStopHandle,
  planSend,
  runSend,
  type SendEvent,
  type SendOptions,
  type SendPlan,
  type SendReport,
} from '../send/index.ts';
import { askCount } from './ask-count.ts';
import { chooseChannel } from './choose-channel.ts';
import type { Context } from './context.ts';
import { exit } from './exit-codes.ts';
import { type TrustedHelpers, trustHelpers } from './helper-module.ts';
import { type OpenedMessage, openMessage } from './open-message.ts';
import { readData } from './read-data.ts';
import { readSharedJournal, redact } from './secrets.ts';
import { createProgress } from './send-progress.ts';
import { badRows, describePlan, summarise } from './send-summary.ts';
import { checkTargetFlags, openTarget, type Target, type TargetFlags } from './send-target.ts';
import { Stop } from './stop.ts';

export interface SendFlags extends TargetFlags {
  readonly to?: string;
  readonly recipient?: string;
  readonly data?: string;
  readonly channel?: string;
  readonly confirm?: number;
  readonly rate?: number | 'unlimited';
  readonly concurrency?: number;
  readonly map: Readonly<Record<string, string>>;
  readonly limit?: number;
  readonly batch?: number;
  readonly canary?: number;
  readonly window?: 'assume-open' | 'skip';
  readonly humanAgent?: string;
  readonly strict?: boolean;
  readonly code1200?: 'retry' | 'unknown';
  readonly dryRun?: boolean;
  readonly resume?: boolean;
  readonly newRun?: boolean;
  readonly json?: boolean;
  readonly trustHelpers?: boolean;
}

export async function sendMessage(target: string, flags: SendFlags, context: Context): Promise<number> {
  checkContactsFlags(flags);
  const sharedJournal = readSharedJournal(context);
  if (sharedJournal !== undefined && flags.emulate) {
    throw new Stop(
      exit.usage,
      '--emulate is an emulator of this command alone, and SENDSPEC_JOURNAL is for several machines.',
      'Start one with sendspec emulator, and give its address with --endpoint.',
    );
  }
  const opened = await openMessage(target, context);
  checkTargetFlags(flags, opened.spec.config);
  const trusted = await trustHelpers(opened.spec, opened.program, [opened.message.name], flags);
  const contacts = await openContacts(flags, context);
  const { profile } = opened.model.rules;
  const channel = chooseChannel(opened.model.rules, flags.channel, opened.message.name);
  const to = await openTarget(flags, opened.spec.config, { profile, channel }, context);
  try {
    const options = {
      ...sendOptions(opened, trusted, flags, contacts, to),
      channel,
      ...(sharedJournal !== undefined && { sharedJournal }),
    };
    return flags.dryRun ? await showPlan(options, flags, context) : await send(options, flags, to, context);
  } finally {
    await to.close();
  }
}

function checkContactsFlags(flags: SendFlags): void {
  if ((flags.to === undefined) === (flags.recipient === undefined)) {
    throw new Stop(exit.usage, 'say to whom: --to CONTACTS for a file, or --recipient ID for one person.');
  }
  if (flags.data !== undefined && flags.recipient === undefined) {
    throw new Stop(exit.usage, '--data goes with --recipient; with --to the contacts hold the data.');
  }
}

async function openContacts(flags: SendFlags, context: Context): Promise<ContactsSource> {
  if (flags.to !== undefined) return { kind: 'file', path: resolve(context.cwd, flags.to), name: flags.to };
  const data: Json = flags.data === undefined ? {} : await readData(flags.data, context);
  return { kind: 'one', recipient: { id: flags.recipient! }, data };
}

/** The newest version of the API whose rules `current` describes. */
const versions = { 'v21.0': 'v21.0', current: 'v26.0' } as const;

function sendOptions(
  { spec, program, message, model }: OpenedMessage,
  trusted: TrustedHelpers,
  flags: SendFlags,
  contacts: ContactsSource,
  to: Target,
): SendOptions {
  const { token, appSecret } = to;
  return {
    renderer: createRenderer(program, trusted.options),
    message: message.name,
    spec: `${spec.analysis.file.path}#${message.name}`,
    compiledHash: hashMessage(program, message.name, trusted.hash),
    program: {
      schema: program.schema,
      needs: message.needs,
      defaults: program.defaults,
      uploads: message.uploads.map(({ path, file, type }) => ({ path, file, type })),
      tags: tagsOf(message),
    },
    contacts,
    columnMap: flags.map,
    endpoint: to.endpoint,
    ...(to.endpointLabel !== undefined && { endpointLabel: to.endpointLabel }),
    apiVersion: versions[model.rules.profile],
    ...(to.pageId !== undefined && { pageId: to.pageId }),
    ...(token !== undefined && { token: () => token }),
    ...(appSecret !== undefined && { appSecret: () => appSecret }),
    ...(flags.allowHost !== undefined && { allowHosts: flags.allowHost }),
    projectRoot: spec.root,
    ...(flags.resume && { resume: true }),
    ...(flags.newRun && { newRun: true }),
    ...(flags.rate !== undefined && { rate: flags.rate }),
    ...(flags.concurrency !== undefined && { concurrency: flags.concurrency }),
    ...(flags.limit !== undefined && { limit: flags.limit }),
    ...(flags.batch !== undefined && { batch: flags.batch }),
    ...(flags.canary !== undefined && { canary: flags.canary }),
    ...(flags.window !== undefined && { window: flags.window }),
    ...(flags.humanAgent !== undefined && { humanAgent: flags.humanAgent }),
    ...(flags.strict && { strict: true }),
    ...(flags.code1200 !== undefined && { code1200: flags.code1200 }),
    ...(flags.dryRun && { dryRun: true }),
  };
}

/** The tags that stand in the message as they are: those that only data knows show when it is rendered. */
function tagsOf(message: MessageIR): string[] {
  const tags = new Set<string>();
  JSON.stringify(message, (_key, value: unknown) => {
    const {
      key,
      value: field,
      tag,
    } = (value ?? {}) as { key?: unknown; value?: { value?: unknown }; tag?: unknown };
    for (const found of [tag, key === 'tag' ? field?.value : undefined])
      if (typeof found === 'string') tags.add(found);
    return value;
  });
  return [...tags];
}

/** Of what the message says, not of where it stands in the file: a comment above it changes nothing. */
export function hashMessage(program: ProgramIR, name: string, helpers: string | undefined): string {
  const message = program.messages.find((m) => m.name === name);
  const places = /^(span|[a-z]+Spans?)$/i;
  const text = JSON.stringify([program.format, program.language, program.schema, program.defaults]);
  const body = JSON.stringify(message, (key, value: unknown) => (places.test(key) ? undefined : value));
  // the helpers' code says what the message says; without any the hash is what it was
  const code = helpers === undefined ? '' : JSON.stringify([helpers, program.helpers]);
  return createHash('sha256').update(text).update(body).update(code).digest('hex');
}

async function showPlan(options: SendOptions, flags: SendFlags, context: Context): Promise<number> {
  const plan = await makePlan(options);
  if (flags.json) context.out.write(`${printableJson({ type: 'plan', plan })}\n`);
  else context.out.write(describePlan(plan, context.cwd));
  context.err.write('Nothing was sent (--dry-run).\n');
  const unfit = Object.values(plan.skippedBy).reduce((sum, n) => sum + n, 0);
  if (!flags.strict || unfit === 0) return exit.done;
  context.err.write(`sendspec: ${counted(unfit, 'row')} of the contacts would be left out (--strict).\n`);
  return exit.errors;
}

async function makePlan(options: SendOptions): Promise<SendPlan> {
  const planned = await planSend(options);
  if (!planned.ok) throw new Stop(planned.exit, planned.message);
  return planned.plan;
}

async function send(options: SendOptions, flags: SendFlags, to: Target, context: Context): Promise<number> {
  if (to.needsConfirmation) {
    const { people } = await makePlan(options);
    const question = `This sends ${options.spec} to ${counted(people, 'person').replace('persons', 'people')} through ${to.name}.`;
    const mismatch = `${people} people would get a message`;
    const ask = { count: people, question, mismatch, what: 'people', nothing: 'Nothing was sent.' };
    await askCount(ask, flags.confirm, context);
  }
  const stop = createStopHandle();
  const signals = context.listenForSignals();
  signals.stop.addEventListener('abort', () => stop.stop());
  signals.abandon.addEventListener('abort', () => stop.kill());
  const progress = createProgress(context.err);
  const tell = (event: SendEvent) => {
    progress.on(event);
    if (flags.json) context.out.write(`${redact(printableJson(event))}\n`);
  };
  let report: SendReport;
  try {
    report = await runSend({ ...options, stop }, tell);
  } finally {
    progress.end();
  }
  return conclude(report, flags, context);
}

function conclude(report: SendReport, flags: SendFlags, context: Context): number {
  // Where no run came about (usage, data, journal) there is nothing to count.
  if (report.runId !== undefined) {
    const table = redact(summarise(report, context.cwd));
    (flags.json ? context.err : context.out).write(table);
  } else if (report.badRows.length > 0) {
    context.err.write(redact(`${badRows(report.badRows).join('\n')}\n`));
  }
  const level = report.exit === exit.done ? '' : 'sendspec: ';
  context.err.write(`${level}${redact(report.why)}\n`);
  return report.exit;
}
