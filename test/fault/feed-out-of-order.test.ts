import { setTimeout as delay } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type FeedEvent, FeedStream } from '../support/feed-stream.js';
import { clientToken, newClient } from '../support/oauth.js';
import { adminToken } from '../support/people.js';
import { range } from '../support/rounds.js';
import { useDatabase, useInstances } from '../support/use-gatehouse.js';

/** How long a transaction keeps its early position to itself. */
const HELD_MS = 5000;
const LATER = 100;

/**
 * A sequence gives out positions before their transactions commit, so they become visible out of order. Whoever reads
 * "everything after the last one that I saw" misses what commits late. (The incident behind it: a queue on a table that
 * lost one message in ten thousand, always under load.)
 */
describe('a transaction that commits long after later ones', () => {
  const database = useDatabase();
  const replicas = useInstances(database, {}, {});
  let admin: string;
  let token: string;

  beforeAll(async () => {
    const { api } = replicas[0];
    admin = await adminToken(api);
    token = await clientToken(api, await newClient(api, admin, { scopes: ['revocations:read'] }));
  });

  /** Follows a stream until it is closed. */
  function collect(stream: FeedStream): { jtis: Set<string>; last: () => FeedEvent } {
    const jtis = new Set<string>();
    let last: FeedEvent | undefined;
    const follow = async (): Promise<void> => {
      for (;;) {
        last = await stream.next();
        for (const item of last.data.items) if (item.kind === 'token') jtis.add(item.jti);
      }
    };
    follow().catch(() => undefined);
    return { jtis, last: () => last! };
  }

  async function until(isIt: () => boolean, patienceMs: number): Promise<void> {
    for (const end = Date.now() + patienceMs; !isIt(); await delay(5)) if (Date.now() > end) return;
  }

  it('is told to every subscriber, to those who came back meanwhile as well', async () => {
    const streams = await Promise.all(replicas.map(replica => FeedStream.open(replica.url, token)));
    const followers = streams.map(collect);

    const early = new pg.Client(database.url);
    await early.connect();
    await early.query('BEGIN');
    await early.query(
      `INSERT INTO revocations (kind, target, transaction_id, expires_at)
       VALUES ('token', 'early', pg_current_xact_id()::text::bigint, now() + interval '1 hour')`,
    );
    const held = delay(HELD_MS);

    const later = range(LATER).map(number => `later-${number}`);
    for (const [number, jti] of later.entries()) {
      const { api } = replicas[number % replicas.length]!;
      expect((await api.post('/v1/revocations', { jti }, { token: admin })).status).toBe(201);
    }
    await until(() => followers.every(({ jtis }) => jtis.size >= LATER), 2000);
    for (const { jtis } of followers) expect([...jtis].sort()).toEqual([...later].sort());

    // Somebody leaves with what is known now, and comes back, to the other replica, once it is too late.
    const leaving = await FeedStream.open(replicas[0].url, token);
    const { id } = await leaving.next();
    leaving.close();

    await held;
    for (const { jtis } of followers) expect(jtis.has('early')).toBe(false);
    await early.query('COMMIT');
    const committed = performance.now();
    await early.end();
    await until(() => followers.every(({ jtis }) => jtis.has('early')), 2000);
    for (const { jtis } of followers) expect(jtis.has('early')).toBe(true);
    // Nobody was woken for it: the look that comes by itself has found it.
    expect(performance.now() - committed).toBeLessThan(1000);

    const back = await FeedStream.open(replicas[1].url, token, id);
    const first = await back.next();
    expect(first.data.reset).toBe(false);
    expect(first.data.items).toContainEqual(expect.objectContaining({ jti: 'early' }));
    back.close();
    for (const stream of streams) stream.close();
  });
});
