import { Injectable } from '@nestjs/common';
import { Database, statement } from '#libs/persistence';
import { DomainError, makeRoom } from '#libs/platform';
import { FeedPicture } from '#libs/revocations';

/** The client through which people log in at our own routes. It proves nothing: what it gets is by somebody else's proof. */
export interface PublicClient {
  readonly kind: 'built_in';
  readonly client_id: string;
  /** What the tokens that it gets may be meant for; null: the configured audiences. */
  readonly audiences: readonly string[] | null;
}

/** Clients remembered at once; the one that was remembered first makes room. */
const CAPACITY = 1000;

/**
 * The clients that have a name of their own, and need no proof. One that was found is remembered until the feed says that it has changed: to know its name
 * lets nobody in, since what it gets is judged by the database.
 */
@Injectable()
export class PublicClients {
  private readonly known = new Map<string, PublicClient & { readonly id: string }>();

  constructor(
    private readonly database: Database,
    feedPicture: FeedPicture,
  ) {
    feedPicture.onEntry(entry => {
      if (entry.kind === 'subject') this.forget(entry.sub);
    });
  }

  /** @throws DomainError `invalid_client` if there is none of this name */
  async find(client_id: string): Promise<PublicClient> {
    const known = this.known.get(client_id) ?? (await this.lookUp(client_id));
    if (known === undefined) throw new DomainError('invalid_client');
    return known;
  }

  private async lookUp(client_id: string): Promise<PublicClient | undefined> {
    const [client] = await this.database.run(selectPublic, [client_id]);
    if (client === undefined) return undefined;
    makeRoom(this.known, CAPACITY);
    this.known.set(client_id, client);
    return client;
  }

  private forget(id: string): void {
    for (const client of this.known.values()) if (client.id === id) this.known.delete(client.client_id);
  }
}

const selectPublic = statement<PublicClient & { id: string }, [string]>(
  'clients.find_public',
  `SELECT c.id, 'built_in' AS kind, c.client_id, c.audiences
   FROM clients c JOIN subjects s ON s.id = c.id AND s.status = 'active' WHERE c.client_id = $1`,
);
