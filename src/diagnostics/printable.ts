/**
 * Text from files, data or servers, safe to write to a terminal or a log: control characters (ANSI escapes begin
 * with one) and bidirectional overrides become visible signs. One character for one, so that columns stay.
 */
export function printable(text: string): string {
  return text.replace(unsafe, visible);
}

/** As `printable`, but line breaks and tabs stay: for text of several lines that sendspec lays out itself. */
export function printableLines(text: string): string {
  return text.replace(/\r\n/g, '\n').replace(unsafeInLines, visible);
}

/**
 * JSON whose text holds no character that a terminal obeys; it parses to the same value. JSON.stringify alone
 * leaves U+007F to U+009F (a one-byte CSI among them) and the bidirectional overrides as they are.
 */
export function printableJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(
    unsafeInJson,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const unsafe = /[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]/g;
const unsafeInLines = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]/g;
const unsafeInJson = /[\x7f-\x9f\u2028-\u202e\u2066-\u2069]/g;

/** C0 and DEL have pictures of their own (U+2400 on); for the rest the replacement character. */
function visible(c: string): string {
  const code = c.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\ufffd';
}
