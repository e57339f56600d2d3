/** The text of sendspec.config.yaml. No disk: the language server reads it in a browser too. */
import { knownLanguage } from '../bind/language.ts';
import { bindOwnHelpers, type HelperModule, type HelperProblem } from '../bind/own-helpers.ts';
import { didYouMean } from '../diagnostics/did-you-mean.ts';
import type { Channel, Profile } from '../send-api/schema.ts';
import { createSource } from '../source/create-source.ts';
import type { SourceFile } from '../source/source.ts';
import type { YamlNode } from '../yaml/nodes.ts';
import { parseYaml } from '../yaml/parse-yaml.ts';
import { configName } from './config-name.ts';
import { exit } from './exit-codes.ts';
import { Stop } from './stop.ts';

export interface Config {
  readonly page_id?: string;
  readonly api?: Profile;
  readonly channel?: Channel | readonly Channel[];
  readonly language?: string;
  /** Only named in messages: the target of a send is chosen on its command line, never by a file. */
  readonly endpoint?: string;
  /** Declarations only: the code runs where the command line says --trust-helpers. */
  readonly helpers?: HelperModule;
}

/** What is wrong with the place of a module of helpers, in words that follow its name. */
export type PlaceProblem = (module: string) => string | undefined;

/** Stops with exit 1 and every finding's place where the text has errors. */
export function parseConfig(text: string, placeProblem: PlaceProblem): Config {
  const file = createSource(configName, text);
  const { config, problems } = readSettings(file, placeProblem);
  if (problems.length > 0) {
    const lines = problems.map(({ range, text: words }) => {
      const at = file.positionAt(range.start);
      return `${configName}:${at.line + 1}:${at.character + 1}: ${words}`;
    });
    throw new Stop(exit.errors, lines.join('\n'));
  }
  return config;
}

/** The settings that can be read, and what is wrong with the others. */
export function readSettings(
  file: SourceFile,
  placeProblem: PlaceProblem,
): { readonly config: Config; readonly problems: readonly ConfigProblem[] } {
  const { document, diagnostics } = parseYaml(file);
  const problems: ConfigProblem[] = diagnostics
    .filter((d) => d.code !== 'yaml/empty')
    .map((d) => ({ range: d.range, text: d.message }));
  const config: Record<string, unknown> = {};
  if (document.root?.kind === 'map') {
    for (const { key, value } of document.root.entries) {
      if (key.value === 'helpers') {
        config['helpers'] = readHelpers(placeProblem, file, value, problems);
        continue;
      }
      const reader = Object.hasOwn(readers, key.value) ? readers[key.value] : undefined;
      const result = reader ? reader(value) : unknownKey(key.value);
      if (result.problem === undefined) config[key.value] = result.value;
      else problems.push({ range: (reader ? value : key).range, text: `"${key.value}" ${result.problem}` });
    }
  } else if (document.root && problems.length === 0) {
    problems.push({
      range: document.root.range,
      text: 'the config is a mapping of settings, as `page_id: …`',
    });
  }
  return { config, problems };
}

export type ConfigProblem = HelperProblem;

/** Looks where the module is, and never into it. */
function readHelpers(
  placeProblem: PlaceProblem,
  file: SourceFile,
  node: YamlNode,
  problems: ConfigProblem[],
) {
  const helpers = bindOwnHelpers(file, node, problems);
  if (!helpers) return undefined;
  const problem = placeProblem(helpers.module);
  const at = node.kind === 'map' ? node.entries.find((e) => e.key.value === 'module')?.value : undefined;
  if (problem !== undefined) problems.push({ range: (at ?? node).range, text: problem });
  return helpers;
}

type Read = { readonly value?: unknown; readonly problem?: string };

const readers: Readonly<Record<string, (node: YamlNode) => Read>> = {
  __proto__: null as never,
  page_id: (node) =>
    scalar(
      node,
      (text) => /^\d+$/.test(text),
      'is a Page id: digits only, as it stands in the Page settings',
    ),
  api: (node) => oneOf(node, ['v21.0', 'current']),
  channel: (node) => {
    if (node.kind !== 'seq') return oneOf(node, ['messenger', 'instagram']);
    const items = node.items.map((item) => oneOf(item, ['messenger', 'instagram']));
    return items.find((i) => i.problem !== undefined) ?? { value: items.map((i) => i.value) };
  },
  language: (node) =>
    scalar(
      node,
      isLanguage,
      'is the tag of a language whose numbers and dates are known, such as en or pt-BR',
    ),
  endpoint: (node) => scalar(node, isUrl, 'is an http(s) URL such as http://127.0.0.1:8400'),
};

function unknownKey(key: string): Read {
  const known = [...Object.keys(readers), 'helpers'];
  return { problem: `is not a setting: use ${known.join(', ')}.${didYouMean(key, known)}` };
}

function oneOf(node: YamlNode, values: readonly string[]): Read {
  const text = node.kind === 'scalar' ? node.value : undefined;
  if (text !== undefined && values.includes(text)) return { value: text };
  return { problem: `is one of ${values.join(', ')}.${didYouMean(text ?? '', values)}` };
}

function scalar(node: YamlNode, fits: (text: string) => boolean, words: string): Read {
  return node.kind === 'scalar' && fits(node.value) ? { value: node.value } : { problem: words };
}

function isLanguage(text: string): boolean {
  return knownLanguage(text) !== undefined;
}

function isUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:/.test(text);
}
