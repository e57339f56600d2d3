/** What is seen while a send runs: a bar on a terminal, a plain line every ten seconds elsewhere. On stderr. */
import { Presets, SingleBar } from 'cli-progress';
import { printable } from '../diagnostics/printable.ts';
import { counted } from '../diagnostics/reporters/report.ts';
import type { SendEvent } from '../send/events.ts';
import type { Channel } from './io.ts';

export interface Progress {
  on(event: SendEvent): void;
  /** Clears the bar. */
  end(): void;
}

/** Milliseconds between the plain lines. */
const lineInterval = 10_000;

export function createProgress(channel: Channel): Progress {
  const counts = { sent: 0, failed: 0, skipped: 0, unknown: 0 };
  let total = 0;
  let done = 0;
  let note = '';
  const show = channel.isTerminal ? createBar(channel) : createLines(channel);
  const tail = () =>
    `${counts.sent} sent, ${counts.skipped} skipped, ${counts.failed} failed${counts.unknown > 0 ? `, ${counts.unknown} unknown` : ''}`;

  return {
    on(event) {
      switch (event.type) {
        case 'start':
          total = event.rows;
          done = event.rowsDone;
          show.start(total, done);
          break;
        case 'sent':
        case 'failed':
        case 'skipped':
        case 'unknown':
          counts[event.type]++;
          break;
        case 'contact':
          done++;
          note = '';
          break;
        case 'pause':
          note = `paused ${Math.ceil(event.milliseconds / 1000)} s: ${event.why}`;
          show.say(note);
          break;
        case 'breaker':
          note =
            event.state === 'closed'
              ? ''
              : `stopped trying for ${Math.ceil(event.milliseconds / 1000)} s: ${event.why}`;
          if (note) show.say(note);
          break;
        case 'warning':
          show.say(`warning: ${event.message}`);
          break;
        case 'stopping':
          show.say(`stopping: ${event.why} (${counted(event.inFlight, 'request')} in flight)`);
          break;
      }
      show.update(done, total, tail(), note);
    },
    end: () => show.end(),
  };
}

interface Display {
  start(total: number, done: number): void;
  update(done: number, total: number, tail: string, note: string): void;
  say(text: string): void;
  end(): void;
}

function createBar(channel: Channel): Display {
  const bar = new SingleBar(
    {
      format: ' {bar} {percentage}% | {value}/{total} | {tail}',
      barsize: Math.max(10, Math.min(30, (channel.width ?? 80) - 55)),
      hideCursor: true,
      clearOnComplete: true,
      stopOnComplete: false,
      gracefulExit: false,
      stream: process.stderr,
      etaBuffer: 100,
    },
    Presets.shades_classic,
  );
  let started = false;
  return {
    start(total, done) {
      bar.start(total, done, { tail: '' });
      started = true;
    },
    update(done, _total, tail) {
      if (started) bar.update(done, { tail });
    },
    say(text) {
      // The bar's line is overwritten; it draws itself again below.
      channel.write(`\r\x1b[2Ksendspec: ${printable(text)}\n`);
    },
    end() {
      if (started) bar.stop();
    },
  };
}

function createLines(channel: Channel): Display {
  let last = Date.now();
  return {
    start: () => {
      last = Date.now();
    },
    update(done, total, tail) {
      if (Date.now() - last < lineInterval) return;
      last = Date.now();
      channel.write(`${done} of ${counted(total, 'contact')} done: ${tail}\n`);
    },
    say: (text) => channel.write(`sendspec: ${printable(text)}\n`),
    end: () => {},
  };
}
