/** `check --format sarif`: SARIF 2.1.0 (OASIS), as code scanning services read it. */
import type { SourceFile } from '../../source/source.ts';
import { version } from '../../version.ts';
import { catalog } from '../catalog.ts';
import type { Diagnostic, Fix, Severity } from '../diagnostic.ts';
import type { CatalogEntry } from '../entry.ts';
import { printableJson } from '../printable.ts';
import type { Report } from './report.ts';

export function reportSarif(report: Report): string {
  const codes = [...new Set(report.diagnostics.map((d) => d.code))].sort();
  const uri = (file: SourceFile) => ({ uri: toUri(report.showPath(file)) });
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'sendspec', version, rules: codes.map(rule) } },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: report.unreadable.length === 0,
            toolExecutionNotifications: report.unreadable.map((u) => ({
              level: 'error',
              message: { text: `${u.path} ${u.message}` },
              locations: [{ physicalLocation: { artifactLocation: { uri: toUri(u.path) } } }],
            })),
          },
        ],
        results: report.diagnostics.map((d) => result(d, codes.indexOf(d.code), uri)),
      },
    ],
  };
  return `${printableJson(log, 2)}\n`;
}

function rule(code: string) {
  const entry = (catalog as Record<string, CatalogEntry<never>>)[code];
  return {
    id: code,
    shortDescription: { text: code },
    fullDescription: { text: entry?.explain ?? code },
    defaultConfiguration: { level: level(entry?.severity ?? 'error') },
    help: { text: `${entry?.explain ?? ''}\n\nMore: sendspec explain ${code}` },
  };
}

function result(d: Diagnostic, ruleIndex: number, uri: (file: SourceFile) => { uri: string }) {
  return {
    ruleId: d.code,
    ruleIndex,
    level: level(d.severity),
    message: { text: d.message },
    locations: [{ physicalLocation: { artifactLocation: uri(d.file), region: region(d.file, d.range) } }],
    ...(d.related && d.related.length > 0
      ? {
          relatedLocations: d.related.map((r, id) => ({
            id,
            message: { text: r.message },
            physicalLocation: { artifactLocation: uri(r.file), region: region(r.file, r.range) },
          })),
        }
      : {}),
    ...(d.fixes && d.fixes.length > 0 ? { fixes: d.fixes.map((f) => fix(f, d, uri)) } : {}),
  };
}

function fix(f: Fix, d: Diagnostic, uri: (file: SourceFile) => { uri: string }) {
  return {
    description: { text: f.title },
    artifactChanges: [
      {
        artifactLocation: uri(d.file),
        replacements: f.edits.map((edit) => ({
          deletedRegion: region(d.file, edit.range),
          insertedContent: { text: edit.newText },
        })),
      },
    ],
  };
}

/** SARIF counts lines and columns from 1; the end column is exclusive. */
function region(file: Diagnostic['file'], range: Diagnostic['range']) {
  const { start, end } = file.rangeOf(range);
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

function level(severity: Severity): string {
  return severity === 'information' ? 'note' : severity;
}

function toUri(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
