/** A project with helpers of its own, as texts. */
import { bindOwnHelpers, type HelperModule, type HelperProblem } from '../../src/bind/own-helpers.ts';
import { type Analysis, analyze } from '../../src/pipeline.ts';
import { createSource } from '../../src/source/create-source.ts';
import { parseYaml } from '../../src/yaml/parse-yaml.ts';

export interface ReadConfig {
  readonly helpers: HelperModule | undefined;
  /** `line:column text`. */
  readonly problems: readonly string[];
}

/** `helpers:` of a config with these lines below it. */
export function readHelpers(yaml: string): ReadConfig {
  const file = createSource('sendspec.config.yaml', yaml);
  const { root } = parseYaml(file).document;
  const node = root?.kind === 'map' ? root.entries.find((e) => e.key.value === 'helpers')?.value : undefined;
  if (!node) throw new Error('the config has no helpers');
  const problems: HelperProblem[] = [];
  const helpers = bindOwnHelpers(file, node, problems);
  const told = problems.map(({ range, text }) => {
    const at = file.positionAt(range.start);
    return `${at.line + 1}:${at.character + 1} ${text}`;
  });
  return { helpers, problems: told };
}

/** A message file in a project with these functions: `tier: { … }` lines, indented by four blanks. */
export function analyzeWith(
  functions: string,
  text: string,
  files: Readonly<Record<string, string>> = {},
): Analysis {
  const { helpers, problems } = readHelpers(`helpers:\n  module: ./helpers.mjs\n  functions:\n${functions}`);
  if (!helpers || problems.length > 0) throw new Error(problems.join('\n'));
  const read = (path: string) => files[path] ?? new Error(`${path} does not exist`);
  return analyze(createSource('shop.msg.yaml', text), { read }, { helpers });
}
