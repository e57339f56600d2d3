/** Texts and expressions of the IR, evaluated by Handlebars. Compiled on first use and kept by node. */
import type { Expression } from '../../../grammar/ast.ts';
import type { SpanIR, TextIR } from '../../lower/ir.ts';
import { nativeValue } from '../runtime/native.ts';
import {
  finishTel,
  finishUrl,
  finishWholeUrl,
  rawUrlPart,
  telPart,
  trimBreaks,
  urlPart,
} from '../runtime/output.ts';
import type { Run } from '../runtime/run.ts';
import { text } from '../runtime/values.ts';
import { controlWhitespace, createEngine, type Engine, type Frame, type Template } from './handlebars.ts';
import {
  expressionNode,
  type HandlebarsNode,
  singleValue,
  toHandlebars,
  valueStatement,
  withNames,
} from './to-handlebars.ts';

/** Where an expression is read: its root, the names of loops (innermost first) and `@index` and its like. */
export interface Scope {
  readonly root: object;
  readonly names: readonly string[];
  readonly values: readonly unknown[];
  readonly frame: Frame;
}

export class Texts {
  private readonly engine: Engine;
  private readonly templates = new WeakMap<object, Map<string, Template>>();

  constructor(run: Run) {
    this.engine = createEngine(run);
  }

  set run(run: Run) {
    this.engine.run = run;
  }

  /** The finished text; a number or boolean where the field is one. Undefined is a missing value. */
  render(node: TextIR, scope: Scope): unknown {
    const { run } = this.engine;
    run.at = node.span;
    if (node.as !== 'string') {
      const template = this.template(node, scope, () => {
        const value = singleValue(node.program, node.span, scope.names);
        return value && valueStatement(value);
      });
      if (template !== undefined)
        return nativeValue(run, template(scope.root, scope.values, scope.frame).value);
    }
    run.dots = false;
    this.engine.output = outputs(run)[node.destination];
    const template = this.template(node.program, scope, () =>
      controlWhitespace(toHandlebars(node.program, node.span, scope.names)),
    ) as Template;
    let result = template(scope.root, scope.values, scope.frame).text;
    if (node.trim) result = trimBreaks(result);
    if (node.destination === 'url') result = finishUrl(run, result);
    if (node.destination === 'whole-url') result = finishWholeUrl(run, result);
    if (node.destination === 'tel') result = finishTel(result);
    return result;
  }

  /** The value of a condition, list or argument. `span`: the place of problems in it. */
  evaluate(expression: Expression, scope: Scope, span: SpanIR): unknown {
    this.engine.run.at = span;
    const template = this.template(expression, scope, () =>
      valueStatement(expressionNode(expression, span, scope.names)),
    ) as Template;
    return template(scope.root, scope.values, scope.frame).value;
  }

  private template(node: object, scope: Scope, make: () => HandlebarsNode | undefined): Template | undefined {
    const byNames = this.templates.get(node) ?? new Map<string, Template>();
    this.templates.set(node, byNames);
    const key = scope.names.join(' ');
    let template = byNames.get(key);
    if (template === undefined) {
      const program = make();
      if (program === undefined) return undefined;
      template = this.engine.compile(withNames(program, scope.names));
      byNames.set(key, template);
    }
    return template;
  }
}

type Output = (value: unknown, escaped: boolean) => string;

function outputs(run: Run): { readonly [destination in TextIR['destination']]: Output } {
  const asText: Output = (value) => text(run, value);
  return {
    text: asText,
    'whole-url': asText,
    url: (value, escaped) => (escaped ? urlPart(run, value) : rawUrlPart(run, value)),
    tel: (value, escaped) => (escaped ? telPart(run, value) : text(run, value)),
  };
}
