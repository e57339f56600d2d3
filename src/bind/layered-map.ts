import { ViewMap } from './view-map.ts';

/** Two maps as one, of which the inner one wins: looking a name up reads nothing of the others. */
export class LayeredMap<V> extends ViewMap<V> {
  readonly #outer: ReadonlyMap<string, V>;
  readonly #inner: ReadonlyMap<string, V>;
  #merged: ReadonlyMap<string, V> | undefined;

  constructor(outer: ReadonlyMap<string, V>, inner: ReadonlyMap<string, V>) {
    super();
    this.#outer = outer;
    this.#inner = inner;
  }

  get(key: string): V | undefined {
    return this.#inner.has(key) ? this.#inner.get(key) : this.#outer.get(key);
  }

  has(key: string): boolean {
    return this.#inner.has(key) || this.#outer.has(key);
  }

  protected whole(): ReadonlyMap<string, V> {
    this.#merged ??= new Map([...this.#outer, ...this.#inner]);
    return this.#merged;
  }
}
