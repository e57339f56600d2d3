/** Throughput of check, warm, against a bare parse of the same files by `yaml`. */
import { readdirSync, readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { analyze, createSource } from '../dist/index.js';
import { compare, report } from './measure.mjs';

const templates = new URL('../templates/', import.meta.url);
const disk = { read: (path) => new Error(`${path} is not part of the benchmark`) };

export function run() {
  const files = readdirSync(templates)
    .filter((name) => name.endsWith('.msg.yaml'))
    .map((name) => ({ name, text: readFileSync(new URL(name, templates), 'utf8') }));
  const times = compare(
    {
      'yaml.parseDocument': () => {
        for (const { text } of files) parseDocument(text);
      },
      'sendspec check': () =>
        files.forEach(({ name, text }) => {
          const { diagnostics } = analyze(createSource(name, text), disk);
          if (diagnostics.some((d) => d.severity === 'error'))
            throw new Error(`${name}: ${diagnostics[0].message}`);
        }),
    },
    { rounds: 200, warmup: 60 },
  );
  const lines = files.reduce((n, { text }) => n + text.split('\n').length, 0);
  report(`Check, warm (${files.length} files, ${lines} lines)`, times, { 'sendspec check': 1.8 });
}
