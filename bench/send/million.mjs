/** Takes up a run of a million contacts of whom all but the last thousand have got it: time until the first of those is sent, and memory. */
import { createRequire } from 'node:module';
import { createWriteStream, readdirSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';

const all = 1_000_000;
const left = 1_000;

export async function resumeMillion({ folder, url, program, measure }) {
  await writeContacts(join(folder, 'million.csv'));
  const send = [
    'send',
    'shop.msg.yaml#shipped',
    '--to',
    'million.csv',
    '--endpoint',
    url,
    '--rate',
    'unlimited',
    '--json',
  ];
  const before = new Set(readdirSync(join(folder, '.sendspec')));
  await measure(folder, [program, ...send, '--limit', 1]);
  const journal = readdirSync(join(folder, '.sendspec')).find(
    (name) => name.endsWith('.journal.db') && !before.has(name),
  );
  fill(join(folder, '.sendspec', journal));
  const { seconds, rss, first } = await measure(folder, [program, ...send, '--resume']);
  console.log(`\nResume of ${all.toLocaleString('en')} contacts, the last ${left} not sent yet`);
  console.log(
    `  until the first is sent  ${first.toFixed(1)} s  aim 5  ${first <= 5 ? 'reached' : 'missed'}`,
  );
  console.log(`  until all are sent       ${seconds.toFixed(1)} s`);
  console.log(
    `  memory                   ${rss.toFixed(0)} MB  aim 150  ${rss <= 150 ? 'reached' : 'missed'}`,
  );
}

async function writeContacts(path) {
  const file = createWriteStream(path);
  file.write('psid,first_name,order\n');
  for (let from = 0; from < all; from += 10_000) {
    let text = '';
    for (let i = from; i < from + 10_000; i++) text += `${20_000_000_000 + i},Ana ${i},A-${i}\n`;
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
    SELECT row, 1, 0, 2, 1, 1, 'm_' || hex(randomblob(20)), 0, row * 30 FROM rows`);
  db.close();
}
