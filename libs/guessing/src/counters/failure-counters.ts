/** Something that failures are counted by, and what is let pass of them. */
export interface Charge {
  /** What kind of thing it is. */
  readonly name: string;
  /** A keyed hash: nobody reads an address out of what is counted. */
  readonly key: string;
  /** Failures after which nobody has to wait yet. */
  readonly free: number;
  /** The same while passwords are being sprayed. */
  readonly freeWhenSprayed: number;
  /** Seconds without a failure after which all are forgotten. */
  readonly memory: number;
  /** Whether a success forgives what was counted before as well, as long as that was free: somebody has mistyped. */
  readonly isForgiving: boolean;
}

/** One try, and all that it counts for. */
export interface Attempt {
  readonly charges: readonly Charge[];
  /** Whether it counts among the failures by which spraying is noticed. */
  readonly isByStranger: boolean;
}

export interface Allowed {
  readonly isAllowed: true;
  /** Failures under each key, this attempt among them; in the order of the charges. */
  readonly failures: readonly number[];
  /** Whether it is this attempt with which spraying begins to show, if it fails. */
  readonly revealsSpraying: boolean;
}

export interface Refused {
  readonly isAllowed: false;
  /** Whole seconds, at least one. */
  readonly waitSeconds: number;
}

export type Verdict = Allowed | Refused;

/**
 * Counts failures before they happen: an attempt is charged as if it failed, and what has succeeded is refunded. So any number of
 * guesses at the same time count as if they came one after another. Both are one step that nothing comes between, in
 * whatever holds the counts.
 */
export abstract class FailureCounters {
  /**
   * All or nothing: while any of the keys has to wait, the attempt is refused for the longest wait and counts nowhere.
   * Otherwise each key has one failure more; beyond those that are free its next attempt has to wait 1 s, 2 s, 4 s and so on,
   * up to 15 minutes.
   */
  abstract charge(attempt: Attempt): Promise<Verdict>;

  /** Takes an attempt back: for each key one failure less, or none left where that is forgiven, and no wait any more. Never rejects. */
  abstract refund(attempt: Attempt): Promise<void>;
}
