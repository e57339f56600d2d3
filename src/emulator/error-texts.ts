import { graphError } from '../send-api/errors.ts';

/**
 * What the Send API says with a code and subcode; `fail-…` recipients, fault rules and the emulator's own refusals use
 * it. Where no source quotes Meta's words it is the meaning of the code in src/send-api.
 */
export function errorText(code: number, subcode?: number): string {
  const exact = subcode === undefined ? undefined : texts[`${code}/${subcode}`];
  return `(#${code}) ${exact ?? meaning(code, subcode) ?? 'The emulator was asked for this error'}`;
}

/** Wordings of the server that public code and error tables quote. */
const texts: Readonly<Record<string, string>> = {
  '1': 'An unknown error occurred',
  '1/1357046': 'Invalid JSON reply',
  '2': 'Service temporarily unavailable',
  '4': 'Application request limit reached',
  '10': 'Application does not have permission for this action',
  '10/2018278': 'This message is sent outside of allowed window',
  '10/2018065': 'This message is sent outside of allowed window',
  '10/2534022': 'This message is sent outside of allowed window',
  '10/2018108': 'This person is not available right now',
  '17': 'User request limit reached',
  '32': 'Page request limit reached',
  '100': 'Invalid parameter',
  '190': 'Invalid OAuth access token',
  '200/1545041': 'This person is not available right now',
  '341': 'Application limit reached',
  '551': 'This person is not available right now',
  '551/1545041': 'This person is not available right now',
  '613': 'Calls to this api have exceeded the rate limit',
  '1200': 'Temporary send message failure. Please try again later',
  '80001': 'There have been too many calls to this Page account',
  '80002': 'There have been too many calls to this Instagram account',
  '80006': 'There have been too many calls to this Messenger account',
};

/** A subcode of its own says more than the code's quoted wording. */
function meaning(code: number, subcode: number | undefined): string | undefined {
  const known = graphError(code, subcode);
  if (subcode === undefined || known?.subcode !== subcode)
    return texts[String(code)] ?? capital(known?.meaning);
  return capital(known.meaning);
}

function capital(text: string | undefined): string | undefined {
  return text === undefined ? undefined : text.charAt(0).toUpperCase() + text.slice(1);
}
