import { Injectable } from '@nestjs/common';
import { Config, DomainError } from '#libs/platform';
import { HashingOverloaded, PasswordPolicy, Passwords, type Verification } from '#libs/passwords';

const SERVICE_NAMES = ['gatehouse'];

/** Passwords as the use cases need them: what is wrong comes out as an error of the catalogue. */
@Injectable()
export class PasswordHashing {
  private readonly policy: PasswordPolicy;

  constructor(
    private readonly passwords: Passwords,
    { passwordMinLength }: Config,
  ) {
    this.policy = new PasswordPolicy({ minLength: passwordMinLength, serviceNames: SERVICE_NAMES });
  }

  /** @throws DomainError `weak_password` that names everything the policy objects to */
  assertAcceptable(password: string, email: string, field: string): void {
    const violations = this.policy.check(password, { email });
    if (violations.length === 0) return;
    throw new DomainError('weak_password', { errors: violations.map(violation => ({ field, ...violation })) });
  }

  /** @throws DomainError `overloaded` */
  hash(password: string): Promise<string> {
    return orOverloaded(this.passwords.hash(password));
  }

  /** Takes the same time where there is no hash: no user, or no password yet. @throws DomainError `overloaded` */
  verify(hash: string | null | undefined, password: string): Promise<Verification> {
    return orOverloaded(this.passwords.verify(hash ?? undefined, password));
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
