/** Reads the files of markers/: see README.md there. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface MarkerCase {
  readonly file: string;
  readonly name: string;
  readonly source: string;
  /** Word before the colon -> what stands behind it, parted at ` | `. */
  readonly expected: ReadonlyMap<string, readonly string[]>;
}

export function markerCases(folder: string): MarkerCase[] {
  const files = readdirSync(folder).filter((f) => f.endsWith('.txt'));
  return files.flatMap((file) => readFile(file, readFileSync(join(folder, file), 'utf8')));
}

function readFile(file: string, text: string): MarkerCase[] {
  const blocks = text.split(/^=== /m).slice(1);
  const preludes = new Map<string, string>();
  for (const block of blocks) {
    const [, name, body = ''] = /^prelude (\S+)\n(.*)$/s.exec(block) ?? [];
    if (name !== undefined) preludes.set(name, `${body.trimEnd()}\n`);
  }
  return blocks.filter((b) => !b.startsWith('prelude ')).flatMap((b) => readBlock(file, b, preludes));
}

function readBlock(file: string, block: string, preludes: ReadonlyMap<string, string>): MarkerCase[] {
  const [head = '', ...lines] = block.split('\n');
  const [, name = '', prelude] = /^(.*?)(?: \[with: (\S+)\])?$/.exec(head)!;
  const source = lines
    .filter((line) => !line.startsWith('>>> '))
    .join('\n')
    .trimEnd();
  const expected = new Map<string, readonly string[]>();
  for (const line of lines.filter((l) => l.startsWith('>>> '))) {
    const [, key = '', words = ''] = /^>>> (\w+)(?:: (.*))?$/.exec(line)!;
    expected.set(key, words === '' ? [] : words.split(' | '));
  }
  if (prelude !== undefined && !preludes.has(prelude)) throw new Error(`${file}: no prelude ${prelude}`);
  const whole = `${prelude === undefined ? '' : preludes.get(prelude)}${source}\n`;
  const [, before = '', text, after = ''] = /^(.*)«(.*)»(.*)$/s.exec(whole) ?? [];
  if (text === undefined) return [{ file, name, source: whole, expected }];
  return styles.map(([style, wrap, quote]) => ({
    file,
    name: `${name}: ${style}`,
    source: `${before}${wrap(text.replaceAll('~', quote))}${after}`,
    expected: new Map(
      [...expected].map(([k, labels]) => [k, labels.map((l) => l.replace(/^~(.*)~$/, `${quote}$1${quote}`))]),
    ),
  }));
}

/** A text of a message in each style, indented by four; with the quote that expressions in it take. */
const styles: readonly (readonly [string, (text: string) => string, '"' | "'"])[] = [
  ['plain', (t) => `text: A ${t}`, '"'],
  ['plain, alone', (t) => `text: ${t}`, '"'],
  ['double-quoted', (t) => `text: "A \\n\\u00e9 ${t.replaceAll('\\', '\\\\')}"`, "'"],
  ['double-quoted, open', (t) => `text: "A ${t.replaceAll('\\', '\\\\')}\n    quick_replies: [Yes]`, "'"],
  ['single-quoted', (t) => `text: 'It''s ${t}'`, '"'],
  ['literal', (t) => `text: |\n      One\n      Two ${t}\n    quick_replies: [Yes]`, '"'],
  ['folded', (t) => `text: >-\n      One\n      Two ${t}`, '"'],
  ['in a flow mapping', (t) => `variants: { b: { text: "A ${t.replaceAll('\\', '\\\\')}" } }`, "'"],
  ['in a step of a list', (t) => `steps:\n      - text: A ${t}`, '"'],
];
