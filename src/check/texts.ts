/** One text: its names, and what stands where in a URL, a phone number, a number's place. */

import type { Statement } from '../../grammar/ast.ts';
import { constantText, isConstant, onlyExpression, startsLink } from '../../grammar/index.ts';
import type { FieldNode, TextNode } from '../bind/model.ts';
import { resolvePath } from '../bind/spec-files.ts';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import { parseHttpUrl } from '../render/runtime/http-url.ts';
import { dotsOf, percentEncode } from '../render/runtime/output.ts';
import { blame } from './at-call.ts';
import { textSize } from './bounds.ts';
import type { Walk } from './check-spec.ts';
import { type Env, rootEnv, type Typed } from './environment.ts';
import { describe, typeOf, typeOfCall } from './expressions.ts';
import { isCall } from './helper-at.ts';
import { localFileNames, mostFiles } from './local-files.ts';
import { checkProgram } from './names.ts';
import { constantParts } from './send-api/constant.ts';
import { possibleIn } from './send-api/possible.ts';
import { mayBeBreaksOnly } from './visible.ts';

export function checkText(node: TextNode, owner: FieldNode | undefined, walk: Walk): void {
  checkLocalFile(node, owner, walk);
  const constant = isConstant(node.program);
  if (constant && !node.text.value.includes('{')) return;
  const env = rootEnv(node.scope, walk.present, node.partials);
  const only = onlyExpression(node.program);
  // A field that is exactly one expression is left out (or fails) as a whole: no hole in a text.
  const report = (d: Diagnostic) =>
    walk.report(d.file === node.file ? { silencedAt: node.text.range.start, ...d } : d);
  const { text, destination } = node;
  const run = { text, report, destination, calls: walk.calls, mayBeMissing: only !== undefined };
  checkProgram(node.program, env, run);
  if (constant) return;
  if (only && owner) checkOnly(node, owner, only, env, walk);
  if (owner) checkEmpty(node, owner, only, env, walk);
  if (node.destination === 'url') {
    checkHost(node, env, walk);
    checkShape(node, env, walk);
  }
  if (owner?.target) checkTarget(node, env, walk);
}

/** `Go -> {{link}}?ref=x`: a payload that begins with a link would be sent back, and no page would open. */
function checkTarget(node: TextNode, env: Env, walk: Walk): void {
  const first = node.program.body.find((statement) => statement.type !== 'CommentStatement');
  if (first === undefined) return;
  let name: string | undefined;
  if (first.type === 'MustacheStatement') {
    const value = typedOutput(first, env);
    if (value.type && isUrl(value.type)) name = value.name;
  } else if (first.type === 'PartialStatement') {
    const [start] = env.partials?.get(first)?.program.body ?? [];
    if (start?.type === 'ContentStatement' && startsLink(start.value)) {
      name = node.text.value.slice(first.span.start, first.span.end);
    }
  }
  if (name === undefined) return;
  const range = node.text.map.range(first.span.start, first.span.end);
  walk.report(diagnostic('params/url-start', node.file, range, { name }));
}

