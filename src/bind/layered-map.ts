/** Two maps as one, of which the inner one wins: looking a name up reads nothing of the others. */
export class LayeredMap<V> implements ReadonlyMap<string, V> {
  readonly #outer: ReadonlyMap<string, V>;
  readonly #inner: ReadonlyMap<string, V>;
  #merged: ReadonlyMap<string, V> | undefined;

  constructor(outer: ReadonlyMap<string, V>, inner: ReadonlyMap<string, V>) {
    this.#outer = outer;
    this.#inner = inner;
  }

  get(key: string): V | undefined {
    return this.#inner.has(key) ? this.#inner.get(key) : this.#outer.get(key);
  }

  has(key: string): boolean {
    return this.#inner.has(key) || this.#outer.has(key);
  }

  get size(): number {
    return this.#all().size;
  }

  keys(): MapIterator<string> {
    return this.#all().keys();
  }

  values(): MapIterator<V> {
    return this.#all().values();
  }

  entries(): MapIterator<[string, V]> {
    return this.#all().entries();
  }

  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.#all().entries();
  }

  forEach(each: (value: V, key: string, map: ReadonlyMap<string, V>) => void): void {
    this.#all().forEach((value, key) => void each(value, key, this));
  }

  #all(): ReadonlyMap<string, V> {
    this.#merged ??= new Map([...this.#outer, ...this.#inner]);
    return this.#merged;
  }
}
