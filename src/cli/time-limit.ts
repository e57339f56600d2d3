/** Code that somebody else wrote, ended when it takes too long: a loop without end would hang the command. */
import { Script } from 'node:vm';

/** Milliseconds that one call may take. */
const longest = 2_000;

const key = Symbol.for('sendspec.call');
const place = globalThis as { [key]?: () => unknown };
let script: Script | undefined;

/** The same function; throws where a call takes longer than two seconds. What it waits for later does not count. */
export function withTimeLimit<A extends unknown[]>(call: (...args: A) => unknown): (...args: A) => unknown {
  return (...args) => {
    // V8 ends nothing but a script that runs: this one calls what stands in the global object at the time.
    script ??= new Script(`globalThis[Symbol.for('sendspec.call')]()`);
    place[key] = () => call(...args);
    try {
      return script.runInThisContext({ timeout: longest });
    } catch (error) {
      if ((error as { code?: unknown } | null)?.code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
      throw new Error(`took longer than ${longest / 1000} seconds and was ended`);
    } finally {
      delete place[key];
    }
  };
}
