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

const quoted = (words: readonly string[]): string => {
  const shown = words.slice(0, 5).map((word) => `"${word}"`);
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
};
const reads = (words: readonly string[]): string => (words.length === 1 ? 'reads' : 'read');
const tagsPage =
  'The rule stands in the Messenger Platform documentation under "Message Tags": https://developers.facebook.com/docs/messenger-platform/send-messages/message-tags. Found by word lists in nine languages: where a text means something else, silence the finding with a reason.';
const underTag = (tag: string, text: string) => `messages:
  m:
    # sendspec-ignore policy/human-agent-automated: an agent presses a button to send this
    tag: ${tag}
    text: ${text}
`;
const accountUpdate = (text: string) => `messages:
  m: { tag: ACCOUNT_UPDATE, text: ${text} }
`;
const untagged = (text: string) => `defaults: { messaging_type: RESPONSE }
messages:
  m: ${text}
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
  'policy/promotional-wording': entry<{ tag: string; words: readonly string[] }>({
    severity: 'warning',
    message: ({ tag, words }) =>
      `${quoted(words)} ${reads(words)} like promotion, which Meta's rules for message tags forbid under ${tag}: take it out, send it without the tag within 24 hours of the person's last message, or add "# sendspec-ignore policy/promotional-wording: why" above the text.`,
    explain: `Message tags are for news that the person waits for. Offers, discounts, coupons, new products, contests and invitations to buy more are promotion, also in one line at the end of a receipt; they can cost the Page its permission to send. ${tagsPage}`,
    bad: underTag('HUMAN_AGENT', 'Your card was renewed. Get 20% off your next order, shop now!'),
    good: underTag('HUMAN_AGENT', 'Your card was renewed. The discount of 20% was applied to your order.'),
  }),
  'policy/survey-wording': entry<{ tag: string; words: readonly string[] }>({
    severity: 'warning',
    message: ({ tag, words }) =>
      `${quoted(words)} ${reads(words)} like a survey, and ${tag} is not for surveys that have nothing to do with what went before: ask with the customer_feedback template and the tag CUSTOMER_FEEDBACK, or, if it belongs to this matter, add "# sendspec-ignore policy/survey-wording: why" above the text.`,
    explain: `Unrelated surveys, polls and requests for reviews are not allowed under ACCOUNT_UPDATE, CONFIRMED_EVENT_UPDATE and POST_PURCHASE_UPDATE. ${tagsPage}`,
    bad: accountUpdate('Your application was approved. Please take part in our survey.'),
    good: untagged('Your application was approved. Please take part in our survey.'),
  }),
  'policy/recurring-wording': entry<{ tag: string; words: readonly string[] }>({
    severity: 'warning',
    message: ({ tag, words }) =>
      `${quoted(words)} ${reads(words)} like something that comes again and again, which ${tag} is not for: send it as a utility message or without the tag, or, if it is sent once, add "# sendspec-ignore policy/recurring-wording: why" above the text.`,
    explain: `A statement that is ready, a bill that is due or new job listings are recurring content: ACCOUNT_UPDATE is for one change of the person's account or application. ${tagsPage}`,
    bad: accountUpdate('Your monthly statement is ready.'),
    good: untagged('Your monthly statement is ready.'),
  }),
};
