import type { Principal } from '../../../contracts/src/index.js';
import type { VerifiedToken } from './verified-token-cache.js';

/**
 * What to do with a token of which nothing bad is known while the view of revocations is older than allowed: refuse
 * to judge it (503), ask the issuer, or accept it and say so on the principal.
 */
export type WhenStale = 'closed' | 'introspect' | 'open';

/** `stale`: nothing is known against the token, by a view that is older than allowed. */
export type RevocationVerdict = 'current' | 'stale';

/** What is known about tokens that were taken back before they expired, and about what roles permit. */
export abstract class RevocationView {
  /**
   * Passes if nothing is known against a token whose form, signature and claims were found good.
   * @throws TokenRejected if the key, the token, its session or its subject's epoch was revoked.
   * @throws CannotVerify if that cannot be known now.
   */
  abstract check(token: VerifiedToken, whenStale?: WhenStale): RevocationVerdict | Promise<RevocationVerdict>;

  /**
   * Those of the caller's roles that count, by the newest definitions that are known: a role that demands a second factor does only
   * where one was shown. The very list, if all of them do.
   */
  abstract awake(principal: Pick<Principal, 'roles' | 'amr'>): readonly string[];

  /** Whether one of these roles permits what is asked for, by the newest definitions that are known. */
  abstract permits(roles: readonly string[], permission: string): boolean;

  /** Whether one of these roles is the one asked for or includes it, by the newest definitions that are known. */
  abstract holdsRole(roles: readonly string[], role: string): boolean;
}
