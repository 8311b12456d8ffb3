import { beforeEach, describe, expect, it } from '@jest/globals';
import type { RevocationEntry } from '../../../contracts/src/index.js';
import { gatehouse, issuer, make, setTheGatehouseScene, told } from '../../../../test/support/specs/gatehouse-scene.js';
import { eventually } from '../../testing/src/index.js';
import type { GatehouseOptions } from './index.js';

const LATER = new Date(Date.now() + 3_600_000).toISOString();

let news: RevocationEntry[];

/** Sends this as a message of the feed, whatever it is. */
const send = (data: unknown): void => {
  issuer.sendRaw(`event: revocations\ndata: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`);
};
const idsOf = (entries: readonly RevocationEntry[]): string[] =>
  entries.flatMap(entry => (entry.kind === 'token' ? [entry.jti] : entry.kind === 'session' ? [entry.sid] : []));
const outcome = (token: string): Promise<string> =>
  gatehouse.verify(token).then(
    () => 'accepted',
    (error: unknown) => (error as { reason?: string; name: string }).reason ?? (error as Error).name,
  );

async function start(options: Partial<GatehouseOptions> = {}): Promise<void> {
  make(options);
  gatehouse.onRevoked(({ entry }) => void news.push(entry));
  await gatehouse.start();
}

/** Waits for the subscriber to have come back. */
async function reconnected(cut: () => void): Promise<void> {
  const { length } = issuer.cursors;
  cut();
  await eventually(() => issuer.cursors.length > length && issuer.subscribers > 0);
  await issuer.settled(gatehouse);
}

setTheGatehouseScene();

beforeEach(() => {
  news = [];
});

