import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DomainError, hashOfSecret } from '#libs/platform';
import { type ClientKind, keepsSecrets } from '../client-kind.js';
import { AssertionVerifier, clientIdsInAssertion } from './assertion-verifier.js';
import type { ClientCredentials } from './client-credentials.js';
import { ClientAudiences } from './client-audiences.js';
import type { ClientSnapshot } from './client-snapshot.js';
import { FindClient, isClientId } from './find-client.js';

/** A client that is known: it has proven who it is, or is of a kind that cannot. */
export interface AuthenticatedClient {
  readonly kind: ClientKind;
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

/** Authenticates clients by secret or by assertion. */
@Injectable()
export class AuthenticateClient {
  constructor(
    private readonly clientAudiences: ClientAudiences,
    private readonly findClient: FindClient,
    private readonly assertionVerifier: AssertionVerifier,
  ) {}

  /**
   * By what is known of the client, where nothing has changed since it was looked up. Nobody is refused on the strength
   * of that: a secret or key may be new. Who is to be given tokens has to be asked about after a look at the feed, so that whatever
   * was taken from the client before is known.
   * @throws DomainError `invalid_client`, whatever is wrong
   */
  async execute(credentials: ClientCredentials): Promise<AuthenticatedClient> {
    const id = idIn(credentials);
    const known = await this.found(this.findClient.known(id));
    try {
      return await this.prove(known, credentials);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'invalid_client') throw error;
      return this.prove(await this.found(this.findClient.anew(id)), credentials);
    }
  }

  /**
   * A client that cannot prove who it is, by its id alone: what it gets is by somebody else's proof.
   * @throws DomainError `invalid_client`, for one that could as well
   */
  async byId(id: string): Promise<AuthenticatedClient> {
    const client = await this.found(this.findClient.known(id));
    if (keepsSecrets(client.kind)) throw new DomainError('invalid_client');
    return this.asKnown(client);
  }

  private async prove(client: ClientSnapshot, credentials: ClientCredentials): Promise<AuthenticatedClient> {
    if (credentials.method === 'assertion') {
      await this.assertionVerifier.verify(credentials.assertion, client.id, client.public_jwk);
    } else if (credentials.method !== 'secret' || !presents(client, credentials.secret)) {
      throw new DomainError('invalid_client');
    }
    return this.asKnown(client);
  }

  private asKnown(client: ClientSnapshot): AuthenticatedClient {
    const { kind, id, scopes, epoch, sessions_epoch, read_at } = client;
    const audiences = this.clientAudiences.of(client);
    return { kind, id, client_id: id, scopes, audiences, epoch, sessions_epoch, read_at };
  }

  private async found(looking: Promise<ClientSnapshot | undefined>): Promise<ClientSnapshot> {
    const client = await looking;
    if (client === undefined) throw new DomainError('invalid_client');
    return client;
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
  const named = ids.find((id): id is string => typeof id === 'string' && isClientId(id));
  if (named === undefined) throw new DomainError('invalid_client');
  return named;
}

/** Compares with every secret, so that the time tells nothing. */
function presents(client: ClientSnapshot, secret: string): boolean {
  const hash = hashOfSecret(secret);
  const matches = client.secret_hashes.filter(stored => stored.length === hash.length && timingSafeEqual(stored, hash));
  return matches.length > 0;
}
