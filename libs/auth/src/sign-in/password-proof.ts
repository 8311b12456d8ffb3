import { Injectable, Logger } from '@nestjs/common';
import type { Asker } from '#libs/passwords';
import { Database } from '#libs/persistence';
import { normaliseEmail, Users } from '#libs/users';
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
    const { id, password_hash, has_second_factor, sessions_epoch } = credentials;
    const matching = { id, password_hash };
    const proof: Proof = { user_id: id, methods: ['pwd'], proved_at: null, password_hash };
    if (!has_second_factor) {
      return needsRehash ? { ...proof, afterwards: () => this.renew(matching, password).then() } : proof;
    }
    // The second step does not have the password any more.
    const inForce = needsRehash ? await this.renew(matching, password) : password_hash;
    return { ...proof, password_hash: inForce, second_step: { account: normaliseEmail(email), sessions_epoch } };
  }

  /**
   * Whoever is in by then stays in, whatever becomes of this; and the next login tries again.
   * @returns the hash of the password by now
   */
  private async renew({ id, password_hash }: MatchingHash, password: string): Promise<string> {
    try {
      const renewed = await this.passwordHashing.hash(password);
      return (await this.users.renewHash(this.database, id, password_hash, renewed)) ? renewed : password_hash;
    } catch (error) {
      this.logger.warn(`The password hash of ${id} was not renewed: ${String(error)}`);
      return password_hash;
    }
  }
}
