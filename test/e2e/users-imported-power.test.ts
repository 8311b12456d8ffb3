import { beforeAll, describe, expect, it } from '@jest/globals';
import { grant, newOfficer, newRole, type Officer } from '../support/accounts.js';
import { cameTo, importLines, someone } from '../support/imports.js';
import { adminToken, newLogin } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

describe('whoever imports people', () => {
  const { database, service } = useGatehouse();
  let admin: string;
  let officer: Officer;
  let mine: string;
  let others: string;

  beforeAll(async () => {
    admin = await adminToken(service.api);
    mine = await newRole(service.api, admin, ['users:read']);
    others = await newRole(service.api, admin, ['users:read', 'audit:read']);
    officer = await newOfficer(service.api, admin, ['users:write', 'users:read'], [mine]);
  });

  const count = async (): Promise<number> =>
    (await database.query<{ n: number }>('SELECT count(*)::int AS n FROM users'))[0]?.n ?? NaN;

  it('has to hold the right to make accounts', async () => {
    const { tokens } = await newLogin(service.api);
    const before = await count();
    const { status, body } = await importLines(service, tokens.access_token, [{ email: someone() }]);
    expect([status, body]).toMatchObject([403, { code: 'insufficient_scope' }]);
    expect((await importLines(service, 'x', [{ email: someone() }])).status).toBe(401);
    expect(await count()).toBe(before);
  });

  it('gives only roles that they may give one by one, and claims only who may set them', async () => {
    const people = [
      { roles: [mine] },
      { roles: [others] },
      { roles: ['admin'] },
      { roles: ['nobody-has-it'] },
      { ext: { plan: 'gold' } },
      { roles: [mine, others], ext: null },
      {},
    ].map(more => ({ email: someone(), ...more }));
    const { body } = await importLines(service, officer.token, people);
    expect(body).toMatchObject({
      ...cameTo(2, 0, 5),
      refusals: [
        { line: 2, code: 'insufficient_scope' },
        { line: 3, code: 'insufficient_scope' },
        { line: 4, code: 'role_not_found' },
        { line: 5, code: 'insufficient_scope' },
        { line: 6, code: 'insufficient_scope' },
      ],
    });
    // An administrator brings in the rest, and finds those that are in.
    expect((await importLines(service, admin, people)).body).toMatchObject(cameTo(4, 2, 1));
  });

  it('is held to what a role gives as well', async () => {
    const giver = await newOfficer(service.api, admin, ['users:write', 'roles:assign']);
    const { body } = await importLines(service, giver.token, [{ email: someone(), roles: [others] }]);
    expect(body.refusals).toMatchObject([{ line: 1, code: 'permission_not_held' }]);
    expect(body.refusals[0]?.message).toContain('audit:read');
  });

  it('loses nothing but what comes after their right is taken', async () => {
    const leaver = await newOfficer(service.api, admin, ['users:write']);
    await grant(service.api, admin, leaver.person.id, mine);
    await service.api.delete(`/v1/users/${leaver.person.id}/roles/${leaver.role}`, { token: admin });
    expect((await importLines(service, leaver.token, [{ email: someone() }])).status).toBe(401);
  });

  it('makes nobody whose token could not hold what they have', async () => {
    const roles = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        const name = `long-${index}-`.padEnd(63, 'x');
        await service.api.post('/v1/roles', { name, permissions: [] }, { token: admin });
        return name;
      }),
    );
    const ext = Object.fromEntries(['a', 'b', 'c'].map(key => [key, 'x'.repeat(120)]));
    const people = [{ roles }, { ext }, { roles, ext }].map(more => ({ email: someone(), ...more }));
    const { body } = await importLines(service, admin, people);
    expect(body).toMatchObject({ ...cameTo(2, 0, 1), refusals: [{ line: 3, code: 'token_too_large' }] });
  });
});
