import type { Endpoint } from './check-endpoint.ts';
import type { Runner } from './deliver/runner.ts';
import { inboxRate, type SendOptions } from './options.ts';
import { inboxWarning } from './plan-send.ts';

/** What an operator should know of the run as a whole. */
export function warnOfRun(runner: Runner, options: Pick<SendOptions, 'rate'>, endpoint: Endpoint): void {
  const { rate } = options;
  if (typeof rate === 'number' && rate > inboxRate && endpoint.meta)
    runner.warn('inbox-rate', inboxWarning(rate));
  const { icu } = runner.journal.manifest;
  if (icu !== (process.versions.icu ?? '')) {
    runner.warn(
      'other-icu',
      `The run was begun with another version of the language data (ICU ${icu}, now ${process.versions.icu}): numbers and dates may be written differently from now on.`,
    );
  }
}
