// Plants one bug after the other into a copy of the project and expects the soundness test to find each.
//   npm run test:seeded-bugs [NUMBER …]
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What it is; the file; its text, which occurs once; what stands there instead. */
const bugs = [
  [
    'quick reply title: 21 characters',
    'src/send-api/quick-replies.ts',
    "characters(fact('Q-4', 'QR, IG-QR, RS', '2+'), 1, 20,",
    "characters(fact('Q-4', 'QR, IG-QR, RS', '2+'), 1, 21,",
  ],
  [
    'text: 2000 characters under v21.0',
    'src/send-api/message.ts',
    "characters(fact('M-1', 'SEED', 'seed'), 1, 1999, { profile: 'v21.0' })",
    "characters(fact('M-1', 'SEED', 'seed'), 1, 2000, { profile: 'v21.0' })",
  ],
  [
    'text on Instagram counted in characters, not bytes',
    'src/check/length.ts',
    "const [least, found] = limit.unit === 'bytes' ? [size.minBytes, size.maxBytes] : [size.min, size.max];",
    'const [least, found] = [size.min, size.max];',
  ],
  [
    '14 quick replies',
    'src/send-api/quick-replies.ts',
    "items(fact('Q-1', 'QR, RF, IG-QR', '2+'), 1, 13)",
    "items(fact('Q-1', 'QR, RF, IG-QR', '2+'), 1, 14)",
  ],
  [
    '11 cards',
    'src/send-api/templates/generic.ts',
    "items(fact('R3.2-1', 'T-GEN, KX, RS', '2+'), 1, 10)",
    "items(fact('R3.2-1', 'T-GEN, KX, RS', '2+'), 1, 11)",
  ],
  [
    '4 buttons',
    'src/send-api/templates/button.ts',
    "items(fact('R3.3-2', 'T-BTN, KX, RS', '2+'), 1, 3)",
    "items(fact('R3.3-2', 'T-BTN, KX, RS', '2+'), 1, 4)",
  ],
  [
    'button payload: 1001 characters',
    'src/send-api/buttons.ts',
    'characters(postback, 1, 1000)',
    'characters(postback, 1, 1001)',
  ],
  [
    'upper: a text grows twofold only',
    'src/check/helper-bounds.ts',
    'upper: ({ size }, first) => grow(size(first), 3)',
    'upper: ({ size }, first) => grow(size(first), 2)',
  ],
  [
    "a relative time's length halved",
    'src/check/helper-bounds.ts',
    'const relativeLength = 60;',
    'const relativeLength = 15;',
  ],
  [
    'separators of join not counted',
    'src/check/helper-bounds.ts',
    'times(between2, Math.max(list.minItems - 1, 0), Math.max(turns - 1, 0), cause, undefined)',
    'times(between2, 0, 0, cause, undefined)',
  ],
  [
    'plural: the last form decides',
    'src/check/helper-bounds.ts',
    'result = result ? either(result, form) : form;',
    'result = form;',
  ],
  [
    'default: an empty text counts as there',
    'src/check/helper-bounds.ts',
    'return missing || value.min === 0 ? either(present',
    'return missing ? either(present',
  ],
  [
    'an optional value counts as there',
    'src/check/environment.ts',
    'const maybe = value.missing || (value.type?.optional === true && value.type.default === undefined);',
    'const maybe = value.missing;',
  ],
  [
    '"or" narrows as "and" does',
    'src/check/facts.ts',
    `        condition.params.map((p) => facts(p, holds)),
        !holds,`,
    `        condition.params.map((p) => facts(p, holds)),
        true,`,
  ],
  [
    '{{#each}} in a text counted once',
    'src/check/bounds.ts',
    `        list.max,
        list.unbounded,`,
    `        Math.min(list.max, 1),
        list.unbounded,`,
  ],
  [
    'an emptier list than minItems says is not thought of',
    'src/check/bounds.ts',
    'const min = missing ? 0 : type.minItems;',
    'const min = Math.max(type.minItems, 1);',
  ],
  [
    '(take list n): n is not looked at, one item is',
    'src/check/bounds.ts',
    'max: Math.min(inner.max, n.value),',
    'max: Math.min(inner.max, 1),',
  ],
  [
    'of a chain with otherwise, the first alternative is counted',
    'src/check/length.ts',
    'return { count: { ...longer(chain.count, one.count), min }, chosen, least: one.least };',
    'return { count: { ...chain.count, min }, chosen, least: one.least };',
  ],
  [
    'an item with when: is always there',
    'src/check/length.ts',
    'if (!item.each) return { count: guarded ? { ...inner, min: 0 } : inner, chosen: inner.min, least };',
    'if (!item.each) return { count: inner, chosen: inner.min, least };',
  ],
  [
    'if/else: the length of the first branch',
    'src/check/bounds.ts',
    'const fails = inner(block.inverse, branches.inverse);',
    'const fails = inner(block.program, branches.program);',
  ],
  [
    'variants: only the first is checked',
    'src/check/check-spec.ts',
    'for (const { body } of step.value.variants ?? [{ body: step.value.body }]) {',
    'for (const { body } of step.value.variants?.slice(0, 1) ?? [{ body: step.value.body }]) {',
  ],
  [
    'text of a fragment {{> name}} not counted',
    'src/check/bounds.ts',
    '? programSize(partial.program, partialEnv(partial, env), destination)',
    "? constant('x')",
  ],
  [
    'a list of values narrows as if it held where it does not',
    'src/check/facts.ts',
    'return ofValue(left, holds ? { values: known } : { not: known }, holds, env, typeOf);',
    'return ofValue(left, { values: known }, holds, env, typeOf);',
  ],
  [
    'unequal to one of the values counts as never equal',
    'src/check/truth.ts',
    'if (!mine.values.some(fits)) return',
    'if (!mine.values.every(fits)) return',
  ],
];

