/** One runner a journal: the lock row names a process so that a dead one's lock can be told from a live one's. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

export interface Holder {
  readonly nonce: string;
  readonly pid: number;
  /** When the process began, in the system's own clock ticks: a pid that was given out again has another one. */
  readonly started: string;
  readonly host: string;
  /** Id of the machine's boot. */
  readonly boot: string;
}

export function thisProcess(): Holder {
  return {
    nonce: randomUUID(),
    pid: process.pid,
    started: startOf(process.pid) ?? '',
    host: hostname(),
    boot: bootId(),
  };
}

/** 'elsewhere': on another machine, of which nothing can be known from here. */
export function holderState(holder: Holder): 'alive' | 'dead' | 'elsewhere' {
  if (holder.host !== hostname()) return 'elsewhere';
  if (holder.boot !== '' && bootId() !== '' && holder.boot !== bootId()) return 'dead';
  if (!exists(holder.pid)) return 'dead';
  const started = startOf(holder.pid);
  // Without a start time (not Linux) a living pid has to be taken at its word.
  return started === undefined || holder.started === '' || started === holder.started ? 'alive' : 'dead';
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Field 22 of /proc/PID/stat; the name before it may hold spaces and brackets. A zombie no longer runs. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? 'zombie' : fields[19];
  } catch {
    return undefined;
  }
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}
