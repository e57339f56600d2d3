/** What Meta has removed, not yet had in v21.0, does not offer on a channel or does not document (rules 3.1, 9, TG-5, TG-7). */
import type { Place } from '../../bind/model.ts';
import type { DiagnosticExtras } from '../../diagnostics/diagnostic.ts';
import type { Availability } from '../../send-api/schema.ts';
import { possibleTexts } from './possible.ts';
import type { RuleRun } from './run.ts';
import { firstLine, reportAt } from './run.ts';
import type { AvailabilityFound } from './scopes.ts';
import { availabilityIn } from './scopes.ts';
import type { ObjectVisit } from './tree.ts';
import { channelName, nameOf } from './wording.ts';

export function availability(run: RuleRun): void {
  for (const object of run.tree.objects) {
    checkFields(run, object);
    report(run, object.shape?.availability, kindPlace(object), () => `The ${nameOf(object)}`);
  }
  for (const { node, shape, owner, fieldNode, present } of run.tree.values) {
    // A discriminator's values are the variants, which are reported as objects.
    if (shape?.kind !== 'text' || owner.union?.discriminator === fieldNode.key) continue;
    const possible = shape.values === undefined ? undefined : possibleTexts(node, present);
    if (possible?.kind !== 'finite') continue;
    for (const value of shape.values ?? []) {
      if (!possible.texts.includes(value.value)) continue;
      report(run, value.availability, node, () => `The value "${value.value}" of "${fieldNode.key}"`);
    }
  }
}

function checkFields(run: RuleRun, object: ObjectVisit): void {
  for (const fieldNode of object.node.fields) {
    if (fieldNode.unchecked) continue;
    const field = object.shape?.fields[fieldNode.key];
    if (!Object.hasOwn(object.shape?.fields ?? {}, fieldNode.key)) continue;
    report(run, field?.availability, fieldNode.keyPlace, () => `"${fieldNode.key}" of the ${nameOf(object)}`);
  }
}

/** Where an author says which kind of object this is. */
function kindPlace(object: ObjectVisit): Place {
  const discriminator = object.union && object.fields.get(object.union.discriminator);
  return discriminator && !discriminator.implied ? discriminator.value : firstLine(object.node);
}

function report(
  run: RuleRun,
  list: readonly Availability[] | undefined,
  place: Place,
  describe: () => string,
): void {
  const found = availabilityIn(list, run.rules);
  if (found === undefined) return;
  const { status, level, date } = found.availability;
  const what = describe();
  const replacement =
    found.availability.replacement === undefined ? '' : `: ${found.availability.replacement}`;
  const since = date === undefined ? '' : ` ${date.length > 7 ? 'on' : 'in'} ${date}`;
  const extras: DiagnosticExtras = { severity: level };
  const old: DiagnosticExtras = { severity: level, tags: ['deprecated'] };
  switch (status) {
    case 'removed':
      reportAt(run, 'send-api/removed', place, { what, since, replacement }, old);
      return;
    case 'deprecated':
    case 'legacy':
      reportAt(run, 'send-api/deprecated', place, { what, since: sinceWords(date), replacement }, old);
      return;
    case 'newer':
      reportAt(
        run,
        'send-api/newer',
        place,
        {
          what,
          since: date === undefined ? '' : ` (${date})`,
          // what is imported goes by the rules of the file that sends it
          of: run.body.file === place.file ? 'the file' : run.body.file.path,
          replacement: replacement && `, or${replacement.slice(1)}`,
        },
        extras,
      );
      return;
    case 'unsupported':
      reportAt(run, 'send-api/unsupported', place, { what, channel: where(found), replacement }, extras);
      return;
    case 'undocumented':
      reportAt(run, 'send-api/undocumented', place, { what, replacement }, extras);
      return;
  }
}

function sinceWords(date: string | undefined): string {
  return date === undefined ? '' : ` since ${date}`;
}

function where({ availability, channel }: AvailabilityFound): string {
  return availability.channel === undefined ? 'here' : `on ${channelName(channel)}`;
}
