import { Injectable } from '@nestjs/common';
import { type PasskeyAnswer, PasskeyAnswers } from '#libs/factors';
import type { RequestSource } from '#libs/platform';
import { Disproof, type Proof } from './proof.js';

/**
 * Proves who somebody is by a passkey alone: it says whose it is, and its owner has unlocked it, by what they know or are. So it is more
 * than one factor.
 */
@Injectable()
export class PasskeyProof {
  constructor(private readonly passkeyAnswers: PasskeyAnswers) {}

  /** An unknown passkey, a removed one, and one that does not answer look the same. */
  async examine(answer: PasskeyAnswer, source: RequestSource): Promise<Proof | Disproof> {
    const shown = await this.passkeyAnswers.examine(answer, 'login', null, { id: null, ...source });
    if (shown === undefined) return new Disproof(null);
    const { user_id, methods, stillHolds } = shown;
    return { user_id, methods: [...methods, 'mfa'], proved_at: null, password_hash: null, stillHolds };
  }
}
