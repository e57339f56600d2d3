/** One walk over a body for all rules: each object and value with the shape that the Send API expects in its place. */
import type { FieldNode, ItemNode, ListNode, Node, ObjectNode } from '../../bind/model.ts';
import { request } from '../../send-api/request.ts';
import { fieldOf, variantOf } from '../../send-api/resolve.ts';
import type { Field, ObjectShape, Shape, UnionShape } from '../../send-api/schema.ts';
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
}

/** The value of a field, or an item of a field's list. */
export interface ValueVisit {
  readonly node: Node;
  readonly shape: Shape | undefined;
  readonly owner: ObjectVisit;
  readonly fieldNode: FieldNode;
  readonly field: Field | undefined;
  readonly item?: ItemNode;
}

export interface Tree {
  readonly root: ObjectVisit;
  readonly objects: readonly ObjectVisit[];
  readonly values: readonly ValueVisit[];
}

export function buildTree(body: ObjectNode): Tree {
  const objects: ObjectVisit[] = [];
  const values: ValueVisit[] = [];
  const root = visitObject(body, request);
  return { root, objects, values };

  function visitObject(
    node: ObjectNode,
    shape: Shape | undefined,
    parent?: ObjectVisit,
    key?: string,
  ): ObjectVisit {
    const visit: ObjectVisit = { node, ...shapeOf(node, shape), fields: fieldMap(node), parent, key };
    objects.push(visit);
    for (const fieldNode of node.fields) {
      if (fieldNode.unchecked) continue;
      const field = fieldOf(visit.shape ?? visit.union, fieldNode.key);
      visitValue({ node: fieldNode.value, shape: field?.shape, owner: visit, fieldNode, field });
    }
    return visit;
  }

  function visitValue(value: ValueVisit): void {
    values.push(value);
    const { node, shape, owner, fieldNode } = value;
    // Below a key or shape that is not known nothing can be judged.
    if (shape === undefined || shape.kind === 'any') return;
    if (node.kind === 'object') visitObject(node, shape, owner, fieldNode.key);
    if (node.kind === 'list') visitItems(node, value, shape.kind === 'list' ? shape.of : undefined);
  }

  function visitItems(list: ListNode, value: ValueVisit, shape: Shape | undefined): void {
    for (const item of list.items) {
      // The items of a spliced list stand in this item's place.
      if (item.splice && item.value.kind === 'list') visitItems(item.value, value, shape);
      else visitValue({ ...value, node: item.value, shape, item });
    }
  }
}

function shapeOf(
  node: ObjectNode,
  shape: Shape | undefined,
): Pick<ObjectVisit, 'shape' | 'union' | 'variant' | 'implied'> {
  if (shape?.kind === 'object') return { shape, implied: false };
  if (shape?.kind !== 'union') return { shape: undefined, implied: false };
  const fields = fieldMap(node);
  const { variant, name, implied } = variantOf(
    shape,
    (key) => constantOf(fields.get(key)?.value),
    (key) => fields.has(key),
  );
  return { shape: variant, union: shape, variant: name, implied };
}

function fieldMap(node: ObjectNode): ReadonlyMap<string, FieldNode> {
  return new Map(node.fields.map((field) => [field.key, field]));
}
