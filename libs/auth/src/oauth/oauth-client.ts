import { Injectable } from '@nestjs/common';
import { FIRST_PARTY_CLIENT } from '#libs/contracts';
import {
  type AuthenticatedClient,
  AuthenticateClient,
  type ClientCredentials,
  readClientCredentials,
} from '#libs/service-clients';
import type { OAuthForm } from './oauth-form.js';

/** Who calls an OAuth endpoint: a service that has proven itself, or the public client that people log in with. */
export type OAuthClient =
  | { readonly kind: 'service'; readonly id: string; readonly service: AuthenticatedClient }
  | { readonly kind: 'first_party'; readonly id: typeof FIRST_PARTY_CLIENT };

/** Finds out which client a request to an OAuth endpoint comes from. */
@Injectable()
export class IdentifyOAuthClient {
  constructor(private readonly authenticateClient: AuthenticateClient) {}

  /** @throws DomainError `invalid_client`, `invalid_request` */
  async execute(authorization: string | undefined, form: OAuthForm): Promise<OAuthClient> {
    const credentials = this.read(authorization, form);
    const named = credentials.client_id;
    if (credentials.method === 'none' && (named === undefined || named === FIRST_PARTY_CLIENT)) {
      return { kind: 'first_party', id: FIRST_PARTY_CLIENT };
    }
    const service = await this.authenticateClient.execute(credentials);
    return { kind: 'service', id: service.id, service };
  }

  /** For those who give out nothing. @throws DomainError `invalid_client` for the public client as well */
  async executeForService(authorization: string | undefined, form: OAuthForm): Promise<AuthenticatedClient> {
    return this.authenticateClient.recognise(this.read(authorization, form));
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
