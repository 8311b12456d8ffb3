import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { Judge, type Revoked } from '../support/chaos/judge.js';
import { Revoker } from '../support/chaos/revoker.js';
import { INSTANCES, SERVICES, Stage } from '../support/chaos/stage.js';
import { Stillness } from '../support/chaos/stillness.js';
import { causeTroubles } from '../support/chaos/troubles.js';
import { range, rounds } from '../support/rounds.js';
import { use } from '../support/use.js';

const REVOCATIONS = rounds(10_000, 200, 1500);
/** Revocations under way at once: enough that they commit in another order than they began. */
const WORKERS = 3;
/** However few they are, they go on for so long that troubles of several kinds befall them. */
const AT_LEAST_MS = rounds(30_000, 12_000);
/** Each worker rests so long between two, so that the machine has time left. */
const REST_MS = Math.max(40, (AT_LEAST_MS * WORKERS) / REVOCATIONS);
/** Revoked tokens that are presented at once when all is over. */
const AT_ONCE = 20;
/** When a revoked token is presented to every service, in milliseconds after the acknowledgement. */
const ASKED_AFTER_MS = [250, 1500, 4500];

describe(`${REVOCATIONS} revocations while instances, feeds and databases come and go`, () => {
  const stage = use(
    () => Stage.set(),
    stage => stage.strike(),
  );

  it(`reach ${SERVICES} services behind ${INSTANCES} instances: none is missed, and none is late`, async () => {
    const stillness = await Stillness.measure();
    const judge = new Judge(stage.subscribers, stillness);
    const revoker = Revoker.enter(stage);
    const tokens = await stage.tokens(REVOCATIONS);
    const good = (await stage.tokens(1))[0] ?? '';
    const revoked: Revoked[] = [];
    const asking: Promise<void>[] = [];
    const over = new AbortController();
    const troubles = causeTroubles(stage, judge, over.signal);

    const worker = async (): Promise<void> => {
      for (let token = tokens.pop(); token !== undefined; token = tokens.pop()) {
        const done = await revoker.revoke(token);
        revoked.push(done);
        for (const after of ASKED_AFTER_MS) {
          asking.push(delay(after - (performance.now() - done.acknowledged)).then(() => judge.ask(done)));
        }
        await delay(REST_MS);
      }
    };
    await Promise.all(range(WORKERS).map(worker));
    await Promise.all(asking);
    over.abort();
    const caused = await troubles;
    await revoker.leave();
    await stillness.stop();

    // When all is over, every service knows everything, and a token that nobody took back is good.
    for (const { notes } of stage.subscribers) await recovered(notes.api);
    for (let start = 0; start < revoked.length; start += AT_ONCE) {
      await Promise.all(revoked.slice(start, start + AT_ONCE).map(one => judge.ask(one)));
    }
    for (const { notes } of stage.subscribers) {
      // So many askings at once may have kept it from its feed, on a busy machine for longer than its limit.
      await recovered(notes.api);
      expect((await notes.api.get('/v1/my/topics', { token: good })).status).toBe(200);
    }
    expect(revoked).toHaveLength(REVOCATIONS);
    expect(caused).toBeGreaterThanOrEqual(rounds(3, 2));
    expect(judge.violations).toEqual([]);
    expect(judge.strict).toBeGreaterThan(0);
    // What was not refused was not judged: 503 of those that were cut off for longer than their limit.
    expect(judge.answers[401]).toBeGreaterThan(REVOCATIONS * SERVICES * 3);
    expect(Object.keys(judge.answers).filter(status => !['200', '401', '503'].includes(status))).toEqual([]);
  });
});

async function recovered(api: Stage['subscribers'][number]['notes']['api']): Promise<void> {
  for (const end = Date.now() + 15_000; Date.now() < end; await delay(100)) {
    const { body } = await api.get('/health/ready');
    if (body['connected'] === true && Number(body['age_seconds']) < 1.5) return;
  }
  throw new Error('a service did not recover by itself');
}
