/**
 * After each of many edits an analysis that goes on from the one before says what one that knows nothing says. `npm test`
 * takes a slice; INCREMENTAL=whole (npm run test:incremental) at least 10,000 edits.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import {
  type Analysis,
  type AnalysisMemory,
  type AnalysisSettings,
  analyze,
  analyzeNext,
  type FileSystem,
} from '../../src/pipeline.ts';
import { createSource } from '../../src/source/create-source.ts';
import { type ParsedYaml, parseYaml } from '../../src/yaml/parse-yaml.ts';
import { noParts } from '../../src/yaml/read-parts.ts';
import { splitText } from '../../src/yaml/split-text.ts';
import { applyEdit, randomEdit, randomOf } from './random-edits.ts';

const whole = process.env['INCREMENTAL'] === 'whole';
const editsPerFile = whole ? 340 : 25;
/** A text that an edit has made this much longer is edited no further. */
const longest = 60_000;

const templates = join(import.meta.dirname, '../../templates');
const names = readdirSync(templates).filter((name) => name.endsWith('.msg.yaml'));
const texts = new Map(names.map((name) => [name, readFileSync(join(templates, name), 'utf8')]));
const cross = `params:
  first_name: &name string(40)?
  last_name: *name
defaults: &base { messaging_type: UPDATE }
fragments:
  hi: Hello
  pair:
    - use: more
    - Yes -> YES:{{code}}
  more:
    params: { code: string(5) }
    title: More
    payload: MORE
messages:
  one:
    <<: *base
    text: &t Hi {{first_name}} {{> hi}}
    quick_replies: [{ use: pair }, { use: more code="1" }]
  two: { text: *t }
  three: { use: one }
  four:
    - mark_seen
    - text: Hi {{last_name}} {{unknown}}
examples:
  - name: one
    data: { first_name: Ana, other: 1 }
`;
const all = [...texts, ['cross.msg.yaml', cross] as const, ...joined(4), ...joined(9)];
const others = all.map(([, text]) => text);

const fs: FileSystem = {
  read: (path) => texts.get(path.split('/').at(-1)!) ?? new Error('there is no such file'),
};
const settings: AnalysisSettings = { explainBounds: true };

let edits = 0;
let findings = 0;
let reused = 0;
afterAll(() => console.log(`${edits} edits, ${findings} findings, ${reused} units used again`));

describe.each(all)('%s', (name, text) => {
  test(`${editsPerFile} edits`, () => {
    const random = randomOf(name.length * 7919 + text.length);
    let last: AnalysisMemory | undefined;
    let yaml: ParsedYaml['read'] = noParts;
    const before: string[] = [];
    let current = text;
    for (let n = 0; n <= editsPerFile; n++) {
      const file = createSource(name, current);
      const parsed = parseYaml(file, yaml);
      const next = analyzeNext(parsed, fs, settings, last);
      const fresh = analyze(createSource(name, current), fs, settings);
      const place = `edit ${n} of ${name}:\n${current}`;
      expect(shown(next), place).toEqual(shown(fresh));
      expect(next.spec?.messages.length, place).toBe(fresh.spec?.messages.length);
      if (last) reused += common(last, next.memory);
      findings += next.diagnostics.length;
      ({ memory: last } = next);
      yaml = parsed.read;
      before.push(current);
      const edit = randomEdit(random, current, others, before.slice(-20));
      const edited = applyEdit(current, edit);
      current = edited.length > longest ? text : edited;
      edits++;
    }
  });
});

/** Files with the params, fragments, messages and examples of several templates. */
function joined(count: number): [string, string][] {
  const files: [string, string][] = [];
  const list = [...texts.values()];
  for (let from = 0; from + count <= list.length; from += count) {
    const parts = new Map<string, string>();
    for (const text of list.slice(from, from + count)) {
      const { starts, sections } = splitText(text);
      for (const [i, { first }] of sections.entries()) {
        const section = text.slice(starts[first], starts[sections[i + 1]?.first ?? starts.length]);
        const [, key = '', rest = ''] = /^(?:\s*#.*\n|\s*\n)*(\w+):.*\n([\s\S]*)$/.exec(section) ?? [];
        if (/^(?:params|fragments|messages|examples)$/.test(key)) {
          parts.set(key, (parts.get(key) ?? '') + rest);
        }
      }
    }
    const text = [...parts].map(([key, rest]) => `${key}:\n${rest}`).join('');
    files.push([`joined-${count}-${from}.msg.yaml`, text]);
  }
  return files;
}

/** Units that one analysis took over from another. */
function common(before: AnalysisMemory, after: AnalysisMemory): number {
  let count = 0;
  const seen = new Set(before.units?.lists.flatMap((units) => units ?? []).map((unit) => unit.seen));
  for (const units of after.units?.lists ?? [])
    for (const unit of units ?? []) if (seen.has(unit.seen)) count++;
  return count;
}

function shown({ diagnostics, bounds, file }: Analysis) {
  return {
    diagnostics: diagnostics.map((d) => ({ ...plain(d), main: d.file === file })),
    bounds: bounds?.map(({ file: where, ...note }) => ({ ...note, file: where.path })),
  };
}

function plain({ file, related, ...d }: Diagnostic) {
  return {
    ...d,
    file: file.path,
    related: related?.map((r) => ({ ...r, file: r.file.path })),
  };
}
