import { Injectable } from '@nestjs/common';
import { type Actor, Audit } from '#libs/audit';
import { ADMINISTRATION, Authority, type Caller, type Holdings } from '#libs/authority';
import { ADMIN_ROLE } from '#libs/contracts';
import { Database, isForeignKeyViolation, type Transaction } from '#libs/persistence';
import { DomainError } from '#libs/platform';
import { Standing } from '#libs/revocations';
import { Administrators } from './administrators.js';
import { Assignment, untilOf } from './authority/assignment.js';
import { changeOf, type GrantState, selectGrantState, upsertGrants } from './grant-state.js';
import { noSuchRole } from './no-such-role.js';
import { assertFitsIntoToken } from './token-size.js';

/** Gives a user a role. Tokens that are out there stay as they are; the next refresh brings the role. */
@Injectable()
export class GrantRole {
  constructor(
    private readonly database: Database,
    private readonly authority: Authority,
    private readonly assignment: Assignment,
    private readonly administrators: Administrators,
    private readonly standing: Standing,
    private readonly audit: Audit,
  ) {}

  /**
   * Gives a role until then, or for good. A user who has it already has it until then from now on.
   * @param open to do it as a part of a transaction that is under way
   * @throws DomainError `insufficient_scope`, `permission_not_held`, `user_not_found`, `role_not_found`,
   *   `token_too_large`, `last_administrator`, `validation_failed` for an end that is not a second ahead
   */
  execute(caller: Caller, userId: string, role: string, expiresAt: Date | null, open?: Transaction): Promise<void> {
    const give = async (transaction: Transaction): Promise<void> => {
      const held = await this.authority.authorise(transaction, caller, 'roles:assign', 'roles:delegate');
      await this.grant(transaction, caller, held, userId, role, expiresAt);
    };
    return this.database.inTurn(ADMINISTRATION, give, open);
  }

  /** The same, in a transaction that has begun with `Authority.authorise`. `held` is what that has found. */
  async grant(
    transaction: Transaction,
    caller: Caller,
    held: Holdings,
    userId: string,
    role: string,
    expiresAt: Date | null,
  ): Promise<void> {
    const before = await stateOf(transaction, userId, role, expiresAt);
    // To shorten a grant is to take something away, which demands as much as giving it.
    const longest = before === undefined ? expiresAt : laterOf(before.expires_at, expiresAt);
    (await this.assignment.ruleFor(transaction, held, role))(untilOf(longest));
    // Even a role more is felt: tokens end with the earliest of the grants in them, and hold only so many.
    await this.authority.assertMayTouch(transaction, caller, held, userId);
    await this.write(transaction, caller, userId, role, expiresAt, before);
    // Tokens stay good; but whoever remembers what the user holds has to look anew.
    const isMore = before === undefined || untilOf(expiresAt) > untilOf(before.expires_at);
    if (isMore) await this.standing.repeat(transaction, [userId]);
  }

  /** Gives a role for good to a new account, without asking for anybody's power: for what the service itself decides. */
  async grantFreely(transaction: Transaction, actor: Actor, userId: string, role: string): Promise<void> {
    const before = await stateOf(transaction, userId, role, null);
    await this.write(transaction, actor, userId, role, null, before);
  }

  /**
   * Settles that what the user has by now, roles and claims, fits into a token.
   * @throws DomainError `token_too_large`
   */
  assertFits(transaction: Transaction, userId: string): Promise<void> {
    return assertFitsIntoToken(transaction, userId);
  }

  private async write(
    transaction: Transaction,
    actor: Actor,
    userId: string,
    role: string,
    expiresAt: Date | null,
    before: GrantState | undefined,
  ): Promise<void> {
    if (before !== undefined && untilOf(before.expires_at) === untilOf(expiresAt)) return;
    const grant = { role, user_ids: [userId], granted_by: actor.id, expires_at: expiresAt };
    await naming(role, transaction.run(upsertGrants, grant));
    await this.assertFits(transaction, userId);
    if (before !== undefined) await this.settleShortening(transaction, userId, role, before.expires_at, expiresAt);
    const details = { role, ...changeOf(before, expiresAt) };
    await this.audit.record(transaction, { kind: 'authz_role_granted', actor, target: userId, details });
  }

  /** Tokens may be out there that outlive what is left of the grant. */
  private async settleShortening(
    transaction: Transaction,
    userId: string,
    role: string,
    before: Date | null,
    after: Date | null,
  ): Promise<void> {
    if (untilOf(after) >= untilOf(before)) return;
    if (role === ADMIN_ROLE && before === null) await this.administrators.assertSomeLeft(transaction);
    await this.standing.outdateTokens(transaction, [userId]);
  }
}

/** @returns the grant that counts now, if there is one */
async function stateOf(
  transaction: Transaction,
  userId: string,
  role: string,
  expiresAt: Date | null,
): Promise<GrantState | undefined> {
  const [state] = await transaction.run(selectGrantState, [userId, role, expiresAt]);
  if (state?.too_late === true) throw tooSoon();
  return state?.in_force === true ? state : undefined;
}

/** What is thrown when a grant is to end so soon that no token could carry it. */
export function tooSoon(): DomainError {
  const message = 'expires_at has to be at least a second in the future';
  return new DomainError('validation_failed', { errors: [{ field: 'expires_at', code: 'in_the_past', message }] });
}

const laterOf = (one: Date | null, other: Date | null): Date | null => (untilOf(one) > untilOf(other) ? one : other);

async function naming(role: string, write: Promise<unknown>): Promise<void> {
  try {
    await write;
  } catch (error) {
    if (isForeignKeyViolation(error, 'user_roles_user_id_fkey')) throw new DomainError('user_not_found');
    if (isForeignKeyViolation(error, 'user_roles_role_fkey')) throw noSuchRole(role);
    throw error;
  }
}
