/** Fields of the `message` object: the Send API's own, and the sugar that stands for an attachment. */
import { diagnostic } from '../diagnostics/diagnostic.ts';
import {
  attachment as attachmentShape,
  fieldOf,
  mediaKeys,
  mediaList,
  message as messageShape,
  ownValue,
  templateAttachment,
  templateKeys,
  templates,
  textWithButtons,
} from '../send-api/index.ts';
import type { ObjectShape, Shape } from '../send-api/schema.ts';
import type { YamlMap, YamlNode } from '../yaml/nodes.ts';
import { nameOf } from './body.ts';
import { type BindContext, isNull, kindOf, type Source, type SourcedEntry } from './context.ts';
import { entriesOf } from './follow-use.ts';
import { bindItems } from './items.ts';
import type { FieldNode, Node, ObjectNode, Place } from './model.ts';
import { bindText } from './text.ts';
import { bindObject, bindValue, impliedField, markNeeded, takeWhen } from './value.ts';

export function bindMessageFields(
  ctx: BindContext,
  source: Source,
  at: Place,
  entries: readonly SourcedEntry[],
): FieldNode[] {
  const sugar = entries.filter((e) => isContent(nameOf(e)) && !isNull(e.entry.value));
  const buttons = sugar.find((e) => nameOf(e) === 'buttons');
  const text = entries.find((e) => nameOf(e) === 'text' && !isNull(e.entry.value));
  const taken = new Set<SourcedEntry | undefined>([
    ...sugar.filter((e) => !isLongForm(nameOf(e))),
    buttons && text,
  ]);
  const fields = [
    ...bindObject(
      ctx,
      source,
      at,
      entries.filter((e) => !taken.has(e)),
      messageShape,
    ).fields,
  ];
  reportSeveral(ctx, sugar);
  for (const each of sugar) {
    if (isLongForm(nameOf(each))) continue;
    fields.push(nameOf(each) === 'buttons' ? buttonTemplate(ctx, each, text) : contentField(ctx, each));
  }
  markNeeded(fields, messageShape);
  return inOrder(fields);
}

function isLongForm(name: string): boolean {
  return name === 'attachment' || name === 'attachments';
}

function isContent(name: string): boolean {
  return (
    isLongForm(name) ||
    name === 'buttons' ||
    Object.hasOwn(mediaKeys, name) ||
    Object.hasOwn(templateKeys, name)
  );
}

/** A message holds one attachment. */
function reportSeveral(ctx: BindContext, contents: readonly SourcedEntry[]): void {
  for (const each of contents.slice(1)) {
    ctx.report(
      diagnostic('spec/two-contents', each.source.file, each.entry.key.range, {
        first: nameOf(contents[0]!),
        second: nameOf(each),
      }),
    );
  }
}

/** `text` + `buttons`. */
function buttonTemplate(ctx: BindContext, buttons: SourcedEntry, text: SourcedEntry | undefined): FieldNode {
  return templateField(ctx, buttons, textWithButtons.templateType, text ? [text, buttons] : [buttons]);
}

function contentField(ctx: BindContext, each: SourcedEntry): FieldNode {
  const { entry, source } = each;
  const { node, when } = takeWhen(ctx, source, entry.value);
  const inner: SourcedEntry = when ? { source, entry: { ...entry, value: node } } : each;
  const field = ownValue(mediaKeys, nameOf(each)) ? mediaField(ctx, inner) : templateSugarField(ctx, inner);
  return when ? { ...field, when } : field;
}

// ---------- templates ----------

function templateSugarField(ctx: BindContext, each: SourcedEntry): FieldNode {
  const { entry, source } = each;
  const name = nameOf(each);
  const sugar = templateKeys[name]!;
  const { shape, list } = sugar;
  if (entry.value.kind === 'map') {
    return templateField(
      ctx,
      each,
      sugar.templateType,
      sugar.single ? singleElement(shape, source, entry.value) : entriesOf(source, entry.value),
    );
  }
  if (entry.value.kind === 'seq' && list !== undefined) {
    return templateField(ctx, each, sugar.templateType, [
      { source, entry: { ...entry, key: { ...entry.key, value: list } } },
    ]);
  }
  ctx.report(
    diagnostic('spec/wrong-kind', source.file, entry.value.range, {
      key: name,
      expected: list !== undefined ? 'a list of elements or a mapping' : 'a mapping',
      found: kindOf(entry.value),
    }),
  );
  return templateField(ctx, each, sugar.templateType, []);
}

