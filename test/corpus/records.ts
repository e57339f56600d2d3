/** The bodies that others wrote (test/testdata/corpus), and what the compiler says of one. */
import { readFileSync } from 'node:fs';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { type Analysis, analyze } from '../../src/pipeline.ts';
import type { Channel, Profile } from '../../src/send-api/schema.ts';
import { createSource } from '../../src/source/create-source.ts';
import type { Range } from '../../src/source/source.ts';
import type { YamlNode } from '../../src/yaml/nodes.ts';
import { parseYaml } from '../../src/yaml/parse-yaml.ts';

export type Body = Readonly<Record<string, unknown>>;

export interface CorpusRecord {
  readonly id: string;
  readonly kind: 'request' | 'message';
  readonly template: string;
  readonly platform: Channel;
  readonly payload: Body;
  readonly expect: 'valid' | 'deprecated' | 'invalid' | 'unknown';
  readonly why: string;
  /** JSON pointers of strings that the source computes at run time: their length and form are not judged. */
  readonly filled?: readonly string[];
  readonly api?: 'current';
}

export const records: readonly CorpusRecord[] = readFileSync(
  'test/testdata/corpus/send-api-payloads.jsonl',
  'utf8',
)
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as CorpusRecord);

export const profiles: readonly Profile[] = ['v21.0', 'current'];

/** The profile that a record is written for, and `current`. */
export function profilesOf(record: CorpusRecord): readonly Profile[] {
  return record.api === 'current' ? ['current'] : profiles;
}

/** The record's JSON as the text of a file. The language's one exception: `{{` in a string is written `\{{`. */
export function jsonText(record: CorpusRecord): string {
  return `${JSON.stringify(record.payload, null, 2).replaceAll('{{', '\\\\{{')}\n`;
}

export interface Judged {
  readonly analysis: Analysis;
  readonly diagnostics: readonly Diagnostic[];
  readonly errors: readonly Diagnostic[];
}

/** What the compiler says of a file with the record's body, placeholders aside. */
export function judge(record: CorpusRecord, api: Profile, text = jsonText(record)): Judged {
  const file = createSource(`${record.id}.msg.yaml`, text);
  const analysis = analyze(file, noFiles, { api, channel: record.platform });
  const { root } = parseYaml(file).document;
  const open = (record.filled ?? []).flatMap((pointer) => rangeOf(root, pointer.split('/').slice(1)) ?? []);
  const diagnostics = analysis.diagnostics.filter(
    (d) => !(judgesForm(d) && open.some((range) => covers(range, d.range))),
  );
  return { analysis, diagnostics, errors: diagnostics.filter((d) => d.severity === 'error') };
}

const noFiles = { read: (path: string) => new Error(`${path} does not exist`) };

/** Findings about the length or the form of a text. */
function judgesForm({ code }: Diagnostic): boolean {
  return code.startsWith('length/') || formCodes.has(code);
}
const formCodes = new Set(['send-api/url', 'send-api/format']);

function covers(outer: Range, inner: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function rangeOf(node: YamlNode | null, keys: readonly string[]): Range | undefined {
  const [key, ...rest] = keys;
  if (!node || key === undefined) return node?.range;
  if (node.kind === 'seq') return rangeOf(node.items[Number(key)] ?? null, rest);
  return node.kind === 'map'
    ? rangeOf(node.entries.find((e) => e.key.value === key)?.value ?? null, rest)
    : undefined;
}

/** What a record's body is when it is sent: language.md, "One rule above all" and "Defaults and requests". */
export function sent(record: CorpusRecord): Body {
  return filledIn(asText(record.kind === 'request' ? record.payload : { message: record.payload }) as Body);
}

/** A message needs a messaging_type; a tag says which. An action takes none. */
export function filledIn(body: Body): Body {
  if (body['messaging_type'] !== undefined || body['sender_action'] !== undefined) return body;
  if (body['tag'] !== undefined) return { ...body, messaging_type: 'MESSAGE_TAG' };
  return body['message'] === undefined ? body : { ...body, messaging_type: 'RESPONSE' };
}

/** Keys under which bodies of the collection have numbers where the Send API wants text. */
const textKeys = new Set(['id', 'attachment_id', 'timestamp', 'payload']);

/** Nulls left out, numbers in text fields as text. */
function asText(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => item !== null).map(asText);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => {
      if (inner === null) return [];
      return [[key, typeof inner === 'number' && textKeys.has(key) ? String(inner) : asText(inner)]];
    }),
  );
}
