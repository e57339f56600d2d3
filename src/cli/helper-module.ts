/** The project's own helpers on the command line: where their module is, and the one place that runs it. */
import { createHash } from 'node:crypto';
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { printable } from '../diagnostics/printable.ts';
import type { ProgramIR } from '../lower/ir.ts';
import type { RendererOptions } from '../render/index.ts';
import { configName } from './config-name.ts';
import { exit } from './exit-codes.ts';
import { fenceProjectCode } from './fence.ts';
import { importUrl } from './import-url.ts';
import type { LoadedSpec } from './load-spec.ts';
import { isInside } from './project.ts';
import { whyNot } from './read-text.ts';
import { Stop } from './stop.ts';
import { withTimeLimit } from './time-limit.ts';
import { watch } from './watchdog.ts';

/** Why the module cannot be used, as a sentence; undefined where it is a file of the project. Does not look into it. */
export function placeProblem(root: string, module: string): string | undefined {
  try {
    const path = realpathSync(resolve(root, module));
    if (!isInside(path, realpathSync(root))) return `${module} leads out of the project`;
    return statSync(path).isFile() ? undefined : `${module} is no file`;
  } catch (error) {
    return `${module} ${whyNot(error)}`;
  }
}

export interface TrustFlags {
  readonly trustHelpers?: boolean;
}

/** What is to be done with the project's code for the messages that are about to be rendered. */
export interface TrustedHelpers {
  /** For `createRenderer`. */
  readonly options: Pick<RendererOptions, 'helpers'>;
  /** Of the module's text, so that another one is seen; undefined where no message calls it. */
  readonly hash: string | undefined;
}

const none: TrustedHelpers = { options: {}, hash: undefined };

/**
 * Imports the module where one of `messages` calls a helper of it; otherwise nothing runs. Stops (exit 2) where the
 * command line does not trust it.
 */
export async function trustHelpers(
  spec: Pick<LoadedSpec, 'root' | 'config'>,
  program: ProgramIR,
  messages: readonly string[],
  { trustHelpers: trusted = false }: TrustFlags,
): Promise<TrustedHelpers> {
  const caller = program.messages.find((m) => messages.includes(m.name) && m.helpers);
  const { helpers } = spec.config;
  if (!caller || !helpers) return none;
  if (!trusted)
    throw new Stop(exit.usage, refusal(program.file, caller.name, caller.helpers!, helpers.module), hint);
  const loaded = await importModule(spec.root, helpers.module, program.helpers ?? []);
  return { options: { helpers: loaded.exports }, hash: loaded.hash };
}

const hint = 'Read that file first: it is a program, and can do whatever you can.';

/** `shop.msg.yaml#hello calls "tier" of ./helpers.mjs …` */
export function refusal(file: string, message: string, names: readonly string[], module: string): string {
  const quoted = names.map((name) => `"${name}"`).join(', ');
  return `${file}#${message} calls ${quoted} of ${module}, which runs only with --trust-helpers.`;
}

interface Imported {
  readonly exports: object;
  readonly hash: string;
}

/** `declared`: what it has to export. Stops (exit 1) where it cannot be imported or lacks one of them. */
export async function importModule(
  root: string,
  module: string,
  declared: readonly (readonly [name: string, ...rest: unknown[]])[],
): Promise<Imported> {
  const problem = placeProblem(root, module);
  if (problem !== undefined) throw new Stop(exit.errors, `${configName}: ${problem}.`);
  const path = realpathSync(resolve(root, module));
  let exports: object;
  fenceProjectCode();
  const ended = watch(
    longestImport * 1.1,
    `sendspec: ${printable(module)} could not be loaded: ${notReady}; a loop in it seems never to end.\n`,
  );
  try {
    exports = await inTime(importUrl(pathToFileURL(path).href));
  } catch (error) {
    throw new Stop(exit.errors, `${module}${lineOf(error, module)} could not be loaded: ${reasonOf(error)}`);
  } finally {
    ended();
  }
  const { ownFunction } = await import('../render/runtime/own-helpers.ts');
  const lacking: string[] = [];
  const limited: { [name: string]: unknown } = Object.create(null);
  for (const [name] of declared) {
    const call = ownFunction(exports, name);
    if (call === undefined) lacking.push(name);
    else limited[name] = withTimeLimit((...args) => Reflect.apply(call, undefined, args) as unknown);
  }
  if (lacking.length > 0) {
    const names = lacking.map((name) => `"${name}"`).join(', ');
    throw new Stop(exit.errors, `${module} exports no function ${names}, which ${configName} declares.`);
  }
  return { exports: limited, hash: createHash('sha256').update(readFileSync(path)).digest('hex') };
}

/** Milliseconds that the module's own statements may take. */
const longestImport = 10_000;
const notReady = `it was not ready after ${longestImport / 1000} seconds`;

/** A module that waits for ever would end the command without a word: nothing else is left to do. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    const error = new Error(notReady);
    timer = setTimeout(() => fail(error), longestImport);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** `:3`, where the error tells the line of the module. */
function lineOf(error: unknown, module: string): string {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const at = stack.indexOf(`/${module}:`);
  const line = at < 0 ? null : /^\d+/.exec(stack.slice(at + module.length + 2));
  return line ? `:${line[0]}` : '';
}

function reasonOf(error: unknown): string {
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return printable(reason.split('\n', 1)[0]!);
}
