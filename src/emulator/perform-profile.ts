/** A Page's Messenger profile: set, shown, deleted, property by property. Names and limits are Meta's (Messenger Profile API). */
import { admitCall, limitCall, usageHeaders } from './admit-call.ts';
import type { Emulation } from './emulation.ts';
import type { GraphCall, Outcome } from './graph-call.ts';
import { type GraphError, parameterError } from './graph-error.ts';
import { refused } from './strike.ts';

type Body = Readonly<Record<string, unknown>>;

/** What is wrong with a value, where anything is. */
const properties: Readonly<Record<string, (value: unknown) => string | undefined>> = {
  get_started: (value) =>
    textIn(value, 'payload', 1000) ? undefined : 'get_started needs a payload of 1 to 1000 characters',
  greeting: (value) => localized(value, (one) => textIn(one, 'text', 160), 'a text of 1 to 160 characters'),
  ice_breakers: (value) => (isFilled(value) ? undefined : 'ice_breakers must be a list that is not empty'),
  persistent_menu: (value) =>
    localized(
      value,
      (one) => isFilled(one['call_to_actions']) || one['composer_input_disabled'] === true,
      'call_to_actions',
    ),
  whitelisted_domains: (value) =>
    isFilled(value) && value.length <= 50 && value.every(isDomain)
      ? undefined
      : 'whitelisted_domains must be 1 to 50 addresses with https',
  account_linking_url: (value) =>
    isDomain(value) ? undefined : 'account_linking_url must be an address with https',
  commands: (value) => (isFilled(value) ? undefined : 'commands must be a list that is not empty'),
};

export async function performProfile(emulation: Emulation, call: GraphCall): Promise<Outcome> {
  const caller = admitCall(emulation, call, call.segments[0]!);
  if ('error' in caller) return refused(emulation, caller.error);
  const limited = limitCall(emulation, caller, {});
  const headers = usageHeaders(emulation, caller);
  if (limited) return refused(emulation, limited, headers);
  const { platform: _, ...given } = call.parameters.body;
  const page = caller.pageId ?? caller.page;
  const profile = emulation.profiles.get(page) ?? {};
  const answer = answers[call.method]!({ given, fields: call.parameters.fields, profile });
  if ('code' in answer) return refused(emulation, answer, headers);
  if (answer.profile) emulation.profiles.set(page, answer.profile);
  return { answer: { status: 200, body: answer.body, headers } };
}

interface Asked {
  readonly given: Body;
  readonly fields: string | undefined;
  readonly profile: Body;
}

type Answered = { readonly body: unknown; readonly profile?: Body };

const done = { result: 'success' };

const answers: Readonly<Record<string, (asked: Asked) => Answered | GraphError>> = {
  POST: ({ given, profile }) => {
    const names = Object.keys(given);
    if (names.length === 0)
      return parameterError('Requires one of the params: '.concat(Object.keys(properties).join(',')));
    for (const name of names) {
      if (!Object.hasOwn(properties, name))
        return parameterError(`Invalid keys "${name}" were found in param "request".`);
      const wrong = properties[name]!(given[name]);
      if (wrong !== undefined) return parameterError(wrong);
    }
    const after = { ...profile, ...given };
    // Without the button there is nobody who could see the menu.
    if ('persistent_menu' in given && !('get_started' in after))
      return parameterError(
        'You must set a Get Started button if you also wish to use persistent menu',
        2018145,
      );
    return { body: done, profile: after };
  },
  GET: ({ fields, profile }) => {
    const names = listOf(fields);
    const wrong = checkNames(names);
    if (wrong) return wrong;
    const shown = Object.fromEntries(
      names.filter((name) => name in profile).map((name) => [name, profile[name]]),
    );
    return { body: { data: Object.keys(shown).length === 0 ? [] : [shown] } };
  },
  DELETE: ({ given, fields, profile }) => {
    const names = Array.isArray(given['fields']) ? given['fields'].map(String) : listOf(fields);
    const wrong = checkNames(names);
    if (wrong) return wrong;
    const left = Object.fromEntries(Object.entries(profile).filter(([name]) => !names.includes(name)));
    if ('persistent_menu' in left && !('get_started' in left))
      return parameterError(
        'You must delete the persistent menu before you delete the Get Started button',
        2018145,
      );
    return { body: done, profile: left };
  },
};

function checkNames(names: readonly string[]): GraphError | undefined {
  if (names.length === 0) return parameterError('The parameter fields is required');
  const strange = names.find((name) => !Object.hasOwn(properties, name));
  return strange === undefined
    ? undefined
    : parameterError(`Tried accessing nonexisting field (${strange.slice(0, 100)})`);
}

function listOf(text: string | undefined): string[] {
  return (text ?? '')
    .replace(/[[\]"\s]/g, '')
    .split(',')
    .filter((name) => name !== '');
}

function isFilled(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length > 0;
}

function isDomain(value: unknown): boolean {
  return typeof value === 'string' && /^https:\/\/[^\s/]+/.test(value);
}

function textIn(value: unknown, key: string, most: number): boolean {
  const text = (value as Body | null | undefined)?.[key];
  return typeof text === 'string' && text.length > 0 && text.length <= most;
}

/** One of the entries is for everybody: `default`. */
function localized(value: unknown, good: (one: Body) => boolean, what: string): string | undefined {
  if (!isFilled(value)) return 'must be a list that is not empty';
  const entries = value as readonly (Body | null)[];
  if (!entries.some((one) => one?.['locale'] === 'default'))
    return 'an entry with the locale "default" is required';
  return entries.every((one) => one !== null && good(one))
    ? undefined
    : `each entry needs a locale and ${what}`;
}
