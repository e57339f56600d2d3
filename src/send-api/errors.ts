/** Error codes of the Send API (rules 7.2) and what a sender makes of them: for the emulator and the runner. */
import type { Confidence, Fact } from './schema.ts';

/** What Meta's pages advise. `caution`: the message may have been delivered. */
export type Advice = 'retry' | 'later' | 'fix' | 'auth' | 'window' | 'user' | 'caution';

/**
 * What the answer means for the delivery:
 * `throttled` refused, back to planned, the Page pauses; `temporary` says it was not sent, may be tried again;
 * `ambiguous` may have been sent, never tried again by itself; `recipient` failed for this person or body;
 * `page` nothing of this Page will pass: stop the run.
 */
export type Outcome = 'throttled' | 'temporary' | 'ambiguous' | 'recipient' | 'page';

export interface GraphError extends Fact {
  readonly code: number;
  readonly subcode?: number;
  readonly meaning: string;
  readonly advice: Advice;
  readonly outcome: Outcome;
}

type Row = readonly [
  rule: number,
  code: number,
  subcode: number | undefined,
  meaning: string,
  advice: Advice,
  outcome: Outcome,
  source: string,
  confidence: Confidence,
];

const none = undefined;

const rows: readonly Row[] = [
  [1, 1, 99, 'unknown error, often a missing permission or access level', 'auth', 'ambiguous', 'ERR', '2+'],
  [
    2,
    1,
    1357046,
    'invalid JSON reply to a batch, although all messages were delivered',
    'caution',
    'ambiguous',
    'ERR',
    '1',
  ],
  [3, 1, none, 'unknown error, maybe an outage', 'retry', 'ambiguous', 'GEH', '2+'],
  [
    4,
    2,
    none,
    'service temporarily unavailable; also seen where the person blocked the business',
    'retry',
    'ambiguous',
    'ERR, GEH, ISS',
    '2+',
  ],
  [5, 2, 2018344, 'terms of the label API were not accepted', 'fix', 'ambiguous', 'ERR', '1'],
  [6, 3, none, 'unknown method or capability', 'auth', 'page', 'GEH', '1'],
  [7, 4, none, 'too many calls of this app', 'later', 'throttled', 'ERR, GEH', '2+'],
  [8, 4, 2018022, 'too many messages to phone numbers', 'later', 'throttled', 'JG', '2+'],
  [9, 4, 2018354, 'marketing message sooner than the allowed gap', 'later', 'throttled', 'ERR', '1'],
  [10, 9, 2018352, 'too many opt-in requests', 'later', 'recipient', 'ERR', '1'],
  [11, 10, none, 'the app has no permission for this', 'auth', 'page', 'ERR, SM', '2+'],
  [12, 10, 2018278, 'sent outside the allowed window', 'window', 'recipient', 'ERR, ISS', '2+'],
  [
    13,
    10,
    2018065,
    'sent outside the allowed window (older form)',
    'window',
    'recipient',
    'ERR, ISS, JG',
    '2+',
  ],
  [14, 10, 2018108, 'the person cannot receive messages now', 'user', 'recipient', 'ERR, JG', '2+'],
  [15, 10, 2534022, 'sent outside the allowed window (Instagram)', 'window', 'recipient', 'ERR', '1'],
  [
    16,
    10,
    2534077,
    'the link of Instagram account and Page is not verified, or two-factor authentication is missing',
    'auth',
    'page',
    'ERR',
    '1',
  ],
  [17, 10, 1404170, 'the Page is restricted from opt-in requests', 'fix', 'recipient', 'ERR', '1'],
  [18, 10, 1893015, 'the person stopped messages on this topic', 'user', 'recipient', 'ERR', '1'],
  [19, 10, 1893063, 'the Page is temporarily restricted from sending', 'later', 'page', 'ERR, CL', '2+'],
  [20, 10, 2018336, 'the thread is under regional limits', 'window', 'recipient', 'ERR', '1'],
  [21, 17, none, 'too many calls of this user', 'later', 'throttled', 'GEH', '1'],
  [22, 32, none, 'too many calls of the Page with a user token', 'later', 'throttled', 'GRL', '1'],
  [23, 80001, none, 'too many calls of the Page', 'later', 'throttled', 'GRL', '1'],
  [24, 80002, none, 'too many calls of the Instagram account', 'later', 'throttled', 'GRL', '1'],
  [25, 80006, none, 'too many Messenger calls', 'later', 'throttled', 'GRL', '1'],
  [26, 100, none, 'invalid parameter', 'fix', 'recipient', 'ERR, CL', '2+'],
  [
    27,
    100,
    33,
    'the object does not exist, cannot be seen, or does not support this operation',
    'fix',
    'recipient',
    'ERR',
    '1',
  ],
  [28, 100, 2018001, 'no matching user found', 'fix', 'recipient', 'ERR, JG, ISS', '2+'],
  [29, 100, 2018008, 'the file could not be fetched from its URL', 'fix', 'recipient', 'ERR', '1'],
  [30, 100, 2018014, 'message and sender_action in one request', 'fix', 'recipient', 'ERR', '1'],
  [
    31,
    100,
    2018047,
    'the upload failed, usually because type and file do not match',
    'fix',
    'recipient',
    'ERR',
    '1',
  ],
  [32, 100, 2018074, 'the attachment id is wrong or belongs to another Page', 'fix', 'recipient', 'ERR', '1'],
  [33, 100, 2018109, 'the attachment is too large', 'fix', 'recipient', 'ERR, JG', '2+'],
  [34, 100, 2018164, 'wrong app id', 'fix', 'recipient', 'ERR', '1'],
  [
    35,
    100,
    2018294,
    'the video could not be fetched within 75 seconds, or is damaged',
    'retry',
    'recipient',
    'ERR',
    '1',
  ],
  [36, 100, 2018320, 'the product id is invalid', 'fix', 'recipient', 'ERR', '1'],
  [36, 100, 2018328, 'product templates need Graph v8.0 or later', 'fix', 'recipient', 'ERR', '1'],
  [37, 100, 2534013, 'the Page is not linked to an Instagram account', 'fix', 'recipient', 'ERR', '1'],
  [38, 100, 2534014, 'no matching Instagram user found', 'fix', 'recipient', 'ERR', '1'],
  [
    39,
    100,
    2534015,
    'invalid message data for this type of message (Instagram)',
    'fix',
    'recipient',
    'ERR',
    '1',
  ],
  [40, 100, 2534025, 'the comment cannot get a private reply', 'fix', 'recipient', 'ERR', '1'],
  [41, 100, 2534029, 'the business is blocked from Instagram messaging', 'fix', 'recipient', 'ERR', '1'],
  [42, 100, 2534037, 'the app does not own the thread', 'fix', 'recipient', 'ERR', '1'],
  [44, 102, none, 'the session or token is not valid', 'auth', 'page', 'GEH', '1'],
  [45, 190, none, 'the access token is invalid or has expired', 'auth', 'page', 'ERR, GEH', '2+'],
  [45, 190, 458, 'the app was removed from the account', 'auth', 'page', 'GEH', '2+'],
  [45, 190, 459, 'the account is held at a security check', 'auth', 'page', 'GEH', '2+'],
  [45, 190, 460, 'the password was changed', 'auth', 'page', 'GEH', '2+'],
  [45, 190, 463, 'the access token has expired', 'auth', 'page', 'memory', 'mem'],
  [45, 190, 464, 'the user is not confirmed', 'auth', 'page', 'memory', 'mem'],
  [45, 190, 467, 'the access token is invalid', 'auth', 'page', 'memory', 'mem'],
  [46, 200, none, 'pages_messaging is not approved, or the app is not live', 'auth', 'page', 'ERR', '2+'],
  [47, 200, 1545041, 'the person is not available', 'user', 'recipient', 'ERR, JG', '2+'],
  [48, 200, 2018021, 'matching by phone number needs its fee', 'auth', 'page', 'ERR, JG', '2+'],
  [48, 200, 2018027, 'the permission for phone numbers is under review', 'auth', 'page', 'ERR, JG', '2+'],
  [48, 200, 2018028, 'the permission for messages is under review', 'auth', 'page', 'ERR, JG', '2+'],
  [49, 200, 2534041, 'the Instagram owner switched off API access to messages', 'auth', 'page', 'ERR', '1'],
  [50, 230, none, 'consent or permission is missing', 'auth', 'recipient', 'JG', '2+'],
  [51, 341, none, 'limit of the application reached', 'later', 'throttled', 'GEH', '1'],
  [52, 368, none, 'temporarily blocked for breaking a policy', 'later', 'page', 'GEH', '1'],
  [53, 551, none, 'the person is not receiving messages', 'user', 'recipient', 'ERR, ISS', '2+'],
  [53, 551, 1545041, 'the person is not available', 'user', 'recipient', 'ERR, ISS', '2+'],
  [54, 613, none, 'rate limit reached', 'later', 'throttled', 'JG, SM', '2+'],
  [55, 613, 1893016, 'the person was already asked to opt in to this topic', 'fix', 'recipient', 'ERR', '1'],
  [56, 613, 2018338, 'tagged messages annoy this person', 'later', 'recipient', 'ERR', '1'],
  [57, 613, 2534040, 'rate limit of Instagram reached', 'later', 'throttled', 'ERR', '1'],
  [58, 1200, none, 'temporary failure to send', 'retry', 'temporary', 'JG, ISS', '2+'],
  [58, 1200, 2018024, 'temporary failure to send', 'retry', 'temporary', 'JG, ISS', '2+'],
  [59, 2022, none, 'commerce messages are switched off', 'fix', 'recipient', 'ERR', '1'],
  [60, 10303, none, 'the account_linking_token is wrong', 'fix', 'recipient', 'ERR, JG', '2+'],
  [61, 36103, none, 'the Instagram account is not eligible', 'fix', 'recipient', 'ERR', '1'],
  [62, 2018144, none, 'limit of game notifications reached (5 in 10 days)', 'later', 'recipient', 'ERR', '1'],
  [63, 2018173, none, 'media template: no preview of the URL', 'fix', 'recipient', 'T-MED', '1'],
  [63, 2018175, none, 'media template: no preview', 'fix', 'recipient', 'T-MED', '1'],
  [63, 2018182, none, 'media template: wrong media type', 'fix', 'recipient', 'T-MED', '1'],
  [63, 2018183, none, 'media template: attachment id missing', 'fix', 'recipient', 'T-MED', '1'],
  [
    63,
    2018184,
    none,
    'media template: this kind of Facebook URL is not supported',
    'fix',
    'recipient',
    'T-MED',
    '1',
  ],
  [63, 2018185, none, 'media template: not a Facebook URL', 'fix', 'recipient', 'T-MED', '1'],
  [63, 2018186, none, 'media template: the media cannot be read', 'fix', 'recipient', 'T-MED', '1'],
  [63, 2018187, none, 'media template: url or attachment_id is needed', 'fix', 'recipient', 'T-MED', '1'],
  [63, 2018188, none, 'media template: external URL', 'fix', 'recipient', 'T-MED', '1'],
  [64, 2018300, none, 'another app controls the thread', 'later', 'recipient', 'ERR', '1'],
  [65, 2018321, none, 'an automated question flow has the thread', 'later', 'recipient', 'ERR', '1'],
  [66, 2018382, none, 'wrong instant form id', 'fix', 'recipient', 'public guide', '1'],
  [68, 9000001, none, 'the message was deleted', 'fix', 'recipient', 'ERR', '1'],
];

/** The known errors, most of them with the words of the rule reference. Multi-image (2534068) has no known code. */
export const graphErrors: readonly GraphError[] = [
  ...rows.map(
    ([rule, code, subcode, meaning, advice, outcome, source, confidence]): GraphError => ({
      rule: `R7.2-${rule}`,
      source,
      confidence,
      code,
      subcode,
      meaning,
      advice,
      outcome,
    }),
  ),
  ...callingErrors(),
];

const byCode = new Map(graphErrors.map((error) => [`${error.code}/${error.subcode ?? ''}`, error]));

/** What is known about a code; the general entry of the code where its subcode is not known. */
export function graphError(code: number, subcode?: number): GraphError | undefined {
  return byCode.get(`${code}/${subcode ?? ''}`) ?? byCode.get(`${code}/`);
}

/** 2018389 … 2018396: the calling API. */
function callingErrors(): GraphError[] {
  return Array.from({ length: 8 }, (_, index) => ({
    rule: 'R7.2-67',
    source: 'ERR',
    confidence: '1',
    code: 2018389 + index,
    meaning: 'error of the calling API',
    advice: 'fix',
    outcome: 'recipient',
  }));
}
