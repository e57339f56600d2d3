/** The emulator's own time: the machine's, shifted by what it was told. Windows, expiry and quotas go by it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Shifts by so many milliseconds. */
  advance(milliseconds: number): void;
  /** Makes it this time (milliseconds since 1970) now. */
  set(time: number): void;
  /** Stopped, it moves only when it is told to. */
  run(running: boolean): void;
  /** Back to where it started. */
  reset(): void;
}

/** `start`: milliseconds since 1970; the machine's time where absent. */
export function createClock(start: number | undefined, stopped = false): Clock {
  const shiftAtStart = start === undefined ? 0 : start - Date.now();
  let shift = 0;
  /** The time at which it stands. */
  let stands: number | undefined;
  const now = () => stands ?? Date.now() + shift;
  const set = (time: number) => {
    if (stands === undefined) shift = time - Date.now();
    else stands = time;
  };
  const run = (running: boolean) => {
    const time = now();
    stands = running ? undefined : time;
    set(time);
  };
  const reset = () => {
    stands = undefined;
    shift = shiftAtStart;
    if (!stopped) return;
    run(false);
    if (start !== undefined) set(start);
  };
  reset();
  return { now, set, run, reset, advance: (milliseconds) => set(now() + milliseconds) };
}

export const hour = 3_600_000;
export const day = 24 * hour;
const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: hour, d: day };
/** No date is further from 1970 (ECMAScript). */
const furthest = 8.64e15;

/** `25h`, `7d`, `90m`, `30s`, or a number of seconds -> milliseconds. */
export function readDuration(value: unknown): number | undefined {
  if (typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= 1e10) return value * 1000;
  const parts = typeof value === 'string' ? /^(-?\d{1,9})([smhd])$/.exec(value) : null;
  return parts ? Number(parts[1]) * units[parts[2]!]! : undefined;
}

/** A date and time of ISO 8601 with its zone, or `25h ago` -> milliseconds since 1970. */
export function readTime(value: unknown, now: number): number | undefined {
  if (typeof value !== 'string') return undefined;
  const ago = /^(\d{1,9}[smhd]) ago$/.exec(value)?.[1];
  if (ago !== undefined) return now - readDuration(ago)!;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)$/.test(value)) return undefined;
  const time = Date.parse(value);
  return Number.isNaN(time) || Math.abs(time) > furthest ? undefined : time;
}

/** ISO 8601 in UTC; a clock that was sent out of the calendar is shown at its end. */
export function isoTime(time: number): string {
  return new Date(Math.max(-furthest, Math.min(furthest, time))).toISOString();
}
