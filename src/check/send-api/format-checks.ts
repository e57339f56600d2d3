/** What each text format of the data means. */
import type { MustacheStatement } from '../../../grammar/ast.ts';
import type { DataType } from '../../bind/model.ts';
import { countries } from '../../send-api/countries.ts';
import { currencyDecimals } from '../../send-api/currencies.ts';
import type { TextFormat } from '../../send-api/schema.ts';

export interface FormatCheck {
  /** Ends "it is X, …": what the text should be. */
  readonly words: string;
  readonly fits: (text: string) => boolean;
  /** Fits, but is not what Meta's page shows: a warning. */
  readonly likes?: (text: string) => boolean;
  readonly dislike?: string;
  /** False where no fitting text begins (holds) so: decides for texts with expressions. */
  readonly canBegin?: (start: string) => boolean;
  readonly canHold?: (part: string) => boolean;
  /** All values, for "did you mean". */
  readonly known?: () => Iterable<string>;
  readonly isLink?: boolean;
  readonly proof?: Proof;
}

/** What proves that a text which the data decides fits; formats without it are not asked for a proof. */
export interface Proof {
  /** Ends `"x" takes …`. */
  readonly allowed: string;
  /** A param with this very pattern fits. */
  readonly pattern?: string;
  /** Values of this type fit always. */
  readonly safe?: (
    type: DataType | undefined,
    helper: string | undefined,
    output: MustacheStatement,
  ) => boolean;
  /** The constant text before the first expression is enough. */
  readonly start?: (text: string) => boolean;
  readonly mend: string;
}

const byPattern = (pattern: string): string =>
  `give the param a pattern, { type: string, pattern: "${pattern}" }, or list its values`;

const writeOut = 'write the address out up to the first slash after its host';

const beginsLike = (...schemes: readonly string[]) => {
  return (start: string): boolean => {
    const text = start.toLowerCase();
    return schemes.some((scheme) =>
      text.length < scheme.length ? scheme.startsWith(text) : text.startsWith(scheme),
    );
  };
};

const facebookHost = /^(https?:\/\/)([a-z0-9-]+\.)*facebook\.com(:\d+)?(\/|$)/i;
const facebookPath =
  /^https?:\/\/[^/]+\/(?:[^/]+\/(?:videos|photos)\/(?:[^/]+\/)*\d+\/?(?:\?.*)?$|photo(?:\.php)?\/?\?(?:.*&)?fbid=\d+|watch\/?\?(?:.*&)?v=\d+)/i;

