import { Injectable } from '@nestjs/common';
import { Authority, type Caller } from '#libs/authority';
import type { Transaction } from '#libs/persistence';
import { DomainError } from '#libs/platform';
import { Standing } from '#libs/revocations';
import { Clients } from '#libs/service-clients';
import type { PasswordTokenRecord } from '#libs/users';

/**
 * Whoever made a set-password token has it in hand and could use it: so it is good only as long as its maker could make
 * it. What was granted to the account, or taken from the maker, after it was made counts.
 */
@Injectable()
export class CreatorsPower {
  constructor(
    private readonly authority: Authority,
    private readonly standing: Standing,
    private readonly clients: Clients,
  ) {}

  /** Judges by the authority whether the maker may still do it, as for any privileged change. */
  async covers(transaction: Transaction, token: PasswordTokenRecord): Promise<boolean> {
    // First: what is read of the maker has to be true until the commit.
    await this.authority.settle(transaction);
    // Nobody has it in hand but who reads the mails to the account's address: its owner, who needs nobody's power.
    const { creator_kind } = token;
    if (creator_kind === 'mailbox') return true;
    try {
      const maker = await this.makerOf(transaction, creator_kind, token);
      const held = await this.authority.authorise(transaction, maker, 'users:write');
      await this.authority.assertMayTouch(transaction, maker, held, token.user_id);
      return true;
    } catch (error) {
      if (error instanceof DomainError && POWERLESS.includes(error.code)) return false;
      throw error;
    }
  }

  /** The maker as somebody who asks now. */
  private async makerOf(transaction: Transaction, kind: Caller['kind'], token: PasswordTokenRecord): Promise<Caller> {
    const { creator_id: id, creator_mfa: mfa } = token;
    const maker = { kind, id, scopes: [], epoch: 0, mfa, ip: null, user_agent: null };
    if (kind !== 'client' || id === null) return maker;
    const standing = await this.standing.read(transaction, id);
    if (standing?.status !== 'active') return maker;
    // The scopes that the token of the client had then, without those that were taken from the client since.
    const { scopes: left } = await this.clients.get(id, transaction);
    return { ...maker, scopes: token.creator_scopes.filter(scope => left.includes(scope)), epoch: standing.epoch };
  }
}

const POWERLESS: readonly string[] = ['insufficient_scope', 'permission_not_held'];
