/** `{{{x}}}` and `{{&x}}` in links and phone numbers: what is put in as it is must fit as it is. */
import type { MustacheStatement } from '../../grammar/ast.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { Typed } from './environment.ts';
import { type NameRun, rangeOf } from './name-run.ts';

export function checkRaw({ escaped, span }: MustacheStatement, { type, name }: Typed, run: NameRun): void {
  const { destination, text } = run;
  if (escaped || (destination !== 'url' && destination !== 'tel') || !type || type.kind === 'unknown') return;
  const fits = destination === 'url' ? /^[\w.~:/?#@!$&'()*+,;=%-]*$/ : /^[0-9+]*$/;
  if (type.kind === 'number') {
    if (destination === 'url' || (type.integer && (type.minimum ?? -1) >= 0)) return;
  } else if (type.kind === 'boolean') {
    if (destination === 'url') return;
  } else if (type.kind === 'string') {
    if (type.values?.every((value) => fits.test(value))) return;
    if (destination === 'url' && type.format !== undefined && type.format !== 'phone') return;
  }
  const range = rangeOf(run, span);
  const instead = `{{${text.value.slice(span.start, span.end).replace(/^\{\{(~?)(?:\{|&)\s*|\}?(~?)\}\}$/g, '$1$2')}}}`;
  const fixes = [{ title: `Write ${instead}`, edits: [{ range, newText: instead }] }];
  run.report(diagnostic('params/raw-in-link', text.file, range, { name, instead }, { fixes }));
}
