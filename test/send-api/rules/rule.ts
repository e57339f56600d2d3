/** A rule of the reference with what shows that sendspec keeps it. */
import type { Advice } from '../../../src/send-api/errors.ts';
import type { Channel, Profile } from '../../../src/send-api/schema.ts';

/** Which rules a case is checked by. */
export type Where = 'both' | 'v21.0' | 'current' | 'instagram' | 'instagram current';

export interface Case {
  readonly where: Where;
  /** One message, as it stands under its name in a file. */
  readonly yaml: string;
  /** All findings, as "error send-api/x", by severity and code; none: clean. */
  readonly found: readonly string[];
}

export interface Rule {
  readonly id: string;
  /** In our own words. */
  readonly words: string;
  readonly cases?: readonly Case[];
  /** Error codes that are known, with what the reference advises. */
  readonly errors?: readonly { readonly code: number; readonly subcode?: number; readonly advice: Advice }[];
  /** A test elsewhere: its file below test/, and its title as it is written there. */
  readonly test?: { readonly file: string; readonly title: string };
  /** Why only run time, or nobody, can know. */
  readonly reason?: string;
}

export function rule(id: string, words: string, ...cases: readonly Case[]): Rule {
  return { id, words, cases };
}

export function tested(id: string, words: string, file: string, title: string): Rule {
  return { id, words, test: { file, title } };
}

export function untested(id: string, words: string, reason: string): Rule {
  return { id, words, reason };
}

const at =
  (where: Where) =>
  (yaml: string, ...found: readonly string[]): Case => ({ where, yaml, found });

export const both = at('both');
export const old = at('v21.0');
export const now = at('current');
export const ig = at('instagram');
export const igNow = at('instagram current');

export function settingsOf(where: Where): readonly { api: Profile; channel: Channel }[] {
  if (where === 'both') return [...settingsOf('v21.0'), ...settingsOf('current')];
  const channel = where.startsWith('instagram') ? 'instagram' : 'messenger';
  return [{ api: where.endsWith('current') ? 'current' : 'v21.0', channel }];
}

// ---------- bodies that several cases share ----------

export const url = 'https://a.example/x';
export const image = 'https://a.example/x.png';

/** `key: value` lines below a key. */
export function under(key: string, lines: string): string {
  return `${key}:\n${lines.replace(/^/gm, '  ')}`;
}

export function items(count: number, item: string): string {
  return Array.from({ length: count }, () => `- ${item}`).join('\n');
}

/** A text of so many characters. */
export function long(count: number): string {
  return 'x'.repeat(count);
}

export function buttons(list: string): string {
  return `text: Which?\n${under('buttons', list)}`;
}

export function reply(fields: string): string {
  return `text: Which?\n${under('quick_replies', `- { ${fields} }`)}`;
}

export function card(fields: string): string {
  return under('generic', `- { title: A, subtitle: B, ${fields} }`);
}

/** A receipt with other values for some of its lines; an empty one is left out. */
export function receipt(changes: Readonly<Record<string, string>> = {}): string {
  return template('receipt', {
    recipient_name: 'Ana',
    order_number: 'A-1',
    currency: 'EUR',
    payment_method: 'Visa',
    summary: '{ total_cost: 10 }',
    ...changes,
  });
}

export function feedback(
  changes: Readonly<Record<string, string>> = {},
  question = 'id: q1, type: csat',
): string {
  return template('customer_feedback', {
    title: 'Rate your visit',
    subtitle: 'It takes ten seconds',
    button_title: 'Rate',
    feedback_screens: `[ { questions: [ { ${question} } ] } ]`,
    business_privacy: `{ url: ${url} }`,
    ...changes,
  });
}

export function coupon(changes: Readonly<Record<string, string>> = {}): string {
  return template('coupon', { title: 'Ten percent', coupon_code: 'TEN', ...changes });
}

export function media(changes: Readonly<Record<string, string>> = {}): string {
  return template('media', { media_type: 'image', attachment_id: '"12"', ...changes });
}

export function information(changes: Readonly<Record<string, string>> = {}): string {
  return template('customer_information', {
    countries: '[DE]',
    business_privacy: `{ url: ${url} }`,
    ...changes,
  });
}

export function grid(changes: Readonly<Record<string, string>> = {}): string {
  return template('image_grid', { images: `[ { url: ${image} }, { url: ${image} } ]`, ...changes });
}

export function utility(lines = '{ name: order, language: { code: en } }'): string {
  return `messaging_type: UTILITY\ntemplate: ${lines}`;
}

export function template(key: string, fields: Readonly<Record<string, string>>): string {
  const lines = Object.entries(fields).filter(([, value]) => value !== '');
  return under(key, lines.map(([name, value]) => `${name}: ${value}`).join('\n'));
}
