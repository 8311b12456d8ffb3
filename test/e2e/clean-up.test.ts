import { describe, expect, it } from '@jest/globals';
import { v7 } from 'uuid';
import { cleanUp } from '../support/clean-up.js';
import { Gatehouse } from '../support/gatehouse.js';
import { basic, newClient, postForm } from '../support/oauth.js';
import { adminToken, claimsOf, logIn, newPerson } from '../support/people.js';
import { range } from '../support/rounds.js';
import { useGatehouse } from '../support/use-gatehouse.js';

describe('the clean-up', () => {
  const { database, service } = useGatehouse({ GATEHOUSE_CLEANUP_INTERVAL: '1d' });

  it('removes a thousand expired sessions and nothing else, in several replicas at once and again', async () => {
    const person = await newPerson(service.api);
    const live = await logIn(service.api, person);
    const revoked = await logIn(service.api, person);
    await service.api.delete(`/v1/sessions/${revoked.session_id}`, { token: live.access_token });
    await database.query(
      `INSERT INTO sessions (id, user_id, client_id, jti, issued_at, expires_at, last_used_at, idle_seconds,
                             opened_epoch, secret_hash, rotated_at)
       SELECT gen_random_uuid(), $1, 'gatehouse', 'expired', now() - interval '2 days', now() - interval '1 day',
              now() - interval '1 day', 3600, 0, '', now() FROM generate_series(1, 1000)`,
      [person.id],
    );
    const outputs = await Promise.all([cleanUp(database), cleanUp(database)]);
    const removed = outputs.map(output => Number(/(\d+) expired sessions removed/.exec(output)?.[1]));
    expect((removed[0] ?? 0) + (removed[1] ?? 0)).toBe(1000);
    expect(await cleanUp(database)).toContain('0 expired sessions removed');

    const left = await database.query('SELECT id FROM sessions WHERE user_id = $1 ORDER BY id', [person.id]);
    expect(left.map(session => session['id'])).toEqual([live.session_id, revoked.session_id].sort());
    expect((await service.api.me(live.access_token)).status).toBe(200);
    expect((await service.api.refresh(live.refresh_token)).status).toBe(200);
    expect((await service.api.me(revoked.access_token)).status).toBe(401);
    expect((await service.api.refresh(revoked.refresh_token)).status).toBe(400);
  });

  it('forgets which challenges of passkeys were answered, once they are too old to be answered again', async () => {
    await database.query(
      `INSERT INTO used_passkey_challenges (id, expires_at)
       SELECT convert_to(n::text, 'UTF8'), now() + make_interval(mins => 10 * n + 5) FROM generate_series(-3, 1) AS n`,
    );
    expect(await cleanUp(database)).toContain('3 answered challenges of passkeys forgotten');
    const left = await database.query('SELECT count(*)::int AS count FROM used_passkey_challenges');
    expect(left).toEqual([{ count: 2 }]);
    await database.query('DELETE FROM used_passkey_challenges');
  });

  it('brings no token back to life by removing its session', async () => {
    const tokens = await logIn(service.api, await newPerson(service.api));
    await database.query('DELETE FROM sessions WHERE id = $1', [tokens.session_id]);
    expect((await service.api.me(tokens.access_token)).status).toBe(401);
    expect((await service.api.refresh(tokens.refresh_token)).status).toBe(400);
  });

  it('marks sessions that ended together as revoked, and spares the one that was kept', async () => {
    const person = await newPerson(service.api);
    const [kept, ended] = [await logIn(service.api, person), await logIn(service.api, person)];
    await service.api.post('/v1/auth/logout-all?keep_current=true', undefined, { token: kept.access_token });
    await cleanUp(database);
    const rows = await database.query('SELECT id, revoked FROM sessions WHERE user_id = $1 ORDER BY id', [person.id]);
    expect(rows).toEqual([
      { id: kept.session_id, revoked: false },
      { id: ended.session_id, revoked: true },
    ]);
    expect((await service.api.refresh(kept.refresh_token)).status).toBe(200);
  });

  it('marks the sessions that a service opened for people as revoked, once the service was disabled', async () => {
    const token = await adminToken(service.api);
    const client = await newClient(service.api, token);
    const { email, password, id } = await newPerson(service.api);
    const form = { grant_type: 'password', username: email, password };
    const opened = async (): Promise<string> =>
      String((await postForm(service.api, '/oauth/token', form, basic(client))).body['session_id']);
    const [own, before] = [(await logIn(service.api, { email, password })).session_id, await opened()];
    for (const status of ['disabled', 'active']) {
      await service.api.patch(`/v1/clients/${client.client_id}`, { status }, { token });
    }
    const after = await opened();
    await cleanUp(database);
    const rows = await database.query('SELECT id, revoked FROM sessions WHERE user_id = $1 ORDER BY id', [id]);
    expect(rows).toEqual([
      { id: own, revoked: false },
      { id: before, revoked: true },
      { id: after, revoked: false },
    ]);
  });

  it('keeps the revocation of a token for longer than any token lives', async () => {
    const token = await adminToken(service.api);
    const tokens = await logIn(service.api, await newPerson(service.api));
    const jti = String(claimsOf(tokens.access_token)['jti']);
    const soon = new Date(Date.now() + 1000).toISOString();
    const revoked = await service.api.post('/v1/revocations', { jti, expires_at: soon, reason: 'lost' }, { token });
    expect(revoked.status).toBe(201);
    expect(Date.parse(String(revoked.body['expires_at']))).toBeGreaterThan(Date.now() + 3_600_000);
    expect((await service.api.me(tokens.access_token)).status).toBe(401);
    await cleanUp(database);
    expect((await service.api.me(tokens.access_token)).status).toBe(401);
    const again = await service.api.post('/v1/revocations', { jti }, { token });
    expect(again.body).toEqual(revoked.body);
    // The session goes on, and its next token is another one.
    const refreshed = await service.api.refresh(tokens.refresh_token);
    expect((await service.api.me(refreshed.body.access_token)).status).toBe(200);
    await database.query(`UPDATE revocations SET expires_at = now() - interval '1 second' WHERE target = $1`, [jti]);
    expect(await cleanUp(database)).toContain('1 outdated revocations removed');
  });

  describe('of the audit trail', () => {
    /** Adds events that are so many days old. @returns their ids */
    async function age(days: number, count: number): Promise<string[]> {
      const ids = range(count).map(() => v7({ msecs: Date.now() - days * 86_400_000 }));
      await database.query(
        `INSERT INTO audit_events (id, kind, occurred_at)
         SELECT unnest($1::uuid[]), 'authn_login_fail', now() - make_interval(days => $2)`,
        [ids, days],
      );
      return ids;
    }

    const left = async (ids: readonly string[]): Promise<number> =>
      (await database.query('SELECT 1 FROM audit_events WHERE id = ANY($1::uuid[])', [ids])).length;

    it('removes nothing, unless that is asked for', async () => {
      const ancient = await age(4000, 10);
      expect(await cleanUp(database)).toContain('0 old audit events removed');
      expect(await left(ancient)).toBe(10);
    });

    it('removes what is older than GATEHOUSE_AUDIT_RETENTION, in several replicas at once, and nothing else', async () => {
      const [old, young] = [await age(31, 1200), await age(29, 700)];
      // An instance whose clock was wrong: the time that the database has noted counts.
      const misdated = await age(40, 1);
      await database.query('UPDATE audit_events SET occurred_at = now() WHERE id = $1', misdated);
      const before = await database.query<{ n: number }>('SELECT count(*)::int AS n FROM audit_events');
      const outputs = await Promise.all(range(2).map(() => cleanUp(database, { GATEHOUSE_AUDIT_RETENTION: '30d' })));
      const removed = outputs.map(output => Number(/(\d+) old audit events removed/.exec(output)?.[1]));
      const total = (removed[0] ?? 0) + (removed[1] ?? 0);
      expect(total).toBeGreaterThanOrEqual(1200);
      expect([await left(old), await left(young), await left(misdated)]).toEqual([0, 700, 1]);
      expect(await database.query('SELECT count(*)::int AS n FROM audit_events')).toEqual([
        { n: (before[0]?.n ?? 0) - total },
      ]);
      expect(await cleanUp(database, { GATEHOUSE_AUDIT_RETENTION: '30d' })).toContain('0 old audit events removed');
    });
  });

  it('forgets login tickets that have expired, and no others', async () => {
    await database.query(
      `INSERT INTO login_tickets (id, tries, expires_at)
       SELECT gen_random_uuid(), 1, now() + n * interval '1 minute' FROM generate_series(-3, 2) n WHERE n <> 0`,
    );
    expect(await cleanUp(database)).toContain('3 login tickets forgotten');
    expect(await database.query('SELECT id FROM login_tickets')).toHaveLength(2);
  });

  it('forgets login codes that have expired, and no others', async () => {
    await database.query(
      `INSERT INTO login_codes (id, expires_at)
       SELECT gen_random_uuid(), now() + n * interval '1 minute' FROM generate_series(-3, 2) n WHERE n <> 0`,
    );
    expect(await cleanUp(database)).toContain('3 login codes forgotten');
    expect(await database.query('SELECT id FROM login_codes')).toHaveLength(2);
  });

  it('goes on with its other chores when one of them fails', async () => {
    await database.query('ALTER TABLE client_assertions RENAME TO hidden');
    await database.query(
      `INSERT INTO revocations (kind, target, transaction_id, expires_at) VALUES ('token', 'old', 1, now() - interval '1 h')`,
    );
    await database.query(`DELETE FROM signing_keys WHERE state = 'next'`);
    const output = await cleanUp(database);
    await database.query('ALTER TABLE hidden RENAME TO client_assertions');
    expect(output).toContain('Not done this time: used assertions forgotten');
    expect(output).toContain('1 outdated revocations removed');
    expect(await database.query(`SELECT 1 FROM signing_keys WHERE state = 'next'`)).toHaveLength(1);
  });

  it('runs by itself, and does not hold up refreshes', async () => {
    const busy = await Gatehouse.start(database, { GATEHOUSE_CLEANUP_INTERVAL: '1s' });
    const tokens = await logIn(busy.api, await newPerson(busy.api));
    const expire = (): Promise<unknown> =>
      database.query(
        `INSERT INTO sessions (id, user_id, client_id, jti, issued_at, expires_at, last_used_at, idle_seconds,
                               opened_epoch, secret_hash, rotated_at)
         SELECT gen_random_uuid(), user_id, 'gatehouse', 'expired', now(), now() - interval '1 day', now(), 3600, 0, '',
                now() FROM sessions, generate_series(1, 3000) WHERE sessions.id = $1`,
        [tokens.session_id],
      );
    await expire();
    let last = tokens;
    for (const _round of range(100)) {
      const { status, body } = await busy.api.refresh(last.refresh_token);
      expect(status).toBe(200);
      last = body;
    }
    await busy.process.printed(/3000 expired sessions removed/);
    await busy.stop();
  });
});
