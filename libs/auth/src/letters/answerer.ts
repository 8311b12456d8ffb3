import type { Transaction } from '#libs/persistence';
import type { MailRequestKind, TakenMailRequest } from '#libs/users';

/**
 * Looks into what was asked for, when whoever has asked has been answered already. Every provider that extends this class is found
 * when the program starts, as chores are.
 */
export abstract class Answerer {
  abstract readonly kind: MailRequestKind;

  /** Does what is to be done, and nothing where that is nothing. */
  abstract answer(transaction: Transaction, request: TakenMailRequest): Promise<void>;
}
