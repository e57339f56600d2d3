/** Files of test/testdata and what is expected of them. UPDATE_TESTDATA=1 rewrites the expectations: read the diff. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { type Analysis, analyze, type FileSystem } from '../../src/pipeline.ts';
import { createSource } from '../../src/source/create-source.ts';

export const testdata = fileURLToPath(new URL('../testdata/', import.meta.url));

export function specFilesOf(folder: string): string[] {
  return readdirSync(join(testdata, folder))
    .filter((name) => name.endsWith('.msg.yaml'))
    .sort();
}

/** Reads files of one folder of test/testdata as a project's root. */
export function folderSystem(folder: string): FileSystem {
  return {
    read(path) {
      const absolute = join(testdata, folder, path);
      return existsSync(absolute) ? readFileSync(absolute, 'utf8') : new Error(`${path} does not exist`);
    },
  };
}

export function analyzeFile(folder: string, name: string): Analysis {
  const text = readFileSync(join(testdata, folder, name), 'utf8');
  return analyze(createSource(name, text), folderSystem(folder));
}

export function analyzeText(text: string, name = 'test.msg.yaml'): Analysis {
  return analyze(createSource(name, text), { read: (path) => new Error(`${path} does not exist`) });
}

/** A file with those that it imports, by path. */
export function analyzeFiles(text: string, files: Readonly<Record<string, string>>): Analysis {
  const read = (path: string) => files[path] ?? new Error(`${path} does not exist`);
  return analyze(createSource('test.msg.yaml', text), { read });
}

/** `4:7-4:12 error send-api/x: message`, with 1-based lines and columns. */
export function show(d: Diagnostic): string {
  const { start, end } = d.file.rangeOf(d.range);
  const at = `${start.line + 1}:${start.character + 1}-${end.line + 1}:${end.character + 1}`;
  return `${at} ${d.severity} ${d.code}: ${d.message}`;
}

/** Compares with a file of expectations, or writes it. */
export function expectFile(path: string, actual: string): void {
  const absolute = join(testdata, path);
  if (process.env['UPDATE_TESTDATA'] === '1') {
    mkdirSync(dirname(absolute), { recursive: true });
    writeFileSync(absolute, actual);
    return;
  }
  expect(existsSync(absolute), `${path} is missing: run with UPDATE_TESTDATA=1`).toBe(true);
  expect(actual).toBe(readFileSync(absolute, 'utf8'));
}
