/** Renders clean files with much data, and has the oracle judge the bodies. */

import type { Json, Spec } from '../../src/bind/model.ts';
import { type Analysis, compile } from '../../src/pipeline.ts';
import type { RenderOptions, RenderProblem, RenderResult } from '../../src/render/api.ts';
import { createRenderer, type Renderer } from '../../src/render/index.ts';
import { requestValidator } from '../oracle/index.ts';
import { dataSets } from './random-data.ts';
import { ownModule } from './random-own-helpers.ts';
import { ownField } from './random-projects.ts';

export interface Counts {
  files: number;
  dataSets: number;
  bodies: number;
}

const locales = ['en', 'de-DE', 'fr', 'ar', 'hi', 'pt-BR', 'th', 'lt', 'tr', 'el', 'ta', 'my', 'el'];

export function isClean({ spec, diagnostics }: Analysis): boolean {
  return spec !== undefined && diagnostics.every((d) => d.severity === 'information');
}

/** Whether the file without errors and warnings keeps its promise: the first counter-example in words, else undefined. */
export async function judgeFile(
  spec: Spec,
  rows: number,
  seed: number,
  counts: Counts,
  own?: Iterable<Json>,
): Promise<string | undefined> {
  const program = compile(spec);
  let row = 0;
  const helpers = ownModule(() => row);
  const renderers = [
    createRenderer(program, { helpers }),
    createRenderer(program, { helpers, backend: 'handlebars' }),
  ] as const;
  counts.files++;
  for (const message of spec.messages) {
    for (const channel of message.rules.channels) {
      const accepts = await requestValidator({ profile: message.rules.profile, channel });
      row = 0;
      for (const data of own ?? dataSets(neededSchema(spec, program, message.name), rows, seed)) {
        counts.dataSets++;
        // the slower backend, which gives the same, now and then
        const renderer = renderers[row % 10 === 3 ? 1 : 0];
        const options = optionsFor(seed + row++, channel);
        const tell = (what: string) => `${what}\n${message.name} ${options.locale} ${JSON.stringify(data)}`;
        const unfit = renderer.check(message.name, data);
        if (unfit.length > 0) return tell(`data refused: ${unfit[0]!.message}`);
        const result = renderer.render(message.name, data, options);
        if (!result.ok) {
          const problem = result.problems.find((p) => !isRunTimeOnly(p));
          if (problem && !result.problems.some(isRunTimeOnly))
            return tell(`${problem.code}: ${problem.message}`);
          continue;
        }
        for (const step of result.steps) {
          if (!('body' in step)) continue;
          counts.bodies++;
          const violation = accepts(withoutOwnFields(step.body));
          if (violation) return tell(`${violation.rule} at ${violation.pointer}`);
        }
      }
    }
  }
  return undefined;
}

/** What stands under `unchecked` is the author's own business: the body without it must be accepted. */
function withoutOwnFields<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withoutOwnFields) as T;
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => !key.startsWith(ownField));
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutOwnFields(inner)])) as T;
}

/** Only the data can say whether a URL leaves its path, and whether a date lies before 1970. */
function isRunTimeOnly({ code, message }: RenderProblem): boolean {
  return code === 'bad-url' || message.includes('before 1970');
}

function optionsFor(seed: number, channel: 'messenger' | 'instagram'): RenderOptions & { locale: string } {
  const locale = locales[seed % locales.length]!;
  return {
    to: { id: '17' },
    recipient: {
      id: String(seed),
      locale,
      time_zone: seed % 2 ? 'Asia/Kathmandu' : 'America/St_Johns',
      channel,
    },
    now: '2026-05-04T12:00:00Z',
    locale,
  };
}

/** The params' schema with the message's own params only. */
function neededSchema(spec: Spec, program: ReturnType<typeof compile>, name: string): Json {
  const needs = new Set(program.messages.find((m) => m.name === name)?.needs);
  const schema = spec.params.schema as { properties?: { [key: string]: Json } };
  const properties = Object.entries(schema.properties ?? {}).filter(([key]) => needs.has(key));
  return { ...schema, properties: Object.fromEntries(properties) };
}

/**
 * Whether some data that fits makes the file break the limit that a finding says can be broken: `name` is the field's.
 * The file has errors; it is compiled all the same.
 */
export async function breaksLimit(
  spec: Spec,
  name: string,
  rows: number,
  seed: number,
  own?: Iterable<Json>,
): Promise<boolean> {
  const program = compile(spec);
  let row = 0;
  const renderer: Renderer = createRenderer(program, { helpers: ownModule(() => row) });
  for (const message of spec.messages) {
    row = 0;
    for (const data of own ?? dataSets(neededSchema(spec, program, message.name), rows, seed)) {
      if (renderer.check(message.name, data).length > 0) continue;
      row++;
      for (const channel of message.rules.channels) {
        const result = renderer.render(message.name, data, optionsFor(seed + row, channel));
        if (tooMuch(result, name)) return true;
      }
    }
  }
  return false;
}

function tooMuch(result: RenderResult, name: string): boolean {
  return (
    !result.ok &&
    result.problems.some(
      (p) => (p.code === 'too-long' || p.code === 'too-many') && p.message.startsWith(`${name} has `),
    )
  );
}
