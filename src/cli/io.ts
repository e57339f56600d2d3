/** What a command may touch of the outside world besides the disk; tests bring their own. */
export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: AsyncIterable<Uint8Array | string>;
  /** Results (stdout). */
  readonly out: Channel;
  /** Talk (stderr). */
  readonly err: Channel;
  /** Whether a question can be asked: stdin and stderr are terminals. */
  readonly interactive: boolean;
  /** The bundled program's own file, where this is one: a thread can run it. */
  readonly program?: string;
}

export interface Channel {
  write(text: string): void;
  /** Resolves when what was written has left this process's memory, or at once where nobody reads any more. */
  drained(): Promise<void>;
  readonly isTerminal: boolean;
  /** Columns; undefined where it is no terminal. */
  readonly width: number | undefined;
  readonly colour: boolean;
}

/** `onLost`: results can no longer be written; nobody is told where the reader has just gone. */
export function processIo(program: string, onLost: (why: string) => void = () => {}): Io {
  return {
    program,
    cwd: process.cwd(),
    env: process.env,
    stdin: process.stdin,
    out: channel(process.stdout, onLost),
    err: channel(process.stderr),
    interactive: Boolean(process.stdin.isTTY && process.stderr.isTTY),
  };
}

let terminalGone = false;

/** The window was closed, or the connection to it lost. */
export function isTerminalGone(): boolean {
  return terminalGone;
}

/** After an error a channel swallows what is written: a send must not die of a closed pager, a full disk or a terminal that is gone. */
function channel(stream: NodeJS.WriteStream, onLost: (why: string) => void = () => {}): Channel {
  let closed = false;
  // kept, because a fence around the project's own code puts another one in its place
  const write = stream.write.bind(stream);
  stream.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    const first = !closed;
    closed = true;
    if (code === 'EIO' && stream.isTTY) terminalGone = true;
    if (first && code !== 'EPIPE' && code !== 'ERR_STREAM_DESTROYED')
      onLost(code === 'ENOSPC' ? 'the disk is full' : (code ?? message));
  });
  return {
    write(text) {
      if (!closed) write(text);
    },
    drained() {
      if (closed || !stream.writableNeedDrain) return Promise.resolve();
      return new Promise((resolve) => {
        const done = () => {
          stream.off('drain', done);
          stream.off('error', done);
          resolve();
        };
        stream.on('drain', done);
        stream.on('error', done);
      });
    },
    isTerminal: stream.isTTY === true,
    // Asked each time: a window is made wider and narrower while a send runs.
    get width() {
      return stream.isTTY ? stream.columns || 80 : undefined;
    },
    colour: wantsColour(process.env, stream.isTTY === true),
  };
}

/** https://no-color.org and Node's FORCE_COLOR: an empty NO_COLOR is none, FORCE_COLOR=0 is off. */
export function wantsColour(env: Io['env'], isTerminal: boolean): boolean {
  const force = env['FORCE_COLOR'];
  if (force !== undefined) return force !== '0' && force !== 'false';
  if (env['NO_COLOR']) return false;
  return isTerminal && env['TERM'] !== 'dumb';
}
