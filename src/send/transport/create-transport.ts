import { version } from '../../version.ts';
import type { Equipment } from '../equip.ts';
import { createBatchTransport } from './batch-transport.ts';
import { createFetchTransport } from './fetch-transport.ts';
import type { Transport } from './transport.ts';

export const jsonHeaders = {
  'Content-Type': 'application/json',
  Accept: 'application/json',
  'User-Agent': `sendspec/${version}`,
};

/** Bytes: 50 answers with their headers. */
const mostOfBatch = 1024 * 1024;
/** Milliseconds that a message waits for its batch to get full. */
const shortestWait = 20;
const longestWait = 1_000;

type Parts = Pick<Equipment, 'batch' | 'concurrency' | 'endpoint' | 'settings' | 'credentials'> & {
  readonly rate: number | 'unlimited';
};

/** A request for each message, or with `batch` one for so many of them. */
export function createTransport(parts: Parts): Transport {
  const { batch, rate, concurrency, endpoint, settings, credentials } = parts;
  const inner = createFetchTransport({
    secure: endpoint.url.startsWith('https:'),
    sockets: concurrency,
    connectTimeout: settings.connectTimeout,
    totalTimeout: settings.totalTimeout,
    ...(batch !== undefined && { maxAnswer: mostOfBatch }),
    onWritten: () => settings.failpoint('after-write'),
    onResponse: () => settings.failpoint('after-response'),
  });
  if (batch === undefined) return inner;
  const [page, edge] = endpoint.url.split('/').slice(-2);
  const { token, proof } = credentials;
  return createBatchTransport({
    inner,
    url: endpoint.url.slice(0, -`${page}/${edge}`.length),
    itemUrl: `${page}/${edge}`,
    headers: jsonHeaders,
    parameters: { access_token: token, ...(proof !== undefined && { appsecret_proof: proof }) },
    size: batch,
    wait: rate === 'unlimited' ? shortestWait : Math.min(longestWait, (batch / rate) * 1000 + shortestWait),
  });
}
