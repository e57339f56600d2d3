import type { Clock } from './clock.ts';
import { errorText } from './error-texts.ts';
import type { GraphError } from './graph-error.ts';
import type { Channel } from './pages.ts';

/** Calls that a Page may make. `{}` is Meta's figures (RLM-2, RLM-3, RLM-6); there is no quota by the hour unless told. */
export interface Limits {
  /** Messages, sender actions, uploads; 300 unless told. */
  readonly perSecond?: number;
  /** Messages with audio or video; 10 unless told. */
  readonly mediaPerSecond?: number;
  /** Messages to one person; unlimited unless told, as Meta gives no number (RLM-4). */
  readonly perThreadPerSecond?: number;
  /** Replies to comments and posts; 750 unless told. */
  readonly privateRepliesPerHour?: number;
  /** Calls of any kind in a rolling hour: the percentages of the usage headers, 80006 when it is over. */
  readonly callsPerHour?: number;
  /** How long a Page is shut out after that; every call that is refused starts it again. 5 unless told. */
  readonly regainMinutes?: number;
}

/** What a call counts as. */
export interface CallKind {
  readonly media?: boolean;
  readonly privateReply?: boolean;
  /** The person written to. */
  readonly thread?: string;
}

export interface Limiter {
  /** Counts a call, or refuses it. */
  admit(page: string, channel: Channel, call: CallKind): GraphError | undefined;
  /** X-App-Usage and X-Business-Use-Case-Usage as they stand for the Page. */
  headers(page: string, channel: Channel): Readonly<Record<string, string>>;
  reset(): void;
}

/** Percentages and minutes of one Page. */
interface Account {
  readonly windows: Map<string, number[]>;
  blockedUntil: number;
}

const second = 1000;
const hour = 3_600_000;

export function createLimiter(limits: Limits, clock: Clock): Limiter {
  const { perSecond = 300, mediaPerSecond = 10, privateRepliesPerHour = 750, regainMinutes = 5 } = limits;
  const { perThreadPerSecond, callsPerHour } = limits;
  const accounts = new Map<string, Account>();
  const accountOf = (page: string): Account => {
    let account = accounts.get(page);
    if (!account) {
      account = { windows: new Map(), blockedUntil: Number.NEGATIVE_INFINITY };
      accounts.set(page, account);
    }
    return account;
  };
  return {
    admit(page, channel, call) {
      const now = clock.now();
      const account = accountOf(page);
      const shutOut = () => {
        account.blockedUntil = now + regainMinutes * 60_000;
        account.windows.delete('hour');
        return limitError(channel === 'instagram' ? 80002 : 80006);
      };
      if (now < account.blockedUntil) return shutOut();
      if (callsPerHour !== undefined && used(account, 'hour', hour, now) >= callsPerHour) return shutOut();
      const windows: [name: string, length: number, limit: number][] = [['calls', second, perSecond]];
      if (call.media) windows.push(['media', second, mediaPerSecond]);
      if (call.privateReply) windows.push(['replies', hour, privateRepliesPerHour]);
      if (call.thread !== undefined && perThreadPerSecond !== undefined) {
        windows.push([`thread ${call.thread}`, second, perThreadPerSecond]);
      }
      if (windows.some(([name, length, limit]) => used(account, name, length, now) >= limit)) {
        return limitError(613, channel === 'instagram' ? 2534040 : undefined);
      }
      for (const [name] of windows) count(account, name, now);
      if (callsPerHour !== undefined) count(account, 'hour', now);
      return undefined;
    },
    headers(page, channel) {
      const now = clock.now();
      const account = accountOf(page);
      const wait = Math.max(0, Math.ceil((account.blockedUntil - now) / 60_000));
      const fill =
        callsPerHour === undefined
          ? used(account, 'calls', second, now) / perSecond
          : used(account, 'hour', hour, now) / callsPerHour;
      const percent = wait > 0 ? 100 : Math.min(100, Math.ceil(fill * 100));
      const usage = {
        call_count: percent,
        total_cputime: Math.ceil(percent / 4),
        total_time: Math.ceil(percent / 4),
      };
      const type = channel === 'instagram' ? 'instagram' : 'messenger';
      return {
        'x-app-usage': JSON.stringify(usage),
        'x-business-use-case-usage': JSON.stringify({
          [page]: [{ type, ...usage, estimated_time_to_regain_access: wait }],
        }),
      };
    },
    reset: () => accounts.clear(),
  };
}

function limitError(code: number, subcode?: number): GraphError {
  return { code, subcode, message: errorText(code, subcode) };
}

/** Calls in the time before now. A clock that was turned back forgets what lies ahead. */
function used(account: Account, name: string, length: number, now: number): number {
  const times = account.windows.get(name);
  if (!times) return 0;
  let past = 0;
  while (past < times.length && times[past]! <= now - length) past++;
  if (past > 0) times.splice(0, past);
  while (times.length > 0 && times.at(-1)! > now) times.pop();
  if (times.length === 0) account.windows.delete(name);
  return times.length;
}

function count(account: Account, name: string, now: number): void {
  const times = account.windows.get(name);
  if (times) times.push(now);
  else account.windows.set(name, [now]);
}
