/** What looks like a link (file-format.ts, `payload`): an author who writes one wants it opened, not sent back. */

export function startsLink(text: string): boolean {
  return /^https?:\/\/./i.test(text) || /^https?:\/\/$/i.test(text);
}

/** Top-level domains that end a bare domain without a path behind it; with a path any would do. */
const domains =
  'com|net|org|info|biz|edu|gov|io|co|me|tv|app|dev|shop|store|online|site|website|page|link|blog|example|' +
  'eu|us|uk|ca|au|de|at|ch|fr|es|pt|it|nl|be|pl|cz|se|no|dk|fi|ie|ru|ua|tr|br|mx|ar|in|jp|cn|kr|vn|th|id|ph|my|sg|za';

const bareDomain = new RegExp(
  `^(?:[a-z0-9-]+\\.)+(?:(?:${domains})(?::\\d+)?(?:[?#]|$)|[a-z]{2,}(?::\\d+)?/)`,
);

/** `…://`, `www.`, `mailto:` and the like, a bare domain; `tel:` does not count. */
export function looksLikeLink(text: string): boolean {
  return (
    /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ||
    /^(?:www\.|\/\/|https?[:/]|mailto:|sms:|javascript:|file:|data:[a-z])/i.test(text) ||
    bareDomain.test(text)
  );
}
