import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/api.js';
import type { Gatehouse } from '../support/gatehouse.js';
import { adminToken, newPerson, PASSWORD, type Person } from '../support/people.js';
import { postForm } from '../support/oauth.js';
import { range, rounds, tally } from '../support/rounds.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const WRONG = 'not-the-password-at-all';
const SETTINGS = { GATEHOUSE_THROTTLE: 'on', GATEHOUSE_TRUST_PROXY: 'loopback' };
/** Failures on one account that nobody has to wait after, and one more before the first wait. */
const LET_PASS = 11;

const loginFrom = ({ api }: Gatehouse, ip: string, email: string, password: string): Promise<Answer> =>
  api.post('/v1/auth/login', { email, password }, { headers: { 'x-forwarded-for': ip } });

describe('guessing at an account', () => {
  const { service } = useGatehouse(SETTINGS);
  let admin: string;
  let person: Person;

  beforeAll(async () => {
    admin = await adminToken(service.api);
    person = await newPerson(service.api);
  });

  const login = (ip: string, email: string): Promise<Answer> => loginFrom(service, ip, email, WRONG);

  it('is refused after some failures, from wherever they come and whether or not at the same time', async () => {
    const answers = await Promise.all(range(30).map(n => login(`198.51.100.${n}`, person.email)));
    expect(tally(answers.map(({ status }) => status))).toEqual({ 401: LET_PASS, 429: 30 - LET_PASS });
    for (const { status, headers, body } of answers) {
      if (status !== 429) continue;
      expect(body).toMatchObject({ code: 'too_many_requests' });
      expect(headers.get('retry-after')).toBe('1');
    }
  });

  it('looks the same whether the account is there, has been disabled, or was never there', async () => {
    const disabled = await newPerson(service.api);
    const off = await service.api.patch(`/v1/users/${disabled.id}`, { status: 'disabled' }, { token: admin });
    expect(off.status).toBe(200);
    const there = await newPerson(service.api);
    const shapes: unknown[] = [];
    for (const [place, email] of [there.email, disabled.email, 'nobody-at-all@example.test'].entries()) {
      const told: unknown[] = [];
      for (const n of range(LET_PASS + 1)) {
        const { status, headers, body } = await login(`203.0.113.${20 * place + n}`, email);
        const { instance: _request, ...problem } = body;
        const limits = ['ratelimit', 'ratelimit-policy', 'retry-after'].map(name => headers.get(name));
        told.push([status, [...headers.keys()].sort(), limits, problem]);
      }
      shapes.push(told);
    }
    expect(shapes[1]).toEqual(shapes[0]);
    expect(shapes[2]).toEqual(shapes[0]);
    expect(shapes[0]).toHaveLength(LET_PASS + 1);
    expect(JSON.stringify((shapes[0] as unknown[]).at(-1))).toContain('too_many_requests');
  });

  it('counts each spelling of an address as the same', async () => {
    const { email } = await newPerson(service.api);
    const spellings = [email, email.toUpperCase(), ` ${email}`];
    const answers = await Promise.all(range(20).map(n => login(`192.0.2.${n}`, spellings[n % 3] ?? '')));
    expect(tally(answers.map(({ status }) => status))).toEqual({ 401: LET_PASS, 429: 20 - LET_PASS });
  });

  it('counts the same at the token endpoint, which refuses in its own words', async () => {
    const { email } = await newPerson(service.api);
    for (const n of range(LET_PASS)) expect((await login(`198.18.0.${n}`, email)).status).toBe(401);
    const form = { grant_type: 'password', username: email, password: PASSWORD };
    const refused = await postForm(service.api, '/oauth/token', form);
    expect([refused.status, refused.body['error']]).toEqual([429, 'temporarily_unavailable']);
    expect(refused.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
  });

  it('is counted by the address that the proxy has written, whatever is forged before it', async () => {
    const guess = (n: number): Promise<Answer> => login(`10.9.8.${n}, 198.19.0.1`, `nobody-${n}@example.test`);
    const answers = await Promise.all(range(25).map(guess));
    expect(tally(answers.map(({ status }) => status))).toEqual({ 401: 20, 429: 5 });
  });
});

describe('mistyping', () => {
  const { service } = useGatehouse(SETTINGS);

  it('now and then is no guessing: who comes in after all starts anew', async () => {
    const { email } = await newPerson(service.api);
    for (const n of range(4)) {
      for (const m of range(5)) expect((await loginFrom(service, `198.18.${n}.${m}`, email, WRONG)).status).toBe(401);
      expect((await loginFrom(service, `198.18.${n}.9`, email, PASSWORD)).status).toBe(200);
    }
  });
});

describe('spraying', () => {
  const { service } = useGatehouse(SETTINGS);
  const ADDRESSES = rounds(2000) / 10;
  const AT_ONCE = 20;
  const login = (ip: string, n: number): Promise<number> =>
    loginFrom(service, ip, `sprayed-${n}@example.test`, WRONG).then(({ status }) => status);
  const address = (n: number): string => `10.${(n >> 8) & 255}.${n & 255}.7`;

  let accounts = 0;

  /** From each address so many at once, and no more of all than the hasher takes: what it has no time for is no failure. */
  async function fromEach(many: number): Promise<number[]> {
    const statuses: number[] = [];
    for (let from = 0; from < ADDRESSES; from += AT_ONCE) {
      const guesses = range(many * AT_ONCE).map(n => login(address(from + (n % AT_ONCE)), accounts++));
      statuses.push(...(await Promise.all(guesses)));
    }
    for (const status of statuses) expect([401, 429]).toContain(status);
    return statuses;
  }

  it('is slowed, wherever it comes from, and shuts nobody out', async () => {
    const [known, unknown] = [await newPerson(service.api), await newPerson(service.api)];
    const { body } = await loginFrom(service, '192.0.2.1', known.email, PASSWORD);
    for (const _round of range(6)) await fromEach(1);
    // Two more at once: the one makes the other wait, if it has not to wait itself.
    expect(tally(await fromEach(2))['429']).toBeGreaterThanOrEqual(ADDRESSES);
    // Whoever comes from elsewhere has a first try, and who is known has all of theirs.
    expect((await loginFrom(service, '192.0.2.2', unknown.email, PASSWORD)).status).toBe(200);
    const credentials = { email: known.email, device_token: body['device_token'] };
    const tries = await Promise.all(
      range(8).map(n =>
        service.api.post(
          '/v1/auth/login',
          { ...credentials, password: n < 7 ? WRONG : PASSWORD },
          {
            headers: { 'x-forwarded-for': address(n) },
          },
        ),
      ),
    );
    expect(tally(tries.map(({ status }) => status))).toEqual({ 401: 7, 200: 1 });
  });
});

describe('several workers', () => {
  const { service } = useGatehouse({ ...SETTINGS, GATEHOUSE_WORKERS: '3' });

  it('count failures as one', async () => {
    const { email } = await newPerson(service.api);
    const answers = await Promise.all(range(60).map(n => loginFrom(service, `10.9.8.${n}`, email, WRONG)));
    const told = tally(answers.map(({ status }) => status));
    const { 401: judged = 0 } = told;
    expect(told).toEqual({ 401: judged, 429: 60 - judged });
    // One more each second or two that this takes.
    expect([judged >= 11, judged <= 14]).toEqual([true, true]);
  });
});
