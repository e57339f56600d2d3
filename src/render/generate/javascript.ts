/**
 * The one door through which names and texts of files and data reach generated source: as JSON literals. JSON is
 * JavaScript except for the key `__proto__`, which would set a prototype; two line separators were none until 2019.
 */
export function literal(value: unknown): string {
  if (value === undefined) return 'undefined';
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    return members.length === 0
      ? '{}'
      : `{ ${members.map(([k, v]) => `${key(k)}: ${literal(v)}`).join(', ')} }`;
  }
  // `</script>` and `<!--` would end or change a script that stands in a page
  return JSON.stringify(value).replace(
    /[\u2028\u2029]|<(?=[/!])/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A key of an object literal. */
export function key(name: string): string {
  if (name === '__proto__') return '["__proto__"]';
  return isName(name) ? name : literal(name);
}

/** `.name` or `["na me"]`. */
export function member(name: string): string {
  return isName(name) ? `.${name}` : `[${literal(name)}]`;
}

function isName(name: string): boolean {
  return /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(name);
}

/** Source of one function, line by line, and the constants that stand before all functions. */
export class Writer {
  private readonly lines: string[] = [];
  private depth = 1;
  private readonly constants: Constants;
  private count = 0;

  constructor(constants: Constants) {
    this.constants = constants;
  }

  line(source: string): void {
    this.lines.push('  '.repeat(this.depth) + source);
  }

  /** `head {`, what `body` writes, `}`. */
  block(head: string, body: () => void): void {
    this.line(`${head} {`);
    this.depth++;
    body();
    this.depth--;
    this.line('}');
  }

  /** A name that is used nowhere else in the function. */
  name(prefix: string): string {
    this.count++;
    return `${prefix}${this.count}`;
  }

  /** Declares a constant of the function. */
  let(prefix: string, source: string): string {
    const name = this.name(prefix);
    this.line(`const ${name} = ${source};`);
    return name;
  }

  /** A constant before all functions; equal ones are one. */
  constant(prefix: string, source: string): string {
    return this.constants.name(prefix, source);
  }

  get source(): string {
    return this.lines.join('\n');
  }
}

export class Constants {
  private readonly names = new Map<string, string>();

  name(prefix: string, source: string): string {
    const id = `${prefix} ${source}`;
    let name = this.names.get(id);
    if (name === undefined) {
      name = `${prefix}${this.names.size}`;
      this.names.set(id, name);
    }
    return name;
  }

  get source(): string {
    return [...this.names]
      .map(([id, name]) => `const ${name} = ${id.slice(id.indexOf(' ') + 1)};`)
      .join('\n');
  }
}
