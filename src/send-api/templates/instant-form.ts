/** Instant form template (rules 3.9): opens a lead form. */
import { fact, field, messengerOnly, object, text } from '../facts.ts';
import type { ObjectShape } from '../schema.ts';

const guide = fact('R3.9-5', 'CL, public guide', '1');

export const instantForm: ObjectShape = object(
  'instant form template',
  'Opens a lead form of the Page.',
  { form_id: field(guide, 'Id of the lead form.', text(), { required: 'warning' }) },
  { availability: [messengerOnly(fact('R3.1-9', 'CL, IG-PT', '1'), 'link to the form')] },
);
