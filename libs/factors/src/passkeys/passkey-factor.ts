import { Injectable } from '@nestjs/common';
import type { Actor } from '#libs/audit';
import type { StatementRunner, Transaction } from '#libs/persistence';
import { type FactorAnswer, FactorKind, type FactorRecord, type ShownFactor } from '../factor-kind.js';
import { PasskeyAnswers } from './passkey-answers.js';
import { Passkeys } from './passkeys.js';
import { RelyingParties } from './relying-parties.js';

/** Passkeys as something that is shown besides a password, or shown again. */
@Injectable()
export class PasskeyFactor extends FactorKind {
  override readonly method = 'passkey';

  constructor(
    private readonly passkeys: Passkeys,
    private readonly passkeyAnswers: PasskeyAnswers,
    private readonly relyingParties: RelyingParties,
  ) {
    super();
  }

  override isThere(runner: StatementRunner, userId: string): Promise<boolean> {
    return this.passkeys.areThere(runner, userId, null);
  }

  override isThereFor(runner: StatementRunner, userId: string, origin: string | undefined): Promise<boolean> {
    return this.passkeys.areThere(runner, userId, this.relyingParties.of(origin).id);
  }

  override list(runner: StatementRunner, userId: string): Promise<FactorRecord[]> {
    return this.passkeys.list(runner, userId);
  }

  override examine(userId: string, answer: FactorAnswer, actor: Actor): Promise<ShownFactor | undefined> {
    return this.passkeyAnswers.examine(answer, 'factor', userId, actor);
  }

  override rename(runner: StatementRunner, userId: string, factorId: string, name: string): Promise<boolean> {
    return this.passkeys.rename(runner, userId, factorId, name);
  }

  override remove(transaction: Transaction, userId: string, factorId: string): Promise<boolean> {
    return this.passkeys.remove(transaction, userId, factorId);
  }

  override removeAll(transaction: Transaction, userId: string): Promise<number> {
    return this.passkeys.removeAll(transaction, userId);
  }
}
