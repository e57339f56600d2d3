/** Secrets are removed by value from every string that leaves this folder (delivery.md 7). */
export interface Redactor {
  add(secret: string): void;
  (text: string): string;
}

// At the start of a word only: ids of messages are random letters, too.
const tokenPattern = /(?<![A-Za-z0-9_-])EAA[A-Za-z0-9]{20,}/g;
const replacement = '[token]';

export function createRedactor(): Redactor {
  const secrets = new Set<string>();
  const redact = (text: string): string => {
    let out = text;
    for (const secret of secrets) if (out.includes(secret)) out = out.replaceAll(secret, replacement);
    return out.replace(tokenPattern, replacement);
  };
  const add = (secret: string) => {
    if (secret === '') return;
    const base64 = Buffer.from(secret).toString('base64');
    for (const form of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), base64]) {
      // A very short secret is no secret and would blank out half of every message.
      if (form.length >= 4) secrets.add(form);
    }
    secrets.add(base64.replace(/=+$/, ''));
  };
  return Object.assign(redact, { add });
}

/** ANSI escapes and other control characters from a server never reach a terminal; one line, at most `max` characters. */
export function plainLine(text: string, max = 300): string {
  const line = text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/g, ' ').trim();
  return line.length <= max ? line : `${line.slice(0, max - 1)}…`;
}
