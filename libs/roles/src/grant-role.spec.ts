import { describe, expect, it } from '@jest/globals';
import { OPERATOR } from '#libs/authority';
import { ADMIN_ROLE, USER_ROLE } from '#libs/contracts';
import { useModule } from '../../../test/support/use-cases/use-module.js';
import { GrantRole } from './grant-role.js';

const HOUR_MS = 3_600_000;
const inHours = (hours: number): Date => new Date(Date.now() + hours * HOUR_MS);

describe('granting a role', () => {
  const { get, database, newUser, newAdministrator, newRole, eventsOf } = useModule();
  const grantRole = get(GrantRole);

  const rolesOf = async (id: string): Promise<unknown[]> =>
    (await database.query('SELECT role FROM user_roles WHERE user_id = $1 ORDER BY role', [id])).map(
      row => row['role'],
    );

  const epochOf = async (id: string): Promise<unknown> =>
    (await database.query('SELECT epoch FROM subjects WHERE id = $1', [id]))[0]?.['epoch'];

  const grantsTo = async (id: string): Promise<unknown[]> =>
    (await eventsOf(id)).filter(({ kind }) => kind === 'authz_role_granted').slice(1);

  it('gives it, and says who did so', async () => {
    const [admin, user, role] = [await newAdministrator(), await newUser(), await newRole()];
    await grantRole.execute(admin.caller, user.id, role, null);
    expect(await rolesOf(user.id)).toEqual([role, USER_ROLE].sort());
    const granted = { kind: 'authz_role_granted', actor_id: admin.id, details: { role } };
    expect(await grantsTo(user.id)).toEqual([granted]);
  });

  it('changes nothing, and says nothing, where it is held just so', async () => {
    const [user, role] = [await newUser(), await newRole()];
    await grantRole.execute(OPERATOR, user.id, role, null);
    await grantRole.execute(OPERATOR, user.id, role, null);
    expect(await grantsTo(user.id)).toHaveLength(1);
  });

  it('outdates the tokens that are out there only where less is left of it', async () => {
    const [user, role] = [await newUser(), await newRole()];
    await grantRole.execute(OPERATOR, user.id, role, inHours(1));
    await grantRole.execute(OPERATOR, user.id, role, inHours(2));
    const before = await epochOf(user.id);
    const [until] = [inHours(1)];
    await grantRole.execute(OPERATOR, user.id, role, until);
    expect(await epochOf(user.id)).toBe(Number(before) + 1);
    expect(await grantsTo(user.id)).toMatchObject([
      { details: { role } },
      { details: { before: {}, after: {} } },
      { details: { role, after: { expires_at: until.toISOString() } } },
    ]);
    await grantRole.execute(OPERATOR, user.id, role, null);
    expect(await epochOf(user.id)).toBe(Number(before) + 1);
  });

  it('needs the permission to give roles', async () => {
    const [nobody, user, role] = [await newUser(), await newUser(), await newRole()];
    const granting = grantRole.execute(nobody.caller, user.id, role, null);
    await expect(granting).rejects.toMatchObject({ code: 'insufficient_scope' });
    expect(await rolesOf(user.id)).toEqual([USER_ROLE]);
  });

  it('gives nobody what the giver does not hold', async () => {
    const assigner = await newUser({ roles: [await newRole({ permissions: ['roles:assign', 'orders:read'] })] });
    const user = await newUser();
    const less = await newRole({ permissions: ['orders:read'] });
    const more = await newRole({ permissions: ['orders:read', 'orders:write'] });
    await grantRole.execute(assigner.caller, user.id, less, null);
    const granting = grantRole.execute(assigner.caller, user.id, more, null);
    await expect(granting).rejects.toMatchObject({ code: 'permission_not_held' });
    expect(await rolesOf(user.id)).toEqual([less, USER_ROLE].sort());
  });

  it('lets a delegate give the roles that were put into their hands, and no others', async () => {
    const [mine, other] = [await newRole(), await newRole()];
    const delegate = await newUser({ roles: [await newRole({ assigns: [mine] })] });
    const user = await newUser();
    await grantRole.execute(delegate.caller, user.id, mine, null);
    const granting = grantRole.execute(delegate.caller, user.id, other, null);
    await expect(granting).rejects.toMatchObject({ code: 'insufficient_scope' });
    expect(await rolesOf(user.id)).toEqual([mine, USER_ROLE].sort());
  });

  it('touches nobody who holds more than the giver', async () => {
    const role = await newRole();
    const assigner = await newUser({ roles: [await newRole({ permissions: ['roles:assign'] })] });
    const admin = await newAdministrator();
    const granting = grantRole.execute(assigner.caller, admin.id, role, null);
    await expect(granting).rejects.toMatchObject({ code: 'permission_not_held' });
  });

  it('refuses who and what is not there, and an end that is too near', async () => {
    const [user, role] = [await newUser(), await newRole()];
    const nobody = '01890000-0000-7000-8000-000000000000';
    const refused = [
      { granting: grantRole.execute(OPERATOR, nobody, role, null), code: 'user_not_found' },
      { granting: grantRole.execute(OPERATOR, user.id, 'no-such-role', null), code: 'role_not_found' },
      { granting: grantRole.execute(OPERATOR, user.id, role, new Date()), code: 'validation_failed' },
    ];
    for (const { granting, code } of refused) await expect(granting).rejects.toMatchObject({ code });
    expect(await rolesOf(user.id)).toEqual([USER_ROLE]);
    expect(await grantsTo(user.id)).toEqual([]);
  });

  it('stops where a token would not hold all roles any more', async () => {
    const user = await newUser();
    await database.query(`UPDATE subjects SET ext = jsonb_build_object('x', repeat('y', 3000)) WHERE id = $1`, [
      user.id,
    ]);
    const granting = grantRole.execute(OPERATOR, user.id, await newRole(), null);
    await expect(granting).rejects.toMatchObject({ code: 'token_too_large' });
    expect(await rolesOf(user.id)).toEqual([USER_ROLE]);
  });

  it('leaves somebody an administrator for good', async () => {
    const admin = await newAdministrator();
    await database.query('DELETE FROM user_roles WHERE role = $1 AND user_id <> $2', [ADMIN_ROLE, admin.id]);
    const ending = grantRole.execute(OPERATOR, admin.id, ADMIN_ROLE, inHours(1));
    await expect(ending).rejects.toMatchObject({ code: 'last_administrator' });
    await newAdministrator();
    await grantRole.execute(OPERATOR, admin.id, ADMIN_ROLE, inHours(1));
  });
});
