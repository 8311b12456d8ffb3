import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, statement } from '#libs/persistence';
import { Config, DomainError } from '#libs/platform';
import type { ClientJwk } from '../client-jwk.js';
import { hashClientSecret } from '../secrets.js';
import { AssertionVerifier, clientIdOfAssertion } from './assertion-verifier.js';
import type { ClientCredentials } from './client-credentials.js';

/** A service that has proven who it is. */
export interface AuthenticatedClient {
  readonly id: string;
  readonly scopes: readonly string[];
  readonly audiences: readonly string[];
  readonly epoch: number;
  /** The database's time of the look: the `iat` of a token that is made of it. */
  readonly read_at: Date;
}

interface ClientSnapshot {
  readonly id: string;
  readonly scopes: string[];
  readonly audiences: string[] | null;
  readonly public_jwk: ClientJwk | null;
  readonly epoch: number;
  readonly read_at: Date;
  readonly secret_hashes: Buffer[];
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Authenticates service clients by secret or by assertion. */
@Injectable()
export class AuthenticateClient {
  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly assertions: AssertionVerifier,
  ) {}

  /** @throws DomainError `invalid_client`, whatever is wrong */
  async execute(credentials: ClientCredentials): Promise<AuthenticatedClient> {
    if (credentials.method === 'none') throw new DomainError('invalid_client');
    const clientId = credentials.method === 'assertion' ? namedBy(credentials) : credentials.client_id;
    const client = await this.find(clientId);
    if (credentials.method === 'secret') assertSecret(client, credentials.secret);
    else await this.assertions.verify(credentials.assertion, client.id, client.public_jwk);
    const { id, scopes, audiences, epoch, read_at } = client;
    return { id, scopes, audiences: audiences ?? this.config.audiences, epoch, read_at };
  }

  private async find(id: string): Promise<ClientSnapshot> {
    // Clients' ids are made by us: whatever has another form is nobody, and does not reach the database.
    const [client] = UUID.test(id) ? await this.database.run(selectClient, [id]) : [];
    if (client === undefined) throw new DomainError('invalid_client');
    return client;
  }
}

function namedBy({ client_id, assertion }: { client_id: string | undefined; assertion: string }): string {
  const named = clientIdOfAssertion(assertion);
  if (named === undefined || (client_id !== undefined && client_id !== named)) throw new DomainError('invalid_client');
  return named;
}

/** Compares with every secret, so that the time tells nothing. */
function assertSecret(client: ClientSnapshot, secret: string): void {
  const hash = hashClientSecret(secret);
  const matches = client.secret_hashes.filter(stored => stored.length === hash.length && timingSafeEqual(stored, hash));
  if (matches.length === 0) throw new DomainError('invalid_client');
}

const selectClient = statement<ClientSnapshot, [string]>(
  'clients.authenticate',
  `SELECT c.id, c.scopes, c.audiences, c.public_jwk, s.epoch,
          date_trunc('milliseconds', statement_timestamp()) AS read_at,
          ARRAY(SELECT x.secret_hash FROM client_secrets x
                WHERE x.client_id = c.id AND (x.expires_at IS NULL OR x.expires_at > statement_timestamp()))
            AS secret_hashes
   FROM clients c JOIN subjects s ON s.id = c.id AND s.status = 'active'
   WHERE c.id = $1`,
);
