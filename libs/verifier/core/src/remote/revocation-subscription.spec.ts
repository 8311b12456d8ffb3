import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, TestIssuer } from '../../../testing/src/index.js';
import { ClientToken } from './client-token.js';
import { monotonicSeconds } from './clock.js';
import { Discovery } from './discovery.js';
import { Freshness } from './freshness.js';
import { Http } from './http.js';
import { RevocationPicture } from './revocation-picture.js';
import { RevocationSubscription, type SubscriptionTiming } from './revocation-subscription.js';
import { Trouble } from './trouble.js';

let issuer: TestIssuer;
let lifetime: AbortController;
let running: Promise<void> | undefined;
let told: string[];
let freshness: Freshness;
let picture: RevocationPicture;

function begin(timing?: Partial<SubscriptionTiming>): RevocationSubscription {
  const http = new Http(lifetime.signal);
  const discovery = new Discovery(http, issuer.url, issuer.url);
  const token = new ClientToken(http, discovery, issuer.access.client);
  const trouble = new Trouble(({ message }) => void told.push(message));
  const onNews = (): void => undefined;
  const parts = { http, discovery, token, picture, freshness, trouble, onNews };
  const subscription = new RevocationSubscription(parts, timing);
  running = subscription.run(lifetime.signal);
  return subscription;
}

const age = (): number => freshness.age(monotonicSeconds());

beforeEach(async () => {
  issuer = await TestIssuer.start();
  lifetime = new AbortController();
  told = [];
  freshness = new Freshness();
  picture = new RevocationPicture();
});

afterEach(async () => {
  lifetime.abort();
  await running;
  await issuer.stop();
});

describe('RevocationSubscription', () => {
  it('finds a stream old that is always 10 s late, from its first message on', async () => {
    issuer.disturbance.delay = 10_000;
    const ages: number[] = [];
    const advance = freshness.advance.bind(freshness);
    freshness.advance = (asOf, now) => {
      const late = advance(asOf, now);
      ages.push(late, freshness.age(now));
      return late;
    };
    const subscription = begin({ patience: { least: 20, most: 20 } });
    await subscription.loaded;
    expect(age()).toBeGreaterThan(9.5);
    await eventually(() => ages.length > 0);
    expect(Math.min(...ages)).toBeGreaterThan(9.5);
    await eventually(() => told.length === 1);
    expect(told[0]).toMatch(/^The feed of revocations is 1\d\.\d s behind/);
  });

  it('does not stay old because it was begun in a moment when the issuer was slow', async () => {
    issuer.disturbance.delay = 1500;
    await begin({ proven: 0.5 }).loaded;
    issuer.disturbance.delay = 0;
    expect(age()).toBeGreaterThan(1.4);
    await eventually(() => issuer.cursors.length === 2);
    expect(issuer.cursors[1]).toBeDefined();
    await eventually(() => age() < 0.5);
    expect(told).toEqual([]);
  });

  it('is patient with an issuer that is slow to begin, more so each time', async () => {
    issuer.disturbance.delay = 500;
    const subscription = begin({ patience: { least: 0.1, most: 20 } });
    await subscription.loaded;
    expect(told.map(message => message.replace(/^.*no message/, ''))).toEqual([
      ' within 0.1 s',
      ' within 0.2 s',
      ' within 0.4 s',
    ]);
    expect(issuer.requests('stream')).toBe(4);
  });

  it('says so when a stream ends before anything has come, and goes on', async () => {
    issuer.answer('stream', { headers: { 'Content-Type': 'text/event-stream' }, body: ': nothing\n\n' });
    const subscription = begin();
    await eventually(() => issuer.requests('stream') > 2);
    expect(told).toEqual(['The feed of revocations ended before anything had come.']);
    expect(subscription.connected).toBe(false);
    issuer.answer('stream');
    await subscription.loaded;
  });

  it('does not hurry to an issuer that ends every stream at once', async () => {
    issuer.disturbance.heartbeat = 20;
    begin();
    const began = performance.now();
    while (issuer.cursors.length < 5) {
      await eventually(() => issuer.subscribers > 0);
      issuer.cutStreams();
      await eventually(() => issuer.subscribers === 0);
    }
    // At least half of 50, 100, 200 and 400 ms.
    expect(performance.now() - began).toBeGreaterThan(350);
  });

  it('forgets what can concern no token any more, by the clock of the database', async () => {
    const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
    issuer.publish(
      { kind: 'token', jti: 'a', expires_at: new Date(Date.now() - 1000).toISOString() },
      { kind: 'token', jti: 'b', expires_at: inAnHour },
    );
    await begin().loaded;
    expect(picture.state?.size).toBe(2);
  });

  it('takes the earlier of two clocks for the time at which to forget', async () => {
    issuer.publish({ kind: 'token', jti: 'a', expires_at: new Date(Date.now() + 3_600_000).toISOString() });
    issuer.feed.clockOffset = 2 * 3_600_000;
    await begin().loaded;
    expect(picture.state?.size).toBe(2);
  });

  it('keeps nothing of a new picture that was cut short, and goes on with the old one', async () => {
    issuer.outdate('u');
    await begin().loaded;
    const [whole] = issuer.feed.after(undefined);
    const part = { ...whole, reset: true, items: [], cursor: null, as_of: null };
    issuer.sendRaw(`event: revocations\ndata: ${JSON.stringify(part)}\n\n`);
    // Ends the stream in good order, so that the part arrives.
    issuer.revokeServiceTokens();
    await eventually(() => issuer.cursors.length === 2);
    expect(issuer.cursors[1]).toBe(whole?.cursor);
    issuer.revokeToken('j');
    await eventually(() => (picture.state?.size ?? 0) !== 2);
    expect(picture.state?.size).toBe(3);
  });
});
