import { Injectable } from '@nestjs/common';
import { Redis } from '#libs/persistence';
import { makeRoom, MAX_ACCESS_TTL_SECONDS } from '#libs/platform';
import { FeedPicture } from '#libs/revocations';

/** Sessions and service clients remembered at once; the one that was remembered first makes room. */
const CAPACITY = 50_000;

/**
 * Remembers whose tokens were found to be in force, so that the database is asked once. To be remembered says only
 * that the session or client was there and alive; whatever happened since is in the feed, which is asked each time
 * and keeps an entry for longer than any token lives. So nothing that is remembered, here or in Redis, and however
 * old, can let a revoked token in.
 */
@Injectable()
export class KnownSessions {
  private readonly subjects = new Map<string, string>();
  /** The picture of the feed that they are judged by; what was known under another one counts no more. */
  private era = 0;

  constructor(
    private readonly redis: Redis,
    private readonly feedPicture: FeedPicture,
  ) {
    feedPicture.onEntry(entry => {
      if (entry.kind === 'session') this.subjects.delete(entry.sid);
    });
  }

  /** Whether this instance knows the session `id` (for a service client's token: the client) to be this subject's. */
  has(id: string, sub: string): boolean {
    return this.subjects.get(id) === sub && this.era === this.feedPicture.era;
  }

  /** The same, by what other instances know or else by what `lookUp` finds. What is found is remembered, for all. */
  async learn(id: string, sub: string, lookUp: () => Promise<boolean>): Promise<boolean> {
    const { era } = this.feedPicture;
    if (await this.isShared(id, sub)) return true;
    if (!(await lookUp())) return false;
    if (this.feedPicture.era === era) this.share(id, sub);
    return true;
  }

  private async isShared(id: string, sub: string): Promise<boolean> {
    const { era } = this.feedPicture;
    if ((await this.redis.get(this.keyOf(id))) !== sub || this.feedPicture.era !== era) return false;
    this.remember(id, sub);
    return true;
  }

  /** Remembers it here, and tells the others; does not wait for that. */
  private share(id: string, sub: string): void {
    this.remember(id, sub);
    void this.redis.set(this.keyOf(id), sub, MAX_ACCESS_TTL_SECONDS);
  }

  private remember(id: string, sub: string): void {
    if (this.era !== this.feedPicture.era) {
      this.subjects.clear();
      this.era = this.feedPicture.era;
    }
    makeRoom(this.subjects, CAPACITY);
    this.subjects.set(id, sub);
  }

  private keyOf(id: string): string {
    return `gatehouse:${this.feedPicture.position.feed}:in-force:${id}`;
  }
}
