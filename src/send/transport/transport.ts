import type { Usage } from '../pace/read-usage.ts';

/** One method, so that node-fetch stays replaceable (it is little maintained). Never rejects: a failure is a value. */
export interface Transport {
  /** POSTs a JSON text. */
  post(request: WireRequest): Promise<Outcome>;
  /** Aborts everything in flight; each ends as an outcome with cause 'abort'. */
  abortAll(): void;
  close(): void;
  readonly inFlight: number;
}

export interface WireRequest {
  readonly url: string;
  readonly body: string;
  readonly headers: { readonly [name: string]: string };
  /**
   * Asked once the connection stands, before the first byte leaves: how long connecting takes must not decide how many requests
   * arrive in a second. False: nothing is sent.
   */
  readonly ready?: () => Promise<boolean>;
}

/**
 * How far a request had come (delivery.md 1.4). Only the first three prove that no byte of it left: what is
 * connected but perhaps not yet written counts as written. `untracked`: the agent never saw it; proves nothing.
 */
export type Phase = 'none' | 'queued' | 'connecting' | 'written' | 'response' | 'untracked';

export type Outcome =
  | {
      readonly kind: 'response';
      readonly status: number;
      readonly text: string;
      /** Seconds, of Retry-After. */
      readonly retryAfter?: number;
      /** X-App-Usage and X-Business-Use-Case-Usage. */
      readonly usage?: Usage;
      readonly milliseconds: number;
    }
  | {
      readonly kind: 'failure';
      readonly phase: Phase;
      /** `batch`: the batch was answered, this message of it was not. `held`: not to be sent now, said `ready`. */
      readonly cause: 'network' | 'connect-timeout' | 'timeout' | 'abort' | 'batch' | 'held';
      /** ECONNRESET, ENOTFOUND, … */
      readonly code?: string;
      readonly message: string;
    };
