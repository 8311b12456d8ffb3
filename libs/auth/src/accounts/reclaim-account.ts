import { Injectable } from '@nestjs/common';
import { fromWhere } from '#libs/mail';
import type { Transaction } from '#libs/persistence';
import { Config, type RequestSource } from '#libs/platform';
import { Standing } from '#libs/revocations';
import { LinkedIdentities } from '#libs/upstream';
import { Links, PasswordTokens, Users } from '#libs/users';
import { Letters } from '../letters/letters.js';

/**
 * Takes an account out of other hands, as far as a mailbox can: all sessions end, the password is good no more, whatever was begun
 * with either is withdrawn, and a link by which to set a new one is sent. Second factors stay: who reads somebody's mails
 * must not get past them. Part of a transaction in which a link of the account's owner was used.
 */
@Injectable()
export class ReclaimAccount {
  constructor(
    private readonly config: Config,
    private readonly users: Users,
    private readonly standing: Standing,
    private readonly links: Links,
    private readonly passwordTokens: PasswordTokens,
    private readonly linkedIdentities: LinkedIdentities,
    private readonly letters: Letters,
  ) {}

  async within(transaction: Transaction, id: string, source: RequestSource): Promise<void> {
    await this.users.dropHash(transaction, id);
    await this.passwordTokens.withdraw(transaction, id);
    await this.links.withdraw(transaction, id, ['verify_email', 'email_change_confirm', 'not_me']);
    // Whoever had the password may have linked a login of their own.
    await this.linkedIdentities.unlinkAll(transaction, id);
    await this.standing.endAllSessions(transaction, id);
    const { email: to } = await this.users.get(id, transaction);
    const maker = { kind: 'mailbox', id: null, scopes: [], mfa: false, ...source } as const;
    const { token } = await this.passwordTokens.create(transaction, maker, id, 'reset');
    const letter = { kind: 'account_reclaimed', user_id: id, to, values: fromWhere(source) } as const;
    const power = { page: 'set-password', token, life: this.config.resetTtl } as const;
    await this.letters.sendAnyhow(transaction, letter, power);
  }
}
