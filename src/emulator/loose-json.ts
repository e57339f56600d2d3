/**
 * JSON as the Graph API reads it from a form field: besides strict JSON also strings in single quotes, which the
 * reference's own example uses (EP-8). Nothing more: no comments, no trailing commas, no bare keys.
 */
export function readLooseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    if (!text.includes("'")) return undefined;
  }
  const strict = withDoubleQuotes(text);
  if (strict === undefined) return undefined;
  try {
    return { value: JSON.parse(strict) };
  } catch {
    return undefined;
  }
}

/** Every string in single quotes rewritten in double quotes; what stands in double quotes stays. */
function withDoubleQuotes(text: string): string | undefined {
  let out = '';
  let at = 0;
  while (at < text.length) {
    const char = text[at]!;
    if (char !== '"' && char !== "'") {
      out += char;
      at++;
      continue;
    }
    const end = closingQuote(text, at);
    if (end === -1) return undefined;
    const inner = text.slice(at + 1, end);
    out += char === '"' ? `"${inner}"` : `"${requoted(inner)}"`;
    at = end + 1;
  }
  return out;
}

function closingQuote(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === text[start]) return at;
  }
  return -1;
}

function requoted(inner: string): string {
  return inner.replace(/\\'|\\[\s\S]|"/g, (found) => (found === "\\'" ? "'" : found === '"' ? '\\"' : found));
}
