/** Button template (rules 3.3): text with up to 3 buttons. */
import { buttonList, buttons } from '../buttons.ts';
import { boolean, characters, fact, field, items, object, required, status, text } from '../facts.ts';
import type { ObjectShape } from '../schema.ts';

export const button: ObjectShape = object(
  'button template',
  'Text with 1 to 3 buttons.',
  {
    text: required(
      fact('R3.3-1', 'T-BTN, KX, CB', '2+'),
      'Text above the buttons.',
      text({ limits: [characters(fact('R3.3-1', 'T-BTN, KX, CB', '2+'), 1, 640)] }),
    ),
    buttons: required(
      fact('R3.3-2', 'T-BTN, KX, RS', '2+'),
      'The buttons, 1 to 3.',
      buttonList(buttons, [items(fact('R3.3-2', 'T-BTN, KX, RS', '2+'), 1, 3)]),
    ),
    sharable: field(
      fact('R3.3-3', 'SDK comment', '1'),
      'Named by one old SDK, not by Meta’s page.',
      boolean,
      {
        availability: [
          status(fact('R3.3-3', 'SDK comment', '1'), {
            level: 'warning',
            status: 'undocumented',
            replacement: 'leave it out',
          }),
        ],
      },
    ),
  },
  { from: fact('R3.1-2', 'TPL, CL, IG-BT', '2+') },
);
