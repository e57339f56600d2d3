/**
 * How fast the Page may go at this moment: the operator's rate, less what the usage headers and refusals for volume
 * call for (delivery.md 3.6). A refusal halves the rate, calm gives 5 % of the full rate back every ten seconds.
 */
import type { Usage } from './read-usage.ts';

export interface Pacer {
  /** Of every answer that had the headers. */
  usage(usage: Usage): void;
  /** Refused for the volume: half the rate from now on. */
  refused(why: string): void;
  /** Of every message that was sent: time without a refusal gives the rate back. */
  calm(): void;
}

export interface PacerOptions {
  /** The operator's; an unlimited one is only ever paused. */
  readonly rate: number | 'unlimited';
  /** performance.now() */
  readonly clock: () => number;
  readonly setRate: (rate: number) => void;
  /** Milliseconds from now. */
  readonly pause: (milliseconds: number, why: string) => void;
  /** Told when the rate has changed by more than a tenth, and when it is full again. */
  readonly onChange: (rate: number, why: string) => void;
}

const slower = 75;
const stop = 95;
/** Milliseconds. */
const standstill = 60_000;
const calmStep = 10_000;
const calmShare = 0.05;
const slowest = 1;

export function createPacer(options: PacerOptions): Pacer {
  const { rate, clock, pause } = options;
  return rate === 'unlimited' ? createPauser(clock, pause) : createLimited(rate, options);
}

function createLimited(full: number, { clock, setRate, pause, onChange }: PacerOptions): Pacer {
  /** What refusals have left of the full rate, and what the headers leave of it. */
  let earned = full;
  let held = full;
  let heldWhy = '';
  let calmSince = 0;
  let now = full;
  let told = full;
  const pauser = createPauser(clock, pause);

  function settle(why: string): void {
    const wanted = Math.min(earned, held);
    if (wanted === now) return;
    now = wanted;
    setRate(now);
    const whole = now === full;
    if (!whole && Math.abs(now - told) <= told / 10) return;
    told = now;
    onChange(now, whole ? 'the full rate again' : why);
  }

  function recover(): void {
    const steps = Math.floor((clock() - calmSince) / calmStep);
    if (earned >= full || steps <= 0) return;
    calmSince += steps * calmStep;
    earned = Math.min(full, earned + steps * calmShare * full);
  }

  return {
    usage(usage) {
      pauser.usage(usage);
      const share = (stop - usage.percent) / (stop - slower);
      held = usage.percent < slower ? full : Math.max(slowest, full * Math.max(0, share));
      heldWhy = percentWords(usage);
      recover();
      settle(held < earned ? heldWhy : 'no refusal for a while');
    },
    refused(why) {
      recover();
      calmSince = clock();
      earned = Math.max(slowest, Math.min(earned, now) / 2);
      settle(why);
    },
    calm() {
      if (earned >= full) return;
      recover();
      settle(held < earned ? heldWhy : 'no refusal for a while');
    },
  };
}

/** Stands still for a minute when the quota is nearly used up, and as long as the Page is shut out. */
function createPauser(clock: PacerOptions['clock'], pause: PacerOptions['pause']): Pacer {
  let over = false;
  let standing = Number.NEGATIVE_INFINITY;
  return {
    usage(usage) {
      const { percent, regain } = usage;
      const again = !over || percent >= 100;
      over = percent >= stop;
      // The others that were in flight say the same once more.
      if (clock() < standing || !(regain > 0 || (over && again))) return;
      const wait = regain > 0 ? regain : standstill;
      standing = clock() + wait;
      pause(wait, regain > 0 ? 'the Page is shut out for its volume' : percentWords(usage));
    },
    refused() {},
    calm() {},
  };
}

function percentWords({ percent }: Usage): string {
  return `${Math.round(percent)}% of the quota is used`;
}
