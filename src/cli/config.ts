/** sendspec.config.yaml: the settings of a project. Read through the same YAML reader as messages. */
import { join } from 'node:path';
import { configName } from './config-name.ts';
import { exit } from './exit-codes.ts';
import { placeProblem } from './helper-module.ts';
import { type Config, parseConfig } from './parse-config.ts';
import { maximumSpecBytes, readText } from './read-text.ts';
import { Stop } from './stop.ts';

export type { Config };

/** Stops with exit 1 and every finding's place where the file has errors; `{}` where there is none. */
export function readConfig(root: string): Config {
  const read = readText(join(root, configName), maximumSpecBytes);
  if ('text' in read) return parseConfig(read.text, (module) => placeProblem(root, module));
  if (read.missing) return {};
  throw new Stop(exit.errors, `${configName} ${read.reason}.`);
}
