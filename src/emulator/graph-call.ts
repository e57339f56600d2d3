import type { FaultEffect } from './fault-rule.ts';
import type { Answer } from './graph-error.ts';
import type { UploadedFile } from './read-multipart.ts';
import type { Parameters } from './read-parameters.ts';

/** One call of the Graph API: a request of its own or an item of a batch. */
export interface GraphCall {
  readonly method: string;
  /** As in the path, `v21.0`. */
  readonly version: string | undefined;
  /** Of the path, after the version. */
  readonly segments: readonly string[];
  readonly parameters: Parameters;
  readonly file?: UploadedFile;
  /** Place in its batch, from 0. */
  readonly batchItem?: number;
}

/** What becomes of a call. */
export interface Outcome {
  readonly answer: Answer;
  /** The answer does not go out as it is. */
  readonly effect?: FaultEffect;
  /** The emulator closes: no answer. */
  readonly closing?: true;
}
