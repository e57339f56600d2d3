import { admitCall, type Caller, limitCall, usageHeaders } from './admit-call.ts';
import { tokenHash } from './check-token.ts';
import { isoTime } from './clock.ts';
import type { Emulation } from './emulation.ts';
import { errorText } from './error-texts.ts';
import type { GraphCall, Outcome } from './graph-call.ts';
import { type Answer, type GraphError, graphAnswer } from './graph-error.ts';
import { judgeFile, withFile } from './judge-file.ts';
import { judgeState, repliedTo } from './judge-state.ts';
import type { LedgerEntry } from './ledger.ts';
import type { CallKind } from './limiter.ts';
import { requestValidator, violationError } from './schemas/validate-request.ts';
import type { AttachmentType } from './seed.ts';
import { refused, strike } from './strike.ts';

type Body = Readonly<Record<string, unknown>>;

/** One POST to the messages edge: token, Page, limits, rules, state, faults, ledger, answer — in this order. */
export async function performSend(emulation: Emulation, call: GraphCall): Promise<Outcome> {
  const caller = admitCall(emulation, call, call.segments[0]!);
  if ('error' in caller) return refused(emulation, caller.error);
  const limited = limitCall(emulation, caller, callKind(call));
  const usage = usageHeaders(emulation, caller);
  const refusal = limited ?? (await refusalOf(emulation, call, caller));
  if (refusal) return refused(emulation, refusal, usage);
  const { body } = call.parameters;
  const recipient = body['recipient'] as Body;
  const strikes = emulation.faults.strikes('messages', caller.page, recipientValue(recipient));
  const before = await strike(emulation, strikes, 'before-record', { status: 200, body: {}, headers: usage });
  if (before.ended) return before;
  // Another message may have gone to the same comment while a fault made this one wait.
  const late = strikes.length > 0 ? judgeState(emulation, caller, call.version, body) : undefined;
  if (late) return refused(emulation, late, usage);
  const entry = record(emulation, call, caller, recipient);
  if ('problem' in entry) {
    emulation.warn(`The ledger cannot be written: ${entry.problem}`);
    return {
      answer: graphAnswer({ code: 2, message: errorText(2), transient: true }, emulation.ids, usage),
    };
  }
  emulation.counts.accepted++;
  remember(emulation, caller, entry);
  emulation.threads.accepted(entry, caller.pageId);
  emulation.webhooks.accepted(entry, caller.pageId);
  const answer = { ...accepted(emulation, entry), headers: before.answer.headers };
  return strike(emulation, strikes, 'after-record', answer);
}

async function refusalOf(
  emulation: Emulation,
  { parameters, version, file }: GraphCall,
  caller: Caller,
): Promise<GraphError | undefined> {
  const { profile } = emulation.edition;
  const validate = await requestValidator({ profile, channel: caller.channel });
  const body = file ? withFile(parameters.body) : parameters.body;
  const violation = validate(body);
  if (violation) return violationError(violation);
  if (file) {
    const wrongFile = judgeFile(file, body);
    if (wrongFile) return wrongFile;
  }
  return judgeState(emulation, caller, version, body);
}

/** RLM-2 to RLM-6; looked at before the rules judge: of any shape. */
function callKind({ parameters }: GraphCall): CallKind {
  const { recipient, message } = parameters.body as Readonly<Record<string, Body | undefined>>;
  const attachment = message?.['attachment'] as Body | undefined;
  return {
    media: attachment?.['type'] === 'audio' || attachment?.['type'] === 'video',
    privateReply: recipient?.['comment_id'] !== undefined || recipient?.['post_id'] !== undefined,
    thread: recipient && recipientValue(recipient),
  };
}

function recipientValue(recipient: Body): string {
  for (const [key, value] of Object.entries(recipient)) {
    if (key !== 'name' && typeof value === 'string') return value;
  }
  return '';
}

function record(
  emulation: Emulation,
  { version, parameters, file, batchItem }: GraphCall,
  { page }: Caller,
  recipient: Body,
): LedgerEntry | { readonly problem: string } {
  const { body, token = '' } = parameters;
  const message = body['message'] as Body | undefined;
  const psid = recipient['id'] as string | undefined;
  const key = message?.['metadata'] as string | undefined;
  return emulation.ledger.append((seq) => ({
    time: isoTime(emulation.clock.now()),
    page,
    ...(version === undefined ? {} : { version }),
    recipient,
    ...(psid === undefined ? {} : { psid }),
    ...(message ? { message_id: emulation.ids.message(seq) } : {}),
    ...(isReusable(message, file !== undefined) ? { attachment_id: emulation.ids.attachment(seq) } : {}),
    ...(batchItem === undefined ? {} : { batch_item: batchItem }),
    ...(file === undefined ? {} : { file: { ...file } }),
    ...(key === undefined ? {} : { key }),
    body,
    token_hash: tokenHash(token),
  }));
}

function isReusable(message: Body | undefined, hasFile: boolean): boolean {
  const attachment = message?.['attachment'] as Body | undefined;
  const payload = attachment?.['payload'] as Body | undefined;
  return payload?.['is_reusable'] === true && (payload['url'] !== undefined || hasFile);
}

/** What later messages may depend on. */
function remember({ state, clock }: Emulation, caller: Caller, entry: LedgerEntry): void {
  const post = repliedTo(state, entry.recipient);
  if (post && post !== 'unknown') post.replied = true;
  if (entry.attachment_id === undefined) return;
  const { attachment } = entry.body['message'] as { attachment: { type: AttachmentType } };
  state.addAttachment({
    id: entry.attachment_id,
    page: caller.pageId,
    type: attachment.type,
    createdAt: clock.now(),
    origin: 'message',
  });
}

/** R6.5-1 to R6.5-5. */
function accepted(emulation: Emulation, entry: LedgerEntry): Answer {
  const { recipient, message_id, attachment_id } = entry;
  const silent = 'user_ref' in recipient || 'phone_number' in recipient;
  return {
    status: 200,
    body: {
      ...(silent ? {} : { recipient_id: entry.psid ?? emulation.ids.person(recipientValue(recipient)) }),
      ...(message_id === undefined ? {} : { message_id }),
      ...(attachment_id === undefined ? {} : { attachment_id }),
    },
  };
}
