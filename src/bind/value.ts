/** YAML value -> node of the model, led by the shape that the Send API expects in its place. */
import { constantText, parseTemplate } from '../../grammar/index.ts';
import type { ParamsOf } from '../diagnostics/catalog.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { neededKey } from '../send-api/alternatives.ts';
import { message as messageShape } from '../send-api/index.ts';
import { fieldOf, variantOf } from '../send-api/resolve.ts';
import type { ObjectShape, Shape } from '../send-api/schema.ts';
import { isNumberKeptAsText } from '../yaml/core-schema.ts';
import { isCutText } from '../yaml/find-split-texts.ts';
import type { YamlMap, YamlNode } from '../yaml/nodes.ts';
import { type BindContext, isNull, kindOf, type Source, type SourcedEntry } from './context.ts';
import { entriesOf, followUse } from './follow-use.ts';
import { bindGuard } from './guards.ts';
import { bindItems, nothing } from './items.ts';
import { bindLine } from './lines.ts';
import { messageNames } from './message-names.ts';
import type { FieldNode, Guard, Node, ObjectNode, Place } from './model.ts';
import { spend } from './spend.ts';
import { bindText } from './text.ts';
import { bindUse } from './use.ts';

export function bindValue(ctx: BindContext, source: Source, node: YamlNode, shape: Shape | undefined): Node {
  if (!spend(ctx, source, node)) return nothing(source, node);
  if (node.kind === 'seq') {
    const items = bindItems(ctx, source, node.items, shape?.kind === 'list' ? shape : undefined);
    return { kind: 'list', items, file: source.file, range: node.range, shape, scope: source.scope };
  }
  if (node.kind === 'map') return bindMapping(ctx, source, node, shape);
  // what is passed through keeps its JSON, null as well
  if (shape?.kind === 'any' && isNull(node)) return nothing(source, node);
  if (shape?.kind === 'object' && shape.line === 'link') return bindLine(ctx, source, node, 'link', shape);
  if (shape?.kind === 'any' && node.style === 'plain' && isNumberKeptAsText(node.value)) {
    ctx.report(diagnostic('spec/number-as-text', source.file, node.range, { number: node.value }));
  }
  return bindText(ctx, source, node, shape);
}

/** A mapping, with `use:` in it taken apart. */
export function bindMapping(ctx: BindContext, source: Source, node: YamlMap, shape: Shape | undefined): Node {
  const at = { file: source.file, range: node.range };
  const use = node.entries.find((e) => e.key.value === 'use');
  if (!use) return bindObject(ctx, source, at, entriesOf(source, node), shape);
  // a fragment alone stands as it is: it may be of another kind than the place suggests
  if (node.entries.length === 1) {
    const used = bindUse(ctx, source, use.value);
    return used ? bindValue(ctx, used.source, used.node, shape) : nothing(source, node);
  }
  const followed = followUse(ctx, source, node);
  if (!followed) return nothing(source, node);
  if ('entries' in followed) return bindObject(ctx, source, at, followed.entries, shape);
  reportOverride(ctx, followed.beside);
  return bindValue(ctx, followed.used.source, followed.used.node, shape);
}

/** Keys beside the `use` of a list or a line. */
export function reportOverride(ctx: BindContext, [first]: readonly SourcedEntry[]): void {
  if (!first) return;
  const { key } = first.entry;
  ctx.report(diagnostic('spec/override', first.source.file, key.range, { key: key.value }));
}

export function bindObject(
  ctx: BindContext,
  source: Source,
  at: Place,
  entries: readonly SourcedEntry[],
  shape: Shape | undefined,
): ObjectNode {
  const known = new Map(entries.map((e) => [e.entry.key.value, e.entry.value]));
  const resolved = objectShape(shape, known);
  const fields: FieldNode[] = [];
  for (const each of entries) {
    const key = each.entry.key.value;
    const absent = isNull(each.entry.value);
    if (key === 'unchecked' && each.entry.value.kind !== 'map' && !absent) {
      ctx.report(
        diagnostic('spec/wrong-kind', each.source.file, each.entry.value.range, {
          key,
          expected: 'a mapping of fields, such as "unchecked: { new_field: 1 }"',
          found: kindOf(each.entry.value),
        }),
      );
    } else if (key === 'unchecked' && each.entry.value.kind === 'map') {
      for (const inner of entriesOf(each.source, each.entry.value)) {
        reportTwin(ctx, inner, entries);
        fields.push(bindField(ctx, source, inner, { kind: 'any' }, true));
      }
    } else if (absent && shape?.kind !== 'any' && isCutText(each.source.file, each.entry)) {
      // said by the reading of the file
    } else if (absent && shape?.kind !== 'any' && isField(resolved.shape, key)) {
      ctx.report(diagnostic('spec/null-field', each.source.file, each.entry.key.range, { name: key }));
    } else {
      fields.push(withLocalFile(bindField(ctx, source, each, resolved.shape, false), known));
    }
  }
  markNeeded(fields, resolved.shape);
  if (resolved.implied) {
    const [key, value] = resolved.implied;
    fields.unshift(impliedField(at, source, resolved.shape, key, value));
  }
  return {
    kind: 'object',
    fields,
    file: at.file,
    range: at.range,
    shape: resolved.shape ?? shape,
    scope: source.scope,
  };
}

