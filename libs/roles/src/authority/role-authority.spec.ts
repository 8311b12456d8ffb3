import { describe, expect, it } from '@jest/globals';
import { ADMINISTRATION, Authority, type Caller } from '#libs/authority';
import { Database } from '#libs/persistence';
import { Standing } from '#libs/revocations';
import { useModule } from '../../../../test/support/use-cases/use-module.js';

describe('the power of somebody whose role demands a second factor', () => {
  const { get, newUser, newRole } = useModule();
  const database = get(Database);

  const authorised = (caller: Caller): Promise<unknown> =>
    database.inTurn(ADMINISTRATION, async transaction => {
      try {
        return (await get(Authority).authorise(transaction, caller, 'users:write')).holds('users:write');
      } catch (error) {
        return (error as { code: string }).code;
      }
    });

  const setFactor = (id: string, isThere: boolean): Promise<void> =>
    database.transaction(transaction => get(Standing).setSecondFactor(transaction, id, isThere));

  it('is there only in a session with one, and only while the account has one', async () => {
    const role = await newRole({ permissions: ['users:write'], requires_mfa: true });
    const user = await newUser({ roles: [await newRole({ includes: [role] })] });
    const shown = { ...user.caller, mfa: true };
    expect([await authorised(user.caller), await authorised(shown)]).toEqual([
      'insufficient_scope',
      'insufficient_scope',
    ]);
    await setFactor(user.id, true);
    expect([await authorised(user.caller), await authorised(shown)]).toEqual(['insufficient_scope', true]);
    await setFactor(user.id, false);
    expect(await authorised(shown)).toBe('insufficient_scope');
  });

  it('still protects them from who holds less', async () => {
    const role = await newRole({ permissions: ['users:write', 'users:claims'], requires_mfa: true });
    const helper = await newUser({ roles: [await newRole({ permissions: ['users:write'] })] });
    const user = await newUser({ roles: [role] });
    const touched = database.inTurn(ADMINISTRATION, async transaction => {
      const held = await get(Authority).authorise(transaction, helper.caller, 'users:write');
      await get(Authority).assertMayTouch(transaction, helper.caller, held, user.id);
    });
    await expect(touched).rejects.toMatchObject({ code: 'permission_not_held' });
  });

  it('is taken along as it is awake: what else they hold, they may use in any session', async () => {
    const asleep = await newRole({ permissions: ['users:claims'], requires_mfa: true });
    const user = await newUser({ roles: [asleep, await newRole({ permissions: ['users:write'] })] });
    const held = await database.inTurn(ADMINISTRATION, transaction =>
      get(Authority).authorise(transaction, user.caller, 'users:write'),
    );
    expect([held.holds('users:write'), held.holds('users:claims')]).toEqual([true, false]);
  });
});
