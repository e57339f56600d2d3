/**
 * http(s) agents that know how far each request has come: the error object alone cannot say whether bytes left
 * (delivery.md 0.2). node-fetch builds its ClientRequest, and so calls `addRequest`, before `fetch()` returns: the
 * request is handed over in `expecting` around that call. AsyncLocalStorage would do the same but switches promise
 * hooks on, which cost every promise of the process on Node 20. Should node-fetch ever become lazy there, the phase stays
 * 'untracked' and the outcome unknown: safe, and a test fails.
 */
import { type AgentOptions, type ClientRequest, Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Phase } from './transport.ts';

export interface Tracked {
  phase: Phase;
  /** A JSON text. */
  readonly body: string;
  /** From the moment the agent gets it. */
  request?: ClientRequest;
  /** Called when a new connection is begun, and when it stands. */
  onConnecting(): void;
  onConnected(): void;
  /** Called when the whole request is handed to the system. */
  readonly onWritten: (() => void) | undefined;
  /** Absent: it leaves as soon as it can. */
  readonly ready: (() => Promise<boolean>) | undefined;
  /** Called when it is about to leave, and when it may not. */
  onLeaving(): void;
  onHeld(): void;
}

export interface PhaseAgent {
  expecting: Tracked | undefined;
  destroy(): void;
}

/** A socket is given back after so many uses or milliseconds: servers and proxies drop old ones without a word. */
const maxUses = 900;
const maxAge = 55_000;

export function createPhaseAgent(secure: boolean, sockets: number): (HttpAgent | HttpsAgent) & PhaseAgent {
  const options: AgentOptions = {
    keepAlive: true,
    maxSockets: sockets,
    maxFreeSockets: sockets,
    scheduling: 'lifo',
    // How long a socket may lie idle; below the usual 5 s of servers, so that we close first.
    timeout: 4_000,
  };
  return secure ? new SecurePhaseAgent(options) : new PlainPhaseAgent(options);
}

class PlainPhaseAgent extends HttpAgent implements PhaseAgent {
  expecting: Tracked | undefined;
  readonly uses = new WeakMap<object, Uses>();
  addRequest(request: ClientRequest, ...rest: unknown[]): void {
    track(request, this);
    super_addRequest(HttpAgent, this, request, rest);
  }
  override keepSocketAlive(socket: object): boolean {
    return isFresh(this.uses, socket) && super_keepSocketAlive(HttpAgent, this, socket);
  }
}

class SecurePhaseAgent extends HttpsAgent implements PhaseAgent {
  expecting: Tracked | undefined;
  readonly uses = new WeakMap<object, Uses>();
  addRequest(request: ClientRequest, ...rest: unknown[]): void {
    track(request, this);
    super_addRequest(HttpsAgent, this, request, rest);
  }
  override keepSocketAlive(socket: object): boolean {
    return isFresh(this.uses, socket) && super_keepSocketAlive(HttpsAgent, this, socket);
  }
}

interface Uses {
  count: number;
  readonly since: number;
}

/** `addRequest` and `keepSocketAlive` are Agent's documented or long-standing methods that @types/node leaves out. */
interface AgentMethods {
  addRequest(request: ClientRequest, ...rest: unknown[]): void;
  keepSocketAlive(socket: object): boolean;
}
function super_addRequest(of: { prototype: object }, agent: object, request: ClientRequest, rest: unknown[]) {
  (of.prototype as AgentMethods).addRequest.call(agent, request, ...rest);
}
function super_keepSocketAlive(of: { prototype: object }, agent: object, socket: object): boolean {
  return (of.prototype as AgentMethods).keepSocketAlive.call(agent, socket);
}

function track(request: ClientRequest, agent: PhaseAgent): void {
  const tracked = agent.expecting;
  agent.expecting = undefined;
  if (tracked === undefined) return;
  tracked.phase = 'queued';
  tracked.request = request;
  request.once('socket', (socket: Socket) => followSocket(tracked, socket));
  if (tracked.onWritten !== undefined) request.once('finish', tracked.onWritten);
  request.once('response', () => {
    tracked.phase = 'response';
  });
  // Head and body in one write. node-fetch, which was given no body, has set the length 0, and its own end() comes too late
  // to do anything.
  request.setHeader('Content-Length', Buffer.byteLength(tracked.body));
  if (tracked.ready === undefined) request.end(tracked.body);
  else request.end = () => request;
}

/** The request has its socket, and nothing of it is written. */
async function askAndLeave(tracked: Tracked, request: ClientRequest): Promise<void> {
  const ready = await tracked.ready!();
  // The server closed the connection meanwhile: its error says so.
  if (request.destroyed) return;
  if (!ready) {
    tracked.onHeld();
    return;
  }
  tracked.phase = 'written';
  tracked.onLeaving();
  Reflect.deleteProperty(request, 'end');
  request.end(tracked.body);
}

function followSocket(tracked: Tracked, socket: Socket): void {
  const tls = socket as Partial<TLSSocket> & { secureConnecting?: boolean };
  const secure = tls.encrypted === true;
  const pending = socket.connecting || (secure && tls.secureConnecting === true);
  const request = tracked.request!;
  if (!pending) {
    if (tracked.ready !== undefined) void askAndLeave(tracked, request);
    else tracked.phase = 'written';
    return;
  }
  tracked.phase = 'connecting';
  tracked.onConnecting();
  // First in line: the request writes in a listener of the same event.
  socket.prependOnceListener(secure ? 'secureConnect' : 'connect', () => {
    if (tracked.ready !== undefined) void askAndLeave(tracked, request);
    else if (tracked.phase === 'connecting') tracked.phase = 'written';
    tracked.onConnected();
  });
}

function isFresh(uses: WeakMap<object, Uses>, socket: object): boolean {
  const known = uses.get(socket);
  if (known === undefined) {
    uses.set(socket, { count: 1, since: performance.now() });
    return true;
  }
  known.count++;
  return known.count < maxUses && performance.now() - known.since < maxAge;
}
