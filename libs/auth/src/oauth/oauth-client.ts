import { Injectable } from '@nestjs/common';
import { FIRST_PARTY_CLIENT } from '#libs/contracts';
import { Signals } from '#libs/audit';
import { Attempts, type Guess, Guesses } from '#libs/guessing';
import type { RequestSource } from '#libs/platform';
import { RevocationFeed } from '#libs/revocations';
import {
  type AuthenticatedClient,
  AuthenticateClient,
  type ClientCredentials,
  type PublicClient,
  PublicClients,
  readClientCredentials,
} from '#libs/service-clients';
import { validate as isId } from 'uuid';
import type { OAuthForm } from './oauth-form.js';

/** Who calls an OAuth endpoint: a service, an application that people log in with, or our own pages and programs. */
export type OAuthClient = AuthenticatedClient | PublicClient;

/** Finds out which client a request to an OAuth endpoint comes from. */
@Injectable()
export class IdentifyOAuthClient {
  constructor(
    private readonly attempts: Attempts,
    private readonly guesses: Guesses,
    private readonly signals: Signals,
    private readonly authenticateClient: AuthenticateClient,
    private readonly publicClients: PublicClients,
    private readonly revocationFeed: RevocationFeed,
  ) {}

  /**
   * A request that names no client comes from the built-in one.
   * @throws DomainError `invalid_client`, `invalid_request`, `too_many_requests`, `database_unavailable`
   */
  execute(authorization: string | undefined, form: OAuthForm, source: RequestSource): Promise<OAuthClient> {
    const credentials = this.read(authorization, form);
    return this.counted(credentials, source, () => this.identify(credentials));
  }

  /** @throws DomainError `invalid_client` for a public client as well; `too_many_requests` */
  executeForService(
    authorization: string | undefined,
    form: OAuthForm,
    source: RequestSource,
  ): Promise<AuthenticatedClient> {
    const credentials = this.read(authorization, form);
    return this.counted(credentials, source, () => this.authenticateClient.execute(credentials));
  }

  private counted<T>(credentials: ClientCredentials, source: RequestSource, work: () => Promise<T>): Promise<T> {
    // Who shows nothing has guessed nothing.
    if (credentials.method === 'none') return work();
    return this.guesses.attemptSecret(() => this.wrong(credentials, source), 'invalid_client', work);
  }

  private wrong({ client_id = '', method }: ClientCredentials, source: RequestSource): Guess {
    // What strangers call themselves is recorded where it has the form of an id only.
    const target = isId(client_id) ? client_id : null;
    this.signals.note({ kind: 'authn_client_fail', actor: { id: null, ...source }, target, reason: method });
    const attempt = this.attempts.clientCredentials(client_id, source.ip);
    return { attempt, source, isWrong: 'invalid_client', target: () => target };
  }

  private async identify(credentials: ClientCredentials): Promise<OAuthClient> {
    if (credentials.method !== 'none') {
      // All who ask at the same time share one look.
      await this.revocationFeed.readAnew();
      return this.authenticateClient.execute(credentials);
    }
    const { client_id = FIRST_PARTY_CLIENT } = credentials;
    if (!isId(client_id)) return this.publicClients.find(client_id);
    await this.revocationFeed.readAnew();
    return this.authenticateClient.byId(client_id);
  }

  private read(authorization: string | undefined, form: OAuthForm): ClientCredentials {
    return readClientCredentials(authorization, {
      client_id: form.optional('client_id'),
      client_secret: form.optional('client_secret'),
      client_assertion: form.optional('client_assertion'),
      client_assertion_type: form.optional('client_assertion_type'),
    });
  }
}
