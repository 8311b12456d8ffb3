import type { AccessTokenClaims, Principal } from '../../../contracts/src/index.js';
import { keyOf } from './recent-texts.js';

/** A token whose form, signature and claims were found good. Whether it was revoked since is asked each time. */
export interface VerifiedToken {
  /** The token itself. */
  readonly text: string;
  readonly claims: AccessTokenClaims;
  readonly principal: Principal;
  /** The key that signed it. */
  readonly kid: string;
}

interface Place {
  readonly verified: VerifiedToken;
  /** The count of moves when the token was last put at the end of the queue. */
  movedAt: number;
}

/**
 * Remembers verified tokens by their exact text, so that a token seen again costs no signature check. Bounded: a token
 * that was not used for long makes room. Nothing but this cache may be keyed by token text, since an ES256 signature
 * has two valid forms.
 *
 * A token that is used goes to the end of the queue only if half the queue has moved since it last went there. So most
 * uses cost one look-up, and no token is dropped that was used within the last half of the moves.
 */
export class VerifiedTokenCache {
  /** By the end of the text, the token longest unmoved first. */
  private readonly places = new Map<string, Place>();
  private moves = 0;

  constructor(private readonly capacity: number) {}

  get size(): number {
    return this.places.size;
  }

  /** The token, unless it is unknown or its `exp` has passed; `now` in seconds since the epoch. */
  get(token: string, now: number): VerifiedToken | undefined {
    const key = keyOf(token);
    const place = this.places.get(key);
    if (place?.verified.text !== token) return undefined;
    if (place.verified.claims.exp <= now) {
      this.places.delete(key);
      return undefined;
    }
    if (this.moves - place.movedAt >= this.capacity / 2) this.move(key, place);
    return place.verified;
  }

  remember(verified: VerifiedToken): void {
    if (this.capacity === 0) return;
    const key = keyOf(verified.text);
    if (!this.places.has(key) && this.places.size >= this.capacity) {
      const oldest = this.places.keys().next();
      if (oldest.done !== true) this.places.delete(oldest.value);
    }
    this.move(key, { verified, movedAt: 0 });
  }

  private move(key: string, place: Place): void {
    place.movedAt = ++this.moves;
    this.places.delete(key);
    this.places.set(key, place);
  }
}
