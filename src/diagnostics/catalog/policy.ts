/** What Meta forbids or advises against but the API accepts, and what looks like a slip. */
import { entry } from '../entry.ts';

const receipt = (total: string) => `defaults: { messaging_type: RESPONSE }
messages:
  m:
    receipt:
      recipient_name: Ana
      order_number: A-1
      currency: EUR
      payment_method: Visa
      summary: { subtotal: 20, shipping_cost: 5, total_cost: ${total} }
`;

export const policy = {
  'policy/http-url': entry<{ field: string }>({
    severity: 'warning',
    message: ({ field }) =>
      `"${field}" is fetched by Meta over http, which is not safe and may be refused: write https://…`,
    explain: 'Meta fetches files over https; certificates must be valid. http works today in some places.',
    bad: 'defaults: { messaging_type: RESPONSE }\nmessages:\n  m:\n    image: http://cdn.example/a.png\n',
    good: 'defaults: { messaging_type: RESPONSE }\nmessages:\n  m:\n    image: https://cdn.example/a.png\n',
  }),
  'policy/human-agent-automated': entry<{ tag: string }>({
    severity: 'warning',
    message: ({ tag }) =>
      `${tag} is for messages that a person sends, and this file is sent by a program: remove the tag, or, if a person triggers it, add "# sendspec-ignore policy/human-agent-automated: why".`,
    explain:
      'Meta allows the tag where a human agent answers what could not be solved in 24 hours. Automated messages under it can cost the Page its permission.',
    bad: 'messages:\n  m:\n    tag: HUMAN_AGENT\n    text: We looked into it.\n',
    good: 'messages:\n  m:\n    # sendspec-ignore policy/human-agent-automated: an agent presses a button to send this\n    tag: HUMAN_AGENT\n    text: We looked into it.\n',
  }),
  'policy/receipt-sum': entry<{ total: string; sum: string }>({
    severity: 'information',
    message: ({ total, sum }) =>
      `The receipt's total_cost is ${total}, but subtotal, shipping, tax and adjustments make ${sum}: check the numbers.`,
    explain: 'Nothing says that Meta checks sums; customers do.',
    bad: receipt('24'),
    good: receipt('25'),
  }),
  'policy/receipt-decimals': entry<{ field: string; value: number; currency: string; decimals: number }>({
    severity: 'warning',
    message: ({ field, value, currency, decimals }) =>
      `"${field}" is ${value}, but amounts in ${currency} have ${decimals === 0 ? 'no' : `at most ${decimals}`} decimals: round it.`,
    explain: 'Amounts with more decimals than the currency has are shown rounded or refused.',
    bad: receipt('25.005'),
    good: receipt('25'),
  }),
  'policy/quick-replies-vanish': entry<object>({
    severity: 'warning',
    message: () =>
      'These quick replies vanish as soon as the next message of this sequence comes: put them on the last message.',
    explain: 'Messenger shows quick replies only until the next message in the thread, also one of the bot.',
    bad: 'defaults: { messaging_type: RESPONSE }\nmessages:\n  m:\n    - text: Tea or coffee?\n      quick_replies: [Tea, Coffee]\n    - We open at nine.\n',
    good: 'defaults: { messaging_type: RESPONSE }\nmessages:\n  m:\n    - We open at nine.\n    - text: Tea or coffee?\n      quick_replies: [Tea, Coffee]\n',
  }),
  'policy/typing-alone': entry<object>({
    severity: 'warning',
    message: () =>
      'The typing sign comes on here, but no message follows it: remove the step, or put it before a message.',
    explain:
      'The sign goes away by itself after about 20 seconds; people wait for a message that does not come.',
    bad: 'defaults: { messaging_type: RESPONSE }\nmessages:\n  m:\n    - We open at nine.\n    - typing_on\n',
    good: 'defaults: { messaging_type: RESPONSE }\nmessages:\n  m:\n    - typing_on\n    - We open at nine.\n',
  }),
};
