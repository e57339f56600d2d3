/**
 * The promotion lint against labelled sentences (test/testdata/policy/README.md), through the whole analysis. The lists
 * may be tuned on the dev file; of the test file only ids and figures are printed, never texts.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { analyzeText } from '../../pipeline/testdata.ts';

interface Sentence {
  readonly id: string;
  readonly language: string;
  readonly tag: string;
  readonly text: string;
  readonly promotional: boolean;
}

interface Counts {
  right: number;
  wrong: number;
  missed: number;
}

/** What the lists reach, rounded down: a change that loses more than a little is a step back. */
const floors = { dev: { precision: 0.98, recall: 0.96 }, test: { precision: 0.9, recall: 0.74 } };

test.each(['dev', 'test'] as const)('promotional wording of the %s sentences', (name) => {
  const url = new URL(`../../testdata/policy/sentences-${name}.jsonl`, import.meta.url);
  const sentences = readFileSync(url, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Sentence);
  const counts = new Map<string, Counts>();
  const misjudged: string[] = [];
  for (const sentence of sentences) {
    const said = saysPromotion(sentence);
    if (said !== sentence.promotional) misjudged.push(sentence.id);
    for (const key of ['all', sentence.language]) {
      const of = counts.get(key) ?? { right: 0, wrong: 0, missed: 0 };
      counts.set(key, of);
      if (said && sentence.promotional) of.right++;
      else if (said) of.wrong++;
      else if (sentence.promotional) of.missed++;
    }
  }
  const lines = [...counts].map(
    ([key, of]) => `${key.padEnd(4)} precision ${precision(of).toFixed(3)} recall ${recall(of).toFixed(3)}`,
  );
  console.info(
    `${name}: ${sentences.length} sentences\n${lines.join('\n')}\nmisjudged: ${misjudged.join(' ')}`,
  );
  const all = counts.get('all')!;
  expect(sentences.length).toBeGreaterThan(150);
  expect(precision(all)).toBeGreaterThanOrEqual(floors[name].precision);
  expect(recall(all)).toBeGreaterThanOrEqual(floors[name].recall);
});

function saysPromotion({ language, tag, text }: Sentence): boolean {
  const file = { language, messages: { m: { tag, text } } };
  const { diagnostics } = analyzeText(JSON.stringify(file), 'm.msg.yaml');
  return diagnostics.some(({ code }) => code === 'policy/promotional-wording');
}

const precision = ({ right, wrong }: Counts) => right / (right + wrong);
const recall = ({ right, missed }: Counts) => right / (right + missed);
