import { Injectable } from '@nestjs/common';
import { Database, statement } from '#libs/persistence';
import { DomainError } from '#libs/platform';
import type { ClientKind } from '../client-kind.js';

/** A client that names itself and cannot prove it (RFC 6749 §2.1): what it gets is by somebody else's proof. */
export interface PublicClient {
  readonly kind: Exclude<ClientKind, 'service'>;
  readonly client_id: string;
  /** What the tokens that it gets may be meant for; null: the configured audiences. */
  readonly audiences: readonly string[] | null;
}

/** The clients that need no proof. */
@Injectable()
export class PublicClients {
  constructor(private readonly database: Database) {}

  /** @throws DomainError `invalid_client` if there is none of this name */
  async find(client_id: string): Promise<PublicClient> {
    const [client] = await this.database.run(selectPublic, [client_id]);
    if (client === undefined) throw new DomainError('invalid_client');
    return client;
  }
}

const selectPublic = statement<PublicClient, [string]>(
  'clients.find_public',
  `SELECT c.kind, c.client_id, c.audiences FROM clients c JOIN subjects s ON s.id = c.id AND s.status = 'active'
   WHERE c.client_id = $1 AND c.kind <> 'service'`,
);
