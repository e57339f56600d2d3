/** Ways to the objects that rules are about. */
import type { FieldNode, Node } from '../../bind/model.ts';
import { message } from '../../send-api/message.ts';
import { recipient } from '../../send-api/recipient.ts';
import type { ObjectShape, UnionShape } from '../../send-api/schema.ts';
import { templates } from '../../send-api/templates/index.ts';
import { constantOf } from './constant.ts';
import type { RuleRun } from './run.ts';
import type { ObjectVisit } from './tree.ts';

export function objectsOf(run: RuleRun, shape: ObjectShape): readonly ObjectVisit[] {
  return run.tree.objects.filter((object) => object.shape === shape);
}

/** The variants of a union, told apart by name. */
export function variantsOf(run: RuleRun, union: UnionShape): readonly ObjectVisit[] {
  return run.tree.objects.filter((object) => object.union === union);
}

export function messageOf(run: RuleRun): ObjectVisit | undefined {
  return objectsOf(run, message)[0];
}

export function recipientOf(run: RuleRun): ObjectVisit | undefined {
  return objectsOf(run, recipient)[0];
}

/** Payloads of templates in the message. */
export function templatesOf(run: RuleRun): readonly ObjectVisit[] {
  return variantsOf(run, templates);
}

/** A field of the request that the author can be told about. */
export function requestField(run: RuleRun, key: string): FieldNode | undefined {
  return run.tree.root.fields.get(key);
}

export function constantField(object: ObjectVisit, key: string): string | undefined {
  return constantOf(object.fields.get(key)?.value);
}

/** Objects among the items of a list, splices included. */
export function itemsOf(node: Node | undefined): readonly Node[] {
  if (node?.kind !== 'list') return [];
  return node.items.flatMap((item) =>
    item.splice && item.value.kind === 'list' ? itemsOf(item.value) : [item.value],
  );
}
