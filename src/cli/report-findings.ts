/** Findings of several files as one report. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Report, UnreadableFile } from '../diagnostics/reporters/report.ts';
import type { Channel, Io } from './io.ts';
import type { LoadedSpec } from './load-spec.ts';
import { slashed } from './project.ts';
import { createShowPath } from './show-paths.ts';

export type Format = 'pretty' | 'json' | 'github' | 'sarif';
export const formats: readonly Format[] = ['pretty', 'json', 'github', 'sarif'];

export function makeReport(loaded: readonly (LoadedSpec | UnreadableFile)[], base: string): Report {
  const specs = loaded.filter((l): l is LoadedSpec => 'analysis' in l);
  return {
    diagnostics: specs.flatMap((s) => s.analysis.diagnostics),
    files: loaded.length,
    unreadable: loaded.filter((l): l is UnreadableFile => !('analysis' in l)),
    showPath: createShowPath(specs, base),
  };
}

/** Each reporter is loaded when it is needed. */
export async function writeReport(format: Format, report: Report, channel: Channel): Promise<void> {
  if (format === 'pretty') {
    const { reportPretty } = await import('../diagnostics/reporters/pretty.ts');
    channel.write(reportPretty(report, { colour: channel.colour, width: channel.width }));
  } else if (format === 'json') {
    const { reportJson } = await import('../diagnostics/reporters/json.ts');
    channel.write(reportJson(report));
  } else if (format === 'github') {
    const { reportGithub } = await import('../diagnostics/reporters/github.ts');
    channel.write(reportGithub(report));
  } else {
    const { reportSarif } = await import('../diagnostics/reporters/sarif.ts');
    channel.write(reportSarif(report));
  }
}

/** GitHub wants paths relative to the checkout; everybody else relative to where the command was typed. */
export function reportBase(format: Format, io: Io): string {
  const workspace = format === 'github' ? io.env['GITHUB_WORKSPACE'] : undefined;
  return workspace && !slashed(workspace, io.cwd).startsWith('..') ? workspace : io.cwd;
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((d) => d.severity === 'error');
}
