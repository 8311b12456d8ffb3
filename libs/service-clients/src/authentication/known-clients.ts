import { Injectable } from '@nestjs/common';
import { makeRoom } from '#libs/platform';
import { FeedFreshness, FeedPicture } from '#libs/revocations';
import type { ClientSnapshot } from './client-snapshot.js';

/** Clients remembered at once; the one that was remembered first makes room. */
const CAPACITY = 10_000;

/**
 * Remembers what is known of service clients, until the feed says that one has changed: whatever may lessen what a
 * client may do or present is announced there. For those who only have to recognise a client; who gives out tokens
 * looks into the database.
 */
@Injectable()
export class KnownClients {
  private readonly clients = new Map<string, ClientSnapshot>();
  /** The newest look-up under way for each client; none where it changed meanwhile, so that is not remembered. */
  private readonly lookingUp = new Map<string, symbol>();
  private era = 0;

  constructor(
    private readonly feedPicture: FeedPicture,
    private readonly feedFreshness: FeedFreshness,
  ) {
    feedPicture.onEntry(entry => {
      if (entry.kind !== 'subject') return;
      this.clients.delete(entry.sub);
      this.lookingUp.delete(entry.sub);
    });
  }

  /** The client as it was when it was looked up, if nothing has changed since; else what `lookUp` finds. */
  async get(id: string, lookUp: () => Promise<ClientSnapshot | undefined>): Promise<ClientSnapshot | undefined> {
    if (this.era !== this.feedPicture.era) {
      this.clients.clear();
      this.lookingUp.clear();
      this.era = this.feedPicture.era;
    }
    const known = this.feedFreshness.isFresh ? this.clients.get(id) : undefined;
    if (known !== undefined && !hasExpiredSecret(known, this.feedPicture.position.asOf)) return known;
    return this.renew(id, lookUp);
  }

  /** What `lookUp` finds, remembered from now on. */
  async renew(id: string, lookUp: () => Promise<ClientSnapshot | undefined>): Promise<ClientSnapshot | undefined> {
    const mine = Symbol(id);
    const { era } = this.feedPicture;
    this.lookingUp.set(id, mine);
    try {
      const client = await lookUp();
      if (client !== undefined && this.lookingUp.get(id) === mine && this.feedPicture.era === era)
        this.remember(client);
      return client;
    } finally {
      if (this.lookingUp.get(id) === mine) this.lookingUp.delete(id);
    }
  }

  private remember(client: ClientSnapshot): void {
    makeRoom(this.clients, CAPACITY);
    this.clients.set(client.id, client);
  }
}

const hasExpiredSecret = ({ first_secret_expiry }: ClientSnapshot, now: number): boolean =>
  first_secret_expiry !== null && first_secret_expiry.getTime() <= now;
