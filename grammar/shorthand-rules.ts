/**
 * The rules of shorthand lines as data, for the diagrams and for the test that writes lines by them. The parser does not
 * read them: it cuts a parsed template (segments.ts), because a title or a target is template text.
 */
export type Rule =
  | { readonly kind: 'text'; readonly text: string }
  /** Another rule of this list. */
  | { readonly kind: 'rule'; readonly name: string }
  /** Template text, described by a condition on it. */
  | { readonly kind: 'template'; readonly name: string }
  | { readonly kind: 'sequence' | 'choice'; readonly of: readonly Rule[] }
  | { readonly kind: 'optional'; readonly of: Rule }
  | { readonly kind: 'list'; readonly of: Rule; readonly separator: string };

const text = (value: string): Rule => ({ kind: 'text', text: value });
const rule = (name: string): Rule => ({ kind: 'rule', name });
const template = (name: string): Rule => ({ kind: 'template', name });
const sequence = (...of: Rule[]): Rule => ({ kind: 'sequence', of });
const choice = (...of: Rule[]): Rule => ({ kind: 'choice', of });
const optional = (of: Rule): Rule => ({ kind: 'optional', of });

export const shorthandRules: Readonly<Record<string, Rule>> = {
  buttonLine: choice(
    sequence(rule('title'), text('->'), rule('target')),
    sequence(text('login'), rule('address')),
    text('logout'),
  ),
  target: choice(
    rule('link'),
    sequence(text('tel:'), template('number')),
    sequence(text('login'), rule('address')),
    text('logout'),
    rule('payload'),
  ),
  replyLine: choice(
    sequence(
      rule('title'),
      optional(
        sequence(text('->'), rule('payload'), optional(sequence(text('('), rule('address'), text(')')))),
      ),
    ),
    text('user_phone_number'),
    text('user_email'),
  ),
  linkLine: rule('link'),
  link: sequence(
    rule('address'),
    optional(sequence(text('('), { kind: 'list', of: rule('option'), separator: ',' }, text(')'))),
  ),
  option: choice(
    text('compact'),
    text('tall'),
    text('full'),
    text('extensions'),
    sequence(text('fallback'), rule('address')),
    text('no share'),
  ),
  address: choice(
    sequence(choice(text('https://'), text('http://')), template('rest of the address')),
    template('one expression'),
  ),
  title: template('text without ->'),
  payload: template('text that is no link and no lone expression'),
};
