/** IR -> request bodies, walked node by node with Handlebars for what is between the braces. */
import type { Expression } from '../../../grammar/ast.ts';
import type {
  CallIR,
  JsonIR,
  ListIR,
  LoopIR,
  MessageIR,
  ObjectIR,
  SpanIR,
  TextIR,
  ValueIR,
} from '../../lower/ir.ts';
import { chooseVariant } from '../runtime/choose-variant.ts';
import { checkItems, checkText, emptyMessage } from '../runtime/measure.ts';
import { fragmentRoot, put } from '../runtime/root.ts';
import type { Run } from '../runtime/run.ts';
import { Sourced } from '../runtime/sourced.ts';
import { withUploads } from '../runtime/uploads.ts';
import { isMissing, memberKeys, members, truthy } from '../runtime/values.ts';
import type { Scope, Texts } from './texts.ts';

/** What comes before `to` and `sources` are seen to. Undefined where a value renders to nothing. */
export type RawStep = { readonly body: unknown } | { readonly wait: number };

export class Walk {
  private readonly run: Run;
  private readonly texts: Texts;
  private readonly message: MessageIR;
  private readonly uploads: ReadonlySet<string>;

  constructor(run: Run, texts: Texts, message: MessageIR) {
    this.run = run;
    this.texts = texts;
    this.message = message;
    this.uploads = new Set(message.uploads.map((upload) => upload.path));
  }

  steps(scope: Scope): RawStep[] {
    const result: RawStep[] = [];
    const { steps } = this.message;
    // A step and the joined ones after it are one item.
    const groups: number[][] = [];
    for (const [index, step] of steps.entries()) {
      if (step.joined && groups.length > 0) groups[groups.length - 1]?.push(index);
      else groups.push([index]);
    }
    let produced = false;
    for (const group of groups) {
      const first = steps[group[0] as number] as MessageIR['steps'][number];
      produced = this.item(first, first.span, scope, produced, (inner) => {
        for (const index of group) result.push(this.step(index, inner));
      });
    }
    return result;
  }

  private step(index: number, scope: Scope): RawStep {
    const { value, span } = this.message.steps[index] as MessageIR['steps'][number];
    if (value.op === 'wait') return { wait: value.milliseconds };
    const { variants = [] } = value;
    if (variants.length === 0) return { body: this.value(value.body, scope, span) };
    const { run } = this;
    const choice = chooseVariant(
      variants.map((variant) => variant.weight),
      run.options.run ?? '',
      this.message.name,
      index,
      run.recipientKey,
    );
    return { body: this.value((variants[choice] as (typeof variants)[number]).body, scope, span) };
  }

  /** `around`: the place of the nearest node that has one. */
  private value(node: ValueIR, scope: Scope, around: SpanIR, key = ''): unknown {
    switch (node.op) {
      case 'json':
        // A copy: what a caller does to a body must not change the program.
        return this.sourced(
          node,
          withUploads(structuredClone(node.value), key, this.uploads, this.run.options.uploads),
        );
      case 'text':
        return this.text(node, scope);
      case 'object':
        return this.object(node, scope);
      case 'list':
        return this.list(node, scope);
      case 'call':
        return this.call(node, scope, around);
    }
  }

  /** A constant whose strings know where they came from, if that is asked for. */
  private sourced(node: JsonIR, value: unknown): unknown {
    if (!this.run.options.sourceMap || node.sources === undefined) return value;
    let result = value;
    for (const { pointer, span } of node.sources) {
      const parts = pointer
        .split('/')
        .slice(1)
        .map((p) => p.replaceAll('~1', '/').replaceAll('~0', '~'));
      const last = parts.pop();
      if (last === undefined) {
        result = typeof value === 'string' ? new Sourced(value, span) : value;
        continue;
      }
      const owner = parts.reduce<unknown>((at, part) => (at as { [key: string]: unknown })[part], result) as {
        [key: string]: unknown;
      };
      if (typeof owner[last] === 'string') put(owner, last, new Sourced(owner[last], span));
    }
    return result;
  }

