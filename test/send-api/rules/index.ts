/** All rules of the reference, with what covers each. */
import { errors } from './errors.ts';
import { messages } from './messages.ts';
import { disagreements, instagram, transport } from './platform.ts';
import { requests } from './requests.ts';
import type { Rule } from './rule.ts';
import { templates } from './templates.ts';

export const rules: readonly Rule[] = [
  ...requests,
  ...messages,
  ...templates,
  ...errors,
  ...transport,
  ...instagram,
  ...disagreements,
];
