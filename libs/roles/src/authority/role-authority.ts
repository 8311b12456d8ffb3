import { Injectable } from '@nestjs/common';
import { Authority, type Caller, Holdings } from '#libs/authority';
import type { BuiltInPermission } from '#libs/contracts';
import type { Transaction } from '#libs/persistence';
import { DomainError } from '#libs/platform';
import { Standing } from '#libs/revocations';
import { Administrators } from '../administrators.js';
import { RoleHoldings } from './role-holdings.js';

/** Answers by the roles of users, and by the scopes that are in the tokens of service clients. */
@Injectable()
export class RoleAuthority extends Authority {
  constructor(
    private readonly administrators: Administrators,
    private readonly standing: Standing,
    private readonly holdings: RoleHoldings,
  ) {
    super();
  }

  override async authorise(
    transaction: Transaction,
    caller: Caller,
    ...permissions: [BuiltInPermission, ...BuiltInPermission[]]
  ): Promise<Holdings> {
    await this.administrators.lock(transaction);
    const held = await this.ofCaller(transaction, caller);
    if (!permissions.some(permission => held.holds(permission))) throw new DomainError('insufficient_scope');
    return held;
  }

  override ofUser(transaction: Transaction, userId: string): Promise<Holdings> {
    return this.holdings.ofUser(transaction, userId);
  }

  private async ofCaller(transaction: Transaction, { kind, id, scopes, epoch }: Caller): Promise<Holdings> {
    if (kind === 'operator') return Holdings.everything;
    const standing = id === null ? undefined : await this.standing.hold(transaction, id);
    if (id === null || standing?.status !== 'active') return Holdings.nothing;
    if (kind === 'user') return this.ofUser(transaction, id);
    // The token says what a client may do, as long as nothing was taken from it since.
    return standing.epoch === epoch ? Holdings.forGood(scopes) : Holdings.nothing;
  }
}
