/** At most one image of a grid is the hero (R3.9-9). */
import type { FieldNode } from '../../bind/model.ts';
import { gridElement, gridImage } from '../../send-api/templates/image-grid.ts';
import { objectsOf } from './find.ts';
import { truthOf } from './presence.ts';
import type { RuleRun } from './run.ts';
import { reportAt } from './run.ts';
import type { ObjectVisit } from './tree.ts';

export function imageGrid(run: RuleRun): void {
  for (const element of objectsOf(run, gridElement)) {
    const heroes = objectsOf(run, gridImage)
      .filter((image) => image.parent === element)
      .flatMap((image) => heroesOf(run, image));
    const [, second] = heroes;
    if (second === undefined) continue;
    const certain = heroes.filter((hero) => hero.certain).length;
    const severity = certain > 1 ? 'error' : 'warning';
    const params = { count: certain > 1 ? certain : undefined };
    reportAt(run, 'send-api/hero-image', second.field.keyPlace, params, { severity });
  }
}

interface Hero {
  readonly field: FieldNode;
  readonly certain: boolean;
}

/** An image that is repeated stands for two. */
function heroesOf(run: RuleRun, image: ObjectVisit): readonly Hero[] {
  const field = image.fields.get('is_hero_image');
  const truth = truthOf(image, 'is_hero_image');
  if (field === undefined || truth === 'never') return [];
  const item = run.tree.values.find(({ node }) => node === image.node)?.item;
  const isSure = truth === 'always' && !item?.when && !item?.otherwise && !item?.each;
  const hero: Hero = { field, certain: isSure };
  return item?.each ? [hero, hero] : [hero];
}
