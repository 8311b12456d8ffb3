import { Injectable, Logger } from '@nestjs/common';
import type { Asker } from '#libs/passwords';
import { Database } from '#libs/persistence';
import { Users } from '#libs/users';
import { PasswordHashing } from '../passwords/password-hashing.js';
import { Disproof, type Proof } from './proof.js';

export interface PasswordCredentials {
  readonly email: string;
  readonly password: string;
  /** What shows that the device has logged in before, if anything does. */
  readonly device_token: string | undefined;
}

/** The hash that the password was found to match. */
interface MatchingHash {
  readonly id: string;
  readonly password_hash: string;
}

/** Proves who somebody is by e-mail address and password. */
@Injectable()
export class PasswordProof {
  private readonly logger = new Logger(PasswordProof.name);

  constructor(
    private readonly database: Database,
    private readonly users: Users,
    private readonly passwordHashing: PasswordHashing,
  ) {}

  /**
   * Unknown address, wrong password, disabled and invited account take the same time.
   * @param asker on whose behalf the password is compared, where others may be waiting for that too
   * @throws DomainError `overloaded`
   */
  async examine(
    { email, password }: Pick<PasswordCredentials, 'email' | 'password'>,
    asker?: Asker,
  ): Promise<Proof | Disproof> {
    if (asker !== undefined) await this.passwordHashing.assertPlace(asker);
    const credentials = await this.users.findCredentials(email);
    const { matches, needsRehash } = await this.passwordHashing.verify(credentials?.password_hash, password, asker);
    if (credentials?.status !== 'active' || credentials.password_hash === null || !matches) {
      return new Disproof(credentials?.id ?? null);
    }
    const { id, password_hash } = credentials;
    return {
      user_id: id,
      methods: ['pwd'],
      proved_at: null,
      password_hash,
      ...(needsRehash && { afterwards: () => this.renew({ id, password_hash }, password) }),
    };
  }

  /** Whoever is in by then stays in, whatever becomes of this; and the next login tries again. */
  private async renew({ id, password_hash }: MatchingHash, password: string): Promise<void> {
    try {
      await this.users.renewHash(this.database, id, password_hash, await this.passwordHashing.hash(password));
    } catch (error) {
      this.logger.warn(`The password hash of ${id} was not renewed: ${String(error)}`);
    }
  }
}
