// What one writes by hand: node-fetch, keep-alive, so many requests at once. No journal, no retry, no file of contacts.
// node bare-loop.mjs URL COUNT CONCURRENCY
import { Agent } from 'node:http';
import fetch from 'node-fetch';

const [url, count, concurrency] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const agent = new Agent({
  keepAlive: true,
  maxSockets: concurrency,
  maxFreeSockets: concurrency,
  scheduling: 'lifo',
});
const headers = { Authorization: 'Bearer bench', 'Content-Type': 'application/json' };
let next = 0;
let first = 0;
let last = 0;
await Promise.all(
  Array.from({ length: concurrency }, async () => {
    while (next < count) {
      const i = next++;
      const body = JSON.stringify({
        recipient: { id: String(10_000_000_000 + i) },
        messaging_type: 'UPDATE',
        message: { text: `Hi Ana ${i}, your order A-${i} is on its way.` },
      });
      const response = await fetch(url, { method: 'POST', headers, body, agent });
      const answer = await response.json();
      if (answer.message_id === undefined) throw new Error(JSON.stringify(answer));
      last = performance.now();
      first ||= last;
    }
  }),
);
agent.destroy();
console.log(`rate ${Math.round(((count - 1) * 1000) / (last - first))} requests/s`);
