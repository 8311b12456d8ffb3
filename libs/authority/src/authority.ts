import type { BuiltInPermission } from '#libs/contracts';
import type { StatementRunner, Transaction } from '#libs/persistence';
import { DomainError } from '#libs/platform';
import type { Caller } from './caller.js';
import { Holdings } from './holdings.js';

/** The turn in which privileged changes are made: all of them wait for one row of the database. See `Database.inTurn`. */
export const ADMINISTRATION = 'administration';

const MAX_NAMED = 5;

/**
 * Who may do what, by what stands in the database at that moment. Every privileged change begins with `authorise`, in
 * the transaction of the change: from then on nobody else can change roles, grants or accounts until it has ended, so
 * what was judged stays true. It is the turn of `ADMINISTRATION`: who waits for it holds no connection.
 */
export abstract class Authority {
  /**
   * Begins a privileged change: from now on nobody else changes roles, grants or accounts until the transaction has ended.
   * `authorise` does it by itself; this is for whoever has to read first who it is that wants the change.
   */
  abstract settle(transaction: Transaction): Promise<void>;

  /**
   * @returns what the caller holds
   * @throws DomainError `insufficient_scope` if the caller does not hold one of `permissions`, or is not in force any more
   */
  abstract authorise(
    transaction: Transaction,
    caller: Caller,
    ...permissions: [BuiltInPermission, ...BuiltInPermission[]]
  ): Promise<Holdings>;

  /**
   * For routes that only show something: settles nothing for later, and keeps nobody waiting.
   * @returns what the caller holds at this moment
   */
  abstract ofCaller(runner: StatementRunner, caller: Caller): Promise<Holdings>;

  /** What each of these users holds; nothing for anybody else. Counts whatever the user's status is. */
  abstract ofUsers(runner: StatementRunner, userIds: readonly string[]): Promise<ReadonlyMap<string, Holdings>>;

  async ofUser(runner: StatementRunner, userId: string): Promise<Holdings> {
    return (await this.ofUsers(runner, [userId])).get(userId) ?? Holdings.nothing;
  }

  /**
   * Settles that a user may be touched: by themselves, or by who holds all that the user holds.
   * @throws DomainError `permission_not_held`
   */
  async assertMayTouch(runner: StatementRunner, caller: Caller, held: Holdings, userId: string): Promise<void> {
    if (caller.id === userId) return;
    const missing = held.lacks(await this.ofUser(runner, userId));
    if (missing.length > 0) throw notHeld('The user holds what you do not', missing);
  }

  /** @returns those of the users who may not be touched, by the same rule */
  async untouchable(
    runner: StatementRunner,
    caller: Caller,
    held: Holdings,
    userIds: readonly string[],
  ): Promise<string[]> {
    const all = await this.ofUsers(runner, userIds);
    return [...all].filter(([id, theirs]) => id !== caller.id && held.lacks(theirs).length > 0).map(([id]) => id);
  }
}

/** @throws DomainError `permission_not_held` that names what is missing */
export function assertCovers(held: Holdings, needed: Holdings): void {
  const missing = held.lacks(needed);
  if (missing.length > 0) throw notHeld('You do not hold', missing);
}

/** What is thrown where none of these permissions is held, or not for as long as it takes. */
export function insufficientScope(
  permissions: readonly string[],
  detail = `You do not hold ${permissions.join(' or ')} at this moment.`,
): DomainError {
  return new DomainError('insufficient_scope', { detail, scope: permissions });
}

function notHeld(what: string, missing: readonly string[]): DomainError {
  const more = missing.length > MAX_NAMED ? ` and ${missing.length - MAX_NAMED} more` : '';
  return new DomainError('permission_not_held', {
    detail: `${what}: ${missing.slice(0, MAX_NAMED).join(', ')}${more}.`,
  });
}