  private text(node: TextIR, scope: Scope): unknown {
    const value = this.texts.render(node, scope);
    if (isMissing(value) || value === '') return this.whenEmpty(node, '');
    if (node.limit !== undefined && typeof value === 'string')
      checkText(this.run, value, node.limit, node.span);
    return this.run.options.sourceMap && typeof value === 'string' ? new Sourced(value, node.span) : value;
  }

  private whenEmpty(node: TextIR | ListIR, empty: unknown): unknown {
    if (node.whenEmpty === 'keep') return empty;
    if (node.whenEmpty === 'fail') this.run.failAt(node.span, 'empty', emptyMessage(node.span.path));
    return undefined;
  }

  private object(node: ObjectIR, scope: Scope): unknown {
    const result: { [key: string]: unknown } = {};
    for (const { key, value, when, required } of node.fields) {
      const span = 'span' in value ? value.span : node.span;
      const wanted = when === undefined || truthy(this.texts.evaluate(when, scope, span));
      const field = wanted ? this.value(value, scope, span, key) : undefined;
      if (field !== undefined) put(result, key, field);
      else if (required) this.run.failAt(span, 'empty', emptyMessage(span.path));
    }
    return result;
  }

  private list(node: ListIR, scope: Scope): unknown {
    const result: unknown[] = [];
    let produced = false;
    for (const item of node.items) {
      const span = 'span' in item.value ? item.value.span : node.span;
      produced = this.item(item, span, scope, produced, (inner) => {
        const value = this.value(item.value, inner, span);
        if (item.splice && Array.isArray(value)) result.push(...value);
        else if (value !== undefined) result.push(value);
      });
    }
    if (result.length === 0) return this.whenEmpty(node, result);
    if (node.limit !== undefined) checkItems(this.run, result.length, node.limit, node.span);
    return result;
  }

  /**
   * Calls `turn` for each turn of an item that its guards let through: `otherwise`, then `each`, then `when` per turn.
   * `produced` tells, going in, whether the chain before did so and, coming out, whether the chain with this item did.
   */
  private item(
    item: { readonly each?: LoopIR; readonly when?: Expression; readonly otherwise?: Expression },
    span: SpanIR,
    scope: Scope,
    produced: boolean,
    turn: (scope: Scope) => void,
  ): boolean {
    const { each, when, otherwise } = item;
    let done = false;
    if (otherwise !== undefined) {
      if (produced) return true;
      if (!truthy(this.texts.evaluate(otherwise, scope, span))) return false;
    }
    for (const inner of each === undefined ? [scope] : this.turns(each, scope)) {
      if (when !== undefined && !truthy(this.texts.evaluate(when, inner, span))) continue;
      done = true;
      turn(inner);
    }
    return done;
  }

  private turns(each: LoopIR, scope: Scope): Scope[] {
    const list = this.texts.evaluate(each.list, scope, each.span);
    const items = members(list);
    const keys = memberKeys(list);
    const { root, frame } = scope;
    return items.map((item, index) => {
      const values = [item, keys?.[index] ?? index].slice(0, each.names.length);
      const first = index === 0;
      const last = index === items.length - 1;
      return {
        root,
        names: [...each.names, ...scope.names],
        values: [...values, ...scope.values],
        frame: { ...frame, index, first, last, _parent: frame },
      };
    });
  }

  private call(node: CallIR, scope: Scope, around: SpanIR): unknown {
    const args: { [name: string]: unknown } = {};
    for (const [name, expression] of node.args)
      put(args, name, this.texts.evaluate(expression, scope, node.span));
    const root = fragmentRoot(
      this.run,
      node.inherits ? (scope.root as never) : undefined,
      args,
      node.defaults,
    );
    return this.value(node.value, { root, names: [], values: [], frame: { root } }, around);
  }
}
