import type { AccessTokenClaims, Principal } from '../../../contracts/src/index.js';

/** A token whose form, signature and claims were found good. Whether it was revoked since is asked each time. */
export interface VerifiedToken {
  /** The token itself. */
  readonly text: string;
  readonly claims: AccessTokenClaims;
  readonly principal: Principal;
  /** The key that signed it. */
  readonly kid: string;
}

/**
 * Remembers verified tokens by their exact text, so that a token seen again costs no signature check. Bounded: the
 * token least recently used makes room. Nothing but this cache may be keyed by token text, since an ES256
 * signature has two valid forms.
 */
export class VerifiedTokenCache {
  private readonly tokens = new Map<string, VerifiedToken>();

  constructor(private readonly capacity: number) {}

  get size(): number {
    return this.tokens.size;
  }

  /** The token, unless it is unknown or its `exp` has passed; `now` in seconds since the epoch. */
  get(token: string, now: number): VerifiedToken | undefined {
    const known = this.tokens.get(token);
    if (known === undefined) return undefined;
    this.tokens.delete(token);
    if (known.claims.exp <= now) return undefined;
    this.tokens.set(token, known);
    return known;
  }

  remember(verified: VerifiedToken): void {
    if (this.capacity === 0) return;
    if (this.tokens.size >= this.capacity) {
      const oldest = this.tokens.keys().next();
      if (oldest.done !== true) this.tokens.delete(oldest.value);
    }
    this.tokens.set(verified.text, verified);
  }

  forget(token: string): void {
    this.tokens.delete(token);
  }
}
