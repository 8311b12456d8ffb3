import { randomInt } from 'node:crypto';
import { beforeAll, expect, it } from '@jest/globals';
import type { Answer } from '../support/api.js';
import { clocksAreToBeSet, MovableClock } from '../support/fake-time.js';
import { describeWhere } from '../support/left-out.js';
import { newPerson, PASSWORD, type Person } from '../support/people.js';
import { redisIsInstalled, TestRedis } from '../support/redis.js';
import { range, rounds, tally } from '../support/rounds.js';
import { use } from '../support/use.js';
import { useDatabase, useInstances } from '../support/use-gatehouse.js';

const WRONG = 'not-the-password-at-all';
const AT_ONCE = 50;
const MINUTES_OF_A_DAY = 24 * 60;
const LONGEST_WAIT_SECONDS = 15 * 60;

const isPossible = redisIsInstalled && clocksAreToBeSet;
const describeHere = describeWhere(isPossible, 'guessing for a day, for want of redis-server or libfaketime');

/** An address of its own for each number, in as many networks. */
const addressOf = (n: number): string => `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;

/** What was forged stands in front of what the proxy has written. */
const forged = (ip: string): string => `203.0.113.${randomInt(256)}, ${ip}`;

/** Two instances that count in a Redis whose clock is put forward: so a day of guessing passes in seconds. */
function useScene(): {
  clock: MovableClock;
  tryTo: (place: number, ip: string, body: Record<string, unknown>) => Promise<Answer>;
  newcomer: () => Promise<Person>;
} {
  const database = useDatabase();
  const clock = use(
    () => MovableClock.make(),
    clock => clock.remove(),
  );
  const redis = use(
    () => TestRedis.start(undefined, clock.environment),
    redis => redis.stop(),
  );
  const settings = (): Record<string, string> => ({
    REDIS_URL: redis.url,
    GATEHOUSE_THROTTLE: 'on',
    GATEHOUSE_TRUST_PROXY: 'loopback',
    // What is to be seen here is what failures lead to.
    GATEHOUSE_RATE_LIMIT: '120000',
  });
  const both = useInstances(database, settings, settings);
  return {
    clock,
    tryTo: (place, ip, body) =>
      both[place % 2]!.api.post('/v1/auth/login', body, { headers: { 'x-forwarded-for': forged(ip) } }),
    newcomer: () => newPerson(both[0].api),
  };
}

describeHere('guessing at one account, at two instances,', () => {
  const FAILURES = rounds(10_000);
  const ADDRESSES = rounds(1000);
  const MINUTES = rounds(MINUTES_OF_A_DAY);
  const { clock, tryTo, newcomer } = useScene();
  let person: Person;
  let device_token: unknown;

  const guess = (n: number): Promise<Answer> =>
    tryTo(n, addressOf(n % ADDRESSES), { email: person.email, password: WRONG });

  beforeAll(async () => {
    person = await newcomer();
    const { body } = await tryTo(0, '192.0.2.1', { email: person.email, password: PASSWORD });
    ({ device_token } = body);
  });

  async function expectOwnerGetsIn(): Promise<void> {
    for (const place of [0, 1]) {
      const { status } = await tryTo(place, '192.0.2.1', { email: person.email, password: PASSWORD, device_token });
      expect(status).toBe(200);
    }
  }

  it(`${FAILURES} times from ${ADDRESSES} addresses: a few are judged, and the owner gets in at once`, async () => {
    const statuses: number[] = [];
    for (let begun = 0; begun < FAILURES; begun += AT_ONCE) {
      const answers = await Promise.all(range(AT_ONCE).map(n => guess(begun + n)));
      statuses.push(...answers.map(({ status }) => status));
      if (begun % (FAILURES / 2) === 0) await expectOwnerGetsIn();
    }
    const { 401: judged = 0, 429: refused = 0 } = tally(statuses);
    expect(judged + refused).toBe(FAILURES);
    // Eleven are free, and then there is one for each wait; twice if Redis was thought to be away for a moment.
    expect(judged).toBeLessThan(40);
    await expectOwnerGetsIn();
  });

  it('makes each try wait for twice as long, up to a quarter of an hour', async () => {
    let [wait, judged] = [0, 0];
    while (wait < LONGEST_WAIT_SECONDS) {
      const { status, headers } = await guess(judged);
      if (status === 401) judged++;
      else await clock.forward((wait = Number(headers.get('retry-after'))));
    }
    expect(judged).toBeLessThanOrEqual(11);
  });

  it(`leaves whoever tries each minute 100 tries a day: in ${MINUTES} minutes their part of it`, async () => {
    let judged = 0;
    for (const minute of range(MINUTES)) {
      await clock.forward(60);
      const { status } = await guess(minute);
      expect([401, 429]).toContain(status);
      if (status === 401) judged++;
    }
    expect(judged).toBeGreaterThan(0);
    expect(judged).toBeLessThanOrEqual((100 * MINUTES) / MINUTES_OF_A_DAY);
    await expectOwnerGetsIn();
  });
});

describeHere('one password that is tried on many accounts, at two instances,', () => {
  const ADDRESSES = rounds(200);
  /** Of these a whole run has a thousand; a short one still enough to be noticed. */
  const ACCOUNTS = rounds(1000, 120);
  const TRIES_A_MINUTE = 20;
  const { clock, tryTo, newcomer } = useScene();
  let accounts = 0;

  /** From each address the next account. @returns how many were judged */
  async function round(): Promise<number> {
    const statuses: number[] = [];
    for (let begun = 0; begun < ADDRESSES; begun += AT_ONCE) {
      const some = range(Math.min(AT_ONCE, ADDRESSES - begun)).map(n => {
        const body = { email: `sprayed-${accounts++}@example.test`, password: WRONG };
        return tryTo(n, addressOf(begun + n), body);
      });
      statuses.push(...(await Promise.all(some)).map(({ status }) => status));
    }
    for (const status of statuses) expect([401, 429]).toContain(status);
    return statuses.filter(status => status === 401).length;
  }

  it(`${ACCOUNTS} of them from ${ADDRESSES} addresses: each address has a few tries a minute left, and people get in`, async () => {
    const [known, unknown] = [await newcomer(), await newcomer()];
    const { body } = await tryTo(0, '192.0.2.1', { email: known.email, password: PASSWORD });
    while (accounts < ACCOUNTS) await round();
    await clock.forward(60);
    let judged = 0;
    const began = performance.now();
    for (const _try of range(TRIES_A_MINUTE)) {
      judged += await round();
      await clock.forward(60 / TRIES_A_MINUTE);
    }
    // The clock goes on by itself too, while passwords are hashed.
    const minutes = 1 + (performance.now() - began) / 60_000;
    // Four while the wait doubles up to a minute, and one a minute from then on; all of them, if nobody noticed.
    expect(judged).toBeLessThanOrEqual((4 + minutes) * ADDRESSES);
    const { device_token } = body;
    const { email } = known;
    expect((await tryTo(1, addressOf(0), { email, password: PASSWORD, device_token })).status).toBe(200);
    expect((await tryTo(1, '192.0.2.2', { email: unknown.email, password: PASSWORD })).status).toBe(200);
  });
});
