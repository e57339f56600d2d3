/** The only place that runs Ajv over the request schemas. Ajv is loaded and a schema compiled when first asked for. */
import type { ErrorObject, ValidateFunction } from 'ajv';
import type { GraphError } from '../graph-error.ts';
import { requestSchema } from './request.ts';
import type { Edition, JsonSchema, Refusal } from './schema.ts';
import { personaSchema, uploadSchema } from './upload.ts';

export type { Edition } from './schema.ts';

/** Why a body is refused: the first rule it breaks. */
export interface Violation {
  /** JSON pointer into the body. */
  readonly pointer: string;
  /** Keys and indices of the pointer. */
  readonly path: readonly string[];
  /** Rule ids of the reference, '' where the rule has none. */
  readonly rule: string;
  readonly refusal: Refusal;
}

export type RequestValidator = (body: unknown) => Violation | undefined;

const validators = new Map<string, Promise<RequestValidator>>();

/** The judge of one edition of the rules. */
export function requestValidator(edition: Edition): Promise<RequestValidator> {
  return validator(`${edition.profile} ${edition.channel}`, () => requestSchema(edition));
}

/** The judge of bodies for message_attachments. */
export function uploadValidator(): Promise<RequestValidator> {
  return validator('upload', () => uploadSchema);
}

/** The judge of bodies for personas. */
export function personaValidator(): Promise<RequestValidator> {
  return validator('persona', () => personaSchema);
}

/** The answer to a violation. */
export function violationError({ path, refusal }: Violation): GraphError {
  const { code = 100, subcode, message } = refusal;
  return { code, subcode, message: `(#${code}) ${message}`, blame: path.length > 0 ? path : undefined };
}

function validator(key: string, schema: () => JsonSchema): Promise<RequestValidator> {
  let known = validators.get(key);
  if (!known) {
    known = compile(schema());
    validators.set(key, known);
  }
  return known;
}

async function compile(schema: JsonSchema): Promise<RequestValidator> {
  // A bundler gives a CommonJS module that is imported late its default export only.
  const [{ default: ajvModule }, { describeViolation }] = await Promise.all([
    import('ajv'),
    import('./describe-violation.ts'),
  ]);
  const ajv = new ajvModule.Ajv({
    discriminator: true,
    code: { optimize: false }, // compiles in half the time (0.14 s instead of 0.28 s) and judges as fast
    verbose: true, // an error then knows its schema, which holds the answer
    strictTypes: false,
    strictRequired: false,
    validateSchema: false,
    formats: {
      'http-url': isHttpUrl,
      'https-url': (value: string) => /^https:/i.test(value) && isHttpUrl(value),
      'facebook-url': isFacebookUrl,
      'no-url': (value: string) => !/\bhttps?:\/\/|\bwww\.\S/i.test(value),
    },
  });
  ajv.addVocabulary(['x-rule', 'x-graph']);
  ajv.addKeyword({ keyword: 'maxBytes', type: 'string', validate: fitsBytes });
  ajv.addKeyword({ keyword: 'maxTrue', type: 'array', validate: hasAtMostTrue });
  const validate = ajv.compile(schema) as ValidateFunction;
  return (body) => (validate(body) ? undefined : describeViolation(validate.errors as ErrorObject[], body));
}

/** Absolute, http or https, with a host, no white space. */
function isHttpUrl(value: string): boolean {
  return /^https?:\/\/[^\s/?#]/i.test(value) && !/\s/.test(value) && URL.canParse(value);
}

function isFacebookUrl(value: string): boolean {
  if (!isHttpUrl(value)) return false;
  const { hostname } = new URL(value);
  return hostname === 'facebook.com' || hostname.endsWith('.facebook.com');
}

function fitsBytes(most: number, value: string): boolean {
  return Buffer.byteLength(value) <= most;
}

function hasAtMostTrue({ key, max }: { key: string; max: number }, items: unknown[]): boolean {
  const isTrue = (item: unknown) =>
    typeof item === 'object' && item !== null && (item as Record<string, unknown>)[key] === true;
  return items.filter(isTrue).length <= max;
}
