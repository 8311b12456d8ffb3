import { Injectable } from '@nestjs/common';
import { Audit } from '#libs/audit';
import { Attempts, Guesses } from '#libs/guessing';
import { Database } from '#libs/persistence';
import { Config, DomainError, networkOf, type RequestSource } from '#libs/platform';
import type { LinkRecord } from '#libs/users';
import { PasswordHashing } from '../passwords/password-hashing.js';

const WRONG = 'It is not the one that was chosen at the registration of which this link has come.';

/**
 * Has whoever uses a link that makes an account show the password that the account will have. Anybody can register with somebody else's
 * address: the click of its owner alone would put an account with the password of a stranger into force.
 */
@Injectable()
export class ProveRegistration {
  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly attempts: Attempts,
    private readonly guesses: Guesses,
    private readonly passwordHashing: PasswordHashing,
    private readonly audit: Audit,
  ) {}

  /** @throws DomainError `registration_closed`, `password_required`, `wrong_password`, `too_many_requests`, `overloaded` */
  async execute(link: LinkRecord, password: string | undefined, source: RequestSource): Promise<void> {
    if (link.purpose !== 'register') return;
    if (this.config.registration === 'closed') throw new DomainError('registration_closed');
    if (password === undefined) throw new DomainError('password_required');
    const attempt = this.attempts.registration(link.id, source.ip);
    await this.guesses.attempt({ attempt, source, isWrong: 'wrong_password' }, () =>
      this.compare(link, password, source),
    );
  }

  private async compare(link: LinkRecord, password: string, source: RequestSource): Promise<void> {
    const { id: link_id, purpose, password_hash } = link;
    // Whoever gets here reads the mails to the address, and does not wait for strangers.
    const asker = { network: networkOf(source.ip), account: link_id, known: true };
    const { matches } = await this.passwordHashing.verify(password_hash, password, asker);
    if (matches) return;
    const details = { link_id, purpose, reason: 'wrong_password' };
    await this.audit.record(this.database, {
      kind: 'link_refused',
      actor: { id: null, ...source },
      target: null,
      details,
    });
    throw new DomainError('wrong_password', { detail: WRONG });
  }
}
