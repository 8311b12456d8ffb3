import { Injectable } from '@nestjs/common';
import { Authority, type Caller, Holdings, insufficientScope } from '#libs/authority';
import type { BuiltInPermission } from '#libs/contracts';
import type { StatementRunner, Transaction } from '#libs/persistence';
import { RevocationLog, Standing, type SubjectStanding } from '#libs/revocations';
import { Administrators } from '../administrators.js';
import { RoleHoldings } from './role-holdings.js';

/** Answers by the roles of users, and by the scopes that are in the tokens of service clients. */
@Injectable()
export class RoleAuthority extends Authority {
  constructor(
    private readonly administrators: Administrators,
    private readonly standing: Standing,
    private readonly roleHoldings: RoleHoldings,
    private readonly revocationLog: RevocationLog,
  ) {
    super();
  }

  override async settle(transaction: Transaction): Promise<void> {
    // Whether it changes something, nothing, or is refused since what it is about is gone: by the answer, we know why.
    this.revocationLog.affirm(transaction);
    await this.administrators.lock(transaction);
  }

  override async authorise(
    transaction: Transaction,
    caller: Caller,
    ...permissions: [BuiltInPermission, ...BuiltInPermission[]]
  ): Promise<Holdings> {
    await this.settle(transaction);
    // Nothing that ends the caller's own power can come in between.
    const held = await this.measure(transaction, caller, id => this.standing.hold(transaction, id));
    if (!permissions.some(permission => held.holds(permission))) throw insufficientScope(permissions);
    return held;
  }

  override ofUsers(runner: StatementRunner, userIds: readonly string[]): Promise<ReadonlyMap<string, Holdings>> {
    return this.roleHoldings.ofUsers(runner, userIds);
  }

  override ofCaller(runner: StatementRunner, caller: Caller): Promise<Holdings> {
    return this.measure(runner, caller, id => this.standing.read(runner, id));
  }

  private async measure(
    runner: StatementRunner,
    { kind, id, scopes, epoch, mfa }: Caller,
    standingOf: (id: string) => Promise<SubjectStanding | undefined>,
  ): Promise<Holdings> {
    if (kind === 'operator') return Holdings.everything;
    const standing = id === null ? undefined : await standingOf(id);
    if (id === null || standing?.status !== 'active') return Holdings.nothing;
    if (kind === 'user') return this.roleHoldings.ofCaller(runner, id, mfa);
    // The token says what a client may do, as long as nothing was taken from it since.
    return standing.epoch === epoch ? Holdings.forGood(scopes) : Holdings.nothing;
  }
}
