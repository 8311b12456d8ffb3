import { Injectable } from '@nestjs/common';
import { Audit } from '#libs/audit';
import { ADMINISTRATION, Authority, type Caller } from '#libs/authority';
import { ADMIN_ROLE } from '#libs/contracts';
import { Database, type Transaction } from '#libs/persistence';
import { Standing } from '#libs/revocations';
import { Administrators } from '../administrators.js';
import { Assignment, AT_ALL, untilOf } from '../authority/assignment.js';
import { RoleCatalogue } from '../catalogue/role-catalogue.js';
import { idsOf, type MembersChanged } from './add-members.js';
import { deleteMembers, type MemberState, selectMemberStates } from './member-statements.js';
import { Refusals } from './refusals.js';

/** Takes a role from many users at once: from all of them or from none. */
@Injectable()
export class RemoveMembers {
  constructor(
    private readonly database: Database,
    private readonly authority: Authority,
    private readonly assignment: Assignment,
    private readonly roleCatalogue: RoleCatalogue,
    private readonly administrators: Administrators,
    private readonly standing: Standing,
    private readonly audit: Audit,
  ) {}

  /**
   * @param userIds each once
   * @param open to do it as a part of a transaction that is under way
   * @throws DomainError `insufficient_scope`, `permission_not_held`, `role_not_found`, `members_refused`
   */
  execute(caller: Caller, role: string, userIds: readonly string[], open?: Transaction): Promise<MembersChanged> {
    const remove = async (transaction: Transaction): Promise<MembersChanged> => {
      const held = await this.authority.authorise(transaction, caller, 'roles:assign', 'roles:delegate');
      await this.roleCatalogue.get(role, transaction);
      const rule = await this.assignment.ruleFor(transaction, held, role);
      rule(AT_ALL);
      const states = await transaction.run(selectMemberStates, [role, userIds]);
      const members = states.filter(state => state.in_force);
      const refusals = new Refusals(userIds);
      refusals.add('user_not_found', idsOf(states.filter(state => !state.exists)));
      for (const { user_id, expires_at } of members) refusals.judge(rule, user_id, untilOf(expires_at));
      refusals.addUntouchable(await this.authority.untouchable(transaction, caller, held, userIds));
      refusals.throwIfAny();
      await this.write(transaction, caller, role, members, refusals);
      return { changed: members.length, unchanged: states.length - members.length };
    };
    return this.database.inTurn(ADMINISTRATION, remove, open);
  }

  private async write(
    transaction: Transaction,
    caller: Caller,
    role: string,
    members: readonly MemberState[],
    refusals: Refusals,
  ): Promise<void> {
    await transaction.run(deleteMembers, [role, idsOf(members)]);
    if (role === ADMIN_ROLE && members.length > 0 && !(await this.administrators.anyLeft(transaction))) {
      refusals.add('last_administrator', idsOf(members.filter(member => member.expires_at === null)));
    }
    refusals.throwIfAny();
    await this.standing.outdateTokens(transaction, idsOf(members));
    await this.audit.recordAll(
      transaction,
      members.map(({ user_id, expires_at }) => ({
        kind: 'authz_role_revoked' as const,
        actor: caller,
        target: user_id,
        details: { role, before: { expires_at } },
      })),
    );
  }
}
