/** A line that is drawn again and again on a terminal, with lines of text above it. */
import { type Options, SingleBar } from 'cli-progress';
import type { Channel } from './io.ts';

export interface ProgressBar {
  /** Writes a line above the bar. */
  say(line: string): void;
  /** Clears the bar. */
  end(): void;
}

/** `draw` gives the bar's line for the terminal's present width, ten times a second. */
export function startProgressBar(channel: Channel, draw: (width: number) => string): ProgressBar {
  const bar = new SingleBar({
    format: () => draw(channel.width ?? 80),
    hideCursor: true,
    clearOnComplete: true,
    gracefulExit: false,
    forceRedraw: true,
    terminal: createTerminal(channel),
  } as Options);
  bar.start(1, 0);
  return {
    say(line) {
      // The bar is cut where the terminal ends, what is said is not.
      channel.write(`\r\x1b[2K\x1b[?7h${line}\x1b[?7l\n`);
      bar.render();
    },
    end: () => bar.stop(),
  };
}

/**
 * cli-progress's own terminal remembers where the bar began and goes back there at the end; with lines written above the
 * bar, or a screen that has scrolled, that is another place.
 */
function createTerminal(channel: Channel) {
  return {
    cursorSave() {},
    cursorRestore() {},
    cursor: (visible: boolean) => channel.write(visible ? '\x1b[?25h' : '\x1b[?25l'),
    lineWrapping: (on: boolean) => channel.write(on ? '\x1b[?7h' : '\x1b[?7l'),
    cursorTo: () => channel.write('\r'),
    clearRight: () => channel.write('\x1b[K'),
    clearLine: () => channel.write('\x1b[2K'),
    newline: () => channel.write('\n'),
    write: (text: string) => channel.write(text),
    isTTY: () => true,
    getWidth: () => channel.width ?? 80,
  };
}
