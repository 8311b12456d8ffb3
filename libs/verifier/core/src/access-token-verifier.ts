import { type Principal, principalOf } from '../../../contracts/src/index.js';
import { readCompactForm } from './compact-form.js';
import type { KeySource } from './key-source.js';
import type { RevocationVerdict, RevocationView, WhenStale } from './revocation-view.js';
import { isSignatureOf, type VerificationKey } from './signature.js';
import { type ClaimRules, checkTokenClaims, readTokenClaims } from './token-claims.js';
import { TokenRejected } from './token-errors.js';
import { readTokenHeader, type TokenHeader } from './token-header.js';
import { VerifiedTokenCache, type VerifiedToken } from './verified-token-cache.js';

export interface VerifierOptions {
  /** The only `iss` that is accepted, byte for byte. */
  issuer: string;
  /** The audience that this service is; a token's `aud` must contain it. */
  audience: string;
  /** Tolerated difference of clocks in seconds; 0 to 60, default 5. */
  clockSkew?: number;
  /** Longest believed `exp − iat` in seconds; default one hour. */
  maxLifetime?: number;
  /** How many verified tokens are remembered; default 10,000, 0 for none. */
  cacheSize?: number;
  /** Hears once of a good token that is meant for others: more often than not an audience was never configured. */
  onError?: (error: Error) => void;
}

/** What a token has to meet besides being good. */
export interface TokenDemands {
  /** Accepts a token that is meant for one of these instead of this service; `any`: for whomever. */
  audience?: readonly string[] | 'any';
  /** What to do while the view of revocations is older than allowed; the view's own default unless it is given. */
  whenStale?: WhenStale | undefined;
}

/**
 * Verifies access tokens, strictly and in the one safe order: form → header → key → signature → claims →
 * revocation. Nothing is looked up for a token before its signature holds, so strangers cannot cause load.
 */
export class AccessTokenVerifier {
  private readonly rules: ClaimRules;
  private readonly audience: readonly string[];
  private readonly cache: VerifiedTokenCache;
  private tellOfAudience: ((error: Error) => void) | undefined;

  constructor(
    options: VerifierOptions,
    private readonly keys: KeySource,
    private readonly revocations: RevocationView,
    private readonly clock: () => number = Date.now,
  ) {
    const { issuer, audience, clockSkew = 5, maxLifetime = 3600, cacheSize = 10_000 } = options;
    if (clockSkew < 0 || clockSkew > 60) throw new RangeError('clockSkew must be from 0 to 60 seconds');
    this.rules = { issuer, clockSkew, maxLifetime };
    this.audience = [audience];
    this.cache = new VerifiedTokenCache(cacheSize);
    this.tellOfAudience = options.onError;
  }

  /**
   * The principal of a token that is whole, true, meant for this service, alive and not revoked.
   * @throws TokenRejected if the token is bad.
   * @throws CannotVerify if it cannot be judged now (keys or revocations are not to be had).
   */
  async verify(token: string, demands: TokenDemands = {}): Promise<Principal> {
    return this.judge(this.cache.get(token, this.now()) ?? (await this.authenticate(token)), demands);
  }

  /**
   * The short way for a token whose very text was verified before: no signature check, and no waiting where the view
   * of revocations needs none. `undefined` for any other token.
   * @throws TokenRejected, CannotVerify as `verify` does
   */
  recognise(token: string, demands: TokenDemands = {}): Principal | Promise<Principal> | undefined {
    const verified = this.cache.get(token, this.now());
    return verified && this.judge(verified, demands);
  }

  /** Whether the caller may do this: by one of their roles, or as a service client by a scope. */
  permits(principal: Principal, permission: string): boolean {
    if (principal.scopes.includes(permission)) return true;
    return this.revocations.permits(this.revocations.awake(principal), permission);
  }

  /** Whether the caller has this role, or one that includes it. */
  holdsRole(principal: Principal, role: string): boolean {
    const roles = this.revocations.awake(principal);
    return roles.includes(role) || (roles.length > 0 && this.revocations.holdsRole(roles, role));
  }

  /** Seconds since the caller last proved who they are, by the clock that tokens are judged by; `Infinity` for who never did. */
  secondsSinceLogin({ auth_time = -Infinity }: Principal): number {
    return this.now() - auth_time;
  }

  private judge(
    token: VerifiedToken,
    { audience = this.audience, whenStale }: TokenDemands,
  ): Principal | Promise<Principal> {
    if (audience !== 'any' && !token.principal.aud.some(one => audience.includes(one))) {
      this.noteMisdirected(token);
      throw new TokenRejected('wrong_audience');
    }
    const verdict = this.revocations.check(token, whenStale);
    if (!(verdict instanceof Promise)) return this.principalBy(verdict, token);
    return verdict.then(settled => this.principalBy(settled, token));
  }

  /** Without the roles that sleep, so that whoever reads them off the principal is not misled. */
  private principalBy(verdict: RevocationVerdict, { principal }: VerifiedToken): Principal {
    const roles = this.revocations.awake(principal);
    if (verdict === 'current' && roles === principal.roles) return principal;
    return Object.freeze({ ...principal, roles, ...(verdict === 'stale' && { stale: true as const }) });
  }

  private noteMisdirected({ principal: { aud } }: VerifiedToken): void {
    const tell = this.tellOfAudience;
    this.tellOfAudience = undefined;
    tell?.(
      new Error(
        `A good token was refused since it is not meant for ${this.audience.join()} but for ${aud.join(', ')}. ` +
          'If that is not as it should be, the issuer has to know the audience (GATEHOUSE_AUDIENCE). This is said once.',
      ),
    );
  }

  private async authenticate(token: string): Promise<VerifiedToken> {
    const { header, payload, signature, signingInput } = readCompactForm(token);
    const key = await this.keyFor(readTokenHeader(header));
    if (!isSignatureOf(key, signingInput, signature)) throw new TokenRejected('bad_signature');
    const claims = readTokenClaims(payload);
    checkTokenClaims(claims, this.rules, this.now());
    const verified = { text: token, claims, principal: principalOf(claims), kid: key.kid };
    this.cache.remember(verified);
    return verified;
  }

  private async keyFor(header: TokenHeader): Promise<VerificationKey> {
    const key = await this.keys.find(header.kid);
    if (key === undefined) throw new TokenRejected('unknown_key');
    if (key.alg !== header.alg) throw new TokenRejected('algorithm_mismatch');
    return key;
  }

  private now(): number {
    return this.clock() / 1000;
  }
}
