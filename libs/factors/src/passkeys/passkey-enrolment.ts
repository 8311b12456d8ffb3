import { Injectable, Logger } from '@nestjs/common';
import { Database, type Transaction } from '#libs/persistence';
import { DomainError, newId } from '#libs/platform';
import type { FactorRecord } from '../factor-kind.js';
import type { PasskeyAnswer } from './passkey-answers.js';
import { PasskeyChallenges, type ReadChallenge } from './passkey-challenges.js';
import { Passkeys } from './passkeys.js';
import { type MadePasskey, verifyRegistration } from './verify-registration.js';

/** What an authenticator was found to have made for a challenge; it counts once it is added. */
export interface ExaminedPasskey {
  readonly challenge: ReadChallenge;
  readonly made: MadePasskey;
}

/** How a passkey comes to count: an authenticator makes it for a challenge that `PasskeyOptions` has given out. */
@Injectable()
export class PasskeyEnrolment {
  private readonly logger = new Logger(PasskeyEnrolment.name);

  constructor(
    private readonly database: Database,
    private readonly passkeyChallenges: PasskeyChallenges,
    private readonly passkeys: Passkeys,
  ) {}

  /** @throws DomainError `wrong_factor` for whatever is wrong, expired, used up, or was begun by somebody else */
  async examine(userId: string, { challenge_id = '', credential = {} }: PasskeyAnswer): Promise<ExaminedPasskey> {
    const challenge = this.passkeyChallenges.read(challenge_id, 'register');
    if (challenge?.user_id !== userId) throw new DomainError('wrong_factor');
    if (await this.passkeyChallenges.isUsed(this.database, challenge)) throw new DomainError('wrong_factor');
    // The library throws an error for each thing that can be wrong; who is at fault is always what was sent.
    const made = await verifyRegistration(credential, challenge).catch((error: unknown) => {
      this.logger.debug(`A new passkey of ${userId} is refused: ${String(error)}`);
    });
    if (made === undefined) throw new DomainError('wrong_factor');
    return { challenge, made };
  }

  /**
   * The user's standing has to be locked.
   * @throws DomainError `wrong_factor` if the challenge was answered meanwhile, or the credential is somebody's already;
   *   `too_many_passkeys`
   */
  async add(
    transaction: Transaction,
    userId: string,
    { challenge, made }: ExaminedPasskey,
    name: string,
  ): Promise<FactorRecord> {
    if (!(await this.passkeyChallenges.use(transaction, challenge))) throw new DomainError('wrong_factor');
    await this.passkeys.assertRoom(transaction, userId);
    const added = await this.passkeys.add(transaction, newId(), { ...made, user_id: userId, name });
    if (added === undefined) throw new DomainError('wrong_factor');
    return added;
  }
}
