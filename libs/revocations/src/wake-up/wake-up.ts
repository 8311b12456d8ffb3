/**
 * Tells other instances that there is news in the feed, so that they look before their time. It may get lost: every
 * instance looks by itself several times a second.
 */
export abstract class WakeUp {
  /** Calls `heard` whenever another instance has news, and whenever something may have been missed. */
  abstract listen(heard: () => void): void;

  /** Wakes the others. Never rejects; bounded by the time limits of statements. */
  abstract wake(): Promise<void>;
}
