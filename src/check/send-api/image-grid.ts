/** At most one image of a grid is the hero (R3.9-9). */
import { gridElement, gridImage } from '../../send-api/templates/image-grid.ts';
import { constantField, objectsOf } from './find.ts';
import type { RuleRun } from './run.ts';
import { reportAt } from './run.ts';

export function imageGrid(run: RuleRun): void {
  for (const element of objectsOf(run, gridElement)) {
    const heroes = objectsOf(run, gridImage).filter(
      (image) => image.parent === element && constantField(image, 'is_hero_image') === 'true',
    );
    const [, second] = heroes;
    const place = second?.fields.get('is_hero_image')?.keyPlace;
    if (place !== undefined) reportAt(run, 'send-api/hero-image', place, { count: heroes.length });
  }
}
