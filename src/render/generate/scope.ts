/** What names mean where an expression stands, as JavaScript. */
import type { CallIR } from '../../lower/ir.ts';
import { key, literal, member, type Writer } from './javascript.ts';

export interface Scope {
  readonly root: Root;
  /** Names of loops and the variables that hold them, innermost first. */
  readonly names: readonly (readonly [name: string, variable: string])[];
  readonly frame: Frame;
}

/** `@index` and its like, as JavaScript; `@../index` looks at `outer`. */
export interface Frame {
  readonly index?: string;
  readonly key?: string;
  readonly first?: string;
  readonly last?: string;
  readonly outer?: Frame;
}

export interface Root {
  /** The value of a name. */
  lookup(name: string): string;
  /** The root itself, made when it is first asked for. */
  whole(): string;
}

/** `x.name` as an own property. `t` is a variable of each function, free between two looks. */
export function ownMember(base: string, name: string): string {
  const access = member(name);
  if (/^[A-Za-z_$][\w$]*$/.test(base)) {
    return `(${base} != null && has.call(${base}, ${literal(name)}) ? ${base}${access} : undefined)`;
  }
  return `((t = ${base}) != null && has.call(t, ${literal(name)}) ? t${access} : undefined)`;
}

/** The root of a message: `d` is the data. Names are looked up once, before the steps. */
export class MessageRoot implements Root {
  private readonly looked = new Map<string, string>();
  private wholeUsed = false;

  lookup(name: string): string {
    if (name === 'recipient') return 'run.recipient';
    if (name === 'now') return 'run.now';
    let variable = this.looked.get(name);
    if (variable === undefined) {
      variable = `p${this.looked.size}`;
      this.looked.set(name, variable);
    }
    return variable;
  }

  whole(): string {
    this.wholeUsed = true;
    return '(root ??= messageRoot(run, d))';
  }

  /** What stands at the head of the function. */
  get declarations(): string[] {
    const lines = [...this.looked].map(
      ([name, variable]) =>
        `const ${variable} = has.call(d, ${literal(name)}) ? d${member(name)} : undefined;`,
    );
    return this.wholeUsed ? ['let root;', ...lines] : lines;
  }
}

/** The root inside a fragment. Writes the arguments, which are read in the caller. */
export function fragmentRoot(
  writer: Writer,
  call: CallIR,
  caller: Root,
  args: ReadonlyMap<string, string>,
): Root {
  const values = new Map<string, string>();
  const whole = writer.name('root');
  writer.line(`let ${whole};`);
  const fallback = (name: string, value: string): string =>
    Object.hasOwn(call.defaults, name) ? `(${value} ?? ${literal(call.defaults[name])})` : value;
  return {
    lookup(name) {
      if (name === 'recipient' || name === 'now') return caller.lookup(name);
      let value = values.get(name);
      if (value === undefined) {
        value = fallback(name, args.get(name) ?? (call.inherits ? caller.lookup(name) : 'undefined'));
        values.set(name, value);
      }
      return value;
    },
    whole() {
      const list = [...args].map(([name, variable]) => `${key(name)}: ${variable}`).join(', ');
      const defaults = writer.constant('D', literal(call.defaults));
      const from = call.inherits ? caller.whole() : 'undefined';
      return `(${whole} ??= fragmentRoot(run, ${from}, { ${list} }, ${defaults}))`;
    },
  };
}
