import { beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK } from 'jose';
import * as oauth from 'oauth4webapi';
import { newClient, type ServiceClient } from '../support/oauth.js';
import {
  FIRST_PARTY,
  introspector,
  issuer,
  keyed,
  keys,
  loggedIn,
  refreshToken,
  service,
  setTheOAuthClientsScene,
  worker,
} from '../support/oauth-clients-scene.js';
import { adminToken, claimsOf } from '../support/people.js';

// eslint-disable-next-line @typescript-eslint/no-deprecated -- the service under test speaks http
const INSECURE = { [oauth.allowInsecureRequests]: true };

setTheOAuthClientsScene();

describe('oauth4webapi', () => {
  let server: oauth.AuthorizationServer;

  async function discover(): Promise<oauth.AuthorizationServer> {
    const url = new URL(issuer);
    const response = await oauth.discoveryRequest(url, { algorithm: 'oauth2', ...INSECURE });
    return oauth.processDiscoveryResponse(url, response);
  }

  beforeAll(async () => {
    server = await discover();
  });

  async function grant(
    client: ServiceClient,
    authentication: oauth.ClientAuth,
    parameters: Record<string, string> = {},
  ): Promise<oauth.TokenEndpointResponse> {
    const response = await oauth.clientCredentialsGrantRequest(server, client, authentication, parameters, INSECURE);
    return oauth.processClientCredentialsResponse(server, client, response);
  }

  async function introspect(token: string): Promise<oauth.IntrospectionResponse> {
    const authentication = oauth.ClientSecretBasic(introspector.client_secret);
    const response = await oauth.introspectionRequest(server, introspector, authentication, token, INSECURE);
    return oauth.processIntrospectionResponse(server, introspector, response);
  }

  async function revoke(client: oauth.Client, authentication: oauth.ClientAuth, token: string): Promise<void> {
    await oauth.processRevocationResponse(
      await oauth.revocationRequest(server, client, authentication, token, INSECURE),
    );
  }

  it('discovers the service', () => {
    expect(server).toMatchObject({
      issuer,
      token_endpoint: `${issuer}/oauth/token`,
      introspection_endpoint: `${issuer}/oauth/introspect`,
      revocation_endpoint: `${issuer}/oauth/revoke`,
      jwks_uri: `${issuer}/.well-known/jwks.json`,
    });
    expect(server.grant_types_supported).toEqual(expect.arrayContaining(['client_credentials', 'refresh_token']));
  });

  it.each([
    ['client_secret_basic', () => oauth.ClientSecretBasic(worker.client_secret), () => worker],
    ['client_secret_post', () => oauth.ClientSecretPost(worker.client_secret), () => worker],
    ['private_key_jwt', () => oauth.PrivateKeyJwt(keys.privateKey), () => keyed],
  ])('gets a token by client credentials with %s', async (method, authentication, clientOf) => {
    expect(server.token_endpoint_auth_methods_supported).toContain(method);
    const client = clientOf();
    const granted = await grant(client, authentication(), { scope: 'orders:read' });
    expect(granted).toMatchObject({ token_type: 'bearer', expires_in: 600, scope: 'orders:read' });
    expect(granted).not.toHaveProperty('refresh_token');
    expect(claimsOf(granted.access_token)).toMatchObject({ sub: client.client_id, client_id: client.client_id });
  });

  it('understands the refusal of a wrong secret', async () => {
    const refusal = await grant(worker, oauth.ClientSecretBasic('wrong')).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(oauth.WWWAuthenticateChallengeError);
    const { status, cause } = refusal as oauth.WWWAuthenticateChallengeError;
    expect([status, cause.map(challenge => challenge.scheme)]).toEqual([401, ['basic']]);
  });

  it('understands the refusal of a scope', async () => {
    const refusal = await grant(worker, oauth.ClientSecretPost(worker.client_secret), { scope: 'users:write' }).catch(
      (error: unknown) => error,
    );
    expect(refusal).toBeInstanceOf(oauth.ResponseBodyError);
    expect(refusal).toMatchObject({ error: 'invalid_scope', status: 400 });
  });

  it('refreshes as the public client, without authentication', async () => {
    const response = await oauth.refreshTokenGrantRequest(
      server,
      FIRST_PARTY,
      oauth.None(),
      await refreshToken(),
      INSECURE,
    );
    const refreshed = await oauth.processRefreshTokenResponse(server, FIRST_PARTY, response);
    expect(refreshed.refresh_token).toMatch(/^gtr_/);
    expect((await service.api.me(refreshed.access_token)).status).toBe(200);
  });

  it('introspects tokens of people and of services', async () => {
    const { access_token, session_id } = await loggedIn();
    expect(await introspect(access_token)).toMatchObject({ active: true, iss: issuer, sid: session_id });
    const granted = await grant(worker, oauth.ClientSecretPost(worker.client_secret));
    expect(await introspect(granted.access_token)).toMatchObject({
      active: true,
      client_id: worker.client_id,
      scope: 'orders:read orders:write',
      token_type: 'Bearer',
    });
    expect(await introspect('garbage')).toEqual({ active: false });
  });

  it('introspects with an assertion', async () => {
    const pair = await oauth.generateKeyPair('PS256');
    const client = await newClient(service.api, await adminToken(service.api), {
      scopes: ['introspect'],
      public_jwk: await exportJWK(pair.publicKey),
    });
    const { access_token } = await loggedIn();
    const authentication = oauth.PrivateKeyJwt(pair.privateKey);
    const response = await oauth.introspectionRequest(server, client, authentication, access_token, INSECURE);
    expect(await oauth.processIntrospectionResponse(server, client, response)).toMatchObject({ active: true });
  });

  it('revokes a token of a service, and the session of a refresh token', async () => {
    const { access_token } = await grant(keyed, oauth.PrivateKeyJwt(keys.privateKey));
    await revoke(keyed, oauth.PrivateKeyJwt(keys.privateKey), access_token);
    expect(await introspect(access_token)).toEqual({ active: false });

    const tokens = await loggedIn();
    await revoke(FIRST_PARTY, oauth.None(), tokens.refresh_token);
    expect(await introspect(tokens.access_token)).toEqual({ active: false });
  });

  it('accepts our tokens as JWT access tokens', async () => {
    const request = async (token: string): Promise<oauth.JWTAccessTokenClaims> =>
      oauth.validateJwtAccessToken(
        server,
        new Request('https://notes.example.test/', { headers: { authorization: `Bearer ${token}` } }),
        'notes',
        { ...INSECURE, signingAlgorithms: ['ES256'] },
      );
    expect(await request((await loggedIn()).access_token)).toMatchObject({ client_id: 'gatehouse' });
    const { access_token } = await grant(worker, oauth.ClientSecretBasic(worker.client_secret));
    expect(await request(access_token)).toMatchObject({ sub: worker.client_id });
    const narrowed = await grant(worker, oauth.ClientSecretBasic(worker.client_secret), { audience: 'orders' });
    await expect(request(narrowed.access_token)).rejects.toThrow();
  });
});