describe('The feed of revocations', () => {
  it('is read from the first picture on, however many parts that has', async () => {
    issuer.publish(
      ...Array.from({ length: 2500 }, (_, i): RevocationEntry => ({ kind: 'token', jti: `j${i}`, expires_at: LATER })),
    );
    await start();
    expect(gatehouse.status().entries).toBe(2501);
    expect(await outcome(issuer.mint({ sub: 'u', jti: 'j2499' }))).toBe('revoked');
    expect(await outcome(issuer.mint({ sub: 'u', jti: 'j2500' }))).toBe('accepted');
    expect(new Set(idsOf(news)).size).toBe(2500);
  });

  it('is followed: a token that was good a moment ago is not any more', async () => {
    await start();
    const token = issuer.mint({ sub: 'u', sid: 's' });
    expect(await outcome(token)).toBe('accepted');
    issuer.revokeSession('s');
    await issuer.settled(gatehouse);
    expect(await outcome(token)).toBe('revoked');
    expect(issuer.requests('stream')).toBe(1);
  });

  it('tells when a trouble is over, once', async () => {
    const over: string[] = [];
    await start({ onRecovery: what => over.push(what) });
    await reconnected(() => issuer.cutStreams());
    expect(told).toHaveLength(1);
    await eventually(() => over.length > 0);
    await issuer.settled(gatehouse);
    expect(over).toEqual(['revocations']);
  });

  it('may repeat itself and be out of order', async () => {
    await start();
    const [first] = issuer.feed.after(undefined);
    const subject = (min_epoch: number): RevocationEntry => ({
      kind: 'subject',
      sub: 'u',
      min_epoch,
      status: 'active',
      expires_at: LATER,
    });
    for (const epoch of [3, 1, 3, 2]) send({ ...first, reset: false, items: [subject(epoch), subject(epoch)] });
    await issuer.settled(gatehouse);
    expect(news.filter(({ kind }) => kind === 'subject')).toEqual([subject(3)]);
    expect(await outcome(issuer.mint({ sub: 'u', epoch: 2 }))).toBe('revoked');
    expect(await outcome(issuer.mint({ sub: 'u', epoch: 3 }))).toBe('accepted');
  });

  it('goes on where it was cut, and tells once of what was missed', async () => {
    await start();
    issuer.revokeToken('before');
    await issuer.settled(gatehouse);
    const [{ cursor } = {}] = issuer.feed.after(undefined);
    await reconnected(() => {
      issuer.cutStreams();
      issuer.revokeToken('meanwhile');
    });
    expect(issuer.cursors).toEqual([undefined, cursor]);
    const ids = idsOf(news);
    for (const jti of ['before', 'meanwhile']) expect(ids.filter(id => id === jti)).toHaveLength(1);
    expect(await outcome(issuer.mint({ sub: 'u', jti: 'meanwhile' }))).toBe('revoked');
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('/v1/revocations/stream broke off');
  });

  it('begins anew for a subscriber from yesterday, who keeps nothing that is not in it but ids', async () => {
    await start();
    issuer.revokeToken('old');
    await issuer.settled(gatehouse);
    await reconnected(() => {
      issuer.cutStreams();
      issuer.feed.outdateCursors();
      issuer.revokeToken('new');
    });
    const ids = idsOf(news);
    for (const jti of ['old', 'new']) expect(ids.filter(id => id === jti)).toHaveLength(1);
    expect(await outcome(issuer.mint({ sub: 'u', jti: 'old' }))).toBe('revoked');
    expect(await outcome(issuer.mint({ sub: 'u', jti: 'new' }))).toBe('revoked');
  });

  it.each(['when it reconnects', 'in mid-stream'])(
    'counts alone on subjects and roles when it is another one %s; ids stay',
    async where => {
      issuer.defineRole('editor', ['a:b']);
      issuer.revokeToken('old');
      issuer.publish({ kind: 'subject', sub: 'u', min_epoch: 5, status: 'active', expires_at: LATER });
      await start();
      const principal = await gatehouse.verify(issuer.mint({ sub: 'v', roles: ['editor'] }));
      const may = (): boolean[] => ['a:b', 'c:d'].map(permission => gatehouse.permits(principal, permission));
      expect(await outcome(issuer.mint({ sub: 'u', epoch: 3 }))).toBe('revoked');
      expect(may()).toEqual([true, false]);
      news = [];
      const restored: RevocationEntry[] = [
        { kind: 'subject', sub: 'u', min_epoch: 2, status: 'active', expires_at: LATER },
        { kind: 'role', name: 'editor', version: 1, permissions: ['c:d'] },
        { kind: 'token', jti: 'new', expires_at: LATER },
      ];
      if (where === 'in mid-stream') {
        issuer.feed.replace(restored);
        await issuer.settled(gatehouse);
        expect(issuer.requests('stream')).toBe(1);
      } else {
        await reconnected(() => {
          issuer.cutStreams();
          issuer.feed.replace(restored);
        });
      }
      expect(await outcome(issuer.mint({ sub: 'u', epoch: 3 }))).toBe('accepted');
      expect(await outcome(issuer.mint({ sub: 'u', epoch: 1 }))).toBe('revoked');
      expect(may()).toEqual([false, true]);
      for (const jti of ['old', 'new']) expect(await outcome(issuer.mint({ sub: 'v', jti }))).toBe('revoked');
      expect(news.slice(0, 2)).toEqual(restored.slice(1));
    },
  );

  it('is read with a new token when the old one has expired', async () => {
    issuer.access.tokenLifetime = 1;
    await start();
    await eventually(() => issuer.cursors.length >= 3);
    await issuer.settled(gatehouse);
    expect(issuer.requests('token')).toBeGreaterThanOrEqual(3);
    expect(issuer.cursors.slice(1).every(cursor => cursor !== undefined)).toBe(true);
    expect(gatehouse.status()).toMatchObject({ connected: true, stale: false });
    expect(told).toEqual([]);
  });

  it('is read with a new token when the old one was revoked', async () => {
    await start();
    await reconnected(() => issuer.revokeServiceTokens());
    expect(issuer.requests('token')).toBe(2);
    expect(told).toEqual([`${issuer.url}/v1/revocations/stream answered 401`]);
  });

  it.each([
    ['no JSON', '{"secret'],
    ['an entry that is not whole', { feed: 'f', reset: true, items: [{ kind: 'key' }], cursor: 'c', as_of: LATER }],
    ['a picture that was not begun', { feed: 'f', reset: false, items: [], cursor: 'c', as_of: LATER }],
  ])('is begun again after %s', async (_what, data) => {
    await start();
    await reconnected(() => send(data));
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^The feed of revocations (has|goes on)/);
    expect(told[0]).not.toContain('secret');
    expect(gatehouse.status()).toMatchObject({ connected: true, stale: false });
  });

  it('may have comments, other events and a time to call again', async () => {
    await start();
    issuer.sendRaw(': hello\n\nretry: 100\n\nevent: weather\ndata: rain\n\n');
    await issuer.settled(gatehouse);
    expect([issuer.requests('stream'), told]).toEqual([1, []]);
  });

  it('must be an event stream', async () => {
    await start();
    issuer.answer('stream', { body: '{}' });
    issuer.cutStreams();
    await eventually(() => told.some(message => message.includes('did not answer with an event stream')));
    issuer.answer('stream');
    await issuer.settled(gatehouse);
  });
});
