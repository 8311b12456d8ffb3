import type { AccessTokenClaims } from '../../../contracts/src/index.js';

/** What is known about tokens that were taken back before they expired. */
export abstract class RevocationView {
  /**
   * Passes if nothing is known against a token with these (already verified) claims, signed by the key `kid`.
   * @throws TokenRejected if the key, the token, its session or its subject's epoch was revoked.
   * @throws CannotVerify if that cannot be known now.
   */
  abstract check(claims: AccessTokenClaims, kid: string): void | Promise<void>;
}
