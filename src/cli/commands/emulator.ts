import { InvalidArgumentError } from 'commander';
import type { Context } from '../context.ts';
import { createCommand } from '../parse-and-run.ts';

export function emulatorCommand(context: Context) {
  return createCommand(
    'emulator',
    'Runs a local Send API (POST /v21.0/PAGE/messages) with the same rules, on 127.0.0.1, until Ctrl-C.',
    {
      examples: `
        sendspec emulator
        sendspec emulator --port 0 --faults faults.json
        curl -X POST http://127.0.0.1:8400/v21.0/me/messages -d "recipient={'id':'1'}" -d "messaging_type=RESPONSE" -d "message={'text':'hello'}" -d "access_token=T"
        curl http://127.0.0.1:8400/_emulator/ledger`,
    },
  )
    .option('--port <port>', 'port to listen on; 0 takes a free one', portNumber, 8400)
    .option('--faults <file>', 'JSON file with rules of what shall go wrong, and with people, limits …')
    .option('--ledger <file>', 'write what is accepted to this file, as JSON Lines')
    .option('--webhooks <url>', 'post webhooks (echoes, deliveries, taps) there')
    .action(async (options) => {
      const { runEmulator } = await import('../run-emulator.ts');
      context.exitCode = await runEmulator(options, context);
    });
}

function portNumber(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
    throw new InvalidArgumentError('it is a number from 0 to 65535.');
  }
  return Number(text);
}
