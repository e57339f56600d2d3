/** A file is named by exactly one of url and attachment_id (A-2, A-13, R3.4-3); is_reusable is for URLs. */
import { mediaPayload } from '../../send-api/attachment.ts';
import { objectsOf } from './find.ts';
import { describeFinding, exactlyOne, presenceOf, truthOf } from './presence.ts';
import type { RuleRun } from './run.ts';
import { firstLine, reportAt } from './run.ts';
import type { ObjectVisit } from './tree.ts';
import { otherSpelling } from './unknown-fields.ts';
import { nameOf, withArticle } from './wording.ts';

const keys = ['url', 'attachment_id'];

export function mediaSource(run: RuleRun): void {
  for (const object of run.tree.objects) {
    if (object.shape !== undefined && keys.every((key) => Object.hasOwn(object.shape!.fields, key)))
      check(run, object);
  }
  for (const object of objectsOf(run, mediaPayload)) {
    const reusable = object.fields.get('is_reusable');
    if (reusable === undefined || truthOf(object, 'is_reusable') === 'never') continue;
    if (presenceOf(object, 'attachment_id') !== 'never' && !object.fields.has('url')) {
      reportAt(run, 'send-api/reusable-with-id', reusable.keyPlace, {});
    }
  }
}

function check(run: RuleRun, object: ObjectVisit): void {
  const finding = exactlyOne(object, keys);
  if (finding === undefined) return;
  const slip = object.node.fields.some((f) => keys.includes(otherSpelling(object, f.key) ?? ''));
  if (finding.kind === 'none' && slip) return;
  const { problem, severity } = describeFinding(finding, {
    none: 'here is none',
    several: 'remove one of them',
  });
  const place = finding.kind === 'several' ? finding.fields[1]!.keyPlace : firstLine(object.node);
  const name = withArticle(nameOf(object));
  const params = { object: name.charAt(0).toUpperCase() + name.slice(1), problem };
  reportAt(run, 'send-api/media-source', place, params, { severity });
}
