import { admitCall, type Caller, limitCall, usageHeaders } from './admit-call.ts';
import { tokenError } from './check-token.ts';
import type { Emulation } from './emulation.ts';
import type { GraphCall, Outcome } from './graph-call.ts';
import { unknownObject } from './graph-error.ts';
import { isForeign } from './judge-state.ts';
import { pageOf } from './list-page.ts';
import { personaValidator, violationError } from './schemas/validate-request.ts';
import type { Persona } from './state.ts';
import { refused, strike } from './strike.ts';

/** POST and GET of a Page's personas (PE-1, PE-4). */
export async function performPersonas(emulation: Emulation, call: GraphCall): Promise<Outcome> {
  const caller = admitCall(emulation, call, call.segments[0]!);
  if ('error' in caller) return refused(emulation, caller.error);
  const limited = limitCall(emulation, caller, {});
  const usage = usageHeaders(emulation, caller);
  if (limited) return refused(emulation, limited, usage);
  if (call.method !== 'POST') return listPersonas(emulation, call, caller);
  const { body } = call.parameters;
  const violation = (await personaValidator())(body);
  if (violation) return refused(emulation, violationError(violation), usage);
  const strikes = emulation.faults.strikes('personas', caller.page, '');
  const before = await strike(emulation, strikes, 'before-record', { status: 200, body: {}, headers: usage });
  if (before.ended) return before;
  const id = emulation.ids.numbered('persona', ++emulation.counts.personas);
  const { name, profile_picture_url } = body as { name: string; profile_picture_url: string };
  emulation.state.addPersona({ id, name, profile_picture_url, page: caller.pageId });
  const answer = { status: 200, body: { id }, headers: before.answer.headers };
  return strike(emulation, strikes, 'after-record', answer);
}

/** GET and DELETE of one persona. */
export function performPersona(emulation: Emulation, call: GraphCall, persona: Persona): Outcome {
  const { token } = call.parameters;
  const wrongToken = tokenError(token, persona.id);
  if (wrongToken) return refused(emulation, wrongToken);
  const caller = admitCall(emulation, call, 'me');
  if ('error' in caller) return refused(emulation, caller.error);
  const limited = limitCall(emulation, caller, {});
  const headers = usageHeaders(emulation, caller);
  if (limited) return refused(emulation, limited, headers);
  if (isForeign(persona.page, caller)) {
    return refused(emulation, unknownObject(call.method.toLowerCase(), persona.id), headers);
  }
  if (call.method === 'DELETE') {
    emulation.state.removePersona(persona.id);
    return { answer: { status: 200, body: { success: true }, headers } };
  }
  return { answer: { status: 200, body: fieldsOf(persona), headers } };
}

/** Newest first. */
function listPersonas(emulation: Emulation, call: GraphCall, caller: Caller): Outcome {
  const headers = usageHeaders(emulation, caller);
  const all = [...emulation.state.personas.values()].filter(({ page }) => !isForeign(page, caller)).reverse();
  const part = pageOf(all, call.parameters.body, ({ id }) => id);
  if ('code' in part) return refused(emulation, part, headers);
  return { answer: { status: 200, body: { ...part, data: part.data.map(fieldsOf) }, headers } };
}

function fieldsOf({ id, name, profile_picture_url }: Persona): Readonly<Record<string, string>> {
  return { id, name, profile_picture_url };
}
