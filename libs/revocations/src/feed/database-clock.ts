import { Injectable } from '@nestjs/common';
import { FeedFreshness } from './feed-freshness.js';
import { FeedPicture } from './feed-picture.js';

/**
 * The time by the database's clock, which all instances share: tokens are dated by it, so they are judged by it. The clock
 * of the machine may be wrong by an hour; then it would refuse every token as expired, or as not valid yet.
 */
@Injectable()
export class DatabaseClock {
  constructor(
    private readonly feedPicture: FeedPicture,
    private readonly feedFreshness: FeedFreshness,
  ) {}

  /** Milliseconds since 1970, never earlier than it is; by the machine's clock before the first look at the feed. */
  get now(): number {
    const { age } = this.feedFreshness;
    return Number.isFinite(age) ? this.feedPicture.position.asOf + age : Date.now();
  }
}
