/**
 * Every file of templates/ with one token or one line left out, doubled or swapped with the next: nothing throws, what
 * is wrong is said, and the other messages of the file are read as before. `npm run test:recovery` tries all damages.
 */
import { readdirSync, readFileSync } from 'node:fs';
import Handlebars from 'handlebars';
import { afterAll, describe, expect, it } from 'vitest';
import { analyze, compile } from '../../src/pipeline.ts';
import { createSource } from '../../src/source/create-source.ts';
import type { Range } from '../../src/source/source.ts';
import type { YamlNode } from '../../src/yaml/nodes.ts';
import { parseYaml } from '../../src/yaml/parse-yaml.ts';
import { apply, type Damage, damagesOf } from './recovery-edits.ts';
import type { show } from './testdata.ts';

const folder = new URL('../../templates/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.msg.yaml'));
/** One damage of so many is tried in the slice; which ones is fixed. */
const step = process.env['RECOVERY'] === 'whole' ? 1 : 7;
const disk = { read: (path: string) => new Error(`${path} does not exist`) };

const tally = {
  damages: 0,
  diagnosed: 0,
  'same meaning': 0,
  'another valid file': 0,
  'other messages compared': 0,
};

function read(name: string, text: string) {
  const { spec, diagnostics } = analyze(createSource(name, text), disk);
  const failed = diagnostics.some((d) => d.severity === 'error');
  return { spec, diagnostics, meaning: spec === undefined || failed ? undefined : meaningOf(compile(spec)) };
}

/** What is rendered, without places. */
function meaningOf(program: unknown): string {
  return JSON.stringify(program, (key, value) =>
    /^(?:span|spans|range|file|sources?)$/.test(key) ? undefined : value,
  );
}

interface Region extends Range {
  readonly name: string;
}

/** The messages of a file, from the line of their name to the next one's. */
function messagesOf(name: string, text: string): Region[] {
  const { root } = parseYaml(createSource(name, text)).document;
  const messages = entriesOf(root).find((e) => e.key.value === 'messages')?.value;
  const starts = entriesOf(messages ?? null).map((e) => ({
    name: e.key.value,
    start: text.lastIndexOf('\n', e.range.start) + 1,
  }));
  const after = entriesOf(root).map((e) => e.range.start);
  return starts.map(({ name: message, start }, i) => {
    const next = starts[i + 1]?.start ?? Math.min(...after.filter((s) => s > start), text.length);
    return { name: message, start, end: next };
  });
}

function entriesOf(node: YamlNode | null) {
  return node?.kind === 'map' ? node.entries : [];
}

/** Template texts that Handlebars itself refuses must be refused. */
function isRefused(name: string, text: string): boolean {
  const { root } = parseYaml(createSource(name, text)).document;
  const texts: string[] = [];
  const collect = (node: YamlNode): void => {
    if (node.kind === 'scalar') texts.push(node.value);
    else if (node.kind === 'seq') node.items.forEach(collect);
    else
      for (const { key, value } of node.entries)
        if (!/^(?:when|otherwise|each|use|examples|params)$/.test(key.value)) collect(value);
  };
  if (root !== null) collect(root);
  return texts.some((t) => {
    if (!t.includes('{{')) return false;
    try {
      Handlebars.parseWithoutProcessing(t);
      return false;
    } catch {
      return true;
    }
  });
}

/** What is said about the other messages: by message, with places counted from its beginning. */
function aboutOthers(
  diagnostics: readonly Parameters<typeof show>[0][],
  others: readonly Region[],
  shift: (at: number) => number,
): string[] {
  return others.flatMap(({ name, start, end }) =>
    diagnostics
      .filter((d) => d.range.start >= shift(start) && d.range.start < shift(end))
      .map((d) => `${name} +${d.range.start - shift(start)} ${d.code}: ${d.message}`),
  );
}

describe.each(files)('templates/%s', (name) => {
  const text = readFileSync(new URL(name, folder), 'utf8');
  const before = read(name, text);
  const regions = messagesOf(name, text);

  it('survives every damage, and its other messages too', () => {
    const problems: string[] = [];
    for (const [i, damage] of damagesOf(name, text).entries()) {
      // A stride of a prime keeps all kinds of damages in the slice.
      if ((i * 7919 + text.length) % step !== 0) continue;
      for (const problem of check(damage)) problems.push(`${problem}\n${snippet(text, damage)}`);
    }
    expect(problems.slice(0, 20).join('\n')).toBe('');
  });

  /** Whether a message repeats what an anchor of the other marks. */
  function borrows(region: Range, from: Range): boolean {
    const lender = text.slice(from.start, from.end);
    const aliases = text.slice(region.start, region.end).matchAll(/(?<=[\s[,])\*([\w-]+)/g);
    return [...aliases].some(([, alias]) => new RegExp(`(?<=\\s)&${alias}\\b`).test(lender));
  }

  function check(damage: Damage): string[] {
    const problems: string[] = [];
    const broken = apply(text, damage);
    let after: ReturnType<typeof read>;
    try {
      after = read(name, broken);
    } catch (error) {
      return [`threw ${error}`];
    }
    tally.damages++;
    const said = after.diagnostics.length > before.diagnostics.length;
    const same = after.meaning === before.meaning;
    if (said) tally.diagnosed++;
    else if (same) tally['same meaning']++;
    else {
      tally['another valid file']++;
      if (after.meaning === undefined) problems.push('nothing is compiled and nothing is said');
      if (isRefused(name, broken)) problems.push('Handlebars refuses a text, and nothing is said');
    }
    const { start, end } = damage.range;
    const own = regions.find((r) => r.start < start && end <= r.end && text.indexOf('\n', r.start) < start);
    if (own === undefined) return problems;
    const others = regions.filter((r) => r !== own && !borrows(r, own));
    const delta = damage.newText.length - (end - start);
    const shift = (at: number): number => (at >= end ? at + delta : at);
    const expected = aboutOthers(before.diagnostics, others, (at) => at);
    const found = aboutOthers(after.diagnostics, others, shift);
    tally['other messages compared'] += others.length;
    if (found.join() !== expected.join()) problems.push(`others are harmed: ${found.join(' | ')}`);
    const lost = others.filter((r) => !after.spec?.messages.some((m) => m.name === r.name));
    if (lost.length > 0) problems.push(`messages are lost: ${lost.map((r) => r.name).join(', ')}`);
    return problems;
  }
});

function snippet(text: string, { kind, of, range, newText }: Damage): string {
  const line = text.slice(0, range.start).split('\n').length;
  return `  line ${line}, ${kind} ${of}: ${JSON.stringify(text.slice(range.start, range.end))} becomes ${JSON.stringify(newText)}`;
}

afterAll(() => {
  if (step === 1) console.log(`recovery: ${JSON.stringify(tally)}`);
  expect(tally.damages).toBeGreaterThan(200);
});
