/**
 * A file without errors and warnings renders only bodies that the Send API accepts, whatever data its params admit; and
 * what a finding says can exceed a limit does so. The hand-written schemas of the oracle are the judge.
 *
 * SOUNDNESS=whole: 1,000 data sets for each file. SOUNDNESS=bugs: few, and stops at the first counter-example.
 */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import type { Json } from '../../src/bind/model.ts';
import type { Analysis } from '../../src/pipeline.ts';
import { analyzeWith } from '../own-helpers/project.ts';
import { type Family, families, presenceFiles } from './frontier-files.ts';
import { breaksLimit, type Counts, isClean, judgeFile } from './judge-file.ts';
import { ownFunctions } from './random-own-helpers.ts';
import { projectArbitrary } from './random-projects.ts';
import { dataFor, fileArbitrary } from './random-specs.ts';
import { trapFile } from './random-traps.ts';
import { analyzeFiles, analyzeText } from './testdata.ts';

const mode = (process.env['SOUNDNESS'] ?? 'slice') as 'slice' | 'whole' | 'bugs';
const seed = Number(process.env['SOUNDNESS_SEED'] ?? 20260504);
const sizes = {
  /** Data sets a file; one of how many families; random files, and data sets for each that fast-check makes. */
  slice: { rows: 40, every: 6, files: 250, projects: 150, traps: 300, fuzz: 6 },
  whole: { rows: 1000, every: 3, files: 1500, projects: 2000, traps: 3000, fuzz: 1000 },
  bugs: { rows: 16, every: 1, files: 250, projects: 600, traps: 600, fuzz: 6 },
}[mode];
const timeout = 3_600_000;

const templates = new URL('../../templates/', import.meta.url);
const counts: Counts = { files: 0, dataSets: 0, bodies: 0 };
const witnesses = { errors: 0 };
let failures: string[] = [];

function fail(where: string, what: string | undefined): void {
  if (what === undefined) return;
  failures.push(`counter-example: ${where}\n${what}`);
  if (mode === 'bugs') expect(failures.join()).toBe('');
}

function expectNone(): void {
  const found = failures;
  failures = [];
  expect(found.slice(0, 20).join('\n\n')).toBe('');
}

it('templates', { timeout }, async () => {
  const files = readdirSync(templates).filter((name) => name.endsWith('.msg.yaml'));
  let clean = 0;
  for (const name of files) {
    const analysis = analyzeText(readFileSync(new URL(name, templates), 'utf8'), name);
    if (!isClean(analysis)) continue;
    clean++;
    fail(name, await judgeFile(analysis.spec!, sizes.rows, seed, counts));
  }
  expectNone();
  expect(clean).toBe(files.length);
});

it('texts and lists that may be empty', { timeout }, async () => {
  let clean = 0;
  for (const [i, { name, text }] of presenceFiles().entries()) {
    if (mode !== 'bugs' && (i + seed) % 3 !== 0) continue;
    const analysis = analyzeText(text);
    if (!isClean(analysis)) continue;
    clean++;
    fail(name, await judgeFile(analysis.spec!, sizes.rows, seed, counts));
  }
  expectNone();
  expect(clean).toBeGreaterThan(20);
});

it('the longest texts and lists that are called clean, and the next longer', { timeout }, async () => {
  const never: string[] = [];
  for (const [i, family] of families().entries()) {
    if ((i + seed) % sizes.every !== 0) continue;
    const largest = largestClean(family);
    if (largest === 0) never.push(family.name);
    for (const size of largest > 1 && mode !== 'whole' ? [largest, largest - 1] : [largest]) {
      if (size === 0) continue;
      const { spec } = analyzeText(family.file(size));
      fail(`${family.name}, ${size}`, await judgeFile(spec!, sizes.rows, seed, counts));
    }
    if (largest < family.most) await refuted(family.name, analyzeText(family.file(largest + 1)));
  }
  expectNone();
  // some forms are longer than some fields by themselves
  if (mode === 'bugs') expect(never.length).toBeLessThan(60);
});

it('random files', { timeout }, async () => {
  const before = counts.files;
  const files = fc.sample(fileArbitrary, { seed, numRuns: sizes.files });
  for (const [i, { text, params }] of files.entries()) {
    const analysis = analyzeText(text);
    const shown = JSON.stringify(JSON.parse(text).messages);
    const own = fc.sample(dataFor(params), { seed: seed + i, numRuns: sizes.fuzz }) as Json[];
    if (isClean(analysis)) fail(shown, await judgeFile(analysis.spec!, 0, seed + i, counts, own));
    else await refuted(shown, analysis);
  }
  expectNone();
  expect(counts.files - before).toBeGreaterThan(files.length / 10);
});

it('random projects', { timeout }, async () => {
  const before = counts.files;
  const projects = fc.sample(projectArbitrary, { seed, numRuns: sizes.projects });
  for (const [i, { text, files, params }] of projects.entries()) {
    const analysis = analyzeWith(ownFunctions, text, files);
    const shown = text.replace(/\s+/g, ' ');
    const own = fc.sample(dataFor(params), { seed: seed + i, numRuns: sizes.fuzz }) as Json[];
    if (isClean(analysis)) fail(shown, await judgeFile(analysis.spec!, sizes.rows, seed + i, counts, own));
    else await refuted(shown, analysis);
  }
  expectNone();
  expect(counts.files - before).toBeGreaterThan(projects.length / 5);
});

it('random traps', { timeout }, async () => {
  const before = counts.files;
  for (let i = seed; i < seed + sizes.traps; i++) {
    const { text, files } = trapFile(i);
    const analysis = analyzeFiles(text, files);
    const shown = `${i}: ${text.replace(/\s+/g, ' ')}`;
    if (isClean(analysis)) fail(shown, await judgeFile(analysis.spec!, sizes.rows, i, counts));
    // what conditions guard no data may reach: two of them can exclude each other
    else if (!/"(?:when|otherwise)"/.test(text)) await refuted(shown, analysis);
  }
  expectNone();
  expect(counts.files - before).toBeGreaterThan(sizes.traps / 10);
});

afterAll(() => {
  console.log(
    `soundness: ${counts.files} clean files, ${counts.dataSets} data sets, ${counts.bodies} bodies; ` +
      `${witnesses.errors} findings that a limit can be exceeded`,
  );
});

/** The largest number with which the file is clean, 0 where none is. */
function largestClean({ file, most }: Family): number {
  const clean = (size: number) => isClean(analyzeText(file(size)));
  let low = 0;
  let high = most + 1;
  // lists have a least length
  for (let size = 1; size <= most; size *= 2) {
    if (clean(size)) low = size;
    else if (low > 0) {
      high = size;
      break;
    }
    if (low === 0 && size >= 16) return 0;
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (clean(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** Each error "can exceed" of the file has data that does it. */
async function refuted(where: string, { spec, diagnostics }: Analysis): Promise<void> {
  const said = diagnostics.filter((d) => d.severity === 'error');
  if (!spec || said.some((d) => !d.code.startsWith('length/can-exceed'))) return;
  for (const { message } of said) {
    witnesses.errors++;
    const name = message.slice(0, message.indexOf(' can have '));
    if (!(await breaksLimit(spec, name, 2000, seed))) fail(where, `no data does it: ${message}`);
  }
}
