/** Structured information template (rules 3.9): asks for name, address and the like. */
import {
  fact,
  field,
  format,
  integer,
  list,
  messengerOnly,
  object,
  required,
  status,
  text,
} from '../facts.ts';
import type { ObjectShape } from '../schema.ts';
import { businessPrivacy } from './customer-feedback.ts';

export const customerInformation: ObjectShape = object(
  'customer information template',
  'A form for the person’s contact data.',
  {
    countries: required(
      fact('R3.9-1', 'T-SI', '1'),
      'Countries, two letters each, for which the business may collect data.',
      list(text({ formats: [format(fact('R3.9-1', 'T-SI', '1'), 'country')] })),
    ),
    business_privacy: required(fact('R3.9-2', 'T-SI', '1'), 'The privacy policy.', businessPrivacy),
    expires_in_days: field(
      fact('R3.9-3', 'T-SI', '1'),
      'How long the form works, in days: 1 to 7.',
      integer(1, 7),
    ),
    contact_overrides: field(
      fact('R3.9-4', 'public samples', '2+'),
      'Which of name, email and phone are asked for, with required and label.',
      list({ kind: 'any' }),
      {
        availability: [
          status(fact('R3.9-4', 'public samples', '2+'), {
            level: 'warning',
            status: 'undocumented',
            replacement: 'try it before you rely on it: Meta’s page does not describe it',
          }),
        ],
      },
    ),
  },
  { availability: [messengerOnly(fact('R3.1-8', 'T-SI, CL, IG-PT', '2+'), 'ask with quick replies')] },
);
