/** What is offered and said at each marked position of markers/; nothing is offered that the compiler does not know. */
import { describe, expect, it } from 'vitest';
import { complete } from '../../lsp/service/complete.ts';
import { hover } from '../../lsp/service/hover.ts';
import { plainText } from '../../lsp/service/print-snippet.ts';
import { signatureHelp } from '../../lsp/service/signature-help.ts';
import type { Code } from '../../src/diagnostics/catalog.ts';
import { analyze } from '../../src/pipeline.ts';
import { createSource } from '../../src/source/create-source.ts';
import { labelsAt, openMarked } from './marked.ts';
import { type MarkerCase, markerCases } from './marker-cases.ts';

const cases = markerCases('test/lsp/markers/completion');
const hovers = markerCases('test/lsp/markers/hover');
const signatures = markerCases('test/lsp/markers/signature');

/** The compiler has never heard of it. */
const unknown: ReadonlySet<Code> = new Set<Code>([
  'spec/unknown-key',
  'spec/unknown-fragment',
  'spec/unknown-import',
  'send-api/unknown-field',
  'send-api/unknown-value',
  'params/unknown-name',
  'params/unknown-property',
  'params/unknown-helper',
  'params/unknown-argument',
  'params/bad-type',
]);

/** A place to fill in holds a name that nobody has yet; its keys and values are real. */
const unknownKeys: ReadonlySet<Code> = new Set<Code>([
  'spec/unknown-key',
  'send-api/unknown-field',
  'send-api/unknown-value',
  'params/bad-type',
]);

it('there are enough of them', () => {
  expect(cases.length).toBeGreaterThanOrEqual(300);
});

describe.each([...new Set(cases.map((c) => c.file))])('%s', (file) => {
  const own = cases.filter((c) => c.file === file);
  it.each(named(own))('%s', (_, marker) => check(marker));

  it('the same with a byte order mark and Windows line ends', () => {
    for (const { source, name } of own) {
      expect(labelsAt(`\ufeff${source.replaceAll('\n', '\r\n')}`), name).toEqual(labelsAt(source));
    }
  });

  it('what is offered, the compiler knows', () => {
    own.forEach(takeSome);
  });
});

describe('hover', () => {
  it.each(named(hovers))('%s', (_, { source, expected }) => {
    const { workspace, uri, position, text } = openMarked(source);
    const found = hover(workspace, uri, position);
    if (expected.has('none')) expect(found).toBeUndefined();
    const { markdown = '', range } = found ?? {};
    for (const words of expected.get('says') ?? []) expect(markdown).toContain(words);
    for (const words of expected.get('silent') ?? []) expect(markdown).not.toContain(words);
    const [covers] = expected.get('covers') ?? [];
    if (covers !== undefined) expect(text.slice(range!.start, range!.end)).toBe(covers);
  });
});

describe('signature help', () => {
  it.each(named(signatures))('%s', (_, { source, expected }) => {
    const { workspace, uri, position } = openMarked(source);
    const found = signatureHelp(workspace, uri, position);
    if (expected.has('none')) expect(found).toBeUndefined();
    if (expected.has('label')) expect(found?.label).toBe(expected.get('label')![0]);
    if (!expected.has('active')) return;
    const active = found?.parameters[found.active ?? -1];
    expect(active ? found!.label.slice(active.start, active.end) : 'none').toBe(expected.get('active')![0]);
  });
});

function named(list: readonly MarkerCase[]): (readonly [string, MarkerCase])[] {
  return list.map((c) => [c.name, c]);
}

function check({ source, expected }: MarkerCase): void {
  const labels = labelsAt(source);
  const words = (key: string) => expected.get(key) ?? [];
  // each case says what is left out
  expect(['not', 'all', 'none'].some((key) => expected.has(key))).toBe(true);
  if (expected.has('none')) expect(labels).toEqual([]);
  if (expected.has('all')) expect([...labels].sort()).toEqual([...words('all')].sort());
  expect(labels.slice(0, words('first').length)).toEqual(words('first'));
  expect(labels).toEqual(expect.arrayContaining([...words('has')]));
  expect(labels.filter((l) => words('not').includes(l))).toEqual([]);
  expect(new Set(labels).size, labels.join(' | ')).toBe(labels.length);
}

/** Offers of a case that are taken; TORTURE=whole takes all. */
const most = process.env['TORTURE'] === 'whole' ? Number.POSITIVE_INFINITY : 5;

/** Writes offers into the text, others for each case, and asks the compiler. */
function takeSome({ source, name }: MarkerCase, index: number): void {
  const { workspace, uri, position, text } = openMarked(source);
  const found = complete(workspace, uri, position);
  // a file is a specification once it has messages or fragments
  if (found?.column === 0 && !/^(?:messages|fragments):/m.test(text)) return;
  // a helper alone is no expression yet
  const offers = (found?.offers ?? []).filter((o) => o.kind !== 'helper');
  const some = offers.map((_, i) => offers[(i * 7 + index) % offers.length]!);
  for (const { label, insert = label, snippet } of new Set(some.slice(0, most))) {
    // with its places as they are when nobody fills them in
    for (const written of new Set([insert, ...(snippet === undefined ? [] : [plainText(snippet)])])) {
      const { start, end } = found!.range;
      const indented = written.replaceAll('\n', `\n${' '.repeat(found!.column)}`);
      const taken = createSource('t.msg.yaml', text.slice(0, start) + indented + text.slice(end));
      const { diagnostics } = analyze(taken, { read: () => new Error('no file') });
      const strange = diagnostics.filter(
        (d) =>
          (written === insert ? unknown : unknownKeys).has(d.code) &&
          d.range.start < start + indented.length &&
          d.range.end > start,
      );
      const here = `${name}: ${label}\n${taken.text}`;
      expect(
        strange.map((d) => `${d.code}: ${d.message}`),
        here,
      ).toEqual([]);
    }
  }
}
