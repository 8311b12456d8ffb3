import type { UserRoleList } from '#libs/client';
import type { Visitor } from '../../kit/page.js';
import type { Progress } from './outcome.js';
import { oneByOne } from './one-by-one.js';
import type { Person } from './person.js';

/** Until when somebody has a role; null: it has no end. Who is not in it does not have it. */
export type Grants = ReadonlyMap<string, string | null>;

/** Who of them has the role now. @returns undefined where that may not be seen, or was stopped */
export async function grantsOf(
  { api, may }: Visitor,
  people: readonly Person[],
  role: string,
  progress: Progress,
): Promise<Grants | undefined> {
  if (!may('roles:read')) return undefined;
  const grants = new Map<string, string | null>();
  const { left } = await oneByOne(people, progress, async ({ id }) => {
    const { items } = await api.read<UserRoleList>(`/v1/users/${id}/roles`);
    const grant = items.find(one => one.role === role);
    if (grant !== undefined) grants.set(id, grant.expires_at);
  });
  return left.length > 0 ? undefined : grants;
}

export const isSameEnd = (one: string | null, other: string | null): boolean =>
  one === other || (one !== null && other !== null && Date.parse(one) === Date.parse(other));
