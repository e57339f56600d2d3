import { createHash } from 'node:crypto';
import type { Emulation } from './emulation.ts';
import type { GraphError } from './graph-error.ts';

/** Tokens that are refused whatever the emulator was told (README.md). */
const magicTokens: Readonly<Record<string, GraphError>> = {
  EXPIRED: {
    code: 190,
    subcode: 463,
    message: 'Error validating access token: Session has expired.',
  },
  BAD: { code: 190, subcode: 467, message: 'Error validating access token: The session is invalid.' },
  NO_PERMISSION: { code: 200, message: '(#200) The app does not have the pages_messaging permission.' },
  RESTRICTED: {
    code: 10,
    subcode: 1893063,
    message: '(#10) This Page is temporarily restricted from sending messages.',
  },
};

/** Why a token is refused whatever Page it is for: there is none, or it is one of the magic ones. */
export function tokenError(token: string | undefined, page: string): GraphError | undefined {
  if (token === undefined) {
    if (page === 'me') {
      return {
        code: 2500,
        message: 'An active access token must be used to query information about the current user.',
      };
    }
    return { code: 104, message: 'An access token is required to request this resource.' };
  }
  if (Object.hasOwn(magicTokens, token)) return magicTokens[token];
  return undefined;
}

/** The emulator is no place for a token of Meta's; only its hash is kept, but it came over plain HTTP. */
export function warnOfRealToken(emulation: Emulation, token: string): void {
  if (!/^EAA[A-Za-z0-9]{20,}$/.test(token)) return;
  const hash = tokenHash(token);
  if (emulation.realTokens.has(hash)) return;
  emulation.realTokens.add(hash);
  emulation.warn(
    `A token that looks real (EAA…, SHA-256 ${hash}…) was sent to the emulator: use a made-up one here.`,
  );
}

const hashes = new Map<string, string>();

/** First 12 hexadecimal digits of the token's SHA-256: tells tokens apart without keeping them. */
export function tokenHash(token: string): string {
  let hash = hashes.get(token);
  if (hash === undefined) {
    hash = createHash('sha256').update(token).digest('hex').slice(0, 12);
    if (hashes.size > 1000) hashes.clear();
    hashes.set(token, hash);
  }
  return hash;
}
