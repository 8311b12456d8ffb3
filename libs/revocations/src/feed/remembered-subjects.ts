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

  /** @param options `concernsRoles`: what is remembered depends on who has a role; many may get one at once */
  constructor(
    private readonly feedPicture: FeedPicture,
    private readonly feedFreshness: FeedFreshness,
    { concernsRoles = false } = {},
  ) {
    feedPicture.onEntry(entry => {
      if (entry.kind === 'role' && concernsRoles) this.forgetAll();
      if (entry.kind !== 'subject') return;
      this.subjects.delete(entry.sub);
      this.lookingUp.delete(entry.sub);
    });
  }

  /** The database's time by now, in milliseconds: never earlier than it is. */
  get now(): number {
    return this.feedPicture.position.asOf + this.feedFreshness.age;
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
    this.forgetAll();
    this.era = this.feedPicture.era;
  }

  private forgetAll(): void {
    this.subjects.clear();
    this.lookingUp.clear();
  }
}
