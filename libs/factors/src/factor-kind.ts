import type { Actor } from '#libs/audit';
import type { AuthenticationMethod } from '#libs/contracts';
import type { StatementRunner, Transaction } from '#libs/persistence';

/** What somebody can show besides a password, by the names that the API uses. */
export const FACTOR_METHODS = ['totp', 'passkey', 'recovery_code'] as const;

export type FactorMethod = (typeof FACTOR_METHODS)[number];

/** A factor that is in force, without anything that is secret about it. The recovery codes of somebody are one, together. */
export interface FactorRecord {
  readonly id: string;
  readonly method: FactorMethod;
  /** What its owner calls it; null: it has no name. */
  readonly name: string | null;
  /** Since when it is in force. */
  readonly created_at: Date;
  readonly last_used_at: Date | null;
  /** Of recovery codes: how many are left. Null of all else. */
  readonly codes_left: number | null;
  /** Of a passkey: whether it is kept at other places too, and so outlives the device. Null of all else. */
  readonly backed_up: boolean | null;
  /** Of a passkey: the domain that it is bound to; it is good on no page of another. Null of all else. */
  readonly rp_id: string | null;
}

/** What was sent to be examined: which of these are there depends on the method. */
export interface FactorAnswer {
  readonly method: FactorMethod;
  /** Of `totp` and `recovery_code`: what was typed. */
  readonly code?: string;
  /** Of `passkey`: the challenge that was given out, and what the browser made of it (WebAuthn Level 3, §5.8). */
  readonly challenge_id?: string;
  readonly credential?: Readonly<Record<string, unknown>>;
}

/** A factor that was shown and found to be right; it counts once `stillHolds` was asked. */
export interface ShownFactor {
  readonly user_id: string;
  /** Which one it was: the id of the factor, as `GET /v1/auth/factors` lists it. */
  readonly factor_id: string;
  readonly method: FactorMethod;
  /** What the session's `amr` gains by it. `mfa` is added by whoever has seen another proof besides. */
  readonly methods: readonly AuthenticationMethod[];
  /**
   * Tells whether it is still good, and uses it up: a time step, a recovery code, a challenge is good once. Asked within the
   * transaction of what it is shown for; if it is false, nothing of that has happened.
   */
  readonly stillHolds: (transaction: Transaction) => Promise<boolean>;
}

/**
 * One kind of factor. Every provider that extends this class is found when the program starts (as chores are), so a new kind
 * is a folder of its own.
 *
 * What changes somebody's factors runs in a transaction that holds their standing (`Standing.lock`), so that two changes come
 * one after the other; and whoever adds or removes one calls `SecondFactors.settle` afterwards.
 */
export abstract class FactorKind {
  abstract readonly method: FactorMethod;

  /** Whether the user has one that is in force. Recovery codes are no factor by themselves: they stand in for another one. */
  abstract isThere(runner: StatementRunner, userId: string): Promise<boolean>;

  /**
   * Whether the user can show one on this page.
   * @param _origin the header `Origin`; undefined: of whoever is no page
   */
  isThereFor(runner: StatementRunner, userId: string, _origin: string | undefined): Promise<boolean> {
    return this.isThere(runner, userId);
  }

  /** Those that are in force, the oldest first. */
  abstract list(runner: StatementRunner, userId: string): Promise<FactorRecord[]>;

  /**
   * @param actor who shows it, for the audit trail: without an id as long as they have not proved who they are
   * @returns undefined for whatever is wrong, expired, used up, or not the user's
   */
  abstract examine(userId: string, answer: FactorAnswer, actor: Actor): Promise<ShownFactor | undefined>;

  /** @returns whether the user has such a one, and it can have a name */
  abstract rename(runner: StatementRunner, userId: string, factorId: string, name: string): Promise<boolean>;

  /** @returns whether the user had such a one */
  abstract remove(transaction: Transaction, userId: string, factorId: string): Promise<boolean>;

  /** Takes all of the user's away, and what was begun and is not in force yet. @returns how many were in force */
  abstract removeAll(transaction: Transaction, userId: string): Promise<number>;
}
