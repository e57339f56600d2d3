/** `sendspec reconcile --conversations`: what the Page's conversations say of messages that are unknown. */
import { relative, resolve } from 'node:path';
import { printable } from '../diagnostics/printable.ts';
import { counted } from '../diagnostics/reporters/report.ts';
import { createRenderer } from '../render/index.ts';
import { lookUpUnknown, type Manifest, type ReconcilableJournal, type Verdict } from '../send/index.ts';
import { askCount } from './ask-count.ts';
import type { Context } from './context.ts';
import { exit } from './exit-codes.ts';
import { trustHelpers } from './helper-module.ts';
import { openMessage } from './open-message.ts';
import { findRoot } from './project.ts';
import { readAppSecret, readToken, redact, type TokenSources } from './secrets.ts';
import { hashMessage } from './send-message.ts';
import { isLoopback, madeUpToken } from './send-target.ts';
import { Stop } from './stop.ts';

export interface ConversationFlags extends TokenSources {
  readonly contacts?: string;
  readonly allowHost?: readonly string[];
  readonly trustHelpers?: boolean;
  readonly confirm?: number;
}

type Of<Kind extends Verdict['kind']> = readonly Extract<Verdict, { readonly kind: Kind }>[];

export interface Asked {
  readonly found: Of<'found'>;
  readonly absent: Of<'absent'>;
  readonly undecided: Of<'undecided'>;
  /** Of those found, the ones that are sent in the journal now. */
  readonly marked: number;
  readonly freed: number;
}

/** Text and time are no proof: what was found is marked only when the operator confirms it. */
export async function askConversations(
  journal: ReconcilableJournal,
  flags: ConversationFlags,
  context: Context,
): Promise<Asked> {
  const { manifest } = await journal.facts();
  if (!URL.canParse(manifest.endpoint))
    throw new Stop(exit.usage, 'this was sent to the built-in emulator (--emulate), which is gone.');
  const verdicts =
    (await journal.unknown()).length === 0 ? [] : await lookUp(journal, manifest, flags, context);
  const of = <Kind extends Verdict['kind']>(kind: Kind) =>
    verdicts.filter((one): one is Extract<Verdict, { readonly kind: Kind }> => one.kind === kind);
  const found = of('found');
  const marked =
    found.length > 0 && (flags.confirm !== undefined || context.interactive)
      ? await mark(journal, found, flags, context)
      : { marked: 0, freed: 0 };
  return { found, absent: of('absent'), undecided: of('undecided'), ...marked };
}

async function lookUp(
  journal: ReconcilableJournal,
  manifest: Manifest,
  flags: ConversationFlags,
  context: Context,
): Promise<readonly Verdict[]> {
  const root = findRoot(context.cwd, context.cwd);
  const named = flags.contacts === undefined ? manifest.contactsPath : resolve(context.cwd, flags.contacts);
  if (named === undefined)
    throw new Stop(
      exit.usage,
      'this was sent to one person, of whom the journal knows nothing: look into the inbox.',
    );
  const [file = '', name = ''] = manifest.spec.split('#');
  const opened = await openMessage(`${relative(context.cwd, resolve(root, file))}#${name}`, context);
  const trusted = await trustHelpers(opened.spec, opened.program, [name], flags);
  // The secret first: a token command must not inherit it.
  const secret = readAppSecret(flags, context);
  const token =
    (await readToken(flags, context)) ?? (isLoopback(manifest.endpoint) ? madeUpToken : undefined);
  const { program, message } = opened;
  const looked = await lookUpUnknown({
    journal,
    send: {
      renderer: createRenderer(program, trusted.options),
      message: name,
      compiledHash: hashMessage(program, name, trusted.hash),
      program: {
        schema: program.schema,
        needs: message.needs,
        defaults: program.defaults,
        uploads: message.uploads.map(({ path, file, type }) => ({ path, file, type })),
      },
      contacts: { kind: 'file', path: resolve(root, named), name: named },
      ...(token !== undefined && { token: () => token }),
      ...(secret !== undefined && { appSecret: () => secret }),
      ...(flags.allowHost !== undefined && { allowHosts: flags.allowHost }),
      projectRoot: root,
    },
    onProgress: (done, all) => {
      if (done % 60 === 0) context.err.write(`${done} of ${all} conversations read\n`);
    },
  });
  if (!looked.ok) throw new Stop(looked.exit, redact(looked.message));
  return looked.verdicts;
}

async function mark(
  journal: ReconcilableJournal,
  found: Of<'found'>,
  { confirm }: ConversationFlags,
  context: Context,
): Promise<Pick<Asked, 'marked' | 'freed'>> {
  const messages = counted(found.length, 'message');
  await askCount(
    {
      count: found.length,
      question: `${messages} with this text ${found.length === 1 ? 'is' : 'are'} in the conversations, of the time of this send: this marks them as sent.`,
      mismatch: `${messages} would be marked`,
      what: 'messages',
      nothing: 'Nothing was changed.',
    },
    confirm,
    context,
  );
  const { unknown, freed } = await journal.accept(found);
  await journal.note('reconcile', `by the conversations: ${unknown} unknown are sent`);
  return { marked: unknown, freed };
}

const mostListed = 20;

export function describeAsked({ found, absent, undecided, marked }: Asked): string {
  const lines: string[] = [];
  const list = (title: string, some: readonly Verdict[], more: (one: Verdict) => string) => {
    if (some.length === 0) return;
    lines.push(title);
    for (const one of some.slice(0, mostListed)) lines.push(`  row ${one.row}, step ${one.step}${more(one)}`);
    if (some.length > mostListed) lines.push(`  and ${some.length - mostListed} more`);
  };
  const are = (some: readonly unknown[]) =>
    `${counted(some.length, 'message')} ${some.length === 1 ? 'is' : 'are'}`;
  list(`${are(found)} in the conversations${marked > 0 ? ', and sent now' : ''}:`, found, () => '');
  list(`${are(absent)} not there:`, absent, () => '');
  list(`Of ${counted(undecided.length, 'message')} nobody can tell:`, undecided, (one) =>
    one.kind === 'undecided' ? `: ${printable(redact(one.why))}` : '',
  );
  return lines.map((line) => `${line}\n`).join('');
}

/** What to do with it. */
export function adviseAsked({ found, absent, marked }: Asked): string {
  const lines: string[] = [];
  if (found.length > marked) lines.push(`--confirm ${found.length} marks those that are there as sent.`);
  if (absent.length > 0)
    lines.push(
      `Those that are not there: --resend-unknown or --mark-failed, with --row for each (${absent
        .slice(0, 5)
        .map(({ row }) => `--row ${row}`)
        .join(' ')}${absent.length > 5 ? ' …' : ''}).`,
    );
  return lines.map((line) => `${line}\n`).join('');
}
