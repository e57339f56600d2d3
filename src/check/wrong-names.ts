/** What is told of a name that leads nowhere. */
import type { PathExpression } from '../../grammar/ast.ts';
import { diagnostic, type Fix } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/did-you-mean.ts';
import { renameFixes } from '../diagnostics/rename-fixes.ts';
import { helperNames } from '../render/helpers.ts';
import type { Range } from '../source/source.ts';
import type { NameProblem } from './environment.ts';
import { describe } from './expressions.ts';
import { type NameRun, rangeOf } from './name-run.ts';

export function reportName(run: NameRun, path: PathExpression, problem: NameProblem): void {
  const span = path.partSpans[problem.part] ?? path.span;
  const range = rangeOf(run, span);
  const { file } = run.text;
  switch (problem.kind) {
    case 'unknown-name': {
      const isHelper = problem.known.length > 0 && helperNames.has(problem.name);
      // `@index` is known, but not here
      const known = problem.known.filter((name) => name !== problem.name);
      const quoted =
        run.mayBeText && !isHelper && /^[\p{L}_]\w*$/u.test(path.original) && inQuotes(path, run);
      const textFix: Fix[] = quoted
        ? [{ title: `Write ${quoted}`, edits: [{ range, newText: quoted }], choice: true }]
        : [];
      const named = isHelper ? [] : (renameFixes({ file, range }, problem.name, known).fixes ?? []);
      const fixes = [...named, ...textFix];
      run.report(
        diagnostic(
          'params/unknown-name',
          file,
          path.data || problem.name.startsWith('../') ? rangeOf(run, path.span) : range,
          {
            name: problem.name,
            isHelper,
            suggestion: isHelper
              ? ''
              : didYouMean(problem.name, known) || (quoted ? ` As a text it is written ${quoted}.` : ''),
          },
          fixes.length > 0 ? { fixes } : {},
        ),
      );
      return;
    }
    case 'unknown-property':
    case 'no-properties':
      reportProblem(run, range, problem);
      return;
    case 'missing-argument':
      run.report(
        diagnostic('params/missing-argument', problem.place?.file ?? file, problem.place?.range ?? range, {
          name: problem.name,
          of: `the fragment ${problem.of}`,
        }),
      );
  }
}

/** In quotes that YAML does not take for the end of the text around. */
function inQuotes({ original }: PathExpression, { text: { file, range } }: NameRun): string {
  return file.text[range.start] === '"' ? `'${original}'` : `"${original}"`;
}

/** `quoted`: the name stands in quotes, which a fix must keep. */
export function reportProblem(run: NameRun, range: Range, problem: NameProblem, quoted = false): void {
  const { file } = run.text;
  if (problem.kind === 'no-properties') {
    const { name, of, type } = problem;
    run.report(diagnostic('params/no-properties', file, range, { name, of, type: describe(type) }));
  }
  if (problem.kind !== 'unknown-property') return;
  const { name, of, known } = problem;
  const fixes = quoted ? {} : renameFixes({ file, range }, name, known);
  const data = { name, of, suggestion: didYouMean(name, known) };
  run.report(diagnostic('params/unknown-property', file, range, data, fixes));
}
