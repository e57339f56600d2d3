/**
 * A million contacts: memory of a plan and of a first send; then a run of whom all but the last thousand have got it is taken up
 * again: time until the first of those is sent, and memory.
 */

import { once } from 'node:events';
import { createWriteStream, mkdirSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const all = 1_000_000;
const left = 1_000;
const header = 'psid,first_name,order\n';
const bytesOfRow = '20000000000,Ana 0000000,A-0000000\n'.length;

export async function measureMillion({ folder, url, program, measure }) {
  await writeContacts(join(folder, 'million.csv'), header, () => '');
  const now = new Date().toISOString();
  await writeContacts(join(folder, 'timed.csv'), `${header.trim()},last_interaction_at\n`, () => `,${now}`);
  const send = (contacts) => [
    ...['send', 'shop.msg.yaml#shipped', '--to', contacts, '--endpoint', url],
    ...['--rate', 'unlimited', '--json'],
  ];
  const journals = join(folder, '.sendspec');
  mkdirSync(journals, { recursive: true });
  const before = new Set(readdirSync(journals));
  console.log(`\n${all.toLocaleString('en')} contacts: most resident memory`);
  tell('plan', await measure(folder, [program, ...send('million.csv'), '--dry-run']));
  tell(
    'plan, with the times of last interactions',
    await measure(folder, [program, ...send('timed.csv'), '--dry-run']),
  );
  tell(
    'first send, until one is sent',
    await measure(folder, [program, ...send('million.csv'), '--limit', 1]),
  );
  const journal = readdirSync(journals).find((name) => name.endsWith('.journal.db') && !before.has(name));
  fill(join(journals, journal));
  const resumed = await measure(folder, [program, ...send('million.csv'), '--resume']);
  tell(`resume, the last ${left} not sent yet`, resumed);
  const { first, seconds } = resumed;
  console.log(`\nResume of ${all.toLocaleString('en')} contacts, the last ${left} not sent yet`);
  console.log(
    `  until the first is sent  ${first.toFixed(1)} s  aim 5  ${first <= 5 ? 'reached' : 'missed'}`,
  );
  console.log(`  until all are sent       ${seconds.toFixed(1)} s`);
}

function tell(what, { rss, seconds }) {
  console.log(
    `  ${what.padEnd(42)}${rss.toFixed(0).padStart(4)} MB  ${seconds.toFixed(1).padStart(5)} s  aim 150  ${rss <= 150 ? 'reached' : 'missed'}`,
  );
}

async function writeContacts(path, head, more) {
  const file = createWriteStream(path);
  file.write(head);
  for (let from = 0; from < all; from += 10_000) {
    let text = '';
    for (let i = from; i < from + 10_000; i++) {
      const name = String(i).padStart(7, '0');
      text += `${20_000_000_000 + i},Ana ${name},A-${name}${more()}\n`;
    }
    if (!file.write(text)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
}

/** As if they had been sent; the metadata of the run stays as the send wrote it. */
function fill(journal) {
  const { DatabaseSync } = createRequire(import.meta.url)('@photostructure/sqlite');
  const db = new DatabaseSync(journal);
  db.exec(`
    WITH RECURSIVE rows(row) AS (SELECT 2 UNION ALL SELECT row + 1 FROM rows WHERE row < ${all - left})
    INSERT INTO delivery (row, step, kind, state, attempt, last, mid, at, end_offset)
    SELECT row, 1, 0, 2, 1, 1, 'm_' || hex(randomblob(20)), 0, ${header.length} + row * ${bytesOfRow} FROM rows`);
  db.close();
}
