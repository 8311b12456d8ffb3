import { meaningOf, type RoleRecord } from '../catalogue/role-record.js';
import { type Holder, permissionsThatDiffer } from './permissions-that-differ.js';

/** As far as people are counted. */
export const MAX_COUNTED = 10_000;

/** What a change of roles, or of who has them, comes to. */
export interface Effects {
  /** Whether anything would be different. */
  readonly changes: boolean;
  /** Roles that would give something else, in order. */
  readonly roles: string[];
  /** Permissions that at least one person concerned would gain, if only in sessions without a second factor; in order. */
  readonly gained: string[];
  /** Those that at least one would lose, in the same way. */
  readonly lost: string[];
  /** How many have one of the roles, by grant, or are given a role or lose it. */
  readonly users: number;
  /** How many would have their access tokens refused at once. */
  readonly outdated: number;
}

/** Somebody whom a change may concern. */
export interface Person {
  readonly user_id: string;
  readonly epoch: number;
  /** Those granted and in force, in order. */
  readonly roles: readonly string[];
  /** When each of the grants ends. */
  readonly ends: readonly (Date | null)[];
}

/** All that a change may concern, as it was or as it is. */
export interface Scene {
  readonly roles: ReadonlyMap<string, RoleRecord>;
  readonly people: ReadonlyMap<string, Person>;
}

/** @param isWhole whether everybody whom it concerns is in the scenes: else what only others can gain or lose counts as well */
export function effectsOf(before: Scene, after: Scene, isWhole: boolean): Effects {
  const roles = changedRoles(before.roles, after.roles);
  const people = [...after.people.values()].map(now => ({ was: before.people.get(now.user_id) ?? now, now }));
  const changed = new Set(roles);
  const regranted = new Set(people.filter(({ was, now }) => grantsOf(was) !== grantsOf(now)));
  const concerned = people.filter(one => regranted.has(one) || one.now.roles.some(role => changed.has(role)));
  const holders = concerned.map(({ was, now }): Holder => ({ was: was.roles, now: now.roles }));
  const others = isWhole ? [] : roles.map((role): Holder => ({ was: [role], now: [role] }));
  return {
    changes: regranted.size > 0 || versionsOf(before) !== versionsOf(after),
    roles,
    ...permissionsThatDiffer([...holders, ...others], before.roles, after.roles),
    users: Math.min(concerned.length, MAX_COUNTED),
    outdated: people.filter(({ was, now }) => now.epoch > was.epoch).length,
  };
}

/** The roles that give something else, those that are new or gone among them; in order. */
export function changedRoles(before: Scene['roles'], after: Scene['roles']): string[] {
  const meaning = (role: RoleRecord | undefined): string => (role === undefined ? '' : meaningOf(role));
  const names = [...new Set([...before.keys(), ...after.keys()])];
  return names.filter(name => meaning(before.get(name)) !== meaning(after.get(name))).sort();
}

const grantsOf = ({ roles, ends }: Person): string => JSON.stringify([roles, ends]);

const versionsOf = ({ roles }: Scene): string =>
  JSON.stringify([...roles].map(([name, { version }]) => [name, version]).sort());