/** Also where nobody can tell, since the kind of the object is not known. */
function isField(shape: ObjectShape | undefined, key: string): boolean {
  if (shape === undefined || shape.open === true || fieldOf(shape, key) !== undefined) return true;
  if (key === 'unchecked') return true;
  return shape === messageShape && messageNames.has(key);
}

/** A field under `unchecked:` that stands beside it too. */
function reportTwin(
  ctx: BindContext,
  { entry, source }: SourcedEntry,
  beside: readonly SourcedEntry[],
): void {
  const name = entry.key.value;
  const twin = beside.find((e) => e.entry.key.value === name);
  if (!twin || isNull(twin.entry.value)) return;
  const there = { file: twin.source.file, range: twin.entry.key.range };
  reportInsideAndBeside(ctx, { file: source.file, range: entry.key.range }, there, {
    name,
    inside: 'unchecked',
  });
}

/** A field that stands at `here` and at `there`, of which only one can be meant. */
export function reportInsideAndBeside(
  ctx: BindContext,
  here: Place,
  there: Place,
  params: ParamsOf<'spec/inside-and-beside'>,
): void {
  const related = [{ ...there, message: 'the other one is here' }];
  ctx.report(diagnostic('spec/inside-and-beside', here.file, here.range, params, { related }));
}

/** The `attachment_id` of a media template, whose `media_type` says as what the file is uploaded. */
function withLocalFile(field: FieldNode, beside: ReadonlyMap<string, YamlNode>): FieldNode {
  const { value } = field;
  const type = beside.get('media_type');
  if (field.key !== 'attachment_id' || value.kind !== 'text' || type?.kind !== 'scalar') return field;
  const path = value.text.value;
  if (!/^\.{1,2}\//.test(path) || !['image', 'video'].includes(type.value)) return field;
  return { ...field, value: { ...value, upload: { path, type: type.value }, destination: 'text' } };
}

/** Of fields of which the API wants one (`url` or `attachment_id`), the only one that is there is required. */
export function markNeeded(fields: FieldNode[], shape: Shape | undefined): void {
  const key = neededKey(shape, (k) => fields.some((f) => f.key === k && f.field !== undefined));
  const at = key === undefined ? -1 : fields.findIndex((f) => f.key === key);
  const node = fields[at];
  if (node?.field) fields[at] = { ...node, field: { ...node.field, required: 'error' } };
}

/** A constant field that sendspec writes itself. */
export function impliedField(
  at: Place,
  source: Source,
  shape: Shape | undefined,
  key: string,
  value: string,
): FieldNode {
  const field = shape && fieldOf(shape, key);
  return {
    key,
    keyPlace: at,
    field,
    implied: true,
    value: {
      kind: 'literal',
      value,
      file: at.file,
      range: at.range,
      shape: field?.shape,
      scope: source.scope,
    },
  };
}

function objectShape(
  shape: Shape | undefined,
  known: ReadonlyMap<string, YamlNode>,
): { shape: ObjectShape | undefined; implied?: readonly [string, string] } {
  if (shape?.kind === 'object') {
    const implied = Object.entries(shape.implied ?? {}).find(([key]) => !isPresent(known, key));
    return { shape, ...(implied && { implied }) };
  }
  if (shape?.kind !== 'union') return { shape: undefined };
  const found = variantOf(
    shape,
    (key) => {
      const node = known.get(key);
      return node?.kind === 'scalar' && node.core !== null
        ? constantText(parseTemplate(node.value).program)
        : undefined;
    },
    (key) => isPresent(known, key),
  );
  return {
    shape: found.variant,
    ...(found.implied && found.name !== undefined && { implied: [shape.discriminator, found.name] as const }),
  };
}

function isPresent(known: ReadonlyMap<string, YamlNode>, key: string): boolean {
  const node = known.get(key);
  return node !== undefined && !isNull(node);
}

function bindField(
  ctx: BindContext,
  object: Source,
  { entry, source }: SourcedEntry,
  shape: Shape | undefined,
  unchecked: boolean,
): FieldNode {
  const key = entry.key.value;
  const field = unchecked || !shape ? undefined : fieldOf(shape, key);
  const inner =
    unchecked || shape?.kind === 'any' || shape === undefined ? ({ kind: 'any' } as const) : field?.shape;
  const guarded = takeWhen(ctx, source, entry.value);
  if (guarded.when && source.scope !== object.scope) {
    ctx.report(
      diagnostic('spec/not-yet', source.file, entry.key.range, {
        what: 'a field with "when" of a fragment whose other keys are overridden',
      }),
    );
  }
  return {
    key,
    keyPlace: { file: source.file, range: entry.key.range },
    field,
    value: bindValue(ctx, source, guarded.node, inner),
    ...(guarded.when && { when: guarded.when }),
    ...(unchecked && { unchecked }),
  };
}

/** `when` on a mapping-valued field: false drops the field. */
export function takeWhen(ctx: BindContext, source: Source, node: YamlNode): { node: YamlNode; when?: Guard } {
  const entry = node.kind === 'map' ? node.entries.find((e) => e.key.value === 'when') : undefined;
  if (node.kind !== 'map' || !entry) return { node };
  const when = bindGuard(ctx, source, entry);
  return { node: { ...node, entries: node.entries.filter((e) => e !== entry) }, ...(when && { when }) };
}
