import { Injectable } from '@nestjs/common';
import { type Actor, Audit } from '#libs/audit';
import { SecondFactors } from '#libs/factors';
import { Database, type Transaction } from '#libs/persistence';
import { DomainError } from '#libs/platform';
import { Standing } from '#libs/revocations';
import { LinkedIdentities } from '#libs/upstream';
import { Users } from '#libs/users';

/** Takes it back that somebody of another provider is the owner of an account. Sessions go on. */
@Injectable()
export class UnlinkIdentity {
  constructor(
    private readonly database: Database,
    private readonly standing: Standing,
    private readonly linkedIdentities: LinkedIdentities,
    private readonly users: Users,
    private readonly secondFactors: SecondFactors,
    private readonly audit: Audit,
  ) {}

  /** @throws DomainError `identity_not_found`; `last_way_in` if nobody could log in any more */
  async execute(actor: Actor, userId: string, id: string): Promise<void> {
    await this.database.transaction(async transaction => {
      // Two at once, of which each would leave the other: one after another.
      await this.standing.lock(transaction, userId);
      const provider_id = await this.linkedIdentities.unlink(transaction, userId, id);
      if (provider_id === undefined) throw new DomainError('identity_not_found');
      if (!(await this.hasWayIn(transaction, userId))) throw new DomainError('last_way_in');
      const details = { provider_id, user_id: userId };
      await this.audit.record(transaction, { kind: 'identity_unlinked', actor, target: id, details });
    });
  }

  private async hasWayIn(transaction: Transaction, userId: string): Promise<boolean> {
    if (await this.users.hasPassword(transaction, userId)) return true;
    if ((await this.secondFactors.methodsOf(transaction, userId)).includes('passkey')) return true;
    return (await this.linkedIdentities.listOf(userId, transaction)).length > 0;
  }
}
