/** Options that send and worker share: the Page and the API that are spoken to. */
import { type Command, InvalidArgumentError } from 'commander';
import { Option } from './parse-and-run.ts';

/** `does`: what is done there, as `send`. */
export function addTargetOptions(command: Command, does: string): Command {
  return command
    .option('--endpoint <url>', `${does} to a Send API at this address`)
    .option('--live', `${does} to Meta`)
    .option('--page-id <id>', 'the Page that speaks (or page_id in the config)')
    .option('--token-file <file>', 'page access token from a file (otherwise PAGE_ACCESS_TOKEN)')
    .option('--token-command <command>', 'page access token from the output of a command')
    .option(
      '--app-secret-file <file>',
      "the app's secret from a file, for appsecret_proof (otherwise APP_SECRET)",
    )
    .option('--allow-host <host>', 'with --endpoint: a host besides Meta and this machine; repeatable', host)
    .option('--concurrency <n>', 'requests in flight at once', count)
    .addOption(
      new Option(
        '--code-1200 <meaning>',
        "what the API's error 1200 means: not sent, so tried again; or unknown, never sent again by itself",
      )
        .choices(['retry', 'unknown'])
        .default('retry'),
    );
}

export function count(text: string): number {
  if (!/^[1-9]\d{0,9}$/.test(text)) throw new InvalidArgumentError('it is a whole number, 1 or more.');
  return Number(text);
}

export function host(text: string, earlier: readonly string[] = []): string[] {
  if (!/^[a-z0-9.-]{1,253}$/i.test(text))
    throw new InvalidArgumentError('it is the name of a host, as graph.example.com.');
  return [...earlier, text.toLowerCase()];
}
