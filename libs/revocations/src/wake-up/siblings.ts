import { Injectable } from '@nestjs/common';
import type { RevocationEntry } from '#libs/contracts';
import { FeedPicture } from '../feed/feed-picture.js';

type Tell = (entries: readonly RevocationEntry[]) => Promise<unknown>;

/**
 * The processes that serve at the same port as this one, if there are any. Who hears that something is over may ask any of
 * them next, so they are told before, rather than woken to read it for themselves as other instances are.
 */
@Injectable()
export class Siblings {
  private reach: Tell | undefined;

  constructor(private readonly feedPicture: FeedPicture) {}

  /** @param tell resolves once they know, or have had their time; must not reject */
  reachedBy(tell: Tell): void {
    this.reach = tell;
  }

  /** Has them refuse what this process has taken back. */
  async tell(entries: readonly RevocationEntry[]): Promise<void> {
    await this.reach?.(entries);
  }

  /** What a sibling has committed counts here from now on. */
  hear(entries: readonly RevocationEntry[]): void {
    for (const entry of entries) this.feedPicture.apply(entry);
  }
}
