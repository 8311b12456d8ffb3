import { describe, expect, it } from '@jest/globals';
import { Holdings } from '#libs/authority';
import { Database } from '#libs/persistence';
import { useModule } from '../../../test/support/use-cases/use-module.js';
import { GrantsToNewcomers } from './grants-to-newcomers.js';

describe('roles for many who are new', () => {
  const { get, database, newRole } = useModule();

  /** Why each of the roles is refused, and how many statements it took to find out. */
  const refused = (
    held: Holdings,
    roles: readonly string[],
  ): Promise<{ reasons: Record<string, unknown>; statements: number }> =>
    get(Database).transaction(async transaction => {
      let statements = 0;
      const counted = new Proxy(transaction, {
        get(target, name): unknown {
          if (name === 'run') statements++;
          const value: unknown = Reflect.get(target, name);
          return typeof value === 'function' ? value.bind(target) : value;
        },
      });
      const found = await get(GrantsToNewcomers).refused(counted, held, new Set(roles));
      const reasons = Object.fromEntries([...found].map(([role, { code, message }]) => [role, `${code}: ${message}`]));
      return { reasons, statements };
    });

  it('that are not there are named, and looked up together, however many somebody makes up', async () => {
    const role = await newRole();
    const invented = Array.from({ length: 1000 }, (_, index) => `invented-${index}`);
    const { reasons, statements } = await refused(Holdings.everything, [...invented, role]);
    expect(Object.keys(reasons)).toEqual(invented);
    expect(reasons['invented-7']).toBe('role_not_found: There is no role invented-7.');
    // One for all names, one for the role that there is.
    expect(statements).toBe(2);
  });

  it('that are there are refused to who may not give them', async () => {
    const role = await newRole({ permissions: ['users:read'] });
    expect((await refused(Holdings.nothing, [role])).reasons).toEqual({
      [role]: expect.stringContaining('insufficient_scope'),
    });
  });

  it('that are there stay until it is settled who has them, whoever would delete them otherwise than in turn', async () => {
    const role = await newRole();
    await get(Database).transaction(async transaction => {
      await get(GrantsToNewcomers).refused(transaction, Holdings.everything, new Set([role]));
      const deleting = database.query('SELECT FROM roles WHERE name = $1 FOR UPDATE NOWAIT', [role]);
      await expect(deleting).rejects.toThrow('could not obtain lock');
    });
    expect(await database.query('DELETE FROM roles WHERE name = $1 RETURNING name', [role])).toEqual([{ name: role }]);
  });
});
