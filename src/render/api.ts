/** What rendering takes and gives. Rendering never throws on data: problems are values. */
import type { Json } from '../bind/model.ts';
import type { SpanIR } from '../lower/ir.ts';

/** `recipient.*` of the language; `language` is taken from `locale` where absent. */
export interface RecipientData {
  readonly id?: string;
  readonly locale?: string;
  readonly language?: string;
  readonly time_zone?: string;
  readonly channel?: 'messenger' | 'instagram';
}

export interface RenderOptions {
  readonly recipient?: RecipientData;
  /** Fills `sources` of each step: which text of the file each string of the body came from. Slower. */
  readonly sourceMap?: boolean;
  /** Becomes the body's `recipient` where the message has none: `{ id: '…' }`, `{ user_ref: '…' }` … */
  readonly to?: { readonly [key: string]: string };
  /** ISO 8601 instant; the language's `now`. Rendering reads no clock: without it, a use of `now` is a problem. */
  readonly now?: string;
  /** Id of the run: with the message and recipient it decides variants. Default ''. */
  readonly run?: string;
  /** attachment_id of each local file that the message names. */
  readonly uploads?: { readonly [path: string]: string };
  /**
   * Told the value of each expression that the program wraps as `($watch id expression)`, as src/snapshot does to learn
   * which branches are taken. Only the Handlebars backend knows such calls.
   */
  readonly watch?: (id: number, value: unknown) => void;
  /** Language of the message's texts (BCP 47), for numbers, dates and plurals. Default: the file's `language`. */
  readonly locale?: string;
}

export interface StringSource {
  /** JSON pointer into the body. */
  readonly pointer: string;
  readonly span: SpanIR;
}

export type RenderedStep =
  | { readonly body: { readonly [key: string]: Json }; readonly sources?: readonly StringSource[] }
  /** Milliseconds. */
  | { readonly wait: number };

export interface RenderProblem {
  /** 'missing-value', 'too-long', 'not-text', 'bad-url', 'bad-data', 'helper', 'empty', 'unknown-message' … */
  readonly code: string;
  readonly message: string;
  readonly span?: SpanIR;
}

export type RenderResult =
  | { readonly ok: true; readonly steps: readonly RenderedStep[] }
  | { readonly ok: false; readonly problems: readonly RenderProblem[] };

export interface Renderer {
  readonly messages: readonly string[];
  /** What of `data` does not fit the params that `message` needs; empty when it fits. */
  check(message: string, data: Json): readonly RenderProblem[];
  /** Data is taken as checked; defaults of params are filled in. */
  render(message: string, data: Json, options?: RenderOptions): RenderResult;
}
