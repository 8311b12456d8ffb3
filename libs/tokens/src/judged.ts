import type { Principal } from '#libs/contracts';
import { DomainError } from '#libs/platform';
import { CannotVerify, TokenRejected } from '#libs/verifier/core';

/**
 * What a verification has found, for use cases to which a token that is not good is no error.
 * @returns undefined if the token is not good, whatever is wrong with it
 * @throws DomainError `cannot_verify` if it cannot be judged now
 */
export async function judged(verification: Promise<Principal>): Promise<Principal | undefined> {
  try {
    return await verification;
  } catch (error) {
    if (error instanceof TokenRejected) return undefined;
    if (!(error instanceof CannotVerify)) throw error;
    throw new DomainError('cannot_verify', { retryAfterSeconds: error.retryAfterSeconds, cause: error });
  }
}
