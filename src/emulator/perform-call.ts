import { debugToken } from './debug-token.ts';
import type { Emulation } from './emulation.ts';
import type { GraphCall, Outcome } from './graph-call.ts';
import { type GraphError, unknownObject } from './graph-error.ts';
import { performConversations, performThread } from './perform-conversations.ts';
import { performPersona, performPersonas } from './perform-persona.ts';
import { performProfile } from './perform-profile.ts';
import { performSend } from './perform-send.ts';
import { performUpload } from './perform-upload.ts';
import { refused } from './strike.ts';

/** The newest version that Meta has announced (EP-6); older ones are served as they are asked for. */
export const newestVersion = 26;

/** What is there, by edge and method. AU-8: Instagram's own spelling. */
const edges: Readonly<Record<string, Readonly<Record<string, Perform>>>> = {
  messages: { POST: performSend },
  message_attachments: { POST: performUpload },
  messageattachments: { POST: performUpload },
  personas: { POST: performPersonas, GET: performPersonas },
  conversations: { GET: performConversations },
  messenger_profile: { POST: performProfile, GET: performProfile, DELETE: performProfile },
};

type Perform = (emulation: Emulation, call: GraphCall) => Promise<Outcome>;

/** Does what a call asks for, whether it came alone or in a batch. The path must be one without a `pathError`. */
export async function performCall(emulation: Emulation, call: GraphCall): Promise<Outcome> {
  const [object = '', edge] = call.segments;
  if (isToken(object, edge)) return debugToken(emulation, call);
  if (isThread(call.method, object, edge)) return performThread(emulation, call);
  if (edge === undefined) {
    const persona = emulation.state.personas.get(object);
    return persona
      ? performPersona(emulation, call, persona)
      : refused(emulation, unknownObject(call.method.toLowerCase(), object));
  }
  return edges[edge]![call.method]!(emulation, call);
}

/** Where there is nothing, and methods that the edge does not have (EP-4). */
export function pathError(
  emulation: Emulation,
  method: string,
  version: string | undefined,
  segments: readonly string[],
): GraphError | undefined {
  if (version !== undefined && !isKnownVersion(version)) {
    return { code: 2500, message: `Unknown path components: /${[version, ...segments].join('/')}` };
  }
  const [object, edge, ...more] = segments;
  if (object === undefined) {
    if (method === 'POST') return undefined; // a batch
    return {
      code: 100,
      message: `(#100) Unsupported ${method.toLowerCase()} request: the path names no object`,
    };
  }
  if (!/^[A-Za-z0-9_.-]{1,100}$/.test(object))
    return unknownObject(method.toLowerCase(), object.slice(0, 100));
  if (more.length === 0 && method === 'GET' && (isToken(object, edge) || isThread(method, object, edge)))
    return undefined;
  if (edge === undefined) {
    const isThere = emulation.state.personas.has(object) && (method === 'GET' || method === 'DELETE');
    return isThere ? undefined : unknownObject(method.toLowerCase(), object);
  }
  if (!Object.hasOwn(edges, edge) || more.length > 0) {
    return { code: 2500, message: `Unknown path components: /${segments.slice(1).join('/')}` };
  }
  if (Object.hasOwn(edges[edge]!, method)) return undefined;
  if (method === 'GET') {
    return {
      code: 100,
      message: `(#100) Tried accessing nonexisting field (${edge}) on node type (Page)`,
    };
  }
  return unknownObject(method.toLowerCase(), object);
}

function isToken(object: string, edge: string | undefined): boolean {
  return object === 'debug_token' && edge === undefined;
}

/** `t_…` is a conversation, `m_…` a message. */
function isThread(method: string, object: string, edge: string | undefined): boolean {
  if (method !== 'GET') return false;
  return (/^[tm]_/.test(object) && edge === undefined) || (object.startsWith('t_') && edge === 'messages');
}

function isKnownVersion(version: string): boolean {
  const major = Number(version.slice(1).split('.')[0]);
  return major >= 1 && major <= newestVersion;
}
