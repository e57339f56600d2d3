/**
 * Mends that are the author's choice, by code: an editor offers them, `check --fix` does not. What can be mended in one
 * way only travels with the finding itself.
 */
import type { Code } from '../../../src/diagnostics/catalog.ts';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import type { ActionContext, Mend, YamlContext } from './action.ts';
import { declareParam, declareProperty } from './declare.ts';
import {
  asText,
  currentApi,
  removeField,
  removeParam,
  replaceTag,
  sayMessagingType,
  tagWithoutType,
  typeWithoutTag,
  useHttps,
} from './fields.ts';
import { fitList, fitText } from './fit.ts';
import { exampleWithout, mayBeMissing, requiredMayBeEmpty } from './missing-values.ts';
import { splitContents, splitList } from './to-steps.ts';

export function mendsOf(context: ActionContext, found: Diagnostic): Mend[] {
  const knowing = (mends[found.code] ?? []).flatMap((mend) => mend(context, found));
  return [...knowing, ...yamlMendsOf(context, found)];
}

/** Those for which nothing but the file's YAML is asked. */
export function yamlMendsOf(context: YamlContext, found: Diagnostic): Mend[] {
  return (yamlMends[found.code] ?? []).flatMap((mend) => mend(context, found));
}

type Menders<C> = Partial<Record<Code, readonly ((context: C, found: Diagnostic) => Mend[])[]>>;

const mends: Menders<ActionContext> = {
  'length/can-exceed': [fitText],
  'length/unbounded': [fitText],
  'length/can-exceed-items': [fitList],
  'length/unbounded-items': [fitList],
  'params/unknown-name': [declareParam],
  'params/unknown-property': [declareProperty],
  'params/example': [exampleWithout],
  'params/may-be-missing': [mayBeMissing],
  'params/required-may-be-empty': [requiredMayBeEmpty],
};

const yamlMends: Menders<YamlContext> = {
  'length/too-many': [splitTooMany],
  'params/example': [unknownData],
  'params/unused': [removeParam],
  'policy/http-url': [useHttps],
  'policy/human-agent-automated': [removeField],
  'send-api/action-alone': [removeField],
  'send-api/coupon-tag': [removeField],
  'send-api/deprecated': [replaceTag],
  'send-api/fallback-url': [removeField],
  'send-api/feedback-tag': [removeField],
  'send-api/message-content': [splitContents],
  'send-api/newer': [currentApi],
  'send-api/private-reply-tag': [removeField],
  'send-api/removed': [replaceTag],
  'send-api/reusable-with-id': [removeReusable],
  'send-api/tag-without-type': [tagWithoutType],
  'send-api/type-without-tag': [typeWithoutTag],
  'send-api/unknown-field': [removeField],
  'send-api/unsupported': [removeUnsupported],
  'spec/messaging-type-assumed': [sayMessagingType],
  'spec/null-field': [removeField],
  'spec/two-contents': [splitContents],
  'spec/unknown-action': [asText],
};

/** Cards only: of other lists too many are no second message. */
function splitTooMany(context: YamlContext, found: Diagnostic): Mend[] {
  const max = /at most (\d+) /.exec(found.message)?.[1];
  const isCards = /^(?:generic|elements)\b/.test(found.message);
  return isCards && max !== undefined ? splitList(context, Number(max)) : [];
}

/** Data of an example that is no param. */
function unknownData(context: YamlContext, found: Diagnostic): Mend[] {
  return /there is no param/.test(found.message) ? removeField(context, found) : [];
}

/** The finding stands at the object; its field is the one to go. */
function removeReusable(context: YamlContext, found: Diagnostic): Mend[] {
  return context.found?.path.some((p) => p.kind === 'entry' && p.entry.key.value === 'is_reusable')
    ? removeField(context, found)
    : [];
}

/** Of what a channel lacks, a field can go; a value or a kind must be written otherwise. */
function removeUnsupported(context: YamlContext, found: Diagnostic): Mend[] {
  return /leave it out/.test(found.message) ? removeField(context, found) : [];
}
