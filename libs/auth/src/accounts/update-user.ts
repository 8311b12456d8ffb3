import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { Audit } from '#libs/audit';
import { ADMINISTRATION, Authority, type Caller } from '#libs/authority';
import { Database, type Transaction } from '#libs/persistence';
import { assertVersion, DomainError, type ExpectedVersion } from '#libs/platform';
import { type CustomClaims, Standing } from '#libs/revocations';
import { GrantRole } from '#libs/roles';
import { assertAcceptableClaims, type UserRecord, UserAddresses, Users } from '#libs/users';
import { assertMaySetClaims } from './claims-power.js';
import { CloseAccount } from './close-account.js';

/** What is to be different about a user; what is absent stays. */
export interface UserChange {
  readonly status?: 'active' | 'disabled';
  /** Whether whoever changes it vouches for the address. */
  readonly email_verified?: boolean;
  /** Null: none. */
  readonly ext?: CustomClaims | null;
}

/** Disables a user, which ends everything at once, or enables one again; sets what the tokens of a user carry. */
@Injectable()
export class UpdateUser {
  constructor(
    private readonly database: Database,
    private readonly authority: Authority,
    private readonly users: Users,
    private readonly userAddresses: UserAddresses,
    private readonly closeAccount: CloseAccount,
    private readonly standing: Standing,
    private readonly grantRole: GrantRole,
    private readonly audit: Audit,
  ) {}

  /**
   * Changes nothing, the version neither, where everything is as it is to be.
   * @throws DomainError `validation_failed`, `insufficient_scope`, `permission_not_held`, `user_not_found`,
   *   `precondition_failed`, `last_administrator`, `token_too_large`, `user_invited`
   */
  async execute(caller: Caller, userId: string, change: UserChange, expected?: ExpectedVersion): Promise<UserRecord> {
    if (change.ext) assertAcceptableClaims(change.ext);
    return this.database.inTurn(ADMINISTRATION, async transaction => {
      const held = await this.authority.authorise(transaction, caller, 'users:write');
      const before = await this.users.get(userId, transaction);
      await this.authority.assertMayTouch(transaction, caller, held, userId);
      if (change.ext !== undefined) assertMaySetClaims(held);
      assertVersion(expected, before.version);
      if (!(await this.apply(transaction, before, change))) return before;
      await this.users.raiseVersion(transaction, userId);
      const after = await this.users.get(userId, transaction);
      const details = { before: contentOf(before, after), after: contentOf(after, before) };
      await this.audit.record(transaction, { kind: 'user_updated', actor: caller, target: userId, details });
      return after;
    });
  }

  /** @returns whether anything is different now */
  private async apply(transaction: Transaction, before: UserRecord, change: UserChange): Promise<boolean> {
    const { status, ext, email_verified } = change;
    const vouched = email_verified !== undefined && (await this.vouch(transaction, before.id, email_verified));
    const moved = (status !== undefined && (await this.setStatus(transaction, before, status))) || vouched;
    if (ext === undefined || isDeepStrictEqual(ext, before.ext)) return moved;
    await this.standing.setClaims(transaction, before.id, ext);
    await this.grantRole.assertFits(transaction, before.id);
    return true;
  }

  private async vouch(transaction: Transaction, id: string, isVerified: boolean): Promise<boolean> {
    if (!(await this.userAddresses.setVerified(transaction, id, isVerified))) return false;
    await this.standing.repeat(transaction, [id]);
    return true;
  }

  private async setStatus(
    transaction: Transaction,
    { id, status: before }: UserRecord,
    wanted: 'active' | 'disabled',
  ): Promise<boolean> {
    // Who has no password cannot log in yet, and is invited still.
    const status = wanted === 'active' && !(await this.users.hasPassword(transaction, id)) ? 'invited' : wanted;
    if (before === 'invited' && wanted === 'active') throw new DomainError('user_invited');
    if (status === before) return false;
    if (status === 'disabled') await this.closeAccount.execute(transaction, id, status);
    else await this.standing.setStatus(transaction, id, status);
    return true;
  }
}

function contentOf({ status, email_verified, ext }: UserRecord, other: UserRecord): Record<string, unknown> {
  return { status, ext, ...(email_verified !== other.email_verified && { email_verified }) };
}
