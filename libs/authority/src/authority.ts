import type { BuiltInPermission } from '#libs/contracts';
import type { Transaction } from '#libs/persistence';
import { DomainError } from '#libs/platform';
import type { Caller } from './caller.js';
import type { Holdings } from './holdings.js';

const MAX_NAMED = 5;

/**
 * Who may do what, by what stands in the database at that moment. Every privileged change begins with `authorise`, in
 * the transaction of the change: from then on nobody else can change roles, grants or accounts until it has ended, so
 * what was judged stays true.
 */
export abstract class Authority {
  /**
   * @returns what the caller holds
   * @throws DomainError `insufficient_scope` if the caller does not hold one of `permissions`, or is not in force any more
   */
  abstract authorise(
    transaction: Transaction,
    caller: Caller,
    ...permissions: [BuiltInPermission, ...BuiltInPermission[]]
  ): Promise<Holdings>;

  /** What a user holds; nothing for anybody else. Counts whatever the user's status is. */
  abstract ofUser(transaction: Transaction, userId: string): Promise<Holdings>;

  /**
   * Settles that a user may be touched: by themselves, or by who holds all that the user holds.
   * @throws DomainError `permission_not_held`
   */
  async assertMayTouch(transaction: Transaction, caller: Caller, held: Holdings, userId: string): Promise<void> {
    if (caller.id !== userId) assertCovers(held, await this.ofUser(transaction, userId));
  }
}

/** @throws DomainError `permission_not_held` that names what is missing */
export function assertCovers(held: Holdings, needed: Holdings): void {
  const missing = held.lacks(needed);
  if (missing.length === 0) return;
  const more = missing.length > MAX_NAMED ? ` and ${missing.length - MAX_NAMED} more` : '';
  const detail = `You do not hold, or not for as long: ${missing.slice(0, MAX_NAMED).join(', ')}${more}.`;
  throw new DomainError('permission_not_held', { detail });
}
