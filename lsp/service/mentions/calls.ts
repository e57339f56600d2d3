/** `use: alias.name arg=value` and `{{> alias.name arg=value}}`: the file, the part and the params that are named there. */
import type { Call, HashPair, PartialStatement, Span } from '../../../grammar/ast.ts';
import type { DataType } from '../../../src/bind/model.ts';
import type { SpecFile } from '../../../src/bind/spec-files.ts';
import type { Env } from '../../../src/check/environment.ts';
import { typeOf } from '../../../src/check/expressions.ts';
import type { Reading } from '../reading.ts';
import { importsOf } from '../reading.ts';
import { type Looking, type Mention, mention } from './mention.ts';
import { fileId, keyId, partId } from './symbol-ids.ts';

/** What a call leads to. */
export interface Called {
  readonly spec: SpecFile;
  readonly name: string;
}

export function addCall(looking: Looking, call: Call): Called | undefined {
  const spec = call.from ? addSource(looking, call.from) : looking.reading.main;
  if (!spec) return undefined;
  addPart(looking, spec, call.name, call.nameSpan);
  return { spec, name: call.name };
}

/** The name of a text fragment; computed ones lead nowhere. */
export function addPartialName(looking: Looking, name: PartialStatement['name']): Called | undefined {
  if (name.type !== 'PathExpression' && name.type !== 'StringLiteral') return undefined;
  const { value } = looking.found.scalar;
  const quoted = name.type === 'StringLiteral' ? 1 : 0;
  const start = name.span.start + quoted;
  const text = value.slice(start, name.span.end - quoted);
  const [, from, separator, last] = /^(?:(.*)([.#]))?([^.#]+)$/s.exec(text) ?? [];
  if (last === undefined) return undefined;
  const end = start + text.length;
  return addCall(looking, {
    ...(from !== undefined && {
      from: {
        kind: separator === '#' ? 'path' : 'alias',
        text: from,
        span: { start, end: start + from.length },
      },
    }),
    name: last,
    nameSpan: { start: end - last.length, end },
    args: [],
  });
}

/** The names of the arguments are params of the fragment, else of its file. */
export function addArguments(
  looking: Looking,
  { spec, name }: Called,
  args: readonly HashPair[],
  env: Env,
): void {
  if (args.length === 0) return;
  const { reading } = looking;
  const own = reading.fragmentParams(spec, name).types;
  const outer = reading.paramsOf(spec).types;
  for (const { key, keySpan, value } of args) {
    const type = own.get(key) ?? outer.get(key);
    if (!type?.place) continue;
    const way = own.has(key) ? ['fragments', name, 'params', key] : ['params', key];
    const symbol = keyId(spec.file.path, way);
    looking.add(
      mention(looking, keySpan, {
        kind: 'param',
        symbol,
        declares: false,
        declaration: type.place,
        ...givenObject(type, typeOf(value, env).type),
      }),
    );
  }
}

function givenObject(param: DataType, value: DataType | undefined): Pick<Mention, 'gives'> {
  const isStructure = param.kind === 'object' || param.kind === 'list';
  return isStructure && value?.kind === param.kind ? { gives: { param, value } } : {};
}

/** A path to another file, in `imports` or before `#`. */
export function addPath(looking: Looking, reading: Reading, text: string, span: Span): SpecFile | undefined {
  const spec = reading.open({ kind: 'path', text });
  if (spec) {
    looking.add(
      mention(looking, span, {
        kind: 'file',
        symbol: fileId(spec.file.path),
        declares: false,
        declaration: { file: spec.file, range: { start: 0, end: 0 } },
        fixed: 'this is the path of a file: rename the file itself',
      }),
    );
  }
  return spec;
}

function addSource(looking: Looking, from: NonNullable<Call['from']>): SpecFile | undefined {
  const { reading } = looking;
  if (from.kind === 'path') return addPath(looking, reading, from.text, from.span);
  if (!importsOf(reading.main).has(from.text)) return undefined;
  const imports = reading.main.root?.entries.find((e) => e.key.value === 'imports')?.value;
  const entry = imports?.kind === 'map' ? imports.entries.find((e) => e.key.value === from.text) : undefined;
  if (entry) {
    looking.add(
      mention(looking, from.span, {
        kind: 'import',
        symbol: keyId(reading.file.path, ['imports', from.text]),
        declares: false,
        declaration: { file: reading.file, range: entry.key.range },
      }),
    );
  }
  return reading.open(from);
}

function addPart(looking: Looking, spec: SpecFile, name: string, span: Span): void {
  const part = spec.parts.get(name);
  if (!part) return;
  looking.add(
    mention(looking, span, {
      kind: part.of === 'messages' ? 'message' : 'fragment',
      symbol: partId(spec, name),
      declares: false,
      declaration: { file: spec.file, range: part.key.range },
    }),
  );
}
