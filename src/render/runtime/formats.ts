/** The `format`s of JSON Schema that params use; any other checks nothing (params/unknown-format). */
import { parseHttpUrl } from './http-url.ts';
import { parseMoment } from './moment.ts';

export const formats: { readonly [name: string]: (value: string) => boolean } = {
  date: (value) => parseMoment(value)?.timed === false,
  'date-time': (value) => value.charAt(10).toUpperCase() === 'T' && parseMoment(value)?.timed === true,
  time: (value) => value.charAt(0) !== '-' && parseMoment(`2000-01-01T${value}`)?.timed === true,
  /** RFC 3986 with a scheme; http and https as `new URL` understands them. */
  uri: (value) => uri.test(value) && (!/^https?:/i.test(value) || parseHttpUrl(value)),
  url: parseHttpUrl,
  email: (value) =>
    value.length <= 254 &&
    /^[^\s@<>"(),:;\\[\]]+@[^\s@.<>"(),:;\\[\]]+(?:\.[^\s@.<>"(),:;\\[\]]+)+$/.test(value),
  uuid: (value) => /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(value),
};

const uri = /^[a-z][a-z0-9+.-]*:(?:[a-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9a-f]{2})+$/i;
