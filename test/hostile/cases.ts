/**
 * Files that are made to break a compiler, as the measured run (scripts/hostile.mjs) and the tests take them. Each is
 * about one thing; `earns` is what must be said of it, undefined where the file is sound and only large or strange.
 */
import { deepCases } from './deep-cases.ts';
import { fileCases } from './file-cases.ts';
import { manyCases } from './many-cases.ts';
import { nameCases } from './name-cases.ts';
import { textCases } from './text-cases.ts';

/** What stands at a path: a text, bytes, or a symbolic link to a path (relative to the project, or absolute). */
export type Content = string | Uint8Array | { readonly link: string };

export interface Case {
  readonly name: string;
  /** By path below the project's root; the first is the file that commands are run on. */
  readonly files: Readonly<Record<string, Content>>;
  /** A code of a diagnostic, or words of a refusal; undefined: nothing is wrong with the file. */
  readonly earns: string | undefined;
  /** Beside `check`, `fmt --check`, `test`, `compile` and the language server, which get every case: */
  readonly render?: { readonly message: string; readonly data?: unknown };
  readonly import?: boolean;
}

export const cases: readonly Case[] = [...deepCases, ...manyCases, ...textCases, ...nameCases, ...fileCases];
