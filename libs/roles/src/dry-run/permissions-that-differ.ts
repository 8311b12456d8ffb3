import { EVERYTHING } from '#libs/contracts';
import type { RoleRecord } from '../catalogue/role-record.js';

type Roles = ReadonlyMap<string, RoleRecord>;

/** Which roles somebody had and has. */
export interface Holder {
  readonly was: readonly string[];
  readonly now: readonly string[];
}

export interface Difference {
  readonly gained: string[];
  readonly lost: string[];
}

/** What at least one of them may do and might not before, or the other way round: in any session, or in those without a second factor. */
export function permissionsThatDiffer(holders: readonly Holder[], before: Roles, after: Roles): Difference {
  const [gained, lost] = [new Set<string>(), new Set<string>()];
  // Most people have the same roles as many others.
  const distinct = new Map(holders.map(holder => [JSON.stringify([holder.was, holder.now]), holder]));
  for (const { was, now } of distinct.values()) {
    for (const counts of [always, withoutFactor]) {
      const [had, has] = [given(was, before, counts), given(now, after, counts)];
      addBeyond(gained, has, had);
      addBeyond(lost, had, has);
    }
  }
  return { gained: [...gained].sort(), lost: [...lost].sort() };
}

const always = (): boolean => true;
const withoutFactor = (role: RoleRecord): boolean => !role.effective_requires_mfa;

function given(names: readonly string[], known: Roles, counts: (role: RoleRecord) => boolean): Set<string> {
  const roles = names.flatMap(name => known.get(name) ?? []).filter(counts);
  return new Set(roles.flatMap(role => role.effective_permissions));
}

function addBeyond(found: Set<string>, held: ReadonlySet<string>, other: ReadonlySet<string>): void {
  if (other.has(EVERYTHING)) return;
  for (const permission of held) if (!other.has(permission)) found.add(permission);
}
