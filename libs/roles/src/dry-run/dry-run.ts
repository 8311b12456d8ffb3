import { Injectable } from '@nestjs/common';
import { ADMINISTRATION, Authority } from '#libs/authority';
import { Database, type StatementRunner, type Transaction } from '#libs/persistence';
import { RoleAnnouncements } from '../catalogue/role-announcements.js';
import { type RoleRecord, selectNamedRoles } from '../catalogue/role-record.js';
import { changedRoles, type Effects, effectsOf, MAX_COUNTED, type Person } from './effects.js';
import { selectMembersOf, selectPeople } from './people.js';

/** What a change would answer, and what it would come to. */
export interface Foreseen<T> {
  readonly result: T;
  readonly effects: Effects;
  /** The role as it is; undefined where it is yet to be made. */
  readonly was: RoleRecord | undefined;
}

/** Finds out what a change would come to: by making it, in its turn, and taking it back. */
@Injectable()
export class DryRun {
  constructor(
    private readonly database: Database,
    private readonly authority: Authority,
    private readonly roleAnnouncements: RoleAnnouncements,
  ) {}

  /**
   * @param role the role that is changed, or given or taken
   * @param users who may be given it or lose it
   * @throws whatever `change` throws
   */
  of<T>(role: string, users: readonly string[], change: (open: Transaction) => Promise<T>): Promise<Foreseen<T>> {
    return this.database.tryInTurn(ADMINISTRATION, async transaction => {
      // From now on nobody else changes what is compared.
      await this.authority.settle(transaction);
      // First of all, so that who is refused takes no more time than that.
      const result = await change(transaction);
      // Beside the transaction all is as it was.
      const both = <Read>(read: (runner: StatementRunner) => Promise<Read>): Promise<[was: Read, now: Read]> =>
        Promise.all([read(this.database), read(transaction)]);
      const concerned = await this.roleAnnouncements.concernedBy(this.database, role);
      const names = [role, ...concerned.map(({ name }) => name)];
      const [roles, rolesNow] = await both(runner => rolesOf(runner, names));
      const changed = changedRoles(roles, rolesNow);
      const [had, have] = await both(runner => membersOf(runner, changed));
      const [people, peopleNow] = await both(runner => peopleOf(runner, [...users, ...had, ...have]));
      // What they have besides is as it was.
      const others = await rolesOf(
        transaction,
        [...people.values(), ...peopleNow.values()]
          .flatMap(person => person.roles)
          .filter(name => !roles.has(name) && !rolesNow.has(name)),
      );
      const before = { roles: new Map([...others, ...roles]), people };
      const after = { roles: new Map([...others, ...rolesNow]), people: peopleNow };
      const isWhole = Math.max(had.length, have.length) <= MAX_COUNTED;
      return { result, effects: effectsOf(before, after, isWhole), was: roles.get(role) };
    });
  }
}

type Roles = ReadonlyMap<string, RoleRecord>;

async function rolesOf(runner: StatementRunner, names: readonly string[]): Promise<Roles> {
  return new Map((await runner.run(selectNamedRoles, [[...new Set(names)]])).map(role => [role.name, role]));
}

async function membersOf(runner: StatementRunner, roles: readonly string[]): Promise<string[]> {
  return (await runner.run(selectMembersOf, [roles, MAX_COUNTED + 1])).map(({ user_id }) => user_id);
}

async function peopleOf(runner: StatementRunner, ids: readonly string[]): Promise<ReadonlyMap<string, Person>> {
  return new Map((await runner.run(selectPeople, [[...new Set(ids)]])).map(person => [person.user_id, person]));
}
