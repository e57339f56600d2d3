/** What a compiled module exports, made of its generated parts. */
import type { RenderedStep, RenderOptions, RenderProblem } from '../api.ts';
import { dataProblems, type Validator } from './data-problems.ts';
import { type DefaultsPlan, fillDefaults } from './fill-defaults.ts';
import type { OwnHelpers } from './own-helpers.ts';
import { problemText } from './problem-text.ts';
import { Run } from './run.ts';

/** One message: its function, the params that it needs, and those of them that have to be given. */
export type ModuleMessage = readonly [
  render: (run: Run, data: object) => RenderedStep[],
  needs: readonly string[],
  required: readonly string[],
];

export interface ModuleParts {
  readonly language: string;
  readonly messages: { readonly [name: string]: ModuleMessage };
  readonly defaults?: DefaultsPlan;
  readonly validators: { readonly [param: string]: Validator };
  /** The project's own helpers that the messages call. */
  readonly helpers?: OwnHelpers;
}

/** Thrown by `render`. `file`, `line` and `column` (1-based) are of the first problem that has a place. */
export class RenderError extends Error {
  readonly code: string;
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly column: number | undefined;
  /** Whom the message was for, where that was said. */
  readonly recipient: string | undefined;
  readonly problems: readonly RenderProblem[];

  constructor(problems: readonly RenderProblem[], recipient?: string) {
    const first = problems[0] as RenderProblem;
    const { span } = first;
    const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
    const whose = recipient === undefined ? '' : ` (recipient ${recipient})`;
    super(`${problemText(first)}${more}${whose}`);
    this.name = 'RenderError';
    this.code = first.code;
    this.file = span?.file;
    this.line = span?.line;
    this.column = span?.column;
    this.recipient = recipient;
    this.problems = problems;
  }
}

export function createModule(parts: ModuleParts) {
  const { messages, defaults, validators, language, helpers } = parts;
  return {
    messages: Object.keys(messages),
    RenderError,
    render(name: string, data: object = {}, options: RenderOptions = {}): RenderedStep[] {
      const message = Object.hasOwn(messages, name) ? messages[name] : undefined;
      if (message === undefined) {
        throw new RenderError([{ code: 'unknown-message', message: `there is no message "${name}"` }]);
      }
      const [render, needs, required] = message;
      const filled = defaults === undefined ? data : fillDefaults(data, defaults);
      const unfit = dataProblems(filled, needs, required, (param) => validators[param]);
      const whose = options.recipient?.id ?? options.to?.['id'];
      if (unfit.length > 0) throw new RenderError(unfit, whose);
      const run = new Run(language, options, helpers);
      const steps = render(run, filled as object);
      if (run.problems.length > 0) throw new RenderError(run.problems, whose);
      return steps;
    },
  };
}
