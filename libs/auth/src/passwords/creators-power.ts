import { Injectable } from '@nestjs/common';
import { Authority, Holdings } from '#libs/authority';
import type { Transaction } from '#libs/persistence';
import { Standing } from '#libs/revocations';
import { Clients } from '#libs/service-clients';
import type { PasswordTokenRecord } from '#libs/users';

/**
 * Whoever made a set-password token has it in hand and could use it: so it is good only as long as they hold all that
 * its account holds. What was granted to the account, or taken from them, after it was made counts.
 */
@Injectable()
export class CreatorsPower {
  constructor(
    private readonly authority: Authority,
    private readonly standing: Standing,
    private readonly clients: Clients,
  ) {}

  async covers(transaction: Transaction, token: PasswordTokenRecord): Promise<boolean> {
    const [held, needed] = [
      await this.heldBy(transaction, token),
      await this.authority.ofUser(transaction, token.user_id),
    ];
    // Somebody who may make none any more has none that is good, either.
    return held?.holds('users:write') === true && held.lacks(needed).length === 0;
  }

  /** @returns undefined for who is not in force any more */
  private async heldBy(transaction: Transaction, token: PasswordTokenRecord): Promise<Holdings | undefined> {
    const { creator_kind, creator_id, creator_scopes } = token;
    if (creator_kind === 'operator') return Holdings.everything;
    if (creator_id === null || (await this.standing.read(transaction, creator_id))?.status !== 'active')
      return undefined;
    if (creator_kind === 'user') return this.authority.ofUser(transaction, creator_id);
    const { scopes } = await this.clients.get(creator_id, transaction);
    return Holdings.forGood(creator_scopes.filter(scope => scopes.includes(scope)));
  }
}