const wanted = process.argv.slice(2).map(Number);
const copy = mkdtempSync(join(tmpdir(), 'seeded-bugs-'));
let survivors = 0;
try {
  for (const path of [
    'src',
    'grammar',
    'templates',
    'test/pipeline',
    'test/oracle',
    'test/own-helpers',
    'test/setup.ts',
    'package.json',
    'tsconfig.json',
    'vitest.config.ts',
  ]) {
    cpSync(join(root, path), join(copy, path), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  if (wanted.length === 0) expectSound();
  console.log('| | bug | found by | seconds |\n|---|---|---|---|');
  for (const [index, bug] of bugs.entries()) {
    if (wanted.length > 0 && !wanted.includes(index + 1)) continue;
    const start = Date.now();
    const found = plant(bug);
    if (found === undefined) survivors++;
    const seconds = ((Date.now() - start) / 1000).toFixed(0);
    console.log(`| ${index + 1} | ${bug[0]} | ${found ?? '**nothing: it survives**'} | ${seconds} |`);
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
console.log(`\n${survivors} survive`);
process.exitCode = survivors > 0 ? 1 : 0;

/** Without a bug nothing may be found. */
function expectSound() {
  const { found, output } = runTest();
  if (found === undefined && /Tests .*passed/.test(output)) return;
  console.error(output);
  throw new Error('the soundness test fails without any bug planted');
}

/** The counter-example that finds the bug, or undefined where it survives. */
function plant([what, file, text, replacement]) {
  const path = join(copy, file);
  const original = readFileSync(path, 'utf8');
  if (original.split(text).length !== 2) throw new Error(`${what}: its text must occur once in ${file}`);
  writeFileSync(
    path,
    original.replace(text, () => replacement),
  );
  try {
    const { found, output } = runTest();
    if (found === undefined && !/Tests .*passed/.test(output)) {
      console.error(output);
      throw new Error(`${what}: the test could not run`);
    }
    return found;
  } finally {
    writeFileSync(path, original);
  }
}

function runTest() {
  const args = ['node_modules/vitest/vitest.mjs', 'run', 'test/pipeline/soundness.test.ts', '--bail=1'];
  const env = { ...process.env, SOUNDNESS: 'bugs', NO_COLOR: '1', FORCE_COLOR: '0' };
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: copy, env, encoding: 'utf8' });
  const output = stdout + stderr;
  const [, found] = /^\+ counter-example: (.*)$/m.exec(output) ?? [];
  return { output, found: found?.replaceAll('|', '\\|').slice(0, 80) };
}
