import { Injectable } from '@nestjs/common';
import { Audit } from '#libs/audit';
import { ADMINISTRATION, Authority, type Caller } from '#libs/authority';
import { ADMIN_ROLE } from '#libs/contracts';
import { Database, type Transaction } from '#libs/persistence';
import { Standing } from '#libs/revocations';
import { RoleAnnouncements } from '../catalogue/role-announcements.js';
import { Administrators } from '../administrators.js';
import { Assignment, untilOf } from '../authority/assignment.js';
import { RoleCatalogue } from '../catalogue/role-catalogue.js';
import { tooSoon } from '../grant-role.js';
import { changeOf, upsertGrants } from '../grant-state.js';
import { MAX_ROLES_BYTES } from '../token-size.js';
import { type MemberState, selectIsTooSoon, selectMemberStates, selectTooLarge } from './member-statements.js';
import { Refusals } from './refusals.js';

export interface MembersChanged {
  readonly changed: number;
  /** Those who were already as they were to become. */
  readonly unchanged: number;
}

/** Gives a role to many users at once: to all of them or to none. */
@Injectable()
export class AddMembers {
  constructor(
    private readonly database: Database,
    private readonly authority: Authority,
    private readonly assignment: Assignment,
    private readonly roleCatalogue: RoleCatalogue,
    private readonly administrators: Administrators,
    private readonly roleAnnouncements: RoleAnnouncements,
    private readonly standing: Standing,
    private readonly audit: Audit,
  ) {}

  /**
   * @param userIds each once
   * @param open to do it as a part of a transaction that is under way
   * @throws DomainError `insufficient_scope`, `permission_not_held`, `role_not_found`, `members_refused`,
   *   `validation_failed` for an end that is not a second ahead
   */
  execute(
    caller: Caller,
    role: string,
    userIds: readonly string[],
    expiresAt: Date | null,
    open?: Transaction,
  ): Promise<MembersChanged> {
    const add = async (transaction: Transaction): Promise<MembersChanged> => {
      const held = await this.authority.authorise(transaction, caller, 'roles:assign', 'roles:delegate');
      await this.roleCatalogue.get(role, transaction);
      await assertFuture(transaction, expiresAt);
      const rule = await this.assignment.ruleFor(transaction, held, role);
      rule(untilOf(expiresAt));
      const states = await transaction.run(selectMemberStates, [role, userIds]);
      const refusals = new Refusals(userIds);
      refusals.add('user_not_found', idsOf(states.filter(state => !state.exists)));
      // To shorten a grant is to take something away, which demands as much as giving it.
      for (const state of states.filter(one => one.in_force)) {
        refusals.judge(rule, state.user_id, untilOf(state.expires_at));
      }
      refusals.addUntouchable(await this.authority.untouchable(transaction, caller, held, userIds));
      refusals.throwIfAny();
      const changing = states.filter(state => !state.in_force || untilOf(state.expires_at) !== untilOf(expiresAt));
      await this.write(transaction, caller, role, changing, expiresAt, refusals);
      return { changed: changing.length, unchanged: states.length - changing.length };
    };
    return this.database.inTurn(ADMINISTRATION, add, open);
  }

  private async write(
    transaction: Transaction,
    caller: Caller,
    role: string,
    changing: readonly MemberState[],
    expiresAt: Date | null,
    refusals: Refusals,
  ): Promise<void> {
    const user_ids = idsOf(changing);
    await transaction.run(upsertGrants, { role, user_ids, granted_by: caller.id, expires_at: expiresAt });
    const tooLarge = await transaction.run(selectTooLarge, [user_ids, MAX_ROLES_BYTES]);
    refusals.add(
      'token_too_large',
      tooLarge.map(({ id }) => id),
    );
    const shortened = changing.filter(one => one.in_force && untilOf(expiresAt) < untilOf(one.expires_at));
    if (role === ADMIN_ROLE && shortened.length > 0 && !(await this.administrators.anyLeft(transaction))) {
      refusals.add('last_administrator', idsOf(shortened.filter(one => one.expires_at === null)));
    }
    refusals.throwIfAny();
    await this.standing.outdateTokens(transaction, idsOf(shortened));
    // Of the others tokens stay good; but whoever remembers what they hold has to look anew.
    if (changing.length > shortened.length) await this.roleAnnouncements.repeated(transaction, role);
    await this.audit.recordAll(
      transaction,
      changing.map(state => ({
        kind: 'authz_role_granted' as const,
        actor: caller,
        target: state.user_id,
        details: { role, ...changeOf(state.in_force ? state : undefined, expiresAt) },
      })),
    );
  }
}

export const idsOf = (states: readonly MemberState[]): string[] => states.map(({ user_id }) => user_id);

async function assertFuture(transaction: Transaction, expiresAt: Date | null): Promise<void> {
  const [time] = await transaction.run(selectIsTooSoon, [expiresAt]);
  if (time?.too_soon === true) throw tooSoon();
}
