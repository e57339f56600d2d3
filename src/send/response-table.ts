/**
 * What each answer of the Send API means for sending again (delivery.md 3.4). The codes stand in src/send-api/errors.ts;
 * here is what the runner does about them. A refusal that is in neither is unknown, never sent again by itself.
 */
import { graphError, type Outcome } from '../send-api/errors.ts';

export type ResponseClass =
  /** Refused for the volume: the delivery waits, the Page pauses, no attempt is used up. */
  | 'throttled'
  /** The API says it was not sent and may be tried again; few times. */
  | 'retryable'
  /** Refused for good, for this person or this message. */
  | 'failed'
  /** Refused for good, whoever the person is: the run stops. */
  | 'stop'
  /** May have been sent. */
  | 'unknown';

export interface CodeMeaning {
  readonly class: ResponseClass;
  /** For `stop`: what the operator has to do. */
  readonly advice?: string;
}

const classOf: { readonly [outcome in Outcome]: ResponseClass } = {
  throttled: 'throttled',
  temporary: 'retryable',
  ambiguous: 'unknown',
  recipient: 'failed',
  page: 'stop',
};

const newToken = 'Get a new Page access token, then resume.';
const permission = "Check the app's permissions (pages_messaging) and that the app is live, then resume.";
const restricted = 'Meta has restricted the Page from sending: see its Support Inbox, then resume.';

const advices: { readonly [code: string]: string } = {
  '3': permission,
  '10': permission,
  '10/1893063': restricted,
  '10/2534077': 'Verify the link of Page and Instagram account, then resume.',
  '102': newToken,
  '190': newToken,
  '200': permission,
  '200/2534041': 'Let apps reach the messages in the Instagram settings, then resume.',
  '368': restricted,
};

const proofAdvice =
  'The app demands appsecret_proof: give the secret of the app that the token is of (APP_SECRET), then resume.';

/** Where a campaign calls for another answer than a single message: these would meet every recipient, or only this one. */
export const overrides: { readonly [code: string]: CodeMeaning } = {
  '4/2018354': { class: 'failed' },
  '10/1404170': { class: 'stop', advice: restricted },
  '100/33': { class: 'stop', advice: 'Check the page id and that the token is for this Page, then resume.' },
  '100/2534013': { class: 'stop', advice: 'Link the Page to its Instagram account, then resume.' },
  '100/2534029': { class: 'stop', advice: restricted },
  // appsecret_proof; not in the rule reference, delivery.md 3.4.
  '104': { class: 'stop', advice: proofAdvice },
  '2022': { class: 'stop', advice: restricted },
  '36103': { class: 'stop', advice: 'The Instagram account cannot send messages.' },
};

/** HTTP statuses that decide where the body holds no Graph error. */
export const statusTable: { readonly [status: number]: ResponseClass } = {
  408: 'throttled',
  413: 'failed',
  429: 'throttled',
};

/** Undefined: a code that nobody has written down. */
export function lookUpCode(code: number, subcode: number | undefined, message = ''): CodeMeaning | undefined {
  // Graph has no code of its own for it: 100 as for any bad parameter, but it meets every recipient.
  if (code === 100 && subcode === undefined && /appsecret_proof/i.test(message))
    return { class: 'stop', advice: proofAdvice };
  const override = overrides[`${code}/${subcode}`] ?? overrides[`${code}`];
  if (override !== undefined) return override;
  const known = graphError(code, subcode);
  if (known === undefined) return undefined;
  const meaning = classOf[known.outcome];
  if (meaning !== 'stop') return { class: meaning };
  const advice = advices[`${code}/${subcode}`] ?? advices[`${code}`] ?? 'See to that, then resume.';
  return { class: 'stop', advice };
}
