import type { Code, ParamsOf } from '../../diagnostics/catalog.ts';
import type { Diagnostic, Fix } from '../../diagnostics/diagnostic.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Range, SourceFile } from '../../source/source.ts';
import { MapBuilder } from '../../source/text-map.ts';
import { decodeFolded } from '../decode-flow-scalar.ts';
import { MAX_DEPTH, MAX_TRAPS } from '../limits.ts';
import { moveRange } from '../move-node.ts';
import type { YamlScalar } from '../nodes.ts';
import { quoteScalar } from '../quote.ts';

/** A stretch of the file that the library reads as something else: as long as the stretch, so offsets stay. */
interface Patch {
  readonly start: number;
  readonly text: string;
}

/** The lines that are scanned: a file, or a part of it. */
export type PartText = Pick<TrapReport, 'file' | 'text' | 'base' | 'goesOn' | 'hasAlias'>;

/** What the scan for traps finds: diagnostics, and what to change so that the rest can be read. */
export class TrapReport {
  readonly diagnostics: Diagnostic[] = [];
  /** Scalars as the author meant them, by the place where the library finds the stand-in. */
  readonly scalars = new Map<number, YamlScalar>();
  /** Where the first document ends; what follows is not read. */
  end: number;
  /** Nesting so deep that the text is not given to the library at all. */
  tooDeep = false;
  readonly file: SourceFile;
  /** What is read of the file's text, each lone CR replaced by LF. Offsets are into it. */
  readonly text: string;
  /** Where it begins in the file. */
  readonly base: number;
  /** Starts of the lines whose indentation holds a tab. */
  readonly tabLines: number[] = [];
  #patches: Patch[] = [];

  /** The value of its last key stands in the parts behind it. */
  readonly goesOn: boolean;
  /** Whether `*name` stands anywhere in the file. */
  readonly hasAlias: (name: string) => boolean;

  constructor({ file, text, base, goesOn, hasAlias }: PartText) {
    this.file = file;
    this.text = text;
    this.base = base;
    this.goesOn = goesOn;
    this.hasAlias = hasAlias;
    this.end = text.length;
  }

  report<C extends Code>(code: C, range: Range, params: ParamsOf<C>, fixes: readonly Fix[] = []): void {
    const placed = fixes.map((fix) => ({
      ...fix,
      edits: fix.edits.map((edit) => ({ ...edit, range: moveRange(edit.range, this.base) })),
    }));
    const extras = placed.length > 0 ? { fixes: placed } : {};
    this.diagnostics.push(diagnostic(code, this.file, moveRange(range, this.base), params, extras));
  }

  /** Reads [start, end) as one text as it stands there, line breaks folded. */
  readAsText(start: number, end: number): YamlScalar {
    const builder = new MapBuilder(this.text);
    decodeFolded(builder, this.text, start, end);
    return this.readAs(builder, start, end);
  }

  /** Lets `builder`'s text stand for [start, end): the library sees a plain word of the same length. */
  readAs(builder: MapBuilder, start: number, end: number): YamlScalar {
    const value = builder.text;
    const scalar: YamlScalar = {
      kind: 'scalar',
      value,
      style: 'double',
      core: value,
      range: { start, end },
      map: builder.toMap(start),
    };
    this.scalars.set(start, scalar);
    this.patch(start, this.text.slice(start, end).replace(/\S/g, 'x'));
    return scalar;
  }

  patch(start: number, text: string): void {
    this.#patches.push({ start, text });
  }

  blank(start: number, end: number): void {
    this.patch(start, this.text.slice(start, end).replace(/[^\r\n]/g, ' '));
  }

  /** Reads the value at [start, end) of a key without a space before it: the library sees it one further on. */
  moveValue(start: number, end: number): void {
    const scalar = this.readAsText(start, end);
    this.scalars.delete(start);
    this.scalars.set(start + 1, scalar);
    this.overwrite(` ${'x'.repeat(end - start - 1)}`);
  }

  /** So many traps that looking for more would help nobody. */
  get full(): boolean {
    return this.diagnostics.length >= MAX_TRAPS;
  }

  /** Puts another text of the same length into the last patch. */
  overwrite(text: string): void {
    const last = this.#patches[this.#patches.length - 1]!;
    this.#patches[this.#patches.length - 1] = { start: last.start, text };
  }

  /** Line of an offset as an author counts. */
  lineAt(at: number): number {
    return this.file.positionAt(at + this.base).line + 1;
  }

  giveUpOnDepth(at: number): void {
    this.tooDeep = true;
    this.report('yaml/too-deep', { start: at, end: at + 1 }, { limit: MAX_DEPTH });
  }

  /** For `rewind`: what was found since then is forgotten. */
  mark(): { diagnostics: number; patches: number } {
    return { diagnostics: this.diagnostics.length, patches: this.#patches.length };
  }

  rewind(mark: { diagnostics: number; patches: number }): void {
    this.diagnostics.length = mark.diagnostics;
    for (const { start } of this.#patches.slice(mark.patches)) this.scalars.delete(start);
    this.#patches = this.#patches.slice(0, mark.patches);
  }

  quoteRange(start: number, end: number): Fix {
    const newText = quoteScalar(this.text.slice(start, end));
    return { title: 'Put the text in quotes', edits: [{ range: { start, end }, newText }] };
  }

  quoteFix(scalar: YamlScalar, title = 'Put the text in quotes'): Fix {
    return { title, edits: [{ range: scalar.range, newText: quoteScalar(scalar.value) }] };
  }

  /** The text for the library: the first document with all patches in place. */
  repaired(): string {
    let result = '';
    let done = 0;
    for (const { start, text } of this.#patches.sort((a, b) => a.start - b.start)) {
      if (start < done) continue;
      result += this.text.slice(done, start) + text;
      done = start + text.length;
    }
    return done === 0 && this.end === this.text.length ? this.text : result + this.text.slice(done, this.end);
  }
}
