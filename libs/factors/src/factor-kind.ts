import type { AuthenticationMethod } from '#libs/contracts';
import type { StatementRunner, Transaction } from '#libs/persistence';

/** What somebody can show besides a password, by the names that the API uses. */
export const FACTOR_METHODS = ['totp', 'passkey', 'recovery_code'] as const;

export type FactorMethod = (typeof FACTOR_METHODS)[number];

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
 */
export abstract class FactorKind {
  abstract readonly method: FactorMethod;

  /** Whether the user has one that is in force. Recovery codes are no factor by themselves: they stand in for another one. */
  abstract isThere(runner: StatementRunner, userId: string): Promise<boolean>;

  /** @returns undefined for whatever is wrong, expired, used up, or not the user's */
  abstract examine(userId: string, answer: FactorAnswer): Promise<ShownFactor | undefined>;

  /** Takes all of the user's away. @returns how many there were */
  abstract removeAll(transaction: Transaction, userId: string): Promise<number>;
}
