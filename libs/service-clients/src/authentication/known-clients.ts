import { Injectable } from '@nestjs/common';
import { FeedFreshness, FeedPicture, RememberedSubjects } from '#libs/revocations';
import type { ClientSnapshot } from './client-snapshot.js';

/** Remembers what is known of service clients: whatever changes of one is announced in the feed, but for a secret that it gets besides. */
@Injectable()
export class KnownClients {
  private readonly clients: RememberedSubjects<ClientSnapshot>;

  constructor(
    private readonly feedPicture: FeedPicture,
    feedFreshness: FeedFreshness,
  ) {
    this.clients = new RememberedSubjects(feedPicture, feedFreshness);
  }

  /** The client as it was when it was looked up, if nothing has changed since; else what `lookUp` finds. */
  async get(id: string, lookUp: () => Promise<ClientSnapshot | undefined>): Promise<ClientSnapshot | undefined> {
    const known = this.clients.recall(id);
    if (known === undefined) return this.renew(id, lookUp);
    if (hasExpiredSecret(known, this.clients.now)) return this.renew(id, lookUp);
    const { asOf } = this.feedPicture.position;
    // All that had changed by then would be known.
    return asOf > known.read_at.getTime() ? { ...known, read_at: new Date(asOf) } : known;
  }

  /** What `lookUp` finds, remembered from now on. */
  renew(id: string, lookUp: () => Promise<ClientSnapshot | undefined>): Promise<ClientSnapshot | undefined> {
    return this.clients.learn(id, lookUp);
  }
}

const hasExpiredSecret = ({ first_secret_expiry }: ClientSnapshot, now: number): boolean =>
  first_secret_expiry !== null && first_secret_expiry.getTime() <= now;
