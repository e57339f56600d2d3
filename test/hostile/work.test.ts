/**
 * The files of the hostile cases, by the work that they cost and not by the clock: how often V8 entered any block of the
 * compiler's functions. The clock and the memory are measured by `npm run test:hostile`.
 */
import { Session } from 'node:inspector/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { analyze } from '../../src/pipeline.ts';
import { createSource } from '../../src/source/create-source.ts';
import { type Case, cases } from './cases.ts';

/** Blocks: some half a second's work. What is answered at once has far less. */
const most = 30_000_000;

const session = new Session();
beforeAll(async () => {
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
});
afterAll(async () => {
  await session.post('Profiler.stopPreciseCoverage');
  session.disconnect();
});

/** Blocks entered while `run` runs, of the compiler and the libraries that it calls. */
async function workOf(run: () => void): Promise<number> {
  await session.post('Profiler.takePreciseCoverage');
  run();
  const { result } = await session.post('Profiler.takePreciseCoverage');
  let work = 0;
  for (const { url, functions } of result) {
    if (url.startsWith('node:')) continue;
    for (const { ranges } of functions) for (const { count } of ranges) work += count;
  }
  return work;
}

function codesOf({ files }: Case): string[] {
  const [name, text] = Object.entries(files)[0] as [string, string];
  const read = (path: string) => {
    const found = files[path];
    return typeof found === 'string' ? found : new Error(`${path} leads out of the project: a link`);
  };
  const { diagnostics } = analyze(createSource(name, text), { read });
  return diagnostics.map((d) => `${d.code} ${d.message}`);
}

const texts = cases.filter(
  (c) => !c.import && typeof Object.values(c.files)[0] === 'string' && !('sendspec.config.yaml' in c.files),
);
let largest = { name: '', work: 0 };

it.each(texts.map((c) => [c.name, c] as const))('%s', async (name, one) => {
  let codes: string[] = [];
  const work = await workOf(() => {
    codes = codesOf(one);
  });
  if (work > largest.work) largest = { name, work };
  expect(work).toBeLessThan(most);
  const { earns } = one;
  if (earns === undefined) expect(codes.filter((c) => /^(yaml|template)\//.test(c))).toEqual([]);
  else expect(codes.some((c) => c.includes(earns))).toBe(true);
});

it('twice as much costs at most some more than twice', async () => {
  const sizes: ((n: number) => string)[] = [
    (n) =>
      `messages:\n${Array.from({ length: n }, (_, i) => `  m${i}: { messaging_type: RESPONSE, text: "{{a}}" }\n`).join('')}`,
    (n) =>
      `params:\n${Array.from({ length: n }, (_, i) => `  p${i}: string(9)\n`).join('')}messages: { m: Hi }\n`,
    (n) =>
      `messages: { m: { text: Hi, quick_replies: [${Array.from({ length: n }, (_, i) => `T${i} -> P${i}`).join(', ')}] } }\n`,
    (n) => `messages:\n  m: "${'{{#if a}}b{{/if}}'.repeat(n)}"\n`,
    (n) =>
      `fragments:\n${Array.from({ length: n }, (_, i) => `  f${i}: A -> B\n`).join('')}messages: { m: Hi }\n`,
    (n) =>
      `imports:\n${Array.from({ length: n }, (_, i) => `  i${i}: ./x${i}.msg.yaml\n`).join('')}messages: { m: Hi }\n`,
  ];
  for (const [i, make] of sizes.entries()) {
    const cost = (n: number) =>
      workOf(() => void codesOf({ name: '', files: { 'a.msg.yaml': make(n) }, earns: undefined }));
    await cost(100);
    const [one, two] = [await cost(400), await cost(800)];
    expect({ i, ratio: two / one }).toEqual({ i, ratio: expect.closeTo(2, 0) });
    expect(two / one).toBeLessThan(2.6);
  }
});

afterAll(() =>
  console.log(`hostile: ${texts.length} files, at most ${largest.work} blocks (${largest.name})`),
);
