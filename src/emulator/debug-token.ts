import { tokenError } from './check-token.ts';
import type { Emulation } from './emulation.ts';
import type { GraphCall, Outcome } from './graph-call.ts';
import { parameterError } from './graph-error.ts';
import { refused } from './strike.ts';

/** GET /debug_token: whether `input_token` is good, and for which Page. What an app is and may is made up. */
export async function debugToken(emulation: Emulation, call: GraphCall): Promise<Outcome> {
  const { token } = call.parameters;
  const wrong = tokenError(token, 'debug_token');
  if (wrong) return refused(emulation, wrong);
  const input = call.parameters.body['input_token'];
  if (typeof input !== 'string' && typeof input !== 'number')
    return refused(emulation, parameterError('The parameter input_token is required'));
  const found = emulation.pages.find('me', String(input));
  const error = tokenError(String(input), 'me') ?? ('error' in found ? found.error : undefined);
  const page = 'error' in found ? undefined : found.id;
  const data = {
    app_id: '1',
    type: 'PAGE',
    application: 'sendspec emulator',
    is_valid: error === undefined,
    expires_at: 0,
    data_access_expires_at: 0,
    scopes: error === undefined ? ['pages_messaging', 'pages_manage_metadata', 'pages_read_engagement'] : [],
    ...(page !== undefined && { profile_id: page }),
    ...(error && { error: { code: error.code, subcode: error.subcode, message: error.message } }),
  };
  return { answer: { status: 200, body: { data } } };
}