const emoji = /\p{Extended_Pictographic}|\p{Regional_Indicator}{2}|[0-9#*]\uFE0F?\u20E3/u;

export const formatChecks: Readonly<Record<TextFormat, FormatCheck>> = {
  url: {
    words: 'which is not an absolute link: write https://, then host and path, without spaces',
    fits: isAbsoluteUrl,
    canBegin: beginsLike('http://', 'https://'),
    canHold: (part) => !/\s/.test(part),
    isLink: true,
  },
  'https-url': {
    words: 'which is not an https link: write https://…',
    fits: (text) => isAbsoluteUrl(text) && /^https:/i.test(text),
    canBegin: beginsLike('https://'),
    isLink: true,
    proof: {
      allowed: 'https links',
      start: (text) => /^https:\/\//i.test(text),
      pattern: '^https://',
      mend: `${writeOut}, or give the param a pattern, { type: url, pattern: "^https://" }`,
    },
  },
  'facebook-media-url': {
    words:
      'which is not on Facebook: upload the file and give its attachment_id, or link to a photo or video on facebook.com',
    fits: (text) => facebookHost.test(text),
    likes: (text) => facebookPath.test(text),
    dislike:
      'which does not look like a photo or video: write https://www.facebook.com/<page>/videos/<number>, /photos/<number> or /photo.php?fbid=<number>',
    canBegin: (start) => !/^https?:\/\/[^/]+\//i.test(start) || facebookHost.test(start),
    isLink: true,
    proof: { allowed: 'links to facebook.com', start: (text) => facebookHost.test(text), mend: writeOut },
  },
  'phone-number': {
    words: 'a phone number is written as + with country code and digits: +15551234567',
    fits: (text) => /^\+\d{4,15}$/.test(text),
    canBegin: (start) => /^\+\d*$/.test(start),
    canHold: (part) => /^\+?\d*$/.test(part),
    proof: {
      allowed: 'phone numbers with + and country code',
      pattern: '^\\+[0-9]{4,15}$',
      safe: (type) => type?.kind === 'string' && type.format === 'phone',
      mend: 'give the param the type phone',
    },
  },
  'loose-phone-number': {
    words: 'a phone number is written as +1(212)555-2368 or in digits',
    fits: (text) => /^\+?[0-9()\- ]{7,20}$/.test(text),
    canHold: (part) => /^\+?[0-9()\- ]*$/.test(part),
  },
  'numeric-id': {
    words: 'ids of Meta hold digits only',
    fits: (text) => /^\d+$/.test(text),
    canHold: (part) => /^\d+$/.test(part),
  },
  currency: {
    words: 'a currency is written in three letters of ISO 4217: EUR, USD',
    fits: (text) => currencyDecimals.has(text),
    canHold: (part) => /^[A-Z]{0,2}$/.test(part),
    known: () => currencyDecimals.keys(),
    proof: {
      allowed: 'three letters of ISO 4217',
      pattern: '^[A-Z]{3}$',
      mend: 'list those that you use in the params, [EUR, USD], or give the param a pattern, { type: string, pattern: "^[A-Z]{3}$" }',
    },
  },
  country: {
    words: 'a country is written in two letters of ISO 3166: DE, US',
    fits: (text) => countries.has(text),
    canHold: (part) => /^[A-Z]?$/.test(part),
    known: () => countries,
    proof: { allowed: 'two letters of ISO 3166', pattern: '^[A-Z]{2}$', mend: byPattern('^[A-Z]{2}$') },
  },
  'unix-seconds': {
    words: 'a time is written in seconds since 1970, ten digits: use {{date x "unix"}}',
    fits: (text) => /^\d{1,11}$/.test(text),
    canHold: (part) => /^\d{1,10}$/.test(part),
    proof: {
      allowed: 'a time in seconds since 1970',
      pattern: '^[0-9]{1,11}$',
      safe: isUnixTime,
      mend: 'write {{date x "unix"}}, or give the param the type integer(0..99999999999)',
    },
  },
  identifier: {
    words: 'it may hold letters A to Z, digits and _ only',
    fits: (text) => /^[A-Za-z0-9_]+$/.test(text),
    canHold: (part) => /^[A-Za-z0-9_]+$/.test(part),
    proof: {
      allowed: 'letters A to Z, digits and _',
      pattern: '^[A-Za-z0-9_]+$',
      mend: byPattern('^[A-Za-z0-9_]+$'),
    },
  },
  'no-spaces': {
    words: 'it must not hold spaces',
    fits: (text) => !/\s/.test(text),
    canHold: (part) => !/\s/.test(part),
    // what is a space differs between pattern engines: printable ASCII has none
    proof: { allowed: 'text without spaces', pattern: '^[!-~]+$', mend: byPattern('^[!-~]+$') },
  },
  'no-url': {
    words: 'it must not hold a link',
    fits: (text) => !/https?:\/\/|\bwww\./i.test(text),
    canHold: (part) => !/https?:\/\/|\bwww\./i.test(part),
    proof: {
      allowed: 'text without a link',
      pattern: '^[^:/.]*$',
      safe: holdsNoLink,
      mend: byPattern('^[^:/.]*$'),
    },
  },
  emoji: {
    words: 'a reaction on Messenger is one emoji',
    fits: (text) => emoji.test(text) && !/[\p{L}\s]/u.test(text),
    canHold: (part) => !/[\p{L}\s]/u.test(part),
  },
  love: {
    words: 'the reaction that Instagram’s page names is love',
    fits: (text) => text === 'love',
  },
};

function isAbsoluteUrl(text: string): boolean {
  return /^https?:\/\/[^\s/?#]+/i.test(text) && !/\s/.test(text) && URL.canParse(text);
}

/** Numbers, days and amounts; what they are written with has no colon and no www. */
function isUnixTime(
  type: DataType | undefined,
  helper: string | undefined,
  output: MustacheStatement,
): boolean {
  if (helper !== undefined) {
    const [, style] = output.params;
    return helper === 'date' && style?.type === 'StringLiteral' && style.value === 'unix';
  }
  if (type?.kind !== 'number' || !type.integer) return false;
  return (type.minimum ?? -1) >= 0 && (type.maximum ?? Infinity) < 1e11;
}

function holdsNoLink(type: DataType | undefined, helper: string | undefined): boolean {
  if (helper !== undefined)
    return ['number', 'currency', 'date', 'relative', 'length', 'sum'].includes(helper);
  if (type?.kind === 'number' || type?.kind === 'boolean') return true;
  if (type?.kind !== 'string') return false;
  const { format, values } = type;
  if (values !== undefined) return values.every((value) => formatChecks['no-url'].fits(value));
  return format === 'date' || format === 'date-time' || format === 'phone';
}
