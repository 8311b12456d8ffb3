import { Injectable } from '@nestjs/common';
import { Audit } from '#libs/audit';
import { Attempts, Guesses } from '#libs/guessing';
import { Database } from '#libs/persistence';
import { DomainError, networkOf, type RequestSource } from '#libs/platform';
import { Users } from '#libs/users';
import type { OwnLink } from '../letters/redeem-link.js';
import { PasswordHashing } from '../passwords/password-hashing.js';

const NOT_THE_ACCOUNTS = 'It is not the one of the account for which this link was asked.';

/**
 * Has whoever uses a link that verifies the address of an account, or gives it another one, show the password of the account. Anybody can
 * register with somebody else's address, and ask for the link: the click of its owner alone would have an account with the password of
 * a stranger pass for the owner's. And whoever mistypes their new address has the link sent to a stranger.
 */
@Injectable()
export class ProvePassword {
  constructor(
    private readonly database: Database,
    private readonly attempts: Attempts,
    private readonly guesses: Guesses,
    private readonly users: Users,
    private readonly passwordHashing: PasswordHashing,
    private readonly audit: Audit,
  ) {}

  /** @throws DomainError `password_required`, `wrong_password`, `too_many_requests`, `overloaded` */
  async execute(link: OwnLink, password: string | undefined, source: RequestSource): Promise<void> {
    if (password === undefined) throw new DomainError('password_required');
    const attempt = this.attempts.passwordOfLink(link.id, source.ip);
    await this.guesses.attempt({ attempt, source, isWrong: 'wrong_password', target: () => link.user_id }, () =>
      this.compare(link, password, source),
    );
  }

  private async compare(link: OwnLink, password: string, source: RequestSource): Promise<void> {
    const { id: link_id, purpose, user_id: target } = link;
    // Whoever gets here reads the mails to the address, and does not wait for strangers.
    const asker = { network: networkOf(source.ip), account: link_id, known: true };
    const stored = await this.users.findCredentialsById(target);
    const { matches } = await this.passwordHashing.verify(stored?.password_hash, password, asker);
    if (matches) return;
    const [actor, details] = [
      { id: null, ...source },
      { link_id, purpose, reason: 'wrong_password' },
    ];
    await this.audit.record(this.database, { kind: 'link_refused', actor, target, details });
    throw new DomainError('wrong_password', { detail: NOT_THE_ACCOUNTS });
  }
}
