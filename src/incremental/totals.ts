import type { FileFacts } from '../check/check-spec.ts';
import type { Unit } from './analyze-units.ts';

/** What the units of a file are together: units come and go. */
export class Totals {
  values = 0;
  errors = 0;
  /** Messages without examples of their own. */
  #open = 0;
  #needs = new Map<string, number>();
  #reached = new Map<string, number>();
  #entered = new Map<string, number>();

  add(unit: Unit): void {
    this.#count(unit, 1);
  }

  remove(unit: Unit): void {
    this.#count(unit, -1);
  }

  copy(): Totals {
    const made = new Totals();
    made.values = this.values;
    made.errors = this.errors;
    made.#open = this.#open;
    made.#needs = new Map(this.#needs);
    made.#reached = new Map(this.#reached);
    made.#entered = new Map(this.#entered);
    return made;
  }

  hasEntered(fragment: string): boolean {
    return this.#entered.has(fragment);
  }

  facts(): Pick<FileFacts, 'needs' | 'reached' | 'entered'> {
    return {
      needs: this.#open > 0 ? new Set(this.#needs.keys()) : undefined,
      reached: new Set(this.#reached.keys()),
      entered: new Set(this.#entered.keys()),
    };
  }

  #count({ of, own, values, errors, needs, entered }: Unit, by: 1 | -1): void {
    this.values += by * values;
    this.errors += by * errors;
    const isOpen = of === 'message' && !own;
    if (isOpen) this.#open += by;
    for (const name of needs) {
      count(this.#reached, name, by);
      if (isOpen) count(this.#needs, name, by);
    }
    for (const fragment of entered) count(this.#entered, fragment, by);
  }
}

function count(counts: Map<string, number>, key: string, by: 1 | -1): void {
  const now = (counts.get(key) ?? 0) + by;
  if (now === 0) counts.delete(key);
  else counts.set(key, now);
}
