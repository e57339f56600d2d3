/**
 * A text as template text that means exactly this text: `{{` is written `\{{`. A backslash before it would escape the
 * braces itself, so it is doubled and parted from them by an empty comment.
 */
export function escapeText(text: string): string {
  return text.replace(/(\\*)\{\{/g, (_, slashes: string) =>
    slashes === '' ? '\\{{' : `${slashes}\\{{!}}\\{{`,
  );
}
