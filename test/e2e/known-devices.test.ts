import { describe, expect, it } from '@jest/globals';
import type { Answer, CallOptions } from '../support/api.js';
import { Browser, DEVICE } from '../support/browser.js';
import { postForm } from '../support/oauth.js';
import { newPerson, PASSWORD, type Person } from '../support/people.js';
import { range, rounds, tally } from '../support/rounds.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const WRONG = 'not-the-password-at-all';
const AT_ONCE = 50;
const addressOf = (n: number): string => `10.1.${n >> 8}.${n & 255}`;

describe('a known device', () => {
  const { service } = useGatehouse({ GATEHOUSE_THROTTLE: 'on', GATEHOUSE_TRUST_PROXY: 'loopback' });

  const from = (ip: string): CallOptions => ({ headers: { 'x-forwarded-for': ip } });
  const login = (ip: string, { email }: { email: string }, more: object = {}): Promise<Answer> =>
    service.api.post('/v1/auth/login', { email, password: PASSWORD, ...more }, from(ip));
  const guess = (ip: string, person: Person, more: object = {}): Promise<Answer> =>
    login(ip, person, { password: WRONG, ...more });

  async function deviceOf(ip: string, person: Person): Promise<unknown> {
    const { status, body } = await login(ip, person);
    expect(status).toBe(200);
    expect(body['device_token']).toMatch(/^gtd_[\w-]{100}$/);
    return body['device_token'];
  }

  it('lets its owner in at once, whatever strangers have tried on the account', async () => {
    const person = await newPerson(service.api);
    const device_token = await deviceOf('192.0.2.1', person);
    const statuses: number[] = [];
    const all = rounds(10_000);
    for (let begun = 0; begun < all; begun += AT_ONCE) {
      const guesses = range(AT_ONCE).map(n => guess(addressOf((begun + n) % 1000), person));
      statuses.push(...(await Promise.all(guesses)).map(({ status }) => status));
    }
    const { 401: judged = 0, 429: refused = 0 } = tally(statuses);
    expect(judged + refused).toBe(all);
    // Beside those that are free, one for each wait: 1 s, 2 s, 4 s and so on.
    expect(judged).toBeLessThan(20);
    // The wait may just be over: then one of these is judged, and the others have to wait for twice as long.
    const more = await Promise.all(range(20).map(() => guess('192.0.2.1', person)));
    expect(more.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(19);
    for (const ip of ['192.0.2.1', '10.1.1.1', '203.0.113.77']) {
      expect((await login(ip, person, { device_token })).status).toBe(200);
    }
  });

  it('is not kept out by strangers at the same address, nor by those who have used it up', async () => {
    const [person, other] = [await newPerson(service.api), await newPerson(service.api)];
    const ip = '198.51.100.9';
    const device_token = await deviceOf(ip, person);
    for (const n of range(25)) await guess(ip, { ...other, email: `nobody-${n}@example.test` });
    expect((await login(ip, other)).status).toBe(429);
    const { status, headers } = await login(ip, person, { device_token });
    expect([status, headers.get('ratelimit')]).toEqual([200, '"route";r=19;t=60']);
  });

  it('of one account is no better than any other on the next', async () => {
    const [person, thief] = [await newPerson(service.api), await newPerson(service.api)];
    const own = await deviceOf('203.0.113.1', thief);
    const statuses: number[] = [];
    for (const n of range(15)) {
      const device_token = [own, `gtd_${'A'.repeat(100)}`, 'x', ''][n % 4];
      statuses.push((await guess(`203.0.113.${n}`, person, { device_token })).status);
    }
    expect(statuses.slice(11).every(status => status === 429)).toBe(true);
    expect(statuses.slice(0, 2)).toEqual([401, 401]);
  });

  it('has failures of its own, which are as few', async () => {
    const person = await newPerson(service.api);
    const device_token = await deviceOf('203.0.113.50', person);
    const other = await deviceOf('203.0.113.51', person);
    const guesses = await Promise.all(range(15).map(() => guess('203.0.113.52', person, { device_token })));
    expect(tally(guesses.map(({ status }) => status))).toEqual({ 401: 11, 429: 4 });
    expect((await login('203.0.113.52', person, { device_token })).status).toBe(429);
    expect((await login('203.0.113.53', person, { device_token: other })).status).toBe(200);
  });

  it('is a browser that has logged in before, by a cookie that stays after the session', async () => {
    const person = await newPerson(service.api);
    const browser = new Browser(service.url);
    await browser.logIn(person);
    const given = browser.jar.get(DEVICE);
    expect(given).toMatch(/^gtd_[\w-]{100}$/);
    expect((await browser.post('/v1/auth/logout')).status).toBe(204);
    expect(browser.jar.get(DEVICE)).toBe(given);
    for (const n of range(12)) await guess(`172.16.0.${n}`, person);
    expect((await login('172.16.1.1', person)).status).toBe(429);
    await browser.logIn(person);
    const twice = { cookie: `${DEVICE}=${given ?? ''}; ${DEVICE}=${given ?? ''}` };
    const { email, password } = person;
    expect((await service.api.post('/v1/auth/login', { email, password }, { headers: twice })).status).toBe(429);
  });

  it('is known at the token endpoint as well', async () => {
    const person = await newPerson(service.api);
    const form = { grant_type: 'password', username: person.email, password: PASSWORD };
    const first = await postForm(service.api, '/oauth/token', form);
    const device_token = String(first.body['device_token']);
    for (const n of range(12)) await guess(`172.17.0.${n}`, person);
    expect((await postForm(service.api, '/oauth/token', form)).status).toBe(429);
    expect((await postForm(service.api, '/oauth/token', { ...form, device_token })).status).toBe(200);
  });
});
