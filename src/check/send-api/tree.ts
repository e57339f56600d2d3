/** One walk over a body for all rules: each object and value with the shape that the Send API expects in its place. */
import type { FieldNode, ItemNode, ListNode, Node, ObjectNode } from '../../bind/model.ts';
import { request } from '../../send-api/request.ts';
import { fieldOf, variantOf } from '../../send-api/resolve.ts';
import type { Field, ObjectShape, Shape, UnionShape } from '../../send-api/schema.ts';
import { withFacts, withItemFacts } from '../conditions.ts';
import type { Facts } from '../facts.ts';
import { constantOf } from './constant.ts';

export interface ObjectVisit {
  readonly node: ObjectNode;
  /** The object's own shape; undefined where it is a union's and its kind is not known. */
  readonly shape: ObjectShape | undefined;
  readonly union?: UnionShape;
  /** Name of the union's variant. */
  readonly variant?: string;
  /** The discriminator is absent and implied by other keys. */
  readonly implied: boolean;
  readonly fields: ReadonlyMap<string, FieldNode>;
  /** The object that holds this one, and the key (of it, or of its list) in which it stands. */
  readonly parent?: ObjectVisit;
  readonly key?: string;
  /** What is known of the data wherever the object is sent. */
  readonly present: Facts;
}

/** The value of a field, or an item of a field's list. */
export interface ValueVisit {
  readonly node: Node;
  readonly shape: Shape | undefined;
  readonly owner: ObjectVisit;
  readonly fieldNode: FieldNode;
  readonly field: Field | undefined;
  readonly item?: ItemNode;
  /** What is known of the data wherever the value is sent. */
  readonly present: Facts;
}

export interface Tree {
  readonly root: ObjectVisit;
  readonly objects: readonly ObjectVisit[];
  readonly values: readonly ValueVisit[];
}

export function buildTree(body: ObjectNode, present: Facts): Tree {
  const objects: ObjectVisit[] = [];
  const values: ValueVisit[] = [];
  const root = visitObject(body, request, present);
  return { root, objects, values };

  function visitObject(
    node: ObjectNode,
    shape: Shape | undefined,
    present: Facts,
    parent?: ObjectVisit,
    key?: string,
  ): ObjectVisit {
    const visit: ObjectVisit = {
      node,
      ...shapeOf(node, shape),
      fields: fieldMap(node),
      parent,
      key,
      present,
    };
    objects.push(visit);
    for (const fieldNode of node.fields) {
      if (fieldNode.unchecked) continue;
      const field = fieldIn(visit, fieldNode.key);
      const here = withFacts(present, fieldNode.when);
      visitValue({
        node: fieldNode.value,
        shape: field?.shape,
        owner: visit,
        fieldNode,
        field,
        present: here,
      });
    }
    return visit;
  }

  function visitValue(value: ValueVisit): void {
    values.push(value);
    const { node, shape, owner, fieldNode, present } = value;
    // Below a key or shape that is not known nothing can be judged.
    if (shape === undefined || shape.kind === 'any') return;
    if (node.kind === 'object') visitObject(node, shape, present, owner, fieldNode.key);
    if (node.kind === 'list') visitItems(node, value, shape.kind === 'list' ? shape.of : undefined, present);
  }

  function visitItems(list: ListNode, value: ValueVisit, shape: Shape | undefined, present: Facts): void {
    for (const item of list.items) {
      const here = withItemFacts(present, item);
      // The items of a spliced list stand in this item's place.
      if (item.splice && item.value.kind === 'list') visitItems(item.value, value, shape, here);
      else visitValue({ ...value, node: item.value, shape, item, present: here });
    }
  }
}

/**
 * The field that a key is. Where the kind of a union is not known, what stands in
 * a list or mapping that each kind has otherwise cannot be judged: `elements` of a receipt are no cards.
 */
function fieldIn({ shape, union }: ObjectVisit, key: string): Field | undefined {
  const field = fieldOf(shape ?? union, key);
  if (shape !== undefined || field === undefined || !containers.has(field.shape.kind)) return field;
  const all = Object.values(union?.variants ?? {}).flatMap((variant) => fieldOf(variant, key) ?? []);
  return all.every((other) => other.shape === field.shape) ? field : undefined;
}

const containers = new Set<Shape['kind']>(['object', 'union', 'list']);

function shapeOf(
  node: ObjectNode,
  shape: Shape | undefined,
): Pick<ObjectVisit, 'shape' | 'union' | 'variant' | 'implied'> {
  if (shape?.kind === 'object') return { shape, implied: false };
  if (shape?.kind !== 'union') return { shape: undefined, implied: false };
  const fields = fieldMap(node);
  const kind = fields.get(shape.discriminator) ?? misspelled(node, shape.discriminator);
  const fieldAt = (key: string) => (key === shape.discriminator ? kind : fields.get(key));
  const { variant, name, implied } = variantOf(
    shape,
    (key) => constantOf(fieldAt(key)?.value),
    (key) => fieldAt(key) !== undefined,
  );
  return { shape: variant, union: shape, variant: name, implied };
}

/** `templateType`: the key is a finding, but what it says tells the kind of the object. */
function misspelled(node: ObjectNode, name: string): FieldNode | undefined {
  const folded = foldName(name);
  return node.fields.find((field) => !field.unchecked && foldName(field.key) === folded);
}

/** Without case, dashes and underscores. */
export function foldName(name: string): string {
  return name.replace(/[-_\s]/g, '').toLowerCase();
}

function fieldMap(node: ObjectNode): ReadonlyMap<string, FieldNode> {
  return new Map(node.fields.map((field) => [field.key, field]));
}
