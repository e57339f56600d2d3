/**
 * Names and texts of files reach generated code, annotations, terminals and machine formats: each sink is written to with
 * all that could mean something there, and means nothing but itself.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from 'csv-parse/sync';
import { transform } from 'esbuild';
import { expect, it } from 'vitest';
import { printableJson } from '../../src/diagnostics/printable.ts';
import { folder, sendspec } from './run-cli.ts';

const pwn = 'globalThis.pwned=1';
/** Each would run `pwn`, begin a command, turn the line around, or end something, if it were not escaped. */
const hostile = [
  `*/${pwn}/*`,
  `</script><script>${pwn}</script><!--`,
  `\${${pwn}}`,
  `\`+(${pwn})+\``,
  `"+(${pwn})+"`,
  `'+(${pwn})+'`,
  `\u2028${pwn}//\u2029`,
  `\n${pwn}//`,
  `\\"+(${pwn})//`,
  '\u001b]0;owned\u0007\u001b[31m\u009b2J\u007f',
  '\u202eright to left\u2066',
  '%0A::error::owned',
  '::error file=x::owned',
  '__proto__',
  'constructor',
  '=HYPERLINK("http://x.example","y"),b;c\t"',
];
/** What a terminal or a log obeys. */
const obeyed = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]/;
/** The file's own name is hostile as well, as far as a disk allows. */
const fileName = '*`${x}\u2028\u001b[31m%0A::error::,x.msg.yaml'.replaceAll('/', '');

/** As JSON, which is YAML, with escapes for what YAML does not take. Every name that an author may choose freely is hostile. */
function spec(broken: boolean): string {
  const properties = Object.fromEntries(
    hostile.map((h) => [h, { type: 'string', maxLength: 40, description: h }]),
  );
  const data = { e: hostile[0], o: Object.fromEntries(hostile.map((h) => [h, 'a'])) };
  return printableJson({
    params: {
      e: { enum: hostile, description: hostile.join(' ') },
      o: { type: 'object', properties, description: hostile.join(' ') },
    },
    messages: {
      m: {
        messaging_type: 'RESPONSE',
        description: hostile.join(' '),
        variants: Object.fromEntries(
          hostile.map((h) => [h, `${h.replaceAll('{{', '')} {{e}} {{${broken ? 'nope' : 'e'}}}`]),
        ),
        quick_replies: hostile
          .slice(0, 9)
          .map((h, i) => ({ title: `T${i}`, payload: `${h}${broken ? '{{o}}' : ''}` })),
        metadata: '{{lookup o e}}',
        ...(broken && Object.fromEntries(hostile.map((h) => [h, 1]))),
        examples: [{ name: hostile.join(' '), data, recipient: { id: '1' } }],
      },
      plain: { messaging_type: 'RESPONSE', text: hostile.join(' ') },
    },
  });
}

const project = (broken = false) => folder({ 'sendspec.config.yaml': '', [fileName]: spec(broken) });

it('generated JavaScript: texts come back as they are, and nothing of them runs', async () => {
  const cwd = project();
  const checked = await sendspec(['check'], { cwd });
  expect(checked.out).not.toMatch(/ error /);
  expect((await sendspec(['compile', '.', '-o', 'out', '--json'], { cwd })).code).toBe(0);
  const at = join(cwd, 'out', fileName.replace('.yaml', ''));
  const js = readFileSync(`${at}.js`, 'utf8');
  expect(js).not.toMatch(/<\/script|<!--|[\u2028\u2029]/);
  const module = await import(pathToFileURL(`${at}.js`).href);
  const [{ body }] = module.render('plain', {}, { to: { id: '1' } });
  expect(body.message.text).toBe(hostile.join(' '));
  for (const e of hostile) {
    const o = JSON.parse(`{${hostile.map((h) => `${JSON.stringify(h)}:${JSON.stringify('v')}`).join()}}`);
    const [step] = module.render('m', { e, o }, { to: { id: '1' }, run: 'r' });
    expect(step.body.message.text).toContain(e);
    expect(step.body.message.quick_replies.map((q: { payload: string }) => q.payload)).toEqual(
      hostile.slice(0, 9),
    );
    expect(step.body.message.metadata).toBe('v');
  }
  expect(() => module.render('m', { e: 'none', o: {} })).toThrow();
  expect(globalThis).not.toHaveProperty('pwned');
  expect(({} as { v?: unknown }).v).toBeUndefined();
});

