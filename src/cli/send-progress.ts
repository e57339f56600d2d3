/** What is seen while a send runs: a bar on a terminal, a plain line every ten seconds elsewhere. On stderr. */
import { printable } from '../diagnostics/printable.ts';
import { counted, grouped } from '../diagnostics/reporters/report.ts';
import type { GraphError, SendEvent } from '../send/events.ts';
import type { Channel } from './io.ts';
import { type ProgressBar, startProgressBar } from './progress-bar.ts';
import { duration } from './send-summary.ts';

export interface Progress {
  on(event: SendEvent): void;
  /** Clears the bar. */
  end(): void;
}

/** Milliseconds between the plain lines. */
const lineInterval = 10_000;

export function createProgress(channel: Channel): Progress {
  const state = createState();
  let bar: ProgressBar | undefined;
  let timer: NodeJS.Timeout | undefined;
  const say = (text: string) => {
    const line = `sendspec: ${printable(text)}`;
    if (bar) bar.say(line);
    else channel.write(`${line}\n`);
  };
  return {
    on(event) {
      const news = state.take(event);
      if (news !== undefined) say(news);
      if (event.type !== 'start') return;
      if (channel.isTerminal) bar = startProgressBar(channel, (width) => drawLine(state, width));
      else timer = setInterval(() => channel.write(`${describe(state)}\n`), lineInterval).unref();
    },
    end() {
      bar?.end();
      clearInterval(timer);
    },
  };
}

/** Of each kind of bad end so many are told one by one; the journal has them all. */
const mostTold = 10;

interface State {
  /** A line for the operator, or nothing. */
  take(event: SendEvent): string | undefined;
  readonly counts: { sent: number; failed: number; skipped: number; unknown: number };
  readonly done: number;
  readonly total: number;
  /** Why nothing goes at the moment, or why it goes slower than it could. */
  readonly waiting: string | undefined;
  readonly slowed: string | undefined;
  /** Contacts a second, lately. */
  rate(): number;
}

function createState(): State {
  const counts = { sent: 0, failed: 0, skipped: 0, unknown: 0 };
  let done = 0;
  let total = 0;
  let slowed: string | undefined;
  const told = { failed: 0, unknown: 0 };
  let pause: { readonly until: number; readonly why: string } | undefined;
  /** When so many contacts were done: the last seconds decide the rate. */
  const marks: { at: number; done: number }[] = [];
  return {
    counts,
    get done() {
      return done;
    },
    get total() {
      return total;
    },
    get waiting() {
      const left = (pause?.until ?? 0) - performance.now();
      return pause !== undefined && left > 0 ? `paused ${duration(left)}: ${pause.why}` : undefined;
    },
    get slowed() {
      return slowed;
    },
    rate() {
      const now = performance.now();
      marks.push({ at: now, done });
      while (now - marks[1]!.at > 10_000) marks.shift();
      const first = marks[0]!;
      return now - first.at < 500 ? 0 : ((done - first.done) * 1000) / (now - first.at);
    },
    take(event) {
      switch (event.type) {
        case 'start':
          total = event.rows;
          done = event.rowsDone;
          marks.push({ at: performance.now(), done });
          for (const key of ['sent', 'failed', 'skipped', 'unknown'] as const)
            counts[key] = event.before[key];
          return undefined;
        case 'sent':
        case 'skipped':
          counts[event.type]++;
          return undefined;
        case 'failed':
        case 'unknown':
          counts[event.type]++;
          return tellBad(event, ++told[event.type]);
        case 'contact':
          done++;
          return undefined;
        case 'pause':
          pause = { until: performance.now() + event.milliseconds, why: event.why };
          return `paused for ${duration(event.milliseconds)}: ${event.why}`;
        case 'pace':
          slowed = event.full ? undefined : `${rounded(event.rate)}/s: ${event.why}`;
          return `${rounded(event.rate)} requests a second from now on: ${event.why}`;
        case 'breaker':
          if (event.state === 'closed') {
            pause = undefined;
            return `sending again: ${event.why}`;
          }
          if (event.state === 'half-open') return undefined;
          pause = { until: performance.now() + event.milliseconds, why: event.why };
          return `stopped trying for ${duration(event.milliseconds)}: ${event.why}`;
        case 'warning':
          return `warning: ${event.message}`;
        case 'upload':
          return `${event.file} ${event.cached ? 'was uploaded before' : 'is uploaded'}`;
        case 'canary':
          return event.ok
            ? `canary: ${grouped(event.sent)} sent to ${counted(event.people, 'contact')}, ${event.failed} failed, ${event.unknown} unknown: going on`
            : undefined;
        case 'stopping':
          // Why it stops is said at the end.
          return event.inFlight === 0
            ? undefined
            : `stopping: waiting for the answers to ${counted(event.inFlight, 'request')} (Ctrl-C gives them up)`;
        default:
          return undefined;
      }
    },
  };
}

