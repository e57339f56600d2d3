/**
 * What each answer of the Send API means for sending again (delivery.md 3.4). Only this table decides it: rules.md's
 * retry column is Meta's advice. A refusal that is in no row is unknown, never sent again by itself.
 */
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

export interface CodeRow {
  readonly code: number;
  /** Absent: every subcode that has no row of its own. */
  readonly subcodes?: readonly number[];
  readonly class: ResponseClass;
  /** For `stop`: what the operator has to do. */
  readonly advice?: string;
  /** Rule ids of the rule reference, section 7.2. */
  readonly rule: string;
}

const newToken = 'Get a new Page access token, then resume.';
const permission = "Check the app's permissions (pages_messaging) and that the app is live, then resume.";
const restricted = 'Meta has restricted the Page from sending: see the Page’s Support Inbox, then resume.';

export const codeTable: readonly CodeRow[] = [
  { code: 1, class: 'unknown', rule: 'R7.2-1..3' },
  { code: 2, class: 'unknown', rule: 'R7.2-4' },
  { code: 2, subcodes: [2018344], class: 'failed', rule: 'R7.2-5' },
  { code: 3, class: 'stop', advice: permission, rule: 'R7.2-6' },
  { code: 4, class: 'throttled', rule: 'R7.2-7, R7.2-8' },
  { code: 4, subcodes: [2018354], class: 'failed', rule: 'R7.2-9: this person had one too recently' },
  { code: 9, subcodes: [2018352], class: 'failed', rule: 'R7.2-10' },
  { code: 10, class: 'stop', advice: permission, rule: 'R7.2-11' },
  {
    code: 10,
    subcodes: [2018278, 2018065, 2018108, 2534022, 1893015, 2018336],
    class: 'failed',
    rule: 'R7.2-12..15, 18, 20',
  },
  {
    code: 10,
    subcodes: [2534077],
    class: 'stop',
    advice: 'Verify the link of Page and Instagram account, then resume.',
    rule: 'R7.2-16',
  },
  { code: 10, subcodes: [1404170, 1893063], class: 'stop', advice: restricted, rule: 'R7.2-17, R7.2-19' },
  { code: 17, class: 'throttled', rule: 'R7.2-21' },
  { code: 32, class: 'throttled', rule: 'R7.2-22' },
  { code: 80001, class: 'throttled', rule: 'R7.2-23' },
  { code: 80002, class: 'throttled', rule: 'R7.2-24' },
  { code: 80006, class: 'throttled', rule: 'R7.2-25' },
  { code: 100, class: 'failed', rule: 'R7.2-26..36' },
  {
    code: 100,
    subcodes: [33],
    class: 'stop',
    advice: 'Check the page id and that the token is for this Page, then resume.',
    rule: 'R7.2-27',
  },
  {
    code: 100,
    subcodes: [2534013],
    class: 'stop',
    advice: 'Link the Page to its Instagram account, then resume.',
    rule: 'R7.2-37',
  },
  { code: 100, subcodes: [2534029], class: 'stop', advice: restricted, rule: 'R7.2-41' },
  { code: 102, class: 'stop', advice: newToken, rule: 'R7.2-44' },
  {
    code: 104,
    class: 'stop',
    advice: 'Set the app secret: the app demands appsecret_proof.',
    rule: 'delivery.md 3.4',
  },
  { code: 190, class: 'stop', advice: newToken, rule: 'R7.2-45' },
  { code: 200, class: 'stop', advice: permission, rule: 'R7.2-46, 48' },
  { code: 200, subcodes: [1545041], class: 'failed', rule: 'R7.2-47' },
  {
    code: 200,
    subcodes: [2534041],
    class: 'stop',
    advice: 'Let apps reach the messages in the Instagram settings, then resume.',
    rule: 'R7.2-49',
  },
  { code: 230, class: 'failed', rule: 'R7.2-50' },
  { code: 341, class: 'throttled', rule: 'R7.2-51' },
  { code: 368, class: 'stop', advice: restricted, rule: 'R7.2-52' },
  { code: 551, class: 'failed', rule: 'R7.2-53' },
  { code: 613, class: 'throttled', rule: 'R7.2-54, 57' },
  { code: 613, subcodes: [1893016, 2018338], class: 'failed', rule: 'R7.2-55, 56: about this person' },
  { code: 1200, class: 'retryable', rule: 'R7.2-58' },
  { code: 2022, class: 'stop', advice: restricted, rule: 'R7.2-59' },
  { code: 10303, class: 'failed', rule: 'R7.2-60' },
  { code: 36103, class: 'stop', advice: 'The Instagram account cannot send messages.', rule: 'R7.2-61' },
  { code: 2018144, class: 'failed', rule: 'R7.2-62' },
  ...[2018173, 2018175, 2018182, 2018183, 2018184, 2018185, 2018186, 2018187, 2018188].map(
    (code): CodeRow => ({ code, class: 'failed', rule: 'R7.2-63' }),
  ),
  { code: 2018300, class: 'failed', rule: 'R7.2-64' },
  { code: 2018321, class: 'failed', rule: 'R7.2-65' },
  { code: 2018382, class: 'failed', rule: 'R7.2-66' },
  { code: 9000001, class: 'failed', rule: 'R7.2-68' },
];

/** HTTP statuses that decide where the body holds no Graph error. */
export const statusTable: { readonly [status: number]: ResponseClass } = {
  408: 'throttled',
  413: 'failed',
  429: 'throttled',
};

export function lookUpCode(code: number, subcode: number | undefined): CodeRow | undefined {
  let general: CodeRow | undefined;
  for (const row of codeTable) {
    if (row.code !== code) continue;
    if (row.subcodes === undefined) general = row;
    else if (subcode !== undefined && row.subcodes.includes(subcode)) return row;
  }
  return general;
}
