import { describe, expect, it } from 'vitest';
import type { Channel } from '../../src/cli/io.ts';
import { createProgress } from '../../src/cli/send-progress.ts';
import type { SendEvent } from '../../src/send/events.ts';

const none = { sent: 0, failed: 0, skipped: 0, unknown: 0, planned: 0 };
const start = {
  type: 'start',
  runId: 'r',
  journal: 'j',
  resumed: false,
  rows: 3000,
  rowsDone: 0,
  before: none,
  rate: 35,
  concurrency: 4,
} as const satisfies SendEvent;
const at = { row: 1, line: 2, step: 1 };

/** What stands on the screen after these bytes: as much of a terminal as the bar uses. */
function screenOf(bytes: string): string[] {
  const lines = [''];
  let column = 0;
  for (const [token] of bytes.matchAll(/\x1b\[\??\d*[A-Za-z]|[^\x1b]/gu)) {
    const line = lines.at(-1)!;
    if (token === '\r') column = 0;
    else if (token === '\n') {
      lines.push('');
      column = 0;
    } else if (token === '\x1b[2K') lines[lines.length - 1] = '';
    else if (token === '\x1b[K') lines[lines.length - 1] = line.slice(0, column);
    else if (!token.startsWith('\x1b')) {
      lines[lines.length - 1] = line.slice(0, column) + token + line.slice(column + 1);
      column++;
    }
  }
  return lines;
}

function terminal(width: number) {
  let bytes = '';
  const channel: Channel = {
    write: (text) => {
      bytes += text;
    },
    drained: async () => {},
    isTerminal: true,
    width,
    colour: true,
  };
  return { channel, screen: () => screenOf(bytes), bytes: () => bytes };
}

describe('the bar on a terminal', () => {
  it('leaves the lines that were said, and nothing of itself', () => {
    const { channel, screen, bytes } = terminal(80);
    const progress = createProgress(channel);
    progress.on(start);
    for (let i = 0; i < 441; i++) {
      progress.on({ type: 'sent', ...at, messageId: 'm', milliseconds: 1 });
      progress.on({ type: 'contact', row: i });
    }
    progress.on({ type: 'warning', code: 'own-metadata', message: 'one' });
    expect(screen().at(-1)).toMatch(/^ █+░+ 14% 441\/3,000 \| 441 sent \| /);
    expect(screen().at(-1)!.length).toBeLessThan(80);
    progress.on({ type: 'pause', milliseconds: 4000, why: 'Graph 613' });
    expect(screen().at(-1)).toContain('paused');
    progress.end();
    channel.write('the table\n');
    expect(screen()).toEqual([
      'sendspec: warning: one',
      'sendspec: paused for 4.0 s: Graph 613',
      'the table',
      '',
    ]);
    expect(bytes()).not.toMatch(/\x1b[78]/);
    expect(bytes().lastIndexOf('\x1b[?25h')).toBeGreaterThan(bytes().lastIndexOf('\x1b[?25l'));
  });

  it('counts what earlier invocations did, and never is wider than the terminal', () => {
    for (const width of [20, 40, 80, 200]) {
      const { channel, screen } = terminal(width);
      const progress = createProgress(channel);
      const before = { sent: 2_000_000, failed: 300_000, skipped: 400_000, unknown: 12, planned: 0 };
      progress.on({ ...start, rows: 3_000_000, rowsDone: 2_700_012, before });
      expect(screen().at(-1)!.length).toBeLessThan(width);
      if (width === 200) expect(screen().at(-1)).toContain('2,000,000 sent, 400,000 skipped, 300,000 failed');
      progress.end();
    }
  });

  it('names who did not get it and what Meta said, ten of each kind', () => {
    const { channel, screen } = terminal(120);
    const progress = createProgress(channel);
    progress.on(start);
    const error = {
      status: 400,
      code: 551,
      subcode: 1545041,
      message: '(#551) not available',
      fbtraceId: 'Abc',
    };
    for (let row = 1; row <= 12; row++) {
      progress.on({ type: 'failed', row, line: row + 1, step: 2, error });
      progress.on({ type: 'unknown', row, line: row + 1, step: 1, why: 'ECONNRESET\u001b[2J' });
    }
    progress.end();
    const lines = screen();
    expect(lines[0]).toBe(
      'sendspec: row 1 (line 2), step 2: failed: (#551) not available [551/1545041], fbtrace_id Abc',
    );
    expect(lines[1]).toMatch(/^sendspec: row 1 \(line 2\), step 1: unknown: ECONNRESET\S/);
    expect(lines).toHaveLength(23);
    expect(lines[20]).toBe('sendspec: more are failed: sendspec status names them all');
  });

  it('shows why it goes slower, until it goes at full speed again', () => {
    const { channel, screen } = terminal(140);
    const progress = createProgress(channel);
    progress.on(start);
    progress.on({ type: 'pace', rate: 12.4, why: '88% of the quota is used', full: false });
    expect(screen().at(-1)).toContain('slowed to 12/s: 88% of the quota is used');
    progress.on({ type: 'pace', rate: 35, why: 'the full rate again', full: true });
    expect(screen().at(-1)).not.toContain('slowed');
    progress.end();
    expect(screen()).toContain('sendspec: 12 requests a second from now on: 88% of the quota is used');
  });

  it('says nothing of a stop when nothing is in flight: why it ends is said at the end', () => {
    const { channel, screen } = terminal(80);
    const progress = createProgress(channel);
    progress.on(start);
    progress.on({ type: 'stopping', why: 'x', inFlight: 0 });
    progress.end();
    expect(screen()).toEqual(['']);
  });
});
