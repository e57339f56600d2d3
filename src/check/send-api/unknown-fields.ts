/** Every key is a field of the object in whose place it stands (TL-14, M-11, R4.1 and the like). */

import type { FieldNode } from '../../bind/model.ts';
import { didYouMean, suggestions } from '../../diagnostics/did-you-mean.ts';
import { renameFixes, replaceWord } from '../../diagnostics/rename-fixes.ts';
import { fieldOf, ownValue } from '../../send-api/resolve.ts';
import type { Field, ObjectShape } from '../../send-api/schema.ts';
import type { RuleRun } from './run.ts';
import { reportAt } from './run.ts';
import { foldName, type ObjectVisit } from './tree.ts';
import { nameOf, withArticle } from './wording.ts';

export function unknownFields(run: RuleRun): void {
  for (const object of run.tree.objects) {
    if (object.shape === undefined && object.union === undefined) continue;
    if (object.shape?.open) continue;
    for (const field of object.node.fields) {
      if (field.unchecked || fieldOf(object.shape ?? object.union, field.key) !== undefined) continue;
      const name = otherSpelling(object, field.key);
      reportAt(
        run,
        'send-api/unknown-field',
        field.keyPlace,
        { field: field.key, object: withArticle(nameOf(object)), hint: hintFor(object, field, name) },
        name === undefined
          ? renameFixes(
              field.keyPlace,
              field.key,
              usableNames(object).filter((n) => !object.fields.has(n)),
            )
          : { fixes: replaceWord(field.keyPlace, field.key, name) },
      );
    }
  }
}

/** The field that `key` is but for case, dashes and underscores: `quickReplies` of client libraries. */
export function otherSpelling(object: ObjectVisit, key: string): string | undefined {
  const folded = foldName(key);
  return namesOf(object).find(
    (name) => name !== key && foldName(name) === folded && !object.fields.has(name),
  );
}

function hintFor(object: ObjectVisit, field: FieldNode, name: string | undefined): string {
  if (name !== undefined) return ` The Send API writes it "${name}".`;
  const words = shapesOf(object).flatMap((shape) => ownValue(shape.misplaced, field.key) ?? [])[0];
  if (words !== undefined) return ` ${words[0]?.toUpperCase()}${words.slice(1)}.`;
  const inItem = itemsWith(object, field.key);
  if (inItem !== undefined) return inItem;
  const others = otherVariants(object, field.key);
  if (others !== undefined) return others;
  const meant = didYouMean(field.key, usableNames(object));
  return meant !== '' ? meant : ` Remove it, or put it under "unchecked" if Meta has introduced it lately.`;
}

/** `generic: { title: … }`: the fields of an element, without its dash. */
function itemsWith({ shape }: ObjectVisit, key: string): string | undefined {
  for (const [list, field] of Object.entries(shape?.fields ?? {})) {
    const of = field.shape.kind === 'list' ? field.shape.of : undefined;
    if (of?.kind !== 'object' || ownValue(of.fields, key) === undefined) continue;
    return ` It is a field of an item of "${list}": put a dash before the first field of each item.`;
  }
  return undefined;
}

/** `payload` on a URL button: a field of another variant. */
function otherVariants(object: ObjectVisit, key: string): string | undefined {
  if (object.shape === undefined || object.union === undefined) return undefined;
  if (suggestions(key, usableNames(object)).length > 0) return undefined;
  const { discriminator, variants } = object.union;
  const having = Object.keys(variants).filter((name) => ownValue(variants[name]?.fields, key) !== undefined);
  if (having.length === 0) return undefined;
  return ` It belongs to ${discriminator} ${having.slice(0, 3).join(', ')}: remove it, or change ${discriminator}.`;
}

function shapesOf(object: ObjectVisit): readonly ObjectShape[] {
  return object.shape !== undefined ? [object.shape] : Object.values(object.union?.variants ?? {});
}

function namesOf(object: ObjectVisit): readonly string[] {
  return shapesOf(object).flatMap((shape) => Object.keys(shape.fields));
}

/** Without those that nobody should write. */
function usableNames(object: ObjectVisit): readonly string[] {
  const gone = (field: Field) =>
    field.availability?.some((a) => a.level === 'error' && !a.profile && !a.channel);
  return shapesOf(object).flatMap(({ fields }) => Object.keys(fields).filter((key) => !gone(fields[key]!)));
}