/** `./photo.png`: uploaded once per Page, so its name must be known beforehand, and be one of the project's. */
function checkLocalFile(node: TextNode, owner: FieldNode | undefined, walk: Walk): void {
  const { upload } = node;
  const say = (path: string, problem: string) =>
    walk.report(diagnostic('spec/local-file', node.file, node.range, { path, problem }));
  if (!upload) {
    const text = constantText(node.program);
    if (owner?.key !== 'attachment_id' || owner.unchecked || !text || !/^\.{1,2}\//.test(text)) return;
    say(
      text,
      'is a file, and no file can be named here: write `image: ./photo.png` (or video, audio, file), or an attachment_id',
    );
    return;
  }
  const names = localFileNames(node, rootEnv(node.scope, walk.present, node.partials));
  if (names === undefined) {
    say(
      upload.path,
      `holds what is not one of a few known values (at most ${mostFiles} files): name each file in full, on steps with "when:", or give the param a list of values`,
    );
    return;
  }
  const outside = names.find((name) => resolvePath(node.file.path, name) === undefined);
  if (outside !== undefined) say(outside, "lies outside the project's folder: copy the file into it");
}

function checkOnly(
  node: TextNode,
  owner: FieldNode,
  only: Extract<Statement, { type: 'MustacheStatement' }>,
  env: Env,
  walk: Walk,
): void {
  const value = typedOutput(only, env);
  const range = node.text.map.range(only.span.start, only.span.end);
  const level = owner.field?.required;
  if (value.missing && level && !owner.unchecked) {
    const params = { name: value.name, field: owner.key };
    const severity = level === 'error' ? {} : { severity: level };
    const { extras, ...at } = blame(isCall(only, env.scope) ? only.params[0] : only.path, env, {
      file: node.file,
      range,
    });
    const more = { ...severity, ...extras };
    walk.report(diagnostic('params/required-may-be-empty', at.file, at.range, params, more));
  }
  if (!value.type) return;
  // what it is shows itself only when it is rendered
  const extras = value.type.kind === 'unknown' ? { severity: 'warning' as const } : {};
  if (node.destination === 'whole-url' && !isUrl(value.type)) {
    walk.report(
      diagnostic(
        'params/url-type',
        node.file,
        range,
        { name: isCall(only, env.scope) ? callText(node, only) : value.name, type: describe(value.type) },
        extras,
      ),
    );
  }
  const { shape } = node;
  if (
    (shape?.kind === 'number' && value.type.kind !== 'number') ||
    (shape?.kind === 'boolean' && value.type.kind !== 'boolean')
  ) {
    walk.report(
      diagnostic(
        'params/field-type',
        node.file,
        range,
        {
          field: owner.key,
          expected: shape.kind === 'number' ? 'a number' : 'true or false',
          name: value.name,
          found: describe(value.type),
        },
        extras,
      ),
    );
  }
}

/** A field that cannot be left out must not render to nothing; one missing value is told by `checkOnly`. */
function checkEmpty(
  node: TextNode,
  owner: FieldNode,
  only: Extract<Statement, { type: 'MustacheStatement' }> | undefined,
  env: Env,
  walk: Walk,
): void {
  // of a phone number nothing is left where it is none, which is for the rules of formats to say
  if (!owner.field?.required || owner.unchecked || node.destination === 'tel') return;
  if (only && typedOutput(only, env).missing) return;
  const { min, max, unbounded } = textSize(node, env);
  // without a cause: a name in it does not exist, which is reported as that
  if (min === 0 && max === Number.POSITIVE_INFINITY && unbounded === undefined) return;
  if (min > 0 && !mayBeBreaksOnly(node, env)) return;
  const data = { field: owner.key, ...(min > 0 && { onlyBreaks: true }) };
  walk.report(diagnostic('params/can-render-empty', node.file, node.range, data));
}

function typedOutput(only: Extract<Statement, { type: 'MustacheStatement' }>, env: Env): Typed {
  if (!isCall(only, env.scope)) return typeOf(only.path, env);
  const value = typeOfCall(only.path, only, env);
  const missing = only.params.find((p) => typeOf(p, env).missing);
  return value.missing && missing?.type === 'PathExpression'
    ? { ...value, name: typeOf(missing, env).name }
    : value;
}

/** `{{default a b}}` as a name: which of its values is wrong nobody knows. */
function callText(
  { text }: TextNode,
  { path, params, hash }: Extract<Statement, { type: 'MustacheStatement' }>,
) {
  const last = hash.pairs.at(-1) ?? params.at(-1) ?? path;
  return `(${text.value.slice(path.span.start, last.span.end)})`;
}

function isUrl(type: NonNullable<Typed['type']>): boolean {
  return (
    type.kind === 'string' &&
    (type.format === 'url' || (type.values?.every((v) => /^https?:\/\//i.test(v)) ?? false))
  );
}

const mostHosts = 256;

/** Before the first `/ ? #` after the scheme only an expression with finitely many known values may stand. */
function checkHost(node: TextNode, env: Env, walk: Walk): void {
  let starts: readonly string[] = [''];
  for (const statement of node.program.body) {
    if (statement.type === 'CommentStatement') continue;
    if (statement.type === 'ContentStatement') {
      starts = starts.map((start) => start + statement.value);
      if (starts.some((start) => hostOf(start)?.isWhole)) break;
      continue;
    }
    const range = node.text.map.range(statement.span.start, statement.span.end);
    const value = statement.type === 'MustacheStatement' ? typedOutput(statement, env) : undefined;
    const isHttp = /^https?:\/\//i.test(starts[0]!);
    const values = value?.type?.kind === 'string' ? value.type.values : undefined;
    if (!value || !values || !isHttp || starts.length * values.length > mostHosts) {
      const name = value?.name ?? 'a block';
      walk.report(diagnostic('params/url-start', node.file, range, { name, inHost: isHttp }));
      return;
    }
    const odd = values.find((v) => !/^[\p{L}\p{N}._~-]*$/u.test(v));
    if (odd !== undefined) {
      walk.report(diagnostic('params/url-host', node.file, range, { name: value.name, value: odd }));
      return;
    }
    starts = starts.flatMap((start) => values.map((v) => start + percentEncode(v)));
  }
  const wrong = starts
    .map(hostOf)
    .find((host) => host && /^\S+$/.test(host.name) && !parseHttpUrl(host.start));
  if (!wrong) return;
  const { range } = node;
  walk.report(diagnostic('params/url-host', node.file, range, { name: '', value: wrong.name }));
}

/** The link up to its host, and whether the host ends there. */
function hostOf(
  url: string,
): { readonly start: string; readonly name: string; readonly isWhole: boolean } | undefined {
  const match = /^https?:\/\/([^/?#]*)([/?#])?/i.exec(url);
  return match
    ? { start: `${match[0].replace(/[/?#]$/, '')}/`, name: match[1]!, isWhole: match[2] !== undefined }
    : undefined;
}

/** A host that can be empty, or a part of the path that can be `.` or `..`, whatever the rest of the data says. */
function checkShape(node: TextNode, env: Env, walk: Walk): void {
  const possible = possibleIn(node, env, 'x');
  if (possible.kind !== 'finite') return;
  const { texts } = possible;
  if (texts.some((text) => /^https?:\/\/(?:[/?#]|$)/i.test(text))) {
    walk.report(diagnostic('params/url-host', node.file, node.range, { name: 'the host', value: '' }));
    return;
  }
  // those that the author wrote out are meant
  if (constantParts(node).some((part) => /\/\.{1,2}\//.test(part))) return;
  const url = texts.find((text) => dotsOf(text));
  if (url === undefined) return;
  walk.report(diagnostic('params/url-dots', node.file, node.range, { part: dotsOf(url) as string }));
}
