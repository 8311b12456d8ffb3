import { makeRoom } from '#libs/platform';
import type { FeedFreshness } from './feed-freshness.js';
import type { FeedPicture } from './feed-picture.js';

/** Subjects remembered at once; the one that was remembered first makes room. */
const CAPACITY = 10_000;

/**
 * Remembers what was read of users or service clients, until the feed says that something about them has changed. Good for
 * whatever is announced there with each of its changes: such a change is known here before it is acknowledged by this
 * instance, and by others a moment after.
 */
export class RememberedSubjects<T> {
  private readonly subjects = new Map<string, T>();
  /** The newest look-up under way for each subject; none where it changed meanwhile, so that is not remembered. */
  private readonly lookingUp = new Map<string, symbol>();
  private era = 0;

  constructor(
    private readonly feedPicture: FeedPicture,
    private readonly feedFreshness: FeedFreshness,
  ) {
    feedPicture.onEntry(entry => {
      if (entry.kind !== 'subject') return;
      this.subjects.delete(entry.sub);
      this.lookingUp.delete(entry.sub);
    });
  }

  /** What is remembered of the subject, if that is how it is. */
  recall(id: string): T | undefined {
    this.startEra();
    return this.feedFreshness.isFresh ? this.subjects.get(id) : undefined;
  }

  /** What `lookUp` finds, remembered from now on. */
  async learn(id: string, lookUp: () => Promise<T | undefined>): Promise<T | undefined> {
    this.startEra();
    const mine = Symbol(id);
    const { era } = this.feedPicture;
    this.lookingUp.set(id, mine);
    try {
      const found = await lookUp();
      if (found !== undefined && this.lookingUp.get(id) === mine && this.feedPicture.era === era) {
        makeRoom(this.subjects, CAPACITY);
        this.subjects.set(id, found);
      }
      return found;
    } finally {
      if (this.lookingUp.get(id) === mine) this.lookingUp.delete(id);
    }
  }

  /** What was known under another picture of the feed counts no more. */
  private startEra(): void {
    if (this.era === this.feedPicture.era) return;
    this.subjects.clear();
    this.lookingUp.clear();
    this.era = this.feedPicture.era;
  }
}