/** The keys of the one element may stand directly in the template's mapping. */
function singleElement(shape: ObjectShape, source: Source, node: YamlMap): SourcedEntry[] {
  if (node.entries.some((e) => e.key.value === 'elements')) return entriesOf(source, node);
  const own = node.entries.filter(
    (e) => Object.hasOwn(shape.fields, e.key.value) || e.key.value === 'template_type',
  );
  const inner = node.entries.filter((e) => !own.includes(e));
  if (inner.length === 0) return entriesOf(source, node);
  const element: YamlMap = { ...node, entries: inner };
  const elements: YamlNode = { kind: 'seq', items: [element], flow: false, range: node.range };
  const key = { ...inner[0]!.key, value: 'elements' };
  return [
    ...entriesOf(source, { ...node, entries: own }),
    { source, entry: { key, value: elements, range: node.range } },
  ];
}

function templateField(
  ctx: BindContext,
  each: SourcedEntry,
  name: string,
  entries: readonly SourcedEntry[],
): FieldNode {
  const { entry, source } = each;
  const at: Place = { file: source.file, range: entry.value.range };
  const shape = templates.variants[name]!;
  const payload = bindObject(ctx, source, at, entries, shape);
  const named = entries.some((e) => nameOf(e) === 'template_type');
  const fields = named
    ? payload.fields
    : [impliedField(at, source, shape, 'template_type', name), ...payload.fields];
  return attachmentField(each, templateAttachment, { ...payload, fields });
}

// ---------- media ----------

function mediaField(ctx: BindContext, each: SourcedEntry): FieldNode {
  const { entry, source } = each;
  const name = nameOf(each);
  if (entry.value.kind === 'seq' && name === mediaList.key) return imageList(ctx, each);
  if (entry.value.kind === 'seq') {
    ctx.report(
      diagnostic('spec/wrong-kind', source.file, entry.value.range, {
        key: name,
        expected: 'one URL or file: only images can be sent as a list',
        found: 'a list',
      }),
    );
  }
  return attachmentField(each, name, mediaPayload(ctx, source, entry.value, name));
}

function imageList(ctx: BindContext, { entry, source }: SourcedEntry): FieldNode {
  const field = messageShape.fields[mediaList.field];
  const shape = field?.shape.kind === 'list' ? field.shape : undefined;
  const nodes = entry.value.kind === 'seq' ? entry.value.items : [];
  const items = bindItems(ctx, source, nodes, shape, (inner, from, node) => {
    const at: Place = { file: from.file, range: node.range };
    return attachmentObject(at, from, 'image', mediaPayload(inner, from, node, 'image'));
  });
  return {
    key: mediaList.field,
    keyPlace: { file: source.file, range: entry.key.range },
    field,
    implied: true,
    value: { kind: 'list', items, file: source.file, range: entry.value.range, shape, scope: source.scope },
  };
}

function mediaPayload(ctx: BindContext, source: Source, node: YamlNode, type: string): Node {
  const shape = payloadShape(type);
  if (node.kind !== 'scalar') return bindValue(ctx, source, node, shape);
  const at: Place = { file: source.file, range: node.range };
  const local = /^\.{1,2}\//.test(node.value);
  const key = local ? 'attachment_id' : 'url';
  const field = shape && fieldOf(shape, key);
  const text = bindText(ctx, source, node, field?.shape);
  const value: Node = local ? { ...text, upload: { path: node.value, type }, destination: 'text' } : text;
  const fields: FieldNode[] = [{ key, keyPlace: at, field, value, implied: true }];
  markNeeded(fields, shape);
  return { kind: 'object', fields, ...at, shape, scope: source.scope };
}

function payloadShape(type: string): Shape | undefined {
  return attachmentShape.variants[type]?.fields['payload']?.shape;
}

// ---------- the attachment around it ----------

function attachmentField({ entry, source }: SourcedEntry, type: string, payload: Node): FieldNode {
  const at: Place = { file: source.file, range: entry.value.range };
  return {
    key: 'attachment',
    keyPlace: { file: source.file, range: entry.key.range },
    field: messageShape.fields['attachment'],
    implied: true,
    value: attachmentObject(at, source, type, payload),
  };
}

function attachmentObject(at: Place, source: Source, type: string, payload: Node): ObjectNode {
  const shape = attachmentShape.variants[type];
  return {
    kind: 'object',
    fields: [
      impliedField(at, source, shape, 'type', type),
      { key: 'payload', keyPlace: at, field: shape?.fields['payload'], value: payload, implied: true },
    ],
    ...at,
    shape,
    scope: source.scope,
  };
}

const order = new Map(
  ['text', 'attachment', 'attachments', 'template', 'quick_replies', 'metadata'].map((key, i) => [key, i]),
);

function inOrder(fields: readonly FieldNode[]): FieldNode[] {
  const rank = (f: FieldNode) => order.get(f.key) ?? order.size;
  return [...fields].sort((a, b) => rank(a) - rank(b));
}
