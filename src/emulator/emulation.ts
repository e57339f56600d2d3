import type { Faults } from './faults.ts';
import type { Ids } from './ids.ts';
import type { Ledger } from './ledger.ts';
import type { Edition } from './schemas/schema.ts';

/** What one emulator holds; every handler gets it. */
export interface Emulation {
  readonly edition: Edition;
  /** The only token that is good; any where absent. */
  readonly token: string | undefined;
  /** The only pages that exist (besides `me`); any where absent. */
  readonly pages: ReadonlySet<string> | undefined;
  /** Host names, besides the loopback ones, under which `/_emulator/` answers. */
  readonly host: string;
  readonly ids: Ids;
  readonly faults: Faults;
  readonly ledger: Ledger;
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
}
