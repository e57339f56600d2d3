// `npm start`: the main job on real input. Checks and compiles every file of templates/, then sends one of them to
// templates/contacts/customers.csv (1,000 people) through the built-in Send API emulator, over HTTP on loopback.
// Every step is the sendspec command that is printed before it.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const program = join(root, 'dist', 'sendspec.js');
const out = mkdtempSync(join(tmpdir(), 'sendspec-start-'));

try {
  await step(['check', 'templates']);
  await step(['compile', 'templates', '-o', out], { quiet: true });
  const events = await step(
    [
      'send',
      'templates/appointment-reminder.msg.yaml#reminder',
      ...['--to', 'templates/contacts/customers.csv'],
      ...['--emulate', '--rate', 'unlimited', '--new-run', '--json'],
    ],
    // Three of the contacts are people whom the emulator refuses: a send that ends with failures exits with 1.
    { quiet: true, accept: [0, 1] },
  );
  verify(events);
} finally {
  rmSync(out, { recursive: true, force: true });
}

/** Runs one command in the foreground; its stdout is shown, or (quiet) only handed back. */
function step(args, { quiet = false, accept = [0] } = {}) {
  console.error(`\n$ sendspec ${args.join(' ')}`);
  return new Promise((done) => {
    const child = spawn(process.execPath, [program, ...args], {
      cwd: root,
      stdio: ['inherit', quiet ? 'pipe' : 'inherit', 'inherit'],
    });
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
    child.on('close', (code, signal) => {
      if (accept.includes(code)) done(output);
      else {
        console.error(`\nnpm start: "sendspec ${args[0]}" ended with ${signal ?? `exit code ${code}`}.`);
        rmSync(out, { recursive: true, force: true });
        process.exit(code ?? 1);
      }
    });
  });
}

/** Every contact has an end, nothing is unknown, and somebody got a message. */
function verify(output) {
  const lines = output.trim().split('\n');
  const { report } = JSON.parse(lines.at(-1));
  const { sent, failed, skipped, unknown, planned } = report.counts;
  const complete = sent + failed + skipped === report.rows && unknown === 0 && planned === 0;
  if (!complete || sent === 0) {
    console.error('\nnpm start: the numbers above do not add up. This is a bug in sendspec.');
    process.exit(1);
  }
  console.error(`
${sent} people have got their message, in the emulator. What next:
  npx sendspec check templates                    what check prints
  npx sendspec render 'templates/welcome.msg.yaml#welcome' --example 'nobody we know' --pretty
  npx sendspec init hello                         a folder of your own
  README.md                                       a short tour`);
}
