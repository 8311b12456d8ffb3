import { Injectable, Logger } from '@nestjs/common';
import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { type Actor, Audit } from '#libs/audit';
import { Database } from '#libs/persistence';
import type { FactorAnswer, ShownFactor } from '../factor-kind.js';
import type { ChallengePurpose } from './challenge-text.js';
import { PasskeyChallenges, type ReadChallenge } from './passkey-challenges.js';
import { Passkeys, type SeenSignature, type StoredPasskey } from './passkeys.js';
import { userHandleOf } from './user-handle.js';
import { verifyAssertion } from './verify-assertion.js';
import { readAssertion } from './webauthn-text.js';

/** What was sent for a challenge. */
export type PasskeyAnswer = Pick<FactorAnswer, 'challenge_id' | 'credential'>;

/** Examines answers to challenges: whose passkey has signed, and whether it was for this. */
@Injectable()
export class PasskeyAnswers {
  private readonly logger = new Logger(PasskeyAnswers.name);

  constructor(
    private readonly database: Database,
    private readonly passkeyChallenges: PasskeyChallenges,
    private readonly passkeys: Passkeys,
    private readonly audit: Audit,
  ) {}

  /**
   * A counter that has gone back is refused and recorded: two authenticators have one key then.
   * @param userId whose passkey it has to be; null: the authenticator says whose it is
   * @returns undefined for whatever is wrong, expired, used up, unknown or another's
   */
  async examine(
    { challenge_id = '', credential = {} }: PasskeyAnswer,
    purpose: ChallengePurpose,
    userId: string | null,
    actor: Actor,
  ): Promise<ShownFactor | undefined> {
    const challenge = this.passkeyChallenges.read(challenge_id, purpose);
    const response = readAssertion(credential);
    if (challenge?.user_id !== userId || response === undefined) return undefined;
    const passkey = await this.passkeys.find(Buffer.from(response.id, 'base64url'));
    if (passkey === undefined || !isOf(userId, passkey, response)) return undefined;
    if (await this.passkeyChallenges.isUsed(this.database, challenge)) return undefined;
    const seen = await this.verify(response, challenge, passkey);
    if (seen === undefined) return undefined;
    if (!hasGoneBack(passkey, seen)) return this.shown(passkey, challenge, seen);
    await this.recordGoneBack(passkey, seen, actor);
    return undefined;
  }

  /** The library throws an error for each thing that can be wrong; who is at fault is always what was sent. */
  private async verify(
    response: AuthenticationResponseJSON,
    challenge: ReadChallenge,
    passkey: StoredPasskey,
  ): Promise<SeenSignature | undefined> {
    try {
      return await verifyAssertion(response, challenge, passkey);
    } catch (error) {
      this.logger.debug(`An answer with the passkey ${passkey.id} is refused: ${String(error)}`);
      return undefined;
    }
  }

  private shown(passkey: StoredPasskey, challenge: ReadChallenge, seen: SeenSignature): ShownFactor {
    return {
      user_id: passkey.user_id,
      factor_id: passkey.id,
      method: 'passkey',
      methods: [passkey.backup_eligible ? 'swk' : 'hwk', 'user'],
      stillHolds: async transaction =>
        (await this.passkeyChallenges.use(transaction, challenge)) &&
        (await this.passkeys.noteUse(transaction, passkey.id, seen)),
    };
  }

  private async recordGoneBack(passkey: StoredPasskey, seen: SeenSignature, actor: Actor): Promise<void> {
    const details = { user_id: passkey.user_id, counter: seen.counter, seen_before: passkey.counter };
    const event = { kind: 'factor_counter_went_back', actor, target: passkey.id, details } as const;
    await this.audit.record(this.database, event);
  }
}

/** Who is not named yet is named by the authenticator (WebAuthn Level 3, §7.2, step 6). */
function isOf(userId: string | null, { user_id }: StoredPasskey, { response }: AuthenticationResponseJSON): boolean {
  const { userHandle } = response;
  if (userHandle === undefined) return user_id === userId;
  return (userId === null || user_id === userId) && userHandle === userHandleOf(user_id);
}

/** Authenticators that do not count say 0 each time. */
const hasGoneBack = ({ counter: before }: StoredPasskey, { counter: now }: SeenSignature): boolean =>
  now <= before && !(now === 0 && before === 0);
