import type { ProofCheck } from './check-proof.ts';
import type { Clock } from './clock.ts';
import type { Faults } from './faults.ts';
import type { Ids } from './ids.ts';
import type { Ledger } from './ledger.ts';
import type { Limiter } from './limiter.ts';
import type { Pages } from './pages.ts';
import type { Edition } from './schemas/schema.ts';
import type { State } from './state.ts';
import type { Threads } from './threads.ts';
import type { Webhooks } from './webhooks.ts';

/** What one emulator holds; every handler gets it. */
export interface Emulation {
  /** Profile, and the channel of the Pages that are not listed as Instagram accounts. */
  readonly edition: Edition;
  /** Served where the path names no version. */
  readonly defaultVersion: string;
  readonly pages: Pages;
  readonly checkProof: ProofCheck;
  /** Absent where nothing is limited. */
  readonly limiter: Limiter | undefined;
  readonly clock: Clock;
  readonly state: State;
  /** Host names, besides the loopback ones, under which `/_emulator/` answers. */
  readonly host: string;
  readonly ids: Ids;
  readonly faults: Faults;
  readonly ledger: Ledger;
  readonly webhooks: Webhooks;
  readonly threads: Threads;
  /** Messenger profiles, by Page. */
  readonly profiles: Map<string, Readonly<Record<string, unknown>>>;
  readonly counts: Counts;
  /** True after so many milliseconds; false at once when the emulator closes. */
  readonly pause: (milliseconds: number) => Promise<boolean>;
  /** Hashes of the tokens that looked real: each is warned of once. */
  readonly realTokens: Set<string>;
  readonly warn: (text: string) => void;
}

export interface Counts {
  requests: number;
  accepted: number;
  refused: number;
  uploads: number;
  personas: number;
}
