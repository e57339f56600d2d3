import type { ServerResponse } from 'node:http';
import { tokenError, tokenHash, warnOfRealToken } from './check-token.ts';
import type { Emulation } from './emulation.ts';
import { errorText } from './error-texts.ts';
import type { FaultEffect } from './fault-rule.ts';
import type { Strike } from './faults.ts';
import { type Answer, type GraphError, graphAnswer } from './graph-error.ts';
import type { LedgerEntry } from './ledger.ts';
import type { Parameters } from './read-parameters.ts';
import { requestValidator } from './schemas/validate-request.ts';
import { writeAnswer, writeFault } from './write-answer.ts';

export interface Send {
  readonly page: string;
  readonly version: string | undefined;
  readonly parameters: Parameters;
}

/** One POST to the messages edge: token, page, rules, faults, ledger, answer — in this order. */
export async function answerSend(emulation: Emulation, send: Send, response: ServerResponse): Promise<void> {
  warnOfRealToken(emulation, send.parameters.token ?? '');
  const refusal = await refusalOf(emulation, send);
  if (refusal) {
    emulation.counts.refused++;
    writeAnswer(response, graphAnswer(refusal, emulation.ids));
    return;
  }
  const { body } = send.parameters;
  const recipient = body['recipient'] as Readonly<Record<string, unknown>>;
  const strikes = emulation.faults.strikes(send.page, recipientValue(recipient));
  if (await strike(emulation, strikes, 'before-record', response, { status: 200, body: {} })) return;
  const entry = record(emulation, send, recipient);
  if ('problem' in entry) {
    emulation.warn(`The ledger cannot be written: ${entry.problem}`);
    writeAnswer(
      response,
      graphAnswer({ code: 2, message: errorText(2, undefined), transient: true }, emulation.ids),
    );
    return;
  }
  emulation.counts.accepted++;
  const answer = accepted(emulation, entry);
  if (await strike(emulation, strikes, 'after-record', response, answer)) return;
  writeAnswer(response, answer);
}

async function refusalOf(emulation: Emulation, { page, parameters }: Send): Promise<GraphError | undefined> {
  const wrongToken = tokenError(parameters.token, emulation.token, page);
  if (wrongToken) return wrongToken;
  if (emulation.pages && page !== 'me' && !emulation.pages.has(page)) return unknownObject('post', page);
  const validate = await requestValidator(emulation.edition);
  const violation = validate(parameters.body);
  if (!violation) return undefined;
  const { code = 100, subcode, message } = violation.refusal;
  return {
    code,
    subcode,
    message: `(#${code}) ${message}`,
    blame: violation.path.length > 0 ? violation.path : undefined,
  };
}

/** Graph's answer for an object that is missing, or that the method does not go with (R7.2-27). */
export function unknownObject(method: string, id: string): GraphError {
  return {
    code: 100,
    subcode: 33,
    type: 'GraphMethodException',
    message:
      `Unsupported ${method} request. Object with ID '${id}' does not exist, cannot be loaded due to missing ` +
      'permissions, or does not support this operation.',
  };
}

/** Applies what strikes at this moment; true where the answer is thereby given, or never will be. */
async function strike(
  emulation: Emulation,
  strikes: readonly Strike[],
  when: Strike['when'],
  response: ServerResponse,
  answer: Answer,
): Promise<boolean> {
  let sound = answer;
  for (const one of strikes) {
    if (one.when !== when) continue;
    if (one.delay > 0 && !(await emulation.pause(one.delay))) return true;
    if (one.effect.kind === 'delay') continue;
    if (one.effect.kind === 'headers' && when === 'before-record') {
      for (const [name, value] of Object.entries(one.effect.headers)) response.setHeader(name, value);
      continue;
    }
    sound = one.effect.kind === 'error' ? errorAnswer(emulation, one.effect) : sound;
    writeFault(response, sound, one.effect);
    return true;
  }
  return false;
}

function errorAnswer(emulation: Emulation, effect: Extract<FaultEffect, { kind: 'error' }>): Answer {
  const { code, subcode, status, message = errorText(code, subcode), headers } = effect;
  const transient = effect.is_transient ?? code === 2;
  return graphAnswer({ code, subcode, status, message, transient }, emulation.ids, headers);
}

function recipientValue(recipient: Readonly<Record<string, unknown>>): string {
  for (const [key, value] of Object.entries(recipient)) {
    if (key !== 'name' && typeof value === 'string') return value;
  }
  return '';
}

function record(
  emulation: Emulation,
  { page, version, parameters }: Send,
  recipient: Readonly<Record<string, unknown>>,
): LedgerEntry | { readonly problem: string } {
  const { body, token = '' } = parameters;
  const message = body['message'] as Readonly<Record<string, unknown>> | undefined;
  const psid = recipient['id'] as string | undefined;
  const key = message?.['metadata'] as string | undefined;
  return emulation.ledger.append((seq) => ({
    time: new Date().toISOString(),
    page,
    ...(version === undefined ? {} : { version }),
    recipient,
    ...(psid === undefined ? {} : { psid }),
    ...(message ? { message_id: emulation.ids.message(seq) } : {}),
    ...(isReusable(message) ? { attachment_id: emulation.ids.attachment(seq) } : {}),
    ...(key === undefined ? {} : { key }),
    body,
    token_hash: tokenHash(token),
  }));
}

function isReusable(message: Readonly<Record<string, unknown>> | undefined): boolean {
  const attachment = message?.['attachment'] as Readonly<Record<string, unknown>> | undefined;
  const payload = attachment?.['payload'] as Readonly<Record<string, unknown>> | undefined;
  return payload?.['is_reusable'] === true && payload['url'] !== undefined;
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
