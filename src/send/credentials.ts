/** The token and, where an app secret is given, the proof that goes with it (delivery.md 7). */
import { createHmac } from 'node:crypto';
import { checkToken, type Endpoint } from './check-endpoint.ts';
import type { SendOptions } from './options.ts';
import { createRedactor, plainLine, type Redactor } from './redact.ts';

export interface Credentials {
  readonly token: string;
  /** `appsecret_proof`: a parameter of every request. */
  readonly proof?: string;
  /** Knows every form of all of them. */
  readonly redact: Redactor;
}

export async function askCredentials(
  options: SendOptions,
  endpoint: Endpoint,
): Promise<Credentials | { readonly problem: string }> {
  if (options.token === undefined)
    return { problem: 'There is no page access token: set PAGE_ACCESS_TOKEN or give a token file.' };
  const redact = createRedactor();
  try {
    const token = (await options.token()).trim();
    redact.add(token);
    const wrong = checkToken(token, endpoint);
    if (wrong !== undefined) return { problem: wrong };
    const secret = (await options.appSecret?.())?.trim();
    if (secret === undefined) return { token, redact };
    redact.add(secret);
    if (!/^[\x21-\x7e]+$/.test(secret)) {
      return {
        problem: 'The app secret is empty or holds spaces or line breaks: was the whole file pasted?',
      };
    }
    const proof = createHmac('sha256', secret).update(token).digest('hex');
    redact.add(proof);
    return { token, proof, redact };
  } catch (error) {
    return {
      problem: `The page access token could not be had: ${plainLine(redact((error as Error).message))}`,
    };
  }
}

/** The text of a request: JSON with the proof beside the parameters, never in the URL, which proxies log. */
export function sealBody(body: object, { proof }: Credentials): string {
  return JSON.stringify(proof === undefined ? body : { ...body, appsecret_proof: proof });
}
