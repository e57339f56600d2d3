/** Fields of buttons that depend on each other (R4.1-1, R4.1-6). */
import type { TextNode } from '../../bind/model.ts';
import type { Facts } from '../facts.ts';
import { constantOf, constantStart } from './constant.ts';
import { formatChecks } from './format-checks.ts';
import { reportUnproven } from './formats.ts';
import { possibleTexts } from './possible.ts';
import { describeFinding, exactlyOne, type Presence, truthOf } from './presence.ts';
import type { RuleRun } from './run.ts';
import { firstLine, reportAt } from './run.ts';
import type { ObjectVisit } from './tree.ts';
import { shown } from './wording.ts';

export function buttons(run: RuleRun): void {
  for (const object of run.tree.objects) {
    if (object.shape === undefined) continue;
    if (Object.hasOwn(object.shape.fields, 'messenger_extensions')) checkExtensions(run, object);
    if (object.key === 'game_metadata') checkGame(run, object);
  }
}

function checkExtensions(run: RuleRun, object: ObjectVisit): void {
  const isOn = truthOf(object, 'messenger_extensions');
  const url = object.fields.get('url');
  const fallback = object.fields.get('fallback_url');
  if (isOn !== 'never' && url?.value.kind === 'text') checkHttps(run, url.value, isOn, object.present);
  // by the data alone nobody knows that it is on
  if (fallback !== undefined && isOn !== 'always')
    reportAt(run, 'send-api/fallback-url', fallback.keyPlace, {});
}

/** R4.1-1: pages that use the extensions are https. */
function checkHttps(run: RuleRun, url: TextNode, isOn: Presence, present: Facts): void {
  const start = constantOf(url) ?? constantStart(url);
  const possible = possibleTexts(url, present);
  const isHttp = (text: string) => /^http:/i.test(text);
  if (isHttp(start) || (possible.kind === 'finite' && possible.texts.some(isHttp))) {
    const severity = isOn === 'always' ? 'error' : 'warning';
    reportAt(run, 'send-api/extensions-https', url, { value: shown(url.text.value) }, { severity });
  } else {
    const { proof } = formatChecks['https-url'];
    const allowed = 'https links where messenger_extensions is true';
    reportUnproven(run, 'url', url, present, proof!, allowed);
  }
}

function checkGame(run: RuleRun, object: ObjectVisit): void {
  const finding = exactlyOne(object, Object.keys(object.shape?.fields ?? {}));
  if (finding === undefined) return;
  const { problem, severity } = describeFinding(finding, {
    none: 'here is none',
    several: 'keep one of them',
  });
  reportAt(run, 'send-api/game-metadata', firstLine(object.node), { problem }, { severity });
}
