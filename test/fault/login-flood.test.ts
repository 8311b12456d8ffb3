import { describe, expect, it } from '@jest/globals';
import { answerTimes, percentile } from '../support/answer-times.js';
import { Flood } from '../support/flood.js';
import { ADMIN } from '../support/gatehouse.js';
import { isFull, range, rounds } from '../support/rounds.js';
import { use } from '../support/use.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const ATTACKERS = 300;
/** Right logins of each kind; a short run has as many as it takes to see that they come in. */
const LOGINS = rounds(100, 5, 20);
/** How many of them are under way at once, from addresses that nobody has seen. */
const AT_ONCE = 5;

describe('a flood of wrong logins', () => {
  const { service } = useGatehouse({ GATEHOUSE_TRUST_PROXY: 'loopback' });
  let idleMib = 0;
  /** Of the administrator, who has logged in before the flood. */
  let deviceToken: string;

  const flood = use(
    async () => {
      const begun = new Flood(service.url);
      const { body } = await begun.logIn(ADMIN.email, ADMIN.password, '192.0.2.1');
      deviceToken = String(body['device_token']);
      idleMib = service.memory();
      begun.begin(ATTACKERS);
      return begun;
    },
    begun => begun.end(),
  );

  /** How long it took, of figures that only whoever has the machine for themselves can be held to. */
  function report(what: string, took: readonly number[]): void {
    if (!isFull) return;
    const [half, most, all] = [0.5, 0.95, 1].map(part => Math.round(percentile(took, part)));
    console.log(`${what}: half within ${half} ms, 95 % within ${most} ms, all within ${all} ms`);
  }

  it('lets right logins in from addresses that nobody has seen, if they come back when they are told to', async () => {
    const took: number[] = [];
    while (took.length < LOGINS) {
      const some = range(AT_ONCE).map(n => `192.0.2.${took.length + n}`);
      took.push(...(await Promise.all(some.map(ip => flood.insist(ADMIN.email, ADMIN.password, ip)))));
    }
    report('right logins from unknown devices', took);
    if (isFull) expect(took.filter(ms => ms < 10_000).length).toBeGreaterThanOrEqual(90);
  });

  it('lets known devices in first, at the first attempt', async () => {
    const took: number[] = [];
    for (const n of range(LOGINS)) {
      const answer = await flood.logIn(ADMIN.email, ADMIN.password, `203.0.113.${n}`, deviceToken);
      expect(answer.status).toBe(200);
      took.push(answer.took);
    }
    report('right logins from a known device', took);
    if (isFull) expect(took.filter(ms => ms < 2000).length).toBeGreaterThanOrEqual(95);
  });

  it('refuses what is too much with 503 and the time to come back, and keeps what it holds in memory bounded', async () => {
    const answers = await Promise.all(
      range(ATTACKERS).map(n => flood.logIn('nobody@example.test', 'not-the-password-at-all', `198.51.100.${n % 2}`)),
    );
    const refused = answers.filter(({ status }) => status === 503);
    expect(refused.length).toBeGreaterThan(0);
    for (const { body, retryAfterSeconds } of refused) {
      expect(body['code']).toBe('overloaded');
      expect(retryAfterSeconds).toBeGreaterThanOrEqual(1);
      expect(retryAfterSeconds).toBeLessThanOrEqual(5);
    }
    expect(Object.keys(flood.statuses).sort()).toEqual(['401', '503']);
    if (process.platform !== 'linux') return;
    const grown = service.memory() - idleMib;
    if (isFull) console.log(`in memory: ${Math.round(grown)} MiB more than before the flood`);
    expect(grown).toBeLessThan(200);
  });

  it.each(['/health/live', '/.well-known/jwks.json'])('leaves %s as it is', async path => {
    const took = await answerTimes(service.url + path, rounds(1000, 20, 100));
    report(path, took);
    if (isFull) expect(percentile(took, 0.99)).toBeLessThan(50);
  });
});
