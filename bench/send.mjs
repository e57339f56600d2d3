/**
 * Sending with a journal, a bare node-fetch loop and messaging-api-messenger (alone, and its batch queue), with the same number
 * of requests in flight, to the emulator in a process of its own: all in one run, by turns. Then how exactly a rate is held, and
 * what a million contacts cost.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measureMillion } from './send/million.mjs';

const file = (path) => fileURLToPath(new URL(path, import.meta.url));
const program = file('../dist/sendspec.js');
/** A quick look: BENCH_ROUNDS=1 BENCH_MESSAGES=2000; BENCH_ONLY=rate,pace,million chooses. */
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const many = Number(process.env.BENCH_MESSAGES ?? 10_000);
/** The cost of a message is what the others of the many cost: starting a process is in both. */
const few = 1_000;
const only = process.env.BENCH_ONLY?.split(',') ?? ['rate', 'pace', 'million'];
const concurrency = 64;

const spec = `
params:
  first_name: string(40)
  order: string(24)
messages:
  shipped:
    messaging_type: UPDATE
    text: Hi {{first_name}}, your order {{order}} is on its way.
`;

export async function run() {
  const clients = file('../test/clients');
  if (!existsSync(join(clients, 'node_modules')))
    execFileSync('npm', ['ci', '--prefix', clients, '--no-audit', '--no-fund'], { stdio: 'ignore' });
  const folder = mkdtempSync(join(tmpdir(), 'sendspec-bench-'));
  const emulator = await startEmulator(folder);
  try {
    writeFileSync(join(folder, 'sendspec.config.yaml'), '');
    writeFileSync(join(folder, 'shop.msg.yaml'), spec);
    for (const count of [few, many]) writeFileSync(join(folder, `${count}.csv`), contacts(count));
    if (only.includes('rate')) await compareRates(folder, emulator);
    if (only.includes('pace')) await measurePace(folder, emulator);
    if (only.includes('million')) await measureMillion({ folder, url: emulator.url, program, measure });
  } finally {
    await emulator.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compareRates(folder, emulator) {
  const contenders = {
    'bare node-fetch loop': (count) =>
      measure(folder, [
        file('./send/bare-loop.mjs'),
        `${emulator.url}/v21.0/me/messages`,
        count,
        concurrency,
      ]),
    'sendspec send, with journal': (count) =>
      measure(folder, [
        program,
        ...['send', 'shop.msg.yaml#shipped', '--to', `${count}.csv`, '--endpoint', emulator.url],
        ...['--rate', 'unlimited', '--concurrency', concurrency, '--new-run'],
      ]),
    'messaging-api-messenger': (count) =>
      measure(folder, [file('./send/messaging-api.mjs'), emulator.url, count, concurrency]),
    'messaging-api-messenger, batch queue': (count) =>
      measure(folder, [file('./send/messaging-api.mjs'), emulator.url, count, concurrency, 'batch']),
  };
  const found = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  for (let round = -1; round < rounds; round++) {
    for (const [name, send] of Object.entries(contenders)) {
      const small = await send(few);
      await emulator.expect(few);
      const large = await send(many);
      await emulator.expect(many);
      const cost = (large.cpu - small.cpu) / (many - few);
      if (round >= 0) found[name].push({ rate: large.rate, cost, rss: large.rss });
    }
  }
  report(found);
}

async function measurePace(folder, emulator) {
  // The emulator stamps the times, and its first requests take it long: what comes meanwhile is stamped all at once.
  await measure(folder, [
    file('./send/bare-loop.mjs'),
    `${emulator.url}/v21.0/me/messages`,
    few,
    concurrency,
  ]);
  await emulator.expect(few);
  console.log('\nRate: the fullest second, wherever it begins, over the rate that was set  aim 1.05');
  for (const rate of [35, 300]) {
    await emulator.expect(0);
    const people = rate * 20;
    writeFileSync(join(folder, `${people}.csv`), contacts(people));
    await measure(folder, [
      program,
      ...['send', 'shop.msg.yaml#shipped', '--to', `${people}.csv`, '--endpoint', emulator.url],
      ...['--rate', rate, '--new-run'],
    ]);
    const most = await emulator.mostInASecond();
    await emulator.expect(people);
    const over = most / rate;
    console.log(
      `  ${String(rate).padStart(3)}/s  ${over.toFixed(3)}  ${over <= 1.05 ? 'reached' : 'missed'}`,
    );
  }
}

function contacts(count) {
  let text = 'psid,first_name,order\n';
  for (let i = 0; i < count; i++) text += `${10_000_000_000 + i},Ana ${i},A-${i}\n`;
  return text;
}

async function startEmulator(folder) {
  const child = spawn(process.execPath, [program, 'emulator', '--port', '0'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = await once(child.stdout.setEncoding('utf8'), 'data');
  const { url } = JSON.parse(line);
  return {
    url,
    /** Everybody got it, once; then the ledger is emptied. */
    async expect(count) {
      const { accepted } = await (await fetch(`${url}/_emulator/health`)).json();
      if (accepted !== count) throw new Error(`the emulator accepted ${accepted} messages, not ${count}`);
      await fetch(`${url}/_emulator/reset`, { method: 'POST' });
    },
    async mostInASecond() {
      const entries = await (await fetch(`${url}/_emulator/ledger`)).json();
      const times = entries.map((entry) => Date.parse(entry.time)).sort((a, b) => a - b);
      let most = 0;
      let from = 0;
      for (const [to, time] of times.entries()) {
        while (time - times[from] >= 1000) from++;
        most = Math.max(most, to - from + 1);
      }
      return most;
    },
    async stop() {
      child.kill('SIGINT');
      await once(child, 'exit');
    },
  };
}

/** Runs a program and gives its rate (messages a second), CPU (microseconds) and peak of resident memory (MB). */
async function measure(folder, args) {
  const usage = join(folder, 'usage.json');
  const child = spawn(process.execPath, ['--import', file('./send/usage.mjs'), ...args.map(String)], {
    cwd: folder,
    env: { ...process.env, BENCH_USAGE: usage, PAGE_ACCESS_TOKEN: 'bench' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const started = performance.now();
  let first;
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    // Of --json: when the first message was sent.
    if (first === undefined && text.includes('"type":"sent"')) first = (performance.now() - started) / 1000;
    if (out.length < 100_000) out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    err += text;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${err}`);
  const seconds = (performance.now() - started) / 1000;
  if (args.includes('--json')) {
    const { cpu, rss } = JSON.parse(readFileSync(usage, 'utf8'));
    return { seconds: (performance.now() - started) / 1000, first, cpu, rss };
  }
  const rate = /^ *rate +([\d,]+) requests\/s$/m.exec(out + err)?.[1];
  if (rate === undefined) throw new Error(`${args.join(' ')} printed no rate: ${out}`);
  return {
    rate: Number(rate.replaceAll(',', '')),
    seconds,
    first,
    ...JSON.parse(readFileSync(usage, 'utf8')),
  };
}

function report(found) {
  const [bare, ours] = Object.values(found);
  const ratios = ours.map((r, i) => r.rate / bare[i].rate);
  console.log(
    `\nSend to ${many} people, ${concurrency} requests in flight, emulator in another process (median of ${rounds})`,
  );
  const width = Math.max(...Object.keys(found).map((name) => name.length));
  for (const [name, list] of Object.entries(found)) {
    const [rate, cost, rss] = ['rate', 'cost', 'rss'].map((key) => median(list.map((r) => r[key])));
    console.log(
      `  ${name.padEnd(width)}  ${rate.toFixed(0).padStart(6)} messages/s  ${cost.toFixed(0).padStart(5)} us CPU a message  ${rss.toFixed(0).padStart(4)} MB`,
    );
  }
  const ratio = median(ratios);
  const extra = median(ours.map((r, i) => r.cost - bare[i].cost));
  console.log(
    `  rate of sendspec to the bare loop, by pairs: ${ratio.toFixed(2)}  aim 1.00  ${ratio >= 1 ? 'reached' : 'missed'}`,
  );
  console.log(
    `  sendspec's own CPU a message: ${extra.toFixed(0)} us  aim 80  ${extra <= 80 ? 'reached' : 'missed'}`,
  );
}

function median(list) {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
