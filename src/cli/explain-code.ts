/** What `sendspec explain` does. */
import { catalog } from '../diagnostics/catalog.ts';
import { didYouMean } from '../diagnostics/did-you-mean.ts';
import type { CatalogEntry } from '../diagnostics/entry.ts';
import { explainText } from '../diagnostics/explain-text.ts';
import type { Context } from './context.ts';
import { exit } from './exit-codes.ts';
import { Stop } from './stop.ts';

export function explainCode(code: string, context: Context): number {
  const entries = catalog as Readonly<Record<string, CatalogEntry<never>>>;
  if (!Object.hasOwn(entries, code)) {
    throw new Stop(exit.usage, `there is no code "${code}".${suggest(code, Object.keys(entries))}`);
  }
  context.out.write(
    explainText(code, entries[code]!, { width: context.out.width, colour: context.out.colour }),
  );
  return exit.done;
}

/** A name without its area (`duplicate-key`) finds its code too. */
function suggest(code: string, all: readonly string[]): string {
  const named = all.filter((c) => c.endsWith(`/${code}`));
  return named.length > 0 ? ` Did you mean "${named[0]}"?` : didYouMean(code, all);
}
