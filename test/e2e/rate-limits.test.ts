import { describe, expect, it } from '@jest/globals';
import { parseList, serializeList } from 'structured-headers';
import { Gatehouse } from '../support/gatehouse.js';
import { type Form, postForm } from '../support/oauth.js';
import { adminToken } from '../support/people.js';
import { range, tally } from '../support/rounds.js';
import { useGatehouse } from '../support/use-gatehouse.js';

describe('limits', () => {
  const { database, service } = useGatehouse({ GATEHOUSE_THROTTLE: 'on' });

  it('the twenty-first login within a minute is 429, with Retry-After', async () => {
    const attempts = range(21).map(n => service.api.login(`nobody-${n}@example.test`, 'not-the-password-at-all'));
    const answers = await Promise.all(attempts);
    expect(tally(answers.map(answer => answer.status))).toEqual({ 401: 20, 429: 1 });
    const refused = answers.find(answer => answer.status === 429);
    expect(refused?.body).toMatchObject({ code: 'too_many_requests' });
    const wait = Number(refused?.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(0);
    expect(refused?.headers.get('ratelimit')).toBe(`"route";r=0;t=${wait}`);
    const left = answers.map(({ headers }) => /^"route";r=(\d+);t=\d+$/.exec(headers.get('ratelimit') ?? '')?.[1]);
    expect(left.map(Number).sort((a, b) => a - b)).toEqual([0, ...range(20)]);
    for (const { headers } of answers) expect(headers.get('ratelimit-policy')).toBe('"route";q=20;w=60');
  });

  it('are told in structured fields (RFC 9651), by the names of draft-ietf-httpapi-ratelimit-headers-11', async () => {
    for (const left of [1199, 1198]) {
      const { headers } = await service.api.get('/.well-known/jwks.json');
      // Names are Strings and numbers Integers: a Token or a Decimal would be read as something else.
      const [policies, limits] = ['ratelimit-policy', 'ratelimit'].map(name => parseList(headers.get(name) ?? ''));
      expect(policies).toEqual([['route', new Map(Object.entries({ q: 1200, w: 60 }))]]);
      expect(limits).toEqual([['route', new Map(Object.entries({ r: left, t: expect.any(Number) }))]]);
      expect(serializeList(limits!)).toMatch(/;t=\d+$/);
    }
  });

  it('passwords at the token endpoint are tried as rarely as at the login, whatever else is asked for there', async () => {
    const ask = (form: Form) => postForm(service.api, '/oauth/token', form);
    const guess = (n: number) => ({
      grant_type: 'password',
      username: `nobody-${n}@example.test`,
      password: 'not-the-password-at-all',
    });
    const other = { grant_type: 'refresh_token', refresh_token: 'gtr_made-up' };
    const others = await Promise.all(range(30).map(() => ask(other)));
    expect(tally(others.map(answer => answer.status))).toEqual({ 400: 30 });
    const guesses = await Promise.all(range(21).map(n => ask(guess(n + 21))));
    expect(tally(guesses.map(answer => answer.status))).toEqual({ 400: 20, 429: 1 });
    expect((await ask(other)).status).toBe(400);
  });

  it('health is not limited, and other routes are not touched by the limit of one', async () => {
    expect((await service.api.get('/health/live')).status).toBe(200);
    expect((await service.api.get('/v1/auth/me')).status).toBe(401);
  });

  it('the sixty-first change of many members within a minute is 429, whichever the role', async () => {
    const other = await Gatehouse.start(database, { GATEHOUSE_THROTTLE: 'on' });
    try {
      const token = await adminToken(other.api);
      for (const path of ['members', 'members/remove']) {
        const attempts = range(61).map(n => other.api.post(`/v1/roles/r${n}/${path}`, {}, { token }));
        const answers = await Promise.all(attempts);
        expect(tally(answers.map(answer => answer.status))).toEqual({ 400: 60, 429: 1 });
        expect(answers.find(answer => answer.status === 429)?.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
      }
      expect((await other.api.get('/v1/roles/user/members', { token })).status).toBe(200);
    } finally {
      await other.stop();
    }
  });

  it('switching limits off is said in the log', async () => {
    const unlimited = await Gatehouse.start(database, { GATEHOUSE_THROTTLE: 'off' });
    await unlimited.stop();
    expect(unlimited.process.output()).toContain('GATEHOUSE_THROTTLE=off');
  });
});
