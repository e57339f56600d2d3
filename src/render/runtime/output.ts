/** Outputs written into a destination, and what is done to the finished text. */
import { parseHttpUrl } from './http-url.ts';
import type { Run } from './run.ts';
import { quote, text } from './values.ts';

/** An output inside a URL: percent-encoded. */
export function urlPart(run: Run, value: unknown): string {
  const part = text(run, value);
  if (part === '' || part === '.' || part === '..') run.dots = true;
  return percentEncode(part);
}

/** An output inside a URL that the author asked to have raw: `{{{x}}}`. */
export function rawUrlPart(run: Run, value: unknown): string {
  run.dots = true;
  return text(run, value);
}

/** An output inside a phone number: digits and plus signs. */
export function telPart(run: Run, value: unknown): string {
  return text(run, value).replace(/[^0-9+]+/g, '');
}

/** encodeURIComponent that takes a lone surrogate as U+FFFD instead of throwing. */
export function percentEncode(value: string): string {
  try {
    return encodeURIComponent(value);
  } catch {
    return encodeURIComponent(value.replace(loneSurrogate, '\ufffd'));
  }
}

const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/**
 * A finished URL that an output may have put dots into: servers and browsers would resolve a segment `.` or `..`
 * (also as %2e) and so leave the path that the author wrote.
 */
export function finishUrl(run: Run, url: string): string {
  if (run.dots) {
    run.dots = false;
    const dotted = dotsOf(url);
    if (dotted !== undefined) {
      run.fail('bad-url', `the data makes ${quote(dotted)} a part of the path of the URL ${quote(url)}`);
    }
  }
  return url;
}

/** The first segment of a URL's path that is `.` or `..`. */
export function dotsOf(url: string): string | undefined {
  const path = url.replace(/[?#].*$/s, '').replace(/^[a-z][a-z0-9+.-]*:\/\/[^/\\]*/i, '');
  return path.split(/[/\\]/).find((segment) => /^(?:\.|%2e){1,2}$/i.test(segment));
}

/** A text that is one URL from the data. Empty stays empty: the value was missing. */
export function finishWholeUrl(run: Run, url: string): string {
  if (url === '' || parseHttpUrl(url)) return url;
  run.fail('bad-url', `${quote(url)} is not an absolute http:// or https:// URL without spaces`);
  return url;
}

/** Only a plus sign in front is part of a phone number. */
export function finishTel(number: string): string {
  return number.lastIndexOf('+') <= 0 ? number : number.slice(0, 1) + number.slice(1).replaceAll('+', '');
}

/** Without the line breaks at the end, which a block scalar adds. */
export function trimBreaks(value: string): string {
  let end = value.length;
  while (end > 0) {
    const unit = value.charCodeAt(end - 1);
    if (unit !== 10 && unit !== 13) break;
    end--;
  }
  return end === value.length ? value : value.slice(0, end);
}
