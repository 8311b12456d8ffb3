import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { useBareServer } from '../support/bare-server.js';
import { Flood } from '../support/flood.js';
import { ADMIN } from '../support/gatehouse.js';
import { isFull, range, rounds } from '../support/rounds.js';
import { use } from '../support/use.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const ATTACKERS = 300;
const MIB = 1024;

describe('a flood of wrong logins', () => {
  const { service } = useGatehouse({ GATEHOUSE_TRUST_PROXY: 'loopback' });
  // A busy machine, and the flood itself, which is sent from here, keep both waiting.
  const bare = useBareServer();
  let idleKib = 0;
  /** Of the administrator, who has logged in before the flood. */
  let deviceToken: string;

  /** Memory of the service, in KiB. */
  const memory = (): number =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${service.process.child.pid}/status`, 'utf8'))?.[1]);

  const flood = use(
    async () => {
      const begun = new Flood(service.url);
      const { body } = await begun.logIn(ADMIN.email, ADMIN.password, '192.0.2.1');
      deviceToken = String(body['device_token']);
      if (process.platform === 'linux') idleKib = memory();
      begun.begin(ATTACKERS);
      return begun;
    },
    begun => begun.end(),
  );

  it('lets right logins in from addresses that nobody has seen, if they come back when they are told to', async () => {
    const took = await Promise.all(
      range(rounds(100)).map(n => flood.insist(ADMIN.email, ADMIN.password, `192.0.2.${n}`)),
    );
    if (isFull) expect(took.filter(ms => ms < 10_000).length).toBeGreaterThanOrEqual(90);
  });

  it('lets known devices in first, at the first attempt', async () => {
    const took: number[] = [];
    for (const n of range(rounds(100))) {
      const answer = await flood.logIn(ADMIN.email, ADMIN.password, `203.0.113.${n}`, deviceToken);
      expect(answer.status).toBe(200);
      took.push(answer.took);
    }
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
    if (process.platform === 'linux') expect(memory() - idleKib).toBeLessThan(200 * MIB);
  });

  it('leaves health and keys as they are', async () => {
    const took: number[] = [];
    const takenByMachine: number[] = [];
    const bystander = new Flood(bare.url);
    for (const path of range(rounds(500)).flatMap(() => ['/health/live', '/.well-known/jwks.json'])) {
      const answer = await flood.send('GET', path, '192.0.2.1');
      expect(answer.status).toBe(200);
      took.push(answer.took);
      takenByMachine.push((await bystander.send('GET', path, '192.0.2.1')).took);
    }
    await bystander.end();
    if (took.length >= 1000) expect(p99(took)).toBeLessThan(50 + p99(takenByMachine));
  });
});

const p99 = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.99)] ?? NaN;
