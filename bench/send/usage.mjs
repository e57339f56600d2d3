// Preloaded into a process that is measured: writes what it used of CPU and memory to BENCH_USAGE when it ends.
import { writeFileSync } from 'node:fs';

const file = process.env.BENCH_USAGE;
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  writeFileSync(file, JSON.stringify({ cpu: userCPUTime + systemCPUTime, rss: maxRSS / 1024 }));
});
