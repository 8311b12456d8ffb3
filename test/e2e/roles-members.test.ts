import { beforeAll, describe, expect, it } from '@jest/globals';
import { adminToken, claimsOf, newPerson } from '../support/people.js';
import { RowLock } from '../support/specs/row-lock.js';
import { inHours, outcome, RoleCalls } from '../support/roles.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const NOBODY = '01999999-0000-7000-8000-000000000000';

interface MemberPage {
  items: { user_id: string; granted_by: string | null; granted_at: string; expires_at: string | null }[];
  next_cursor: string | null;
}

describe('members of a role, by the thousand', () => {
  const { database, service } = useGatehouse();
  let token: string;
  let roles: RoleCalls;
  let many: string[];

  beforeAll(async () => {
    token = await adminToken(service.api);
    roles = new RoleCalls(service.api, token);
    many = (
      await database.query<{ id: string }>(
        `WITH s AS (INSERT INTO subjects (id, kind, status)
           SELECT gen_random_uuid(), 'user', 'active' FROM generate_series(1, 1000) RETURNING id)
         INSERT INTO users (id, email, password_hash) SELECT id, id || '@example.test', 'x' FROM s RETURNING id`,
      )
    ).map(({ id }) => id);
  });

  const memberCount = async (role: string): Promise<number> =>
    (await database.query('SELECT 1 FROM user_roles WHERE role = $1', [role])).length;

  const auditCount = async (kind: string, role: string): Promise<number> =>
    (await database.query(`SELECT 1 FROM audit_events WHERE kind = $1 AND details->>'role' = $2`, [kind, role])).length;

  it('gives and takes, with one row of the feed and one of the audit trail for each', async () => {
    await roles.make('crowd');
    const added = await roles.add('crowd', many);
    expect([added.status, added.body]).toEqual([200, { changed: 1000, unchanged: 0 }]);
    expect((await roles.add('crowd', many)).body).toEqual({ changed: 0, unchanged: 1000 });
    expect([await memberCount('crowd'), await auditCount('authz_role_granted', 'crowd')]).toEqual([1000, 1000]);
    expect(await subjectRows()).toBe(0);
    const removed = await roles.remove('crowd', [...many.slice(1), String(claimsOf(token)['sub'])]);
    expect(removed.body).toEqual({ changed: 999, unchanged: 1 });
    expect([await memberCount('crowd'), await auditCount('authz_role_revoked', 'crowd')]).toEqual([1, 999]);
    expect(await subjectRows()).toBe(999);
  });

  const subjectRows = async (): Promise<number> =>
    (
      await database.query(`SELECT 1 FROM revocations WHERE kind = 'subject' AND target <> $1`, [
        claimsOf(token)['sub'],
      ])
    ).length;

  it('is all or nothing, and says which would not do', async () => {
    await roles.make('choosy');
    const full = await newPerson(service.api);
    await database.query(`UPDATE subjects SET ext = jsonb_build_object('x', repeat('y', 1512)) WHERE id = $1`, [
      full.id,
    ]);
    const first = await roles.add('choosy', [many[0] ?? '', NOBODY, many[1] ?? '']);
    expect([first.status, first.body['errors']]).toEqual([
      422,
      [{ field: 'user_ids[1]', code: 'user_not_found', message: expect.stringContaining(NOBODY) as unknown }],
    ]);
    const second = await roles.add('choosy', [many[0] ?? '', full.id]);
    expect(second.body).toMatchObject({
      code: 'members_refused',
      errors: [{ field: 'user_ids[1]', code: 'token_too_large' }],
    });
    expect(await memberCount('choosy')).toBe(0);
    expect((await roles.remove('choosy', [NOBODY])).body).toMatchObject({ code: 'members_refused' });
  });

  it('leaves an administrator, whoever is to go', async () => {
    const sub = String(claimsOf(token)['sub']);
    const other = await newPerson(service.api);
    await roles.add('admin', [other.id], token, { expires_at: inHours(1) });
    for (const refused of [
      await roles.remove('admin', [other.id, sub]),
      await roles.add('admin', [other.id, sub], token, { expires_at: inHours(2) }),
    ]) {
      expect(refused.body).toMatchObject({
        code: 'members_refused',
        errors: [{ field: 'user_ids[1]', code: 'last_administrator' }],
      });
    }
    expect(await memberCount('admin')).toBe(2);
    expect((await roles.remove('admin', [other.id])).body).toEqual({ changed: 1, unchanged: 0 });
  });

  it('gives for a time, and changes until when', async () => {
    await roles.make('timed');
    const [late, soon] = [inHours(2), inHours(1)];
    const ids = many.slice(0, 3);
    expect((await roles.add('timed', ids, token, { expires_at: late })).body).toMatchObject({ changed: 3 });
    expect((await roles.add('timed', ids.slice(1), token, { expires_at: soon })).body).toMatchObject({ changed: 2 });
    expect((await roles.add('timed', ids, token, { expires_at: soon })).body).toEqual({ changed: 1, unchanged: 2 });
    expect((await roles.add('timed', ids, token, { expires_at: null })).body).toMatchObject({ changed: 3 });
    expect(outcome(await roles.add('timed', ids, token, { expires_at: inHours(-1) }))).toEqual([
      400,
      'validation_failed',
    ]);
  });

  it('lists them in parts, without those whose grant has expired', async () => {
    await roles.make('listed');
    await roles.add('listed', many.slice(0, 7));
    await database.query(
      `UPDATE user_roles SET expires_at = now() - interval '1 s' WHERE role = 'listed' AND user_id = $1`,
      [many[3]],
    );
    const seen: MemberPage['items'] = [];
    let cursor = '';
    do {
      const { body } = await service.api.get<MemberPage>(`/v1/roles/listed/members?limit=2${cursor}`, { token });
      seen.push(...body.items);
      cursor = body.next_cursor === null ? '' : `&cursor=${body.next_cursor}`;
    } while (cursor !== '');
    const wanted = many.slice(0, 7).filter(id => id !== many[3]);
    expect(seen.map(({ user_id }) => user_id)).toEqual(wanted.sort());
    expect(seen[0]).toEqual({
      user_id: wanted[0],
      email: `${wanted[0]}@example.test`,
      granted_by: claimsOf(token)['sub'],
      granted_at: expect.any(String) as unknown,
      expires_at: null,
      has_second_factor: false,
    });
    const again = await roles.add('listed', [many[3] ?? '']);
    expect(again.body).toEqual({ changed: 1, unchanged: 0 });
    const other = await service.api.get('/v1/roles/user/members?limit=1', { token });
    const misused = `/v1/roles/listed/members?cursor=${String(other.body['next_cursor'])}`;
    expect((await service.api.get(misused, { token })).status).toBe(400);
  });

  it('changes many one after another: who comes meanwhile is told to come again', async () => {
    await roles.make('queued');
    const lock = await RowLock.take(database, `SELECT FROM roles WHERE name = 'admin' FOR UPDATE`);
    const first = roles.add('queued', many.slice(0, 2));
    try {
      await lock.awaitedBy(first);
      for (const second of [
        await roles.add('queued', [many[2] ?? '']),
        await roles.remove('queued', many.slice(0, 1)),
      ]) {
        expect(outcome(second)).toEqual([503, 'overloaded']);
        expect(second.headers.get('retry-after')).toBe('1');
      }
    } finally {
      await lock.release();
    }
    expect((await first).body).toEqual({ changed: 2, unchanged: 0 });
    // A turn ends with its work, and also where that fails.
    expect(outcome(await roles.add('nothing', [many[2] ?? '']))).toEqual([404, 'role_not_found']);
    expect((await roles.add('queued', [many[2] ?? ''])).body).toEqual({ changed: 1, unchanged: 0 });
  });

  it('refuses what is no list of ids', async () => {
    const bodies: unknown[] = [[], [NOBODY, NOBODY.toUpperCase().replace('A', 'a'), NOBODY], ['x'], [7], 'x', null];
    for (const user_ids of bodies) {
      expect(outcome(await roles.add('user', user_ids as string[]))).toEqual([400, 'validation_failed']);
      expect(outcome(await roles.remove('user', user_ids as string[]))).toEqual([400, 'validation_failed']);
    }
    expect((await roles.add('user', [...many, NOBODY])).status).toBe(400);
    const cased = ['0199b2c4-7d1e-7c3a-9f52-1b0c5a7e4d21', '0199B2C4-7D1E-7C3A-9F52-1B0C5A7E4D21'];
    expect((await roles.add('user', cased)).status).toBe(400);
    expect(outcome(await roles.add('nothing', [NOBODY]))).toEqual([404, 'role_not_found']);
    expect((await service.api.get('/v1/roles/nothing/members', { token })).status).toBe(404);
  });
});
