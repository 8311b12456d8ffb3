/** People with more and with less power over roles, and roles for them to give. */
import { beforeAll } from '@jest/globals';
import type { TestDatabase } from './database.js';
import type { Gatehouse } from './gatehouse.js';
import { adminToken, type Person } from './people.js';
import { RoleCalls } from './roles.js';
import { useGatehouse } from './use-gatehouse.js';

export const NOT_HELD = [403, 'permission_not_held'];
export const NOT_ALLOWED = [403, 'insufficient_scope'];

export let database: TestDatabase;
export let service: Gatehouse;
export let admin: string;
export let roles: RoleCalls;
/** May write and give any role, and holds `orders:read` besides. */
export let manager: { person: Person; token: string };
export let other: { person: Person; token: string };

/** Registers the hooks that start and stop everything: called once at the head of a test file. */
export function setTheDelegationScene(): void {
  ({ database, service } = useGatehouse());

  beforeAll(async () => {
    admin = await adminToken(service.api);
    roles = new RoleCalls(service.api, admin);
    await roles.make('manager', { permissions: ['roles:write', 'roles:assign', 'roles:read', 'orders:read'] });
    await roles.make('orders', { permissions: ['orders:read'] });
    await roles.make('refunds', { permissions: ['orders:refund'] });
    await roles.make('refunds-inside', { permissions: ['orders:read'], includes: ['refunds'] });
    manager = await roles.member('manager');
    other = await roles.member();
  });
}

/** How many have this role. */
export async function holders(role: string): Promise<number> {
  return (await database.query('SELECT 1 FROM user_roles WHERE role = $1', [role])).length;
}
