import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, statement } from '#libs/persistence';
import { Config, DomainError } from '#libs/platform';
import { hashClientSecret } from '../secrets.js';
import { AssertionVerifier, clientIdsInAssertion } from './assertion-verifier.js';
import type { ClientCredentials } from './client-credentials.js';
import type { ClientSnapshot } from './client-snapshot.js';
import { KnownClients } from './known-clients.js';

/** A service that has proven who it is. */
export interface AuthenticatedClient {
  readonly kind: 'service';
  readonly id: string;
  /** The same id, as tokens name it. */
  readonly client_id: string;
  readonly scopes: readonly string[];
  readonly audiences: readonly string[];
  readonly epoch: number;
  readonly sessions_epoch: number;
  /** The database's time at which it was like that: the `iat` of a token that is made of it. */
  readonly read_at: Date;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Authenticates service clients by secret or by assertion. */
@Injectable()
export class AuthenticateClient {
  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly assertionVerifier: AssertionVerifier,
    private readonly knownClients: KnownClients,
  ) {}

  /**
   * By what is known of the client, where nothing has changed since it was looked up. Nobody is refused on the strength
   * of that: a secret or key may be new. Who is to be given tokens has to be asked about after a look at the feed, so that whatever
   * was taken from the client before is known.
   * @throws DomainError `invalid_client`, whatever is wrong
   */
  async execute(credentials: ClientCredentials): Promise<AuthenticatedClient> {
    const id = idIn(credentials);
    const known = await this.find(id, () => this.knownClients.get(id, () => this.lookUp(id)));
    try {
      return await this.prove(known, credentials);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'invalid_client') throw error;
      return this.prove(await this.findAnew(id), credentials);
    }
  }

  private async prove(client: ClientSnapshot, credentials: ClientCredentials): Promise<AuthenticatedClient> {
    if (credentials.method === 'assertion') {
      await this.assertionVerifier.verify(credentials.assertion, client.id, client.public_jwk);
    } else if (credentials.method !== 'secret' || !presents(client, credentials.secret)) {
      throw new DomainError('invalid_client');
    }
    return this.asProven(client);
  }

  private asProven({ id, scopes, audiences, epoch, sessions_epoch, read_at }: ClientSnapshot): AuthenticatedClient {
    const proven = { kind: 'service', id, client_id: id, scopes, epoch, sessions_epoch, read_at } as const;
    return { ...proven, audiences: audiences ?? this.config.audiences };
  }

  private findAnew(id: string): Promise<ClientSnapshot> {
    return this.find(id, () => this.knownClients.renew(id, () => this.lookUp(id)));
  }

  private async find(id: string, lookUp: () => Promise<ClientSnapshot | undefined>): Promise<ClientSnapshot> {
    // Clients' ids are made by us: whatever has another form is nobody, and does not reach the database.
    const client = UUID.test(id) ? await lookUp() : undefined;
    if (client === undefined) throw new DomainError('invalid_client');
    return client;
  }

  private async lookUp(id: string): Promise<ClientSnapshot | undefined> {
    return (await this.database.run(selectClient, [id]))[0];
  }
}

/** Who wants to be believed. @throws DomainError `invalid_client` */
function idIn(credentials: ClientCredentials): string {
  if (credentials.method === 'none') throw new DomainError('invalid_client');
  return credentials.method === 'assertion' ? namedBy(credentials) : credentials.client_id;
}

/** Whoever it is, the assertion has to be of that client's key, about that client and from it. */
function namedBy({ client_id, assertion }: { client_id: string | undefined; assertion: string }): string {
  const ids = client_id === undefined ? clientIdsInAssertion(assertion) : [client_id];
  const named = ids.find((id): id is string => typeof id === 'string' && UUID.test(id));
  if (named === undefined) throw new DomainError('invalid_client');
  return named;
}

/** Compares with every secret, so that the time tells nothing. */
function presents(client: ClientSnapshot, secret: string): boolean {
  const hash = hashClientSecret(secret);
  const matches = client.secret_hashes.filter(stored => stored.length === hash.length && timingSafeEqual(stored, hash));
  return matches.length > 0;
}

const selectClient = statement<ClientSnapshot, [string]>(
  'clients.authenticate',
  `SELECT c.id, c.scopes, c.audiences, c.public_jwk, s.epoch, s.sessions_epoch,
          date_trunc('milliseconds', statement_timestamp()) AS read_at,
          ARRAY(SELECT x.secret_hash FROM client_secrets x
                WHERE x.client_id = c.id AND (x.expires_at IS NULL OR x.expires_at > statement_timestamp()))
            AS secret_hashes,
          (SELECT min(x.expires_at) FROM client_secrets x
           WHERE x.client_id = c.id AND x.expires_at > statement_timestamp()) AS first_secret_expiry
   FROM clients c JOIN subjects s ON s.id = c.id AND s.status = 'active'
   WHERE c.id = $1 AND c.kind = 'service'`,
);
