/** What one render carries through all texts of a message. No clock, no environment: everything is given. */
import type { SpanIR } from '../../lower/ir.ts';
import type { RenderOptions, RenderProblem } from '../api.ts';
import { noHelpers, type OwnHelpers } from './own-helpers.ts';

/** More problems than this are not collected: the data is broken as a whole. */
const mostProblems = 100;

export class Run {
  readonly options: RenderOptions;
  readonly problems: RenderProblem[] = [];
  /** `recipient` of the language. */
  readonly recipient: { readonly [key: string]: string };
  /** Where the text or condition stands that is being evaluated: the place of the next problem. */
  at: SpanIR | undefined = undefined;
  /** An output of the URL being rendered was empty, dots or raw: its path segments have to be looked at. */
  dots = false;
  /** The project's own helpers, and where the message calls them. */
  readonly own: OwnHelpers;
  places: readonly SpanIR[] = [];
  private readonly fileLanguage: string;
  private language: string | undefined = undefined;

  constructor(fileLanguage: string, options: RenderOptions, own: OwnHelpers = noHelpers) {
    this.fileLanguage = fileLanguage;
    this.own = own;
    this.options = options;
    this.recipient = recipientOf(options);
  }

  /** Notes a problem at the present place, once. Always returns undefined: the missing value. */
  fail(code: string, message: string): undefined {
    this.failAt(this.at, code, message);
    return undefined;
  }

  failAt(span: SpanIR | undefined, code: string, message: string): void {
    const { problems } = this;
    if (problems.length >= mostProblems) return;
    if (problems.some((p) => p.code === code && p.message === message && samePlace(p.span, span))) return;
    problems.push(span === undefined ? { code, message } : { code, message, span });
  }

  /** BCP 47 tag for `Intl`: the language of the texts, not that of the recipient. */
  get locale(): string {
    this.language ??= knownLocale(this.options.locale) ?? knownLocale(this.fileLanguage) ?? 'en';
    return this.language;
  }

  /** What a variant's choice depends on: the recipient's id, or whatever `to` holds. */
  get recipientKey(): string {
    const { recipient, to } = this.options;
    return recipient?.id ?? to?.['id'] ?? (to === undefined ? '' : JSON.stringify(to));
  }

  /** The language's `now`; a use of it without a given instant is a problem. */
  get now(): string | undefined {
    const { now } = this.options;
    return now ?? this.fail('missing-value', '`now` is used, but no time was given for this render (--now)');
  }
}

function samePlace(a: SpanIR | undefined, b: SpanIR | undefined): boolean {
  return (
    a === b || (a?.file === b?.file && a?.start === b?.start && a?.end === b?.end && a?.path === b?.path)
  );
}

function recipientOf(options: RenderOptions): { readonly [key: string]: string } {
  const { recipient } = options;
  if (recipient === undefined) return nobody;
  const { id, locale, time_zone, channel } = recipient;
  const language = recipient.language ?? locale?.split(/[-_]/, 1)[0]?.toLowerCase();
  const result: { [key: string]: string } = {};
  if (id !== undefined) result['id'] = id;
  if (locale !== undefined) result['locale'] = locale;
  if (language !== undefined) result['language'] = language;
  if (time_zone !== undefined) result['time_zone'] = time_zone;
  if (channel !== undefined) result['channel'] = channel;
  return result;
}

const nobody: { readonly [key: string]: string } = Object.freeze({});

const locales = new Map<string, string | undefined>();

/** Meta writes `de_DE`, BCP 47 `de-DE`: both are read. Undefined for what no locale can be. */
export function knownLocale(tag: string | undefined): string | undefined {
  if (tag === undefined) return undefined;
  if (!locales.has(tag)) {
    if (locales.size > 1000) locales.clear();
    let canonical: string | undefined;
    try {
      canonical = Intl.getCanonicalLocales(tag.replaceAll('_', '-'))[0];
    } catch {
      canonical = undefined;
    }
    locales.set(tag, canonical);
  }
  return locales.get(tag);
}
