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

  /**
   * When it was shown, by the database's clock, where that was earlier: by a code that was redeemed before, for example. Null: it
   * counts from the moment at which the session is opened.
   */
  readonly proved_at: Date | null;

  /** The hash of the password that was shown. It has to be the user's still when the session is opened; null: none was shown. */
  readonly password_hash: string | null;

  /**
   * Tells whether all else that was shown is still in force, and uses it up where it is good once. Asked within the transaction
   * that opens the session, which is named; if it holds no more, nothing of that has happened. Absent: there is nothing to ask.
   */
  readonly stillHolds?: (transaction: Transaction, sessionId: string) => Promise<boolean>;

  /**
   * Where the account has a second factor that has yet to be shown: what the second step has to know besides. Absent: this is enough
   * by itself.
   */
  readonly second_step?: SecondStepOf;

  /** What is to be done once the session is open, before anybody is told. It must not fail. */
  readonly afterwards?: () => Promise<void>;
}

/** Of the first step, what the second one has to know. */
export interface SecondStepOf {
  /** The address that was submitted, in its one form: to it the device will be known. */
  readonly account: string;
  /** The subject's when the first step was judged: whatever ends all sessions ends what has not become one yet. */
  readonly sessions_epoch: number;
}

/** That nothing was proved. */
export class Disproof {
  /** @param user_id who it was meant to be; null where that is not known */
  constructor(readonly user_id: string | null) {}
}
