import type { Transaction } from '#libs/persistence';

/**
 * That somebody has shown who they are. Each way in makes one: a password today, whatever comes later in a file of its
 * own. `StartSession` turns it into a session.
 */
export interface Proof {
  readonly user_id: string;

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
