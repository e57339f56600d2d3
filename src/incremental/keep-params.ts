/** What `params:` means: bound again only where one of its parts is another one or has moved. */
import type { Reporting } from '../bind/context.ts';
import type { DataType, OwnHelpers, Params } from '../bind/model.ts';
import { emptyParams } from '../bind/params.ts';
import type { SpecFile } from '../bind/spec-files.ts';
import { bindFileParams } from '../bind/use.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { moveDiagnostic } from '../diagnostics/move-diagnostic.ts';
import type { SourceFile } from '../source/source.ts';
import type { PlacedPart } from '../yaml/placed-part.ts';
import type { ReadParts } from '../yaml/read-parts.ts';
import { partsOf } from './parts-of.ts';

/** Of one version of a file. */
export interface KeptParams {
  readonly file: SourceFile;
  readonly helpers: OwnHelpers | undefined;
  readonly isSpec: boolean;
  readonly parts: readonly PlacedPart[];
  readonly params: Params;
  readonly diagnostics: readonly Diagnostic[];
  /** The same object as long as they are not bound again. */
  readonly bound: object;
}

/** Binds the params of `spec`, the file that `read` is of, and gives what the next version may go on from. */
export function keepParams(
  spec: SpecFile,
  read: ReadParts,
  helpers: OwnHelpers | undefined,
  last: KeptParams | undefined,
): KeptParams {
  const own = partsOf(read, ['params']);
  const { file } = spec;
  const made = { file, helpers, isSpec: spec.root !== undefined, parts: own };
  // `params:` of a file that is one message are no params
  if (last && last.isSpec === made.isSpec && last.helpers === helpers && isSame(own, last.parts)) {
    const diagnostics = last.diagnostics.map((d) => moveDiagnostic(d, last.file, file, (range) => range));
    return { ...made, params: placed(last.params, file), diagnostics, bound: last.bound };
  }
  const diagnostics: Diagnostic[] = [];
  const report: Reporting['report'] = (d) => void diagnostics.push(d);
  const params = bindFileParams({ report, ...(helpers && { helpers }) }, spec);
  return { ...made, params, diagnostics, bound: {} };
}

/** A part is the same object as long as it stays where it is and names nothing of another one. */
function isSame(now: readonly PlacedPart[], before: readonly PlacedPart[]): boolean {
  return now.length === before.length && now.every((part, i) => part === before[i]);
}

/** The same with its places in this version of the file. */
function placed(params: Params, file: SourceFile): Params {
  return params === emptyParams ? params : { ...params, types: typesIn(params.types, file) };
}

function typesIn(types: ReadonlyMap<string, DataType>, file: SourceFile): ReadonlyMap<string, DataType> {
  return new Map([...types].map(([name, type]) => [name, typeIn(type, file)]));
}

function typeIn(type: DataType, file: SourceFile): DataType {
  const { place } = type;
  const here = place ? { ...type, place: { ...place, file } } : type;
  if (here.kind === 'list') return { ...here, of: typeIn(here.of, file) };
  return here.kind === 'object' ? { ...here, properties: typesIn(here.properties, file) } : here;
}