/** Who it was, in the words of the contacts file, and what Meta's support asks for. */
function tellBad(event: SendEvent & { type: 'failed' | 'unknown' }, nth: number): string | undefined {
  if (nth > mostTold + 1) return undefined;
  if (nth > mostTold) return `more are ${event.type}: sendspec status names them all`;
  const what = event.type === 'unknown' ? event.why : failureWords(event.error);
  return `row ${event.row} (line ${event.line}), step ${event.step}: ${event.type}: ${what}`;
}

function failureWords({ message, code, subcode, fbtraceId }: GraphError): string {
  const name = code === undefined ? '' : ` [${code}${subcode === undefined ? '' : `/${subcode}`}]`;
  return `${message}${name}${fbtraceId === undefined ? '' : `, fbtrace_id ${fbtraceId}`}`;
}

function rounded(rate: number): string {
  return rate < 10 ? rate.toFixed(1) : String(Math.round(rate));
}

/** Seconds, without parts of one. */
function roughly(seconds: number): string {
  return seconds < 60 ? `${Math.ceil(seconds)} s` : duration(seconds * 1000);
}

/** One line, as much of it as fits. */
function drawLine(state: State, width: number): string {
  const { done, total } = state;
  const share = total === 0 ? 1 : Math.min(1, done / total);
  const size = Math.max(6, Math.min(30, width - 66));
  const full = Math.floor(share * size);
  const bar = '█'.repeat(full) + '░'.repeat(size - full);
  const rate = state.rate();
  const left = rate > 0 && done < total ? ` | ${roughly((total - done) / rate)} left` : '';
  const slow = state.slowed === undefined ? '' : ` (slowed to ${state.slowed})`;
  const pace = state.waiting ?? `${grouped(Math.round(rate))}/s${left}${slow}`;
  const line = ` ${bar} ${Math.floor(share * 100)}% ${grouped(done)}/${grouped(total)} | ${tail(state)} | ${printable(pace)}`;
  return line.slice(0, width - 1);
}

function describe(state: State): string {
  const rate = state.rate();
  const left =
    rate > 0 && state.done < state.total ? `, ${roughly((state.total - state.done) / rate)} left` : '';
  const slow = state.slowed === undefined ? '' : `, slowed to ${state.slowed}`;
  const pace = state.waiting ?? `${grouped(Math.round(rate))} contacts/s${left}${slow}`;
  return `${grouped(state.done)} of ${counted(state.total, 'contact')} done: ${tail(state)} (${printable(pace)})`;
}

/** Only what there is: on 80 columns there is room for little. */
function tail({ counts }: State): string {
  const parts = [`${grouped(counts.sent)} sent`];
  for (const key of ['skipped', 'failed', 'unknown'] as const) {
    if (counts[key] > 0) parts.push(`${grouped(counts[key])} ${key}`);
  }
  return parts.join(', ');
}
