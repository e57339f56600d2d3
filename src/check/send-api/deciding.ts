/** Fields that say what an object is: what must stand beside them cannot depend on the data. */
import type { FieldNode } from '../../bind/model.ts';
import { constantOf } from './constant.ts';
import { requestField } from './find.ts';
import { possibleTexts } from './possible.ts';
import type { RuleRun } from './run.ts';
import { reportAt } from './run.ts';

export function deciding(run: RuleRun): void {
  for (const { union, fields } of run.tree.objects) {
    const kind = union && fields.get(union.discriminator);
    if (kind && isOpen(kind)) report(run, kind, 'which other fields belong here');
  }
  for (const [key, alike] of Object.entries(requestKinds)) {
    const field = requestField(run, key);
    if (!field || !isOpen(field)) continue;
    const possible = possibleTexts(field.value, run.tree.root.present);
    const isOther = (text: string) => text === '' || alike?.includes(text) === false;
    // what is open is no value of the list, which is reported as that
    if (possible.kind === 'finite' && possible.texts.some(isOther)) {
      report(run, field, 'what kind of request this is');
    }
  }
}

/** Fields that must be there (CB-5, TL-3), with those of their values that want nothing else beside them. */
const requestKinds: Readonly<Record<string, readonly string[] | undefined>> = {
  messaging_type: ['RESPONSE', 'UPDATE'],
  tag: undefined,
  sender_action: ['typing_on', 'typing_off', 'mark_seen'],
};

function report(run: RuleRun, { key, value }: FieldNode, what: string): void {
  reportAt(run, 'send-api/decided-by-data', value, { field: key, what });
}

function isOpen({ value, unchecked, implied }: FieldNode): boolean {
  return !unchecked && !implied && value.kind === 'text' && constantOf(value) === undefined;
}
