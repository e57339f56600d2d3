/** Fields without which the Send API refuses the object are there. */
import type { Place } from '../../bind/model.ts';
import type { Level } from '../../send-api/schema.ts';
import type { RuleRun } from './run.ts';
import { firstLine, reportAt } from './run.ts';
import type { ObjectVisit } from './tree.ts';
import { otherSpelling } from './unknown-fields.ts';
import { nameOf, withArticle } from './wording.ts';

export function missingFields(run: RuleRun): void {
  for (const object of run.tree.objects) {
    const { shape, union } = object;
    if (shape !== undefined) {
      for (const name in shape.fields) {
        const { required } = shape.fields[name]!;
        const implied = object.implied && name === union?.discriminator;
        if (required !== undefined && !implied) checkField(run, object, name, required);
      }
    } else if (union !== undefined && !object.fields.has(union.discriminator)) {
      const values = Object.keys(union.variants).slice(0, 4).join(', ');
      checkField(
        run,
        object,
        union.discriminator,
        'error',
        ` It says which ${union.name} this is: ${values} …`,
      );
    }
  }
}

function checkField(run: RuleRun, object: ObjectVisit, name: string, level: Level, hint = ''): void {
  const field = object.fields.get(name);
  // nearly all fields are there: words are made only where one is not
  if (field !== undefined && field.when === undefined) return;
  const params = { field: name, object: sentenceStart(withArticle(nameOf(object))) };
  if (field === undefined) {
    // Written in another case: said once, by unknownFields.
    if (object.node.fields.some((f) => !f.unchecked && otherSpelling(object, f.key) === name)) return;
    const place: Place = firstLine(object.node);
    reportAt(run, 'send-api/missing-field', place, { ...params, hint }, { severity: level });
  } else if (level !== 'information') {
    reportAt(run, 'send-api/field-may-be-missing', field.keyPlace, params);
  }
}

function sentenceStart(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
