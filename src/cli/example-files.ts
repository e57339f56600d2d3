/** Examples whose data stand in a JSON file: it is there, and fits the params. The compiler reads no such file. */
import type { Example } from '../bind/model.ts';
import { checkExampleData } from '../check/examples.ts';
import { paramsReached } from '../check/needs.ts';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import { exampleData } from './example-data.ts';
import type { LoadedSpec } from './load-spec.ts';

export function checkExampleFiles(loaded: LoadedSpec): Diagnostic[] {
  const { spec } = loaded.analysis;
  const found = new Map<string, Diagnostic>();
  const report = (d: Diagnostic): void => {
    found.set(`${d.range.start} ${d.message}`, d);
  };
  const read = exampleData(loaded);
  for (const message of spec?.messages ?? []) {
    for (const example of message.examples) {
      if (typeof example.data !== 'string') continue;
      const data = read(example.data);
      if (typeof data === 'string') report(unreadable(example, data));
      else
        checkExampleData({ ...example, data: data.json }, spec!.params.types, paramsReached(message), report);
    }
  }
  return [...found.values()];
}

function unreadable(example: Example, problem: string): Diagnostic {
  const { file, range } = example.dataNode ? { file: example.file, range: example.dataNode.range } : example;
  return diagnostic('params/example', file, range, { example: example.name, problem, about: 'rest' });
}
