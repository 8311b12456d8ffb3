import { Injectable } from '@nestjs/common';
import type { Asker } from '#libs/passwords';
import { networkOf, type RequestSource } from '#libs/platform';
import { type Credentials, Users } from '#libs/users';
import { PasswordHashing } from './password-hashing.js';

/** Whoever is logged in is known to the account, as far as turns at the hasher go. */
export const ownAsker = (userId: string, { ip }: RequestSource): Asker => ({
  network: networkOf(ip),
  account: userId,
  known: true,
});

/** Compares what whoever is logged in gives as the password of the account. How often they may try is settled by `OwnGuesses`. */
@Injectable()
export class CurrentPassword {
  constructor(
    private readonly users: Users,
    private readonly passwordHashing: PasswordHashing,
  ) {}

  /**
   * @returns the hash that it matches; undefined if it is wrong, or there is none
   * @throws DomainError `overloaded`
   */
  async verify(userId: string, password: string, source: RequestSource): Promise<string | undefined> {
    return this.verifyAgainst(await this.users.findCredentialsById(userId), userId, password, source);
  }

  /** The same for who has read the credentials already. */
  async verifyAgainst(
    stored: Credentials | undefined,
    userId: string,
    password: string,
    source: RequestSource,
  ): Promise<string | undefined> {
    const hash = stored?.password_hash ?? undefined;
    const { matches } = await this.passwordHashing.verify(hash, password, ownAsker(userId, source));
    return matches ? hash : undefined;
  }
}
