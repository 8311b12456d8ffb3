import { Injectable } from '@nestjs/common';
import { Config, DomainError, networkOf, type RequestSource } from '#libs/platform';
import type { LinkRecord } from '#libs/users';
import { PasswordHashing } from '../passwords/password-hashing.js';

/**
 * Has whoever uses the link of a registration choose the password of the account that it makes. Anybody can have such links sent to any
 * address: what they chose themselves must be good for nothing, and must not stand in the way of who reads the mails.
 */
@Injectable()
export class ChoosePassword {
  constructor(
    private readonly config: Config,
    private readonly passwordHashing: PasswordHashing,
  ) {}

  /**
   * @returns the hash of it
   * @throws DomainError `registration_closed`, `password_required`, `weak_password`, `overloaded`
   */
  async execute({ id, email }: LinkRecord, password: string | undefined, source: RequestSource): Promise<string> {
    if (this.config.registration === 'closed') throw new DomainError('registration_closed');
    if (password === undefined) throw new DomainError('password_required');
    this.passwordHashing.assertAcceptable(password, email ?? '', 'password');
    // Whoever gets here reads the mails to the address, and does not wait for strangers.
    return this.passwordHashing.hash(password, { network: networkOf(source.ip), account: id, known: true });
  }
}
