/** What the binding and checking of one unit reads besides its own part of the file. */
import type { DataType, Params } from '../bind/model.ts';
import type { SpecFile, SpecFiles } from '../bind/spec-files.ts';
import { ViewMap } from '../bind/view-map.ts';

export interface Reads {
  /** Names that were looked up, whether they exist or not. */
  readonly params: Set<string>;
  /** All of them were looked at: their names, say, for a suggestion. */
  allParams: boolean;
  /** Messages and fragments of the same file. */
  readonly parts: Set<string>;
  allParts: boolean;
  /** Paths of imported files. */
  readonly files: Set<string>;
}

export function noReads(): Reads {
  return { params: new Set(), allParams: false, parts: new Set(), allParts: false, files: new Set() };
}

/** The same files; what is read of them is written down. */
export function trackFiles(files: SpecFiles, params: Params, reads: Reads): SpecFiles {
  const main: SpecFile = {
    ...files.main,
    params: trackParams(params, reads),
    parts: new TrackedMap(files.main.parts, reads.parts, () => {
      reads.allParts = true;
    }),
  };
  return {
    main,
    imports: files.imports,
    open(path) {
      if (path === main.file.path) return main;
      reads.files.add(path);
      return files.open(path);
    },
  };
}

export function trackParams(params: Params, reads: Reads): Params {
  const types = new TrackedMap<DataType>(params.types, reads.params, () => {
    reads.allParams = true;
  });
  return { types, schema: params.schema };
}

class TrackedMap<V> extends ViewMap<V> {
  readonly #map: ReadonlyMap<string, V>;
  readonly #asked: Set<string>;
  readonly #all: () => void;

  constructor(map: ReadonlyMap<string, V>, asked: Set<string>, all: () => void) {
    super();
    this.#map = map;
    this.#asked = asked;
    this.#all = all;
  }

  get(key: string): V | undefined {
    this.#asked.add(key);
    return this.#map.get(key);
  }

  has(key: string): boolean {
    this.#asked.add(key);
    return this.#map.has(key);
  }

  protected whole(): ReadonlyMap<string, V> {
    this.#all();
    return this.#map;
  }
}
