import { beforeAll, describe, expect, it } from '@jest/globals';
import { createRemoteJWKSet, exportJWK, jwtVerify } from 'jose';
import * as oauth from 'oauth4webapi';
import * as openid from 'openid-client';
import type { Tokens } from '../support/api.js';
import { TestDatabase } from '../support/database.js';
import { freePort } from '../support/free-port.js';
import { Gatehouse } from '../support/gatehouse.js';
import { newClient, type ServiceClient } from '../support/oauth.js';
import { adminToken, claimsOf, newLogin } from '../support/people.js';
import { useDatabase, useInstances } from '../support/use-gatehouse.js';

/** The public client that people log in with. */
const FIRST_PARTY = { client_id: 'gatehouse' };
// eslint-disable-next-line @typescript-eslint/no-deprecated -- the service under test speaks http
const INSECURE = { [oauth.allowInsecureRequests]: true };
// eslint-disable-next-line @typescript-eslint/no-deprecated -- the service under test speaks http
const INSECURE_OPENID = openid.allowInsecureRequests;

const database = useDatabase();
const [service] = useInstances(database, () => underItsIssuer({ GATEHOUSE_AUDIENCE: 'notes, orders' }));
let issuer: string;
let keyed: ServiceClient;
let keys: oauth.CryptoKeyPair;
let introspector: ServiceClient;
let worker: ServiceClient;

async function underItsIssuer(settings: Record<string, string> = {}): Promise<Record<string, string>> {
  const port = await freePort();
  return { PORT: String(port), GATEHOUSE_ISSUER: `http://127.0.0.1:${port}`, ...settings };
}

beforeAll(async () => {
  issuer = service.url;
  const token = await adminToken(service.api);
  keys = await oauth.generateKeyPair('ES256');
  const scopes = ['orders:read', 'orders:write'];
  keyed = await newClient(service.api, token, { scopes, public_jwk: await exportJWK(keys.publicKey) });
  worker = await newClient(service.api, token, { scopes });
  introspector = await newClient(service.api, token, { scopes: ['introspect'] });
});

async function refreshToken(): Promise<string> {
  return (await newLogin(service.api)).tokens.refresh_token;
}

async function loggedIn(): Promise<Tokens> {
  return (await newLogin(service.api)).tokens;
}

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

describe('openid-client', () => {
  function configure(client: { client_id: string }, authentication: openid.ClientAuth): Promise<openid.Configuration> {
    return openid.discovery(new URL(issuer), client.client_id, undefined, authentication, {
      algorithm: 'oauth2',
      execute: [INSECURE_OPENID],
    });
  }

  it('discovers the service', async () => {
    const configuration = await configure(FIRST_PARTY, openid.None());
    expect(configuration.serverMetadata().issuer).toBe(issuer);
  });

  it.each([
    ['client_secret_basic', () => openid.ClientSecretBasic(worker.client_secret), () => worker],
    ['client_secret_post', () => openid.ClientSecretPost(worker.client_secret), () => worker],
    ['private_key_jwt', () => openid.PrivateKeyJwt(keys.privateKey), () => keyed],
  ])('gets a token by client credentials with %s', async (_method, authentication, clientOf) => {
    const configuration = await configure(clientOf(), authentication());
    const granted = await openid.clientCredentialsGrant(configuration, { scope: 'orders:write', audience: 'orders' });
    expect(granted.scope).toBe('orders:write');
    expect(granted.expiresIn()).toBeGreaterThan(590);
    expect(claimsOf(granted.access_token)).toMatchObject({ aud: 'orders', sub: clientOf().client_id });
  });

  it('refreshes as the public client, again and again', async () => {
    const configuration = await configure(FIRST_PARTY, openid.None());
    const first = await openid.refreshTokenGrant(configuration, await refreshToken());
    const second = await openid.refreshTokenGrant(configuration, first.refresh_token ?? '');
    expect((await service.api.me(second.access_token)).status).toBe(200);
  });

  it('understands the refusal of a refresh token', async () => {
    const configuration = await configure(FIRST_PARTY, openid.None());
    await expect(openid.refreshTokenGrant(configuration, 'gtr_made-up')).rejects.toMatchObject({
      error: 'invalid_grant',
      status: 400,
    });
  });

  it('introspects and revokes', async () => {
    const asIntrospector = await configure(introspector, openid.ClientSecretPost(introspector.client_secret));
    const asPerson = await configure(FIRST_PARTY, openid.None());
    const tokens = await loggedIn();
    expect(await openid.tokenIntrospection(asIntrospector, tokens.access_token)).toMatchObject({ active: true });
    await openid.tokenRevocation(asPerson, tokens.access_token, { token_type_hint: 'access_token' });
    expect(await openid.tokenIntrospection(asIntrospector, tokens.access_token)).toEqual({ active: false });

    const repaired = await openid.refreshTokenGrant(asPerson, tokens.refresh_token);
    await openid.tokenRevocation(asPerson, repaired.refresh_token ?? '', { token_type_hint: 'refresh_token' });
    expect(await openid.tokenIntrospection(asIntrospector, repaired.access_token)).toEqual({ active: false });
    await expect(openid.refreshTokenGrant(asPerson, repaired.refresh_token ?? '')).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });
});

describe('jose', () => {
  it('verifies our tokens with the remote key set', async () => {
    const keySet = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`));
    const rules = { issuer, typ: 'at+jwt', algorithms: ['ES256'] };
    const { access_token } = await loggedIn();
    for (const audience of [issuer, 'notes', 'orders']) {
      const { payload } = await jwtVerify(access_token, keySet, { ...rules, audience });
      expect(payload.iss).toBe(issuer);
    }
    await expect(jwtVerify(access_token, keySet, { ...rules, audience: 'billing' })).rejects.toMatchObject({
      code: 'ERR_JWT_CLAIM_VALIDATION_FAILED',
    });
    const [header = '', , signature = ''] = access_token.split('.');
    const altered = { ...claimsOf(access_token), roles: ['admin'] };
    const payload = Buffer.from(JSON.stringify(altered)).toString('base64url');
    await expect(jwtVerify(`${header}.${payload}.${signature}`, keySet, rules)).rejects.toMatchObject({
      code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
    });
  });

  it('verifies RS256 where that is configured', async () => {
    const other = await TestDatabase.create();
    const rsa = await Gatehouse.start(other, { GATEHOUSE_SIGNING_ALG: 'RS256' });
    try {
      const keySet = createRemoteJWKSet(new URL(`${rsa.url}/.well-known/jwks.json`));
      const { tokens } = await newLogin(rsa.api);
      const { protectedHeader } = await jwtVerify(tokens.access_token, keySet, {
        typ: 'at+jwt',
        algorithms: ['RS256'],
      });
      expect(Object.keys(protectedHeader).sort()).toEqual(['alg', 'kid', 'typ']);
    } finally {
      await rsa.stop();
      await other.drop();
    }
  });
});
