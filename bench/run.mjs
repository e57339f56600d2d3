// `npm run bench`: sendspec beside the alternative, in one run, as ratios. `npm run bench -- check` runs one part.
import { cpus } from 'node:os';

const parts = ['start', 'check', 'render', 'send'];
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !parts.includes(name));
if (unknown.length > 0) {
  console.error(`bench: no part "${unknown[0]}"; the parts are ${parts.join(', ')}`);
  process.exit(2);
}
console.log(`Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model ?? 'unknown processor'}`);
for (const part of parts) {
  if (wanted.length > 0 && !wanted.includes(part)) continue;
  const { run } = await import(`./${part}.mjs`);
  await run();
}
