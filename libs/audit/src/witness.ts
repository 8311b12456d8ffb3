import type { Transaction } from '#libs/persistence';
import type { AuditEvent } from './audit-event.js';

/**
 * Is told of what is recorded, within the transaction of what it records: what it does about it happens if, and only if, that
 * did. Every provider that extends this class is found when the program starts, as chores are; so whoever does something need
 * not know who is to hear of it, and cannot forget it. What is recorded as a part of a statement, as logins and
 * refreshes are, is told to nobody.
 */
export abstract class Witness {
  /** The kinds that it wants to hear of; one that nobody records is no error. */
  abstract readonly kinds: readonly string[];

  abstract hear(transaction: Transaction, event: AuditEvent): Promise<void>;
}
