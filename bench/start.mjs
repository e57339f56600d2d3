/** Cold start of the command line against a Node process that does nothing. */
import { spawnSync } from 'node:child_process';
import { compare, report } from './measure.mjs';

export function run() {
  const node = (args) => () => {
    const { status, stderr } = spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`);
  };
  const cli = new URL('../dist/sendspec.js', import.meta.url).pathname;
  const file = new URL('../templates/welcome.msg.yaml', import.meta.url).pathname;
  const times = compare(
    {
      'node -e 0': node(['-e', '0']),
      'sendspec --help': node([cli, '--help']),
      'sendspec check FILE': node([cli, 'check', file]),
    },
    { rounds: 25, warmup: 3 },
  );
  report('Cold start', times, { 'sendspec --help': 1.4, 'sendspec check FILE': 2 });
}
