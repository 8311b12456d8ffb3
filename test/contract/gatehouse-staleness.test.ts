import { describe, expect, it } from '@jest/globals';
import { gatehouse, issuer, make, setTheGatehouseScene, told } from '../support/specs/gatehouse-scene.js';
import { eventually } from '../../libs/verifier/testing/src/index.js';
import { CannotVerify, type GatehouseOptions, type WhenStale } from '../../libs/verifier/core/src/index.js';

setTheGatehouseScene();

async function start(whenStale?: WhenStale, options: Partial<GatehouseOptions> = {}): Promise<void> {
  const staleness = { limit: 1, ...(whenStale && { whenStale }) };
  await make({ staleness, ...options }).start();
}

/** Holds the feed back until the view is too old. */
async function becomeStale(): Promise<void> {
  issuer.disturbance.heldBack = true;
  await eventually(() => gatehouse.status().stale);
}

async function recover(): Promise<void> {
  issuer.disturbance.heldBack = false;
  await eventually(() => !gatehouse.status().stale);
}

const outcome = (token: string, whenStale?: WhenStale): Promise<string> =>
  gatehouse.verify(token, { whenStale }).then(
    ({ stale }) => (stale === true ? 'accepted, stale' : 'accepted'),
    (error: unknown) => (error instanceof CannotVerify ? 'cannot tell' : (error as { reason: string }).reason),
  );

describe('While its view is too old, Gatehouse', () => {
  it('cannot tell, except of what it knows to be revoked, and recovers by itself', async () => {
    await start();
    const [good, revoked, unseen] = ['good', 'revoked', 'unseen'].map(jti => issuer.mint({ sub: 'u', jti }));
    expect(await outcome(good!)).toBe('accepted');
    issuer.revokeToken('revoked');
    await issuer.settled(gatehouse);
    await becomeStale();
    expect(gatehouse.status().age_seconds).toBeGreaterThan(1);
    expect(await outcome(good!)).toBe('cannot tell');
    expect(await outcome(unseen!)).toBe('cannot tell');
    expect(await outcome(revoked!)).toBe('revoked');
    issuer.revokeToken('unseen');
    expect(await outcome(unseen!)).toBe('cannot tell');
    await recover();
    expect(await outcome(good!)).toBe('accepted');
    expect(await outcome(unseen!)).toBe('revoked');
  });

  it('gives up a connection on which nothing comes, and tries others', async () => {
    await start();
    await becomeStale();
    await eventually(() => issuer.requests('stream') >= 2);
    expect(told).toEqual([expect.stringContaining('broke off: no message within 2.5 s')]);
    expect(gatehouse.status().connected).toBe(false);
    await recover();
    expect(gatehouse.status().connected).toBe(true);
    expect(await outcome(issuer.mint({ sub: 'u' }))).toBe('accepted');
  });

  it('accepts where that is allowed, and says so on the principal', async () => {
    await start('open');
    const [token, revoked] = [issuer.mint({ sub: 'u' }), issuer.mint({ sub: 'u', jti: 'j' })];
    issuer.revokeToken('j');
    await issuer.settled(gatehouse);
    expect(await outcome(token)).toBe('accepted');
    await becomeStale();
    expect(await outcome(token)).toBe('accepted, stale');
    expect(await outcome(revoked)).toBe('revoked');
    await recover();
    expect(await outcome(token)).toBe('accepted');
  });

  it('asks the issuer where that is wanted, once for each token at a time', async () => {
    await start('introspect');
    const [token, revoked] = [issuer.mint({ sub: 'u' }), issuer.mint({ sub: 'u', jti: 'j' })];
    expect(await outcome(token)).toBe('accepted');
    expect(issuer.requests('introspection')).toBe(0);
    await becomeStale();
    issuer.revokeToken('j');
    expect(await Promise.all([outcome(token), outcome(token), outcome(token)])).toEqual(Array(3).fill('accepted'));
    expect(issuer.requests('introspection')).toBe(1);
    expect(await outcome(revoked)).toBe('revoked');
    expect(await outcome(token)).toBe('accepted');
    expect(issuer.requests('introspection')).toBe(3);
  });

  it.each([
    ['is down', { status: 503 }],
    ['does not know this service', { status: 401 }],
    ['leads elsewhere', { status: 302, headers: { Location: 'http://127.0.0.1:1/' } }],
    ['says something else', { body: { active: 'true' } }],
    ['says nothing', { hang: true }],
  ])('cannot tell when the issuer that it asks %s', async (_what, answer) => {
    await start('introspect');
    const token = issuer.mint({ sub: 'u' });
    await becomeStale();
    issuer.answer('introspection', answer);
    const began = performance.now();
    expect(await outcome(token)).toBe('cannot tell');
    expect(performance.now() - began).toBeLessThan(4000);
    issuer.answer('introspection');
    expect(await outcome(token)).toBe('accepted');
  });

  it('does as each call says', async () => {
    await start();
    const token = issuer.mint({ sub: 'u' });
    await becomeStale();
    expect(await outcome(token)).toBe('cannot tell');
    expect(await outcome(token, 'open')).toBe('accepted, stale');
    expect(await outcome(token, 'introspect')).toBe('accepted');
    expect(await outcome(token, 'closed')).toBe('cannot tell');
    await gatehouse.close();
    issuer.disturbance.heldBack = false;
    await start('open');
    await becomeStale();
    expect(await outcome(token, 'closed')).toBe('cannot tell');
  });
});

describe('The age of the view', () => {
  it('does not depend on how the clocks of the database and of this machine differ', async () => {
    for (const ahead of [-7_200_000, 7_200_000]) {
      issuer.feed.clockOffset = ahead;
      await start();
      await issuer.settled(gatehouse);
      expect(gatehouse.status().age_seconds).toBeLessThan(1);
      await becomeStale();
      await recover();
      await gatehouse.close();
    }
  });

  it.each([
    ['back', -3_600_000, /is \d+\.\d s behind, so it is begun again/],
    ['on', 3_600_000, /is ahead of its time, so it is begun again/],
  ])('is found again by itself when the clock of the database is set %s', async (_what, step, trouble) => {
    await start(undefined, { staleness: { limit: 30 } });
    issuer.feed.clockOffset = step;
    await eventually(() => issuer.requests('stream') === 2 && gatehouse.status().connected);
    await issuer.settled(gatehouse);
    expect(told).toEqual([expect.stringMatching(trouble)]);
    expect(gatehouse.status().age_seconds).toBeLessThan(3);
    expect(issuer.requests('stream')).toBe(2);
  });
});