it('type declarations: nothing but declarations', async () => {
  const cwd = project();
  await sendspec(['compile', '.', '-o', 'out'], { cwd });
  const dts = readFileSync(join(cwd, 'out', fileName.replace('.yaml', '.d.ts')), 'utf8');
  expect(dts).not.toMatch(/[\u2028\u2029]/);
  const { code } = await transform(dts, { loader: 'ts', format: 'esm' });
  expect(code.replace(/^export \{.*\};?$/gm, '').trim()).toBe('');
});

it.each([['pretty'], ['json'], ['sarif'], ['github']])('check --format %s', async (format) => {
  const cwd = project(true);
  const { code, out, err } = await sendspec(['check', '--format', format], { cwd });
  expect(code).toBe(1);
  expect(out + err).not.toMatch(obeyed);
  if (format === 'json') {
    const found = JSON.parse(out) as { file: string; message: string }[];
    expect(new Set(found.map((d) => d.file))).toEqual(new Set([fileName]));
    expect(found.some((d) => d.message.includes(hostile[0]!))).toBe(true);
  } else if (format === 'sarif') {
    const [run] = JSON.parse(out).runs;
    const { uri } = run.results[0].locations[0].physicalLocation.artifactLocation;
    expect(decodeURIComponent(uri)).toBe(fileName);
    expect(uri).not.toMatch(/[^\w%.~!*'()-]/);
  } else if (format === 'github') {
    const lines = out.trimEnd().split('\n');
    // each line is one annotation of ours, its file is the file, and no other command begins in one
    for (const line of lines.slice(0, -1)) {
      const [, properties, message] = /^::(?:error|warning|notice) ([^:]*)::(.*)$/.exec(line)!;
      expect(properties).toMatch(/^file=[^,:]*%250A%3A%3Aerror%3A%3A%2Cx\.msg\.yaml,line=\d+/);
      expect(message).not.toMatch(/%0A::error|[\r\n]/);
    }
  }
});

it('a terminal, also with colours: check, explain-bounds, render, test, fmt', async () => {
  const colours = /\u001b\[\d+m/g;
  for (const broken of [false, true]) {
    const cwd = project(broken);
    for (const argv of [
      ['check'],
      ['check', '--explain-bounds'],
      ['check', '--max-warnings', '0'],
      ['fmt', '--check'],
      ['test', '--update'],
      ['test'],
      ['render', `${fileName}#m`],
      ['render', `${fileName}#m`, '--example', hostile.join(' '), '--source-map', '--pretty'],
      ['render', `${fileName}#m`, '--example', hostile[9]!],
      ['render', `${fileName}#${hostile[9]}`],
      ['compile', '.', '-o', 'out'],
      ['explain', hostile[9]!],
      [hostile[9]!],
    ]) {
      for (const colour of [false, true]) {
        const { out, err } = await sendspec(argv, { cwd, colour });
        const plain = colour ? (out + err).replace(colours, '') : out + err;
        expect({ argv, text: plain.match(obeyed)?.[0] }).toEqual({ argv, text: undefined });
        if (!colour) continue;
        // colours are those of sendspec only: none that was in a text
        expect(out + err).not.toContain('\u001b]');
      }
    }
  }
});

it('snapshots keep every text, and hold no character that a terminal obeys', async () => {
  const cwd = project();
  expect((await sendspec(['test', '--update'], { cwd })).code).toBe(0);
  const text = readFileSync(
    join(cwd, '__snapshots__', fileName.replace(/\.yaml$/, '.yaml.snap.json')),
    'utf8',
  );
  expect(text).not.toMatch(obeyed);
  const [step] = JSON.parse(text).messages.m[hostile.join(' ')];
  expect(step.body.message.quick_replies[2].payload).toBe(hostile[2]);
  expect((await sendspec(['test'], { cwd })).code).toBe(0);
});

it('CSV of unsent contacts: every cell comes back as it was', async () => {
  // control and bidi characters are refused in contacts
  const cells = hostile.filter((h) => !/[\x00-\x08\x1b\x7f-\x9f\u202a-\u202e]/.test(h));
  const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
  const rows = cells.map((c, i) => `fail-551-${i},${quoted(c)},${quoted(c)}`);
  const cwd = folder({
    'sendspec.config.yaml': '',
    'a.msg.yaml': 'params: { t: string(99) }\nmessages: { m: { messaging_type: RESPONSE, text: "{{t}}" } }\n',
    'c.csv': `psid,t,note\n${rows.join('\n')}\n`,
  });
  await sendspec(['send', 'a.msg.yaml#m', '--to', 'c.csv', '--emulate', '--rate', 'unlimited'], { cwd });
  const { out } = await sendspec(['status', '--format', 'csv'], { cwd });
  const again = parse(out, { columns: true }) as Record<string, string>[];
  expect(again.map((row) => row['t'])).toEqual(cells);
});
