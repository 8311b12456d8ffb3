import type { AuthenticationMethod } from '#libs/contracts';
import type { Transaction } from '#libs/persistence';

/**
 * That somebody has shown who they are. Each way in makes one: a password today, whatever comes later in a file of its
 * own. `StartSession` turns it into a session.
 */
export interface Proof {
  readonly user_id: string;

  /** How it was shown: the `amr` of the session and its tokens. */
  readonly methods: readonly AuthenticationMethod[];

  /** When it was shown, by the database's clock; null: it is shown by what holds when the session is opened. */
  readonly proved_at: Date | null;

  /**
   * Tells whether what was shown is still in force, and uses it up where it is good once. `StartSession` asks within the
   * transaction that opens the session and that holds the user's standing: what holds here holds until the commit.
   */
  stillHolds(transaction: Transaction): Promise<boolean>;
}

/** That somebody has not; who it was meant to be, where that much is known. */
export interface Disproof {
  readonly user_id: string | null;
  readonly stillHolds?: never;
}
