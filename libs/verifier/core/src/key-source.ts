import type { VerificationKey } from './signature.js';

/** Where verification keys come from: the service's own key ring, or an issuer's JWKS. */
export abstract class KeySource {
  /**
   * The key of this id, or `undefined` if the issuer has no such key.
   * @throws CannotVerify when the keys cannot be had at all.
   */
  abstract find(kid: string): VerificationKey | undefined | Promise<VerificationKey | undefined>;
}
