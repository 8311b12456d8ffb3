import { Injectable } from '@nestjs/common';
import { Config, DomainError, inSpan } from '#libs/platform';
import { PasswordBlocklist } from './password-blocklist.js';
import { type Asker, HashingOverloaded, PasswordPolicy, Passwords, type Verification } from '#libs/passwords';

const SERVICE_NAMES = ['gatehouse'];

/** Passwords as the use cases need them: what is wrong comes out as an error of the catalogue. */
@Injectable()
export class PasswordHashing {
  private readonly policy: PasswordPolicy;

  constructor(
    private readonly passwords: Passwords,
    { passwordMinLength }: Config,
    blocklist: PasswordBlocklist,
  ) {
    this.policy = new PasswordPolicy({ minLength: passwordMinLength, serviceNames: SERVICE_NAMES, blocklist });
  }

  /** @throws DomainError `weak_password` that names everything the policy objects to */
  assertAcceptable(password: string, email: string, field: string): void {
    const violations = this.policy.check(password, { email });
    if (violations.length === 0) return;
    throw new DomainError('weak_password', { errors: violations.map(violation => ({ field, ...violation })) });
  }

  /**
   * Spares what comes before a comparison where it would be refused now.
   * @throws DomainError `overloaded`
   */
  assertPlace(asker: Asker): Promise<void> {
    return orOverloaded(this.passwords.assertPlace(asker));
  }

  /**
   * @param asker on whose behalf: its turn comes when that of its network and account does
   * @throws DomainError `overloaded`
   */
  hash(password: string, asker?: Asker): Promise<string> {
    return inSpan('passwords.hash', {}, () => orOverloaded(this.passwords.hash(password, asker)));
  }

  /**
   * Takes the same time where there is no hash: no user, or no password yet.
   * @param asker on whose behalf: its turn comes when that of its network and account does
   * @throws DomainError `overloaded`
   */
  verify(hash: string | null | undefined, password: string, asker?: Asker): Promise<Verification> {
    const verify = (): Promise<Verification> => this.passwords.verify(hash ?? undefined, password, asker);
    return inSpan('passwords.verify', {}, () => orOverloaded(verify()));
  }
}

async function orOverloaded<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof HashingOverloaded)) throw error;
    throw new DomainError('overloaded', { retryAfterSeconds: error.retryAfterSeconds, cause: error });
  }
}
