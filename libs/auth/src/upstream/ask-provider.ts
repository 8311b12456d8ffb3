import { Injectable, Logger } from '@nestjs/common';
import type { Configuration, IDToken } from 'openid-client';
import { OutboundFailure } from '#libs/outbound';
import { withParameters } from '#libs/oidc';
import { Config, DomainError } from '#libs/platform';
import type { BegunUpstreamLogin, ExpectedAnswer, ProviderRecord } from '#libs/upstream';
import { openIdClient } from './openid-library.js';
import { unavailable, UpstreamConnections } from './upstream-connections.js';
import { provedThere } from './proved-there.js';
import { identityIn, type UpstreamIdentity } from './upstream-identity.js';

/**
 * Providers tell when somebody has logged in there where they are asked for one of the last so many seconds (OpenID Connect Core §3.1.2.1).
 * Where nothing is demanded it is a year, by which hardly anybody has to log in.
 */
const ANY_AGE = 365 * 86_400;

type OpenId = Awaited<ReturnType<typeof openIdClient>>;

/** Sends people to a provider, and finds out from its answer who they are there. */
@Injectable()
export class AskProvider {
  private readonly logger = new Logger(AskProvider.name);

  constructor(
    private readonly config: Config,
    private readonly upstreamConnections: UpstreamConnections,
  ) {}

  /** Where browsers come back to: each provider has an address of its own, so that none can pass its answer off as another's (RFC 9700 §4.4.2). */
  redirectUriOf(providerId: string): string {
    return `${this.config.issuer}/oauth/upstream/${providerId}`;
  }

  /** Settles that it is there to be asked. @throws DomainError `upstream_unavailable` */
  async prepare(provider: ProviderRecord): Promise<void> {
    await this.upstreamConnections.to(provider);
  }

  /**
   * Where the browser is to go.
   * @param max_age how many seconds ago they may have logged in there; null: nothing is demanded of that
   * @throws DomainError `upstream_unavailable`
   */
  async addressFor(
    provider: ProviderRecord,
    { state, nonce, code_verifier }: Omit<BegunUpstreamLogin, 'browser'>,
    max_age: number | null,
  ): Promise<string> {
    const [openid, connection] = await this.openTo(provider);
    const endpoint = new URL(connection.serverMetadata().authorization_endpoint ?? '');
    endpoint.hash = '';
    // The library would write the query anew that the endpoint has (RFC 6749 §3.1).
    return withParameters(endpoint.href, {
      ...{ response_type: 'code', client_id: provider.client_id },
      ...{ redirect_uri: this.redirectUriOf(provider.id), scope: provider.scopes.join(' '), state, nonce },
      ...{ code_challenge: await openid.calculatePKCECodeChallenge(code_verifier), code_challenge_method: 'S256' },
      ...{ max_age: String(max_age ?? ANY_AGE), ...(max_age === 0 && { prompt: 'login' }) },
    });
  }

  /**
   * Exchanges the code of an answer, and judges the ID token that comes of it: signature, `iss`, `aud`, `azp`, `nonce` and times,
   * `auth_time` among them where a login of the last moments is demanded.
   * @param answer the query with which the browser came back
   * @throws DomainError `upstream_unavailable`, `upstream_refused`
   */
  async whoAnswers(
    provider: ProviderRecord,
    expected: ExpectedAnswer,
    state: string,
    answer: string,
  ): Promise<UpstreamIdentity> {
    const [openid, connection] = await this.openTo(provider);
    const { nonce, code_verifier } = expected;
    const back = new URL(`${this.redirectUriOf(provider.id)}?${answer}`);
    try {
      const tokens = await openid.authorizationCodeGrant(connection, back, {
        ...{ pkceCodeVerifier: code_verifier, expectedNonce: nonce, expectedState: state, idTokenExpected: true },
      });
      const idToken = tokens.claims();
      if (idToken === undefined) throw new Error('there is no ID token');
      assertMeantForUs(idToken, provider.client_id);
      const proved_at = provedThere(idToken.auth_time, expected);
      const more = await moreOf(connection, tokens.access_token, idToken);
      return { ...identityIn(idToken, more, provider), proved_at };
    } catch (error) {
      const failure = OutboundFailure.behind(error);
      if (failure !== undefined) throw unavailable(failure);
      this.logger.warn(`the answer of identity provider ${provider.id} is refused: ${String(error)}`);
      throw new DomainError('upstream_refused', { cause: error });
    }
  }

  private async openTo(provider: ProviderRecord): Promise<[OpenId, Configuration]> {
    return [await openIdClient(), await this.upstreamConnections.to(provider)];
  }
}

/** The library lets pass what has one audience, whoever `azp` says asked for it; and several, where ours is among them. */
function assertMeantForUs({ aud, azp }: IDToken, clientId: string): void {
  if (azp !== undefined && azp !== clientId) throw new Error('its "azp" is another client');
  if ([aud].flat().some(one => one !== clientId)) throw new Error('its "aud" names others too');
}

/** Some keep addresses out of the ID token where an access token comes with it. */
async function moreOf(connection: Configuration, accessToken: string, { sub, email }: IDToken): Promise<object> {
  if (email !== undefined || connection.serverMetadata().userinfo_endpoint === undefined) return {};
  return (await openIdClient()).fetchUserInfo(connection, accessToken, sub);
}
