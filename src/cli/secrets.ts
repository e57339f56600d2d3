/** The page access token: where it comes from, and that nothing prints it. */
import { execFile } from 'node:child_process';
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createRedactor } from '../send/redact.ts';
import { exit } from './exit-codes.ts';
import type { Io } from './io.ts';
import { whyNot } from './read-text.ts';
import { Stop } from './stop.ts';

/** Removes every token that this process has read from a text. */
export const redact = createRedactor();

export interface TokenSources {
  readonly tokenFile?: string;
  readonly tokenCommand?: string;
  readonly appSecretFile?: string;
}

/**
 * `--token-file`, `--token-command` or PAGE_ACCESS_TOKEN, in this order; undefined where none is given. The variable is
 * removed from the environment, so that no child process inherits it.
 */
export async function readToken(sources: TokenSources, io: Io): Promise<string | undefined> {
  if (sources.tokenFile !== undefined && sources.tokenCommand !== undefined) {
    throw new Stop(exit.usage, 'give either --token-file or --token-command.');
  }
  const inherited = takeFromEnvironment(io.env, 'PAGE_ACCESS_TOKEN');
  const token =
    sources.tokenFile !== undefined
      ? readSecretFile(io.cwd, sources.tokenFile, 'token')
      : sources.tokenCommand !== undefined
        ? await runTokenCommand(sources.tokenCommand, io)
        : inherited;
  if (token !== undefined) redact.add(token);
  return token;
}

/** `--app-secret-file` or APP_SECRET, which is removed from the environment. */
export function readAppSecret(sources: TokenSources, io: Io): string | undefined {
  const inherited = takeFromEnvironment(io.env, 'APP_SECRET');
  const { appSecretFile } = sources;
  const secret =
    appSecretFile === undefined ? inherited : readSecretFile(io.cwd, appSecretFile, 'app secret');
  if (secret !== undefined) redact.add(secret);
  return secret;
}

/** SENDSPEC_JOURNAL: the address of a PostgreSQL database, which may hold a password. Removed from the environment. */
export function readSharedJournal(io: Io): string | undefined {
  const url = takeFromEnvironment(io.env, 'SENDSPEC_JOURNAL');
  if (url === undefined || !URL.canParse(url)) return url;
  const { password } = new URL(url);
  redact.add(password);
  redact.add(decodeURIComponent(password));
  return url;
}

function takeFromEnvironment(env: Io['env'], name: string): string | undefined {
  const secret = env[name]?.trim();
  if (secret) redact.add(secret);
  delete (env as Record<string, string | undefined>)[name];
  return secret || undefined;
}

function readSecretFile(cwd: string, shown: string, what: string): string {
  let handle: number | undefined;
  try {
    handle = openSync(resolve(cwd, shown), 'r');
    const { mode } = fstatSync(handle);
    // As ssh does with keys: a secret that others may read is none.
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      throw new Stop(exit.environment, `the ${what} file ${shown} can be read by others: chmod 600 ${shown}`);
    }
    return firstLine(readFileSync(handle, 'utf8'), `the ${what} file ${shown}`);
  } catch (error) {
    if (error instanceof Stop) throw error;
    throw new Stop(exit.environment, `the ${what} file ${shown} ${whyNot(error)}.`);
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

/** Milliseconds; a command that asks for a passphrase has this long. */
const commandTimeout = 60_000;

function runTokenCommand(command: string, io: Io): Promise<string> {
  const shell = process.platform === 'win32' ? ['cmd', '/d', '/s', '/c'] : ['/bin/sh', '-c'];
  return new Promise((done, fail) => {
    execFile(
      shell[0]!,
      [...shell.slice(1), command],
      { cwd: io.cwd, timeout: commandTimeout, maxBuffer: 65_536, encoding: 'utf8' },
      (error, stdout) => {
        // The command's own words may hold the secret: only its exit code is told.
        if (error) {
          const why = error.killed
            ? `took longer than ${commandTimeout / 1000} s`
            : `ended with ${error.code}`;
          fail(new Stop(exit.environment, `the token command ${why}.`));
          return;
        }
        try {
          done(firstLine(stdout, 'the output of the token command'));
        } catch (problem) {
          fail(problem);
        }
      },
    );
  });
}

function firstLine(text: string, what: string): string {
  const token = text.replace(/^\ufeff/, '').trim();
  if (token === '') throw new Stop(exit.environment, `${what} is empty.`);
  return token;
}
