// messaging-api-messenger as its documentation uses it: one call for each person (or its batch queue), so many at once.
// node messaging-api.mjs ORIGIN COUNT CONCURRENCY [batch]
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../test/clients/package.json', import.meta.url));
const { MessengerClient, MessengerBatch } = require('messaging-api-messenger');
const { FacebookBatchQueue } = require('facebook-batch');
const [origin, count, concurrency] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const config = { accessToken: 'bench', version: '21.0', origin };
const client = new MessengerClient(config);
const queue = process.argv[5] === 'batch' ? new FacebookBatchQueue(config, { delay: 5 }) : undefined;
const text = (i) => `Hi Ana ${i}, your order A-${i} is on its way.`;
const send =
  queue === undefined
    ? (id, i) => client.sendText(id, text(i))
    : (id, i) => queue.push(MessengerBatch.sendText(id, text(i)));
let next = 0;
let first = 0;
let last = 0;
await Promise.all(
  // A batch holds 50: as many batches at once as the others have requests would need thousands of callers.
  Array.from({ length: queue === undefined ? concurrency : concurrency * 8 }, async () => {
    while (next < count) {
      const i = next++;
      await send(String(10_000_000_000 + i), i);
      last = performance.now();
      first ||= last;
    }
  }),
);
queue?.stop();
console.log(`rate ${Math.round(((count - 1) * 1000) / (last - first))} requests/s`);
