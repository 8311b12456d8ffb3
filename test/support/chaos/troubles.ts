import { setTimeout as delay } from 'node:timers/promises';
import { range, rounds } from '../rounds.js';
import type { Judge } from './judge.js';
import type { Instance, Stage } from './stage.js';

/** Between two troubles all is well for so long that the services have to be as quick as ever, or those that were in none. */
const CALM_MS = rounds(6000, 2500);
const CUT_MS = 2000;
/** Longer than a service may be cut off before it judges nobody any more. */
const LONG_CUT_MS = 5000;

type Trouble = (stage: Stage, judge: Judge, turn: number) => Promise<void>;

/** Whatever may befall those who take part, one after the other. */
const TROUBLES: readonly Trouble[] = [
  async (stage, judge, turn) => {
    const instance = pick(stage.instances, turn);
    await judge.during(attachedTo(stage, instance), () => stage.killAndRestart(instance));
  },
  (stage, judge, turn) => cutFeed(stage, judge, turn, CUT_MS),
  async (stage, judge, turn) => {
    const instance = pick(stage.instances, turn);
    await judge.during(attachedTo(stage, instance), async () => {
      // It goes on being up, and serves whoever is attached to it.
      instance.proxy.stall();
      await delay(CUT_MS);
      instance.proxy.restore();
    });
  },
  async stage => stage.redis?.flush(),
  (stage, judge, turn) => cutFeed(stage, judge, turn, LONG_CUT_MS),
  async stage => {
    await stage.redis?.kill();
    await delay(500);
    await stage.redis?.restart();
  },
  async (stage, judge) => {
    // Every connection to PostgreSQL at once, as when it is restarted.
    await judge.during(range(stage.subscribers.length), () =>
      stage.database.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name LIKE 'gatehouse%'`,
      ),
    );
  },
];

/** Causes one trouble after the other until the signal is given. @returns how many */
export async function causeTroubles(stage: Stage, judge: Judge, over: AbortSignal): Promise<number> {
  for (let turn = 0; ; turn++) {
    await delay(CALM_MS, undefined, { signal: over }).catch(() => undefined);
    if (over.aborted) return turn;
    await TROUBLES[turn % TROUBLES.length]?.(stage, judge, turn);
  }
}

async function cutFeed(stage: Stage, judge: Judge, turn: number, ms: number): Promise<void> {
  const place = turn % stage.subscribers.length;
  const { balancer } = pick(stage.subscribers, turn);
  await judge.during([place], async () => {
    balancer.cut();
    await delay(ms);
    balancer.restore();
  });
}

/** The services that an instance serves now. */
function attachedTo(stage: Stage, instance: Instance): number[] {
  return range(stage.subscribers.length).filter(place => stage.subscribers[place]?.balancer.leadsTo(instance));
}

function pick<T>(from: readonly T[], turn: number): T {
  return from[turn % from.length]!;
}
