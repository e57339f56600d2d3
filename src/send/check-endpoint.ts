/** Where requests may go, and which token may go there (delivery.md 7). */
import { isIP } from 'node:net';
import { looksReal } from './redact.ts';

export interface Endpoint {
  readonly origin: string;
  readonly url: string;
  readonly healthUrl: string;
  readonly loopback: boolean;
  readonly meta: boolean;
}

const metaHosts = ['graph.facebook.com', 'graph.instagram.com'];

export interface EndpointOptions {
  readonly endpoint: string;
  readonly apiVersion: string;
  readonly pageId?: string;
  /** Hosts besides Meta's and this machine, by name. */
  readonly allowHosts?: readonly string[];
}

/** A string says what is wrong. */
export function checkEndpoint(options: EndpointOptions): Endpoint | string {
  const { endpoint: base, apiVersion, pageId = 'me', allowHosts = [] } = options;
  let url: URL;
  try {
    url = new URL(base);
  } catch {
    return `"${base}" is not a URL: the endpoint is written as https://graph.facebook.com or http://127.0.0.1:PORT.`;
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    return 'The endpoint may hold a host, a port and a path only: no user, password, query or #.';
  }
  const loopback = isLoopback(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback)) {
    return `The endpoint ${url.origin} is not safe for a token: use https, or http on this machine (127.0.0.1, localhost).`;
  }
  const meta = url.protocol === 'https:' && metaHosts.includes(url.hostname);
  if (!meta && !loopback && !allowHosts.includes(url.hostname)) {
    return `${url.hostname} is neither Meta (${metaHosts[0]}) nor this machine: a Send API elsewhere must be allowed by its name, --allow-host ${url.hostname}.`;
  }
  if (!/^v\d{1,3}\.\d{1,2}$/.test(apiVersion)) {
    return `"${apiVersion}" is not a version of the API: it is written as v21.0.`;
  }
  if (!/^[A-Za-z0-9_]{1,64}$/.test(pageId)) {
    return `"${pageId}" is not a page id: it is the number of the Page, or "me".`;
  }
  const path = url.pathname.replace(/\/+$/, '');
  return {
    origin: url.origin,
    url: `${url.origin}${path}/${apiVersion}/${pageId}/messages`,
    healthUrl: `${url.origin}${path}/_emulator/health`,
    loopback,
    meta,
  };
}

/** What is wrong with sending this token there; the token itself is never in the answer. */
export function checkToken(token: string, endpoint: Endpoint): string | undefined {
  if (token.trim() === '')
    return 'The page access token is empty: set PAGE_ACCESS_TOKEN or give a token file.';
  if (!/^[\x21-\x7e]+$/.test(token)) {
    return 'The page access token holds spaces, line breaks or characters that a token cannot have: was the whole file or line pasted?';
  }
  if (!endpoint.meta && looksReal(token)) {
    return `The token looks like a real Page access token, and ${endpoint.origin} is not Meta: it is not sent there. Use a made-up token (any word) for an emulator.`;
  }
  return undefined;
}

function isLoopback(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}
