import type { RevocationBatch, RevocationEntry } from '../../../../contracts/src/index.js';
import { RevocationState } from '../revocation-state.js';
import { FeedMalformed } from './revocation-batch.js';

interface Picture {
  readonly feed: string;
  readonly state: RevocationState;
  news: RevocationEntry[];
}

/** Puts the batches of the feed together: what is known, and where to go on. */
export class RevocationPicture {
  private current: Picture | undefined;
  /** A new picture of which more parts are to come. Until it is whole the present one counts. */
  private coming: Picture | undefined;
  private position: string | undefined;

  /** What is known; nothing before the first whole picture. */
  get state(): RevocationState | undefined {
    return this.current?.state;
  }

  /** From where to go on; nothing if only a whole picture will do. */
  get cursor(): string | undefined {
    return this.position;
  }

  /**
   * @returns what was not known before and counts now
   * @throws FeedMalformed if the batch belongs to no picture that was begun; then only a whole one will do
   */
  apply(batch: RevocationBatch): readonly RevocationEntry[] {
    if (batch.reset) this.coming = { feed: batch.feed, state: new RevocationState(), news: [] };
    const picture = this.coming ?? this.current;
    if (picture === undefined || picture.feed !== batch.feed) {
      this.position = undefined;
      throw new FeedMalformed('goes on with a picture that was not begun');
    }
    for (const entry of batch.items) if (this.isNews(entry, picture)) picture.news.push(entry);
    if (batch.cursor !== null) this.complete(picture, batch.cursor);
    return picture === this.current ? newsOf(picture) : [];
  }

  /** Forgets what has come of a new picture. The connection was lost, so the rest of it never comes. */
  abandon(): void {
    this.coming = undefined;
  }

  /** Applies the entry as well. */
  private isNews(entry: RevocationEntry, { state }: Picture): boolean {
    const isNew = state.apply(entry);
    return isNew && (state === this.current?.state || this.current?.state.knows(entry) !== true);
  }

  private complete(picture: Picture, cursor: string): void {
    this.position = cursor;
    if (picture === this.current) return;
    if (this.current !== undefined) picture.state.inheritIdsFrom(this.current.state);
    this.current = picture;
    this.coming = undefined;
  }
}

function newsOf(picture: Picture): readonly RevocationEntry[] {
  const { news } = picture;
  picture.news = [];
  return news;
}
