/** Secrets are removed by value from every string that leaves this folder (delivery.md 7). */
export interface Redactor {
  add(secret: string): void;
  (text: string): string;
}

// At the start of a word only: ids of messages are random letters, too.
// Tokens of Facebook and of Instagram logins.
const tokenPattern = /(?<![A-Za-z0-9_-])(?:EAA|IGAA|IGQ)[A-Za-z0-9]{20,}/g;
const replacement = '[token]';

/** Anywhere in it, so that a token with something around it counts, too. */
export function looksReal(token: string): boolean {
  return /(?:EAA|IGAA|IGQ)[A-Za-z0-9]{20,}/.test(token);
}

export function createRedactor(): Redactor {
  const secrets = new Set<string>();
  const redact = (text: string): string => {
    let out = text;
    for (const secret of secrets) if (out.includes(secret)) out = out.replaceAll(secret, replacement);
    return out.replace(tokenPattern, replacement);
  };
  const add = (secret: string) => {
    // A very short secret is no secret and would blank out half of every message.
    for (const form of formsOf(secret)) if (form.length >= 4) secrets.add(form);
  };
  return Object.assign(redact, { add });
}

/** As it is written in URLs, JSON, headers and dumps. The longer ones first: one form may hold another. */
function formsOf(secret: string): string[] {
  if (secret === '') return [];
  const json = JSON.stringify(secret).slice(1, -1);
  const url = encodeURIComponent(secret);
  const forms = new Set([
    secret,
    json,
    // As PHP, and so Graph, writes JSON.
    json.replaceAll('/', '\\/'),
    url,
    url.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    url.replaceAll('%20', '+'),
    encodeURIComponent(url),
    encodeURI(secret),
    Buffer.from(secret).toString('hex'),
  ]);
  for (const offset of [0, 1, 2]) {
    // Inside of something longer: whole groups of its own bytes are the same wherever it stands.
    const whole = Buffer.from('x'.repeat(offset) + secret).toString('base64');
    const own = whole.replace(/=+$/, '').slice(Math.ceil((offset * 4) / 3));
    const sure = (offset + Buffer.byteLength(secret)) % 3 === 0 ? own : own.slice(0, -1);
    forms.add(sure).add(sure.replaceAll('+', '-').replaceAll('/', '_'));
  }
  return [...forms].sort((a, b) => b.length - a.length);
}

/** ANSI escapes and other control characters from a server never reach a terminal; one line, at most `max` characters. */
export function plainLine(text: string, max = 300): string {
  const line = text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/g, ' ').trim();
  return line.length <= max ? line : `${line.slice(0, max - 1)}…`;
}
