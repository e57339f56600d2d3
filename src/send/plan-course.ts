/** When whose turn would come, in the order in which the send takes people: how long it all takes, and whose window closes first. */
import type { Contact } from './contacts/contact.ts';
import type { Judged } from './deliver/judge-window.ts';
import { createLookAhead } from './deliver/look-ahead.ts';
import type { PreparedStep } from './deliver/prepare-contact.ts';
import type { PlanWindows } from './events.ts';
import { defaultRate, type SendOptions } from './options.ts';
import { classesOf, classRates } from './pace/classes.ts';
import { settingsOf } from './tuning.ts';

export interface PlanCourse {
  add(contact: Contact, steps: readonly PreparedStep[], judged: Judged): void;
  end(): {
    readonly people: number;
    readonly messages: number;
    readonly requests: number;
    /** Undefined where the rate is unlimited. */
    readonly seconds?: number;
    readonly windows: PlanWindows;
  };
}

/** What a person would get. Most get the same. */
interface Kind {
  readonly assumed: boolean;
  readonly messages: number;
  readonly requests: number;
  readonly media: number;
  readonly reply: number;
}

export function createPlanCourse(options: SendOptions): PlanCourse {
  const rate = options.rate ?? defaultRate;
  const begin = settingsOf(options.tuning).clock();
  const ahead = createLookAhead<Kind>();
  const sum = { people: 0, messages: 0, requests: 0, media: 0, reply: 0 };
  const kinds = new Map<string, Kind>();
  let assumed = 0;
  let closing = 0;
  let firstCloses = Number.POSITIVE_INFINITY;

  function seconds(): number {
    if (rate === 'unlimited') return 0;
    return Math.max(
      sum.requests / rate,
      sum.media / classRates.media.rate,
      sum.reply / classRates.reply.rate,
    );
  }

  /** One for all that are alike: tens of thousands wait. */
  function sharedKind(kind: Kind): Kind {
    const name = Object.values(kind).join();
    const known = kinds.get(name) ?? kind;
    kinds.set(name, known);
    return known;
  }

  function takeTurn(): void {
    const deadline = ahead.firstDeadline;
    const kind = ahead.takeFirst();
    if (kind !== undefined) turn(kind, deadline);
  }

  function turn(planned: Kind, deadline: number): void {
    if (options.limit !== undefined && sum.people >= options.limit) return;
    sum.people++;
    for (const key of ['messages', 'requests', 'media', 'reply'] as const) sum[key] += planned[key];
    if (planned.assumed) assumed++;
    firstCloses = Math.min(firstCloses, deadline);
    if (deadline <= begin + seconds() * 1000) closing++;
  }

  return {
    add(contact, steps, judged) {
      const planned = { media: 0, reply: 0, messages: 0, requests: 0, assumed: judged.assumed };
      for (const step of steps) {
        if (step.kind === 'wait') continue;
        planned.requests++;
        if (step.kind === 'action') continue;
        planned.messages++;
        for (const name of classesOf(step.body)) planned[name]++;
      }
      // As the send does: nobody is held back where nothing closes.
      if (judged.deadline === Number.POSITIVE_INFINITY && ahead.size === 0) {
        turn(planned, judged.deadline);
        return;
      }
      ahead.add(sharedKind(planned), contact, judged.deadline);
      if (ahead.full) takeTurn();
    },
    end() {
      while (ahead.size > 0) takeTurn();
      const { people, messages, requests } = sum;
      return {
        people,
        messages,
        requests,
        ...(rate !== 'unlimited' && { seconds: seconds() }),
        windows: {
          assumed,
          closing,
          ...(Number.isFinite(firstCloses) && { firstCloses: new Date(firstCloses).toISOString() }),
        },
      };
    },
  };
}
