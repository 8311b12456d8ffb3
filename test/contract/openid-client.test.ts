import { describe, expect, it } from '@jest/globals';
import * as openid from 'openid-client';
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
import { claimsOf } from '../support/people.js';

// eslint-disable-next-line @typescript-eslint/no-deprecated -- the service under test speaks http
const INSECURE_OPENID = openid.allowInsecureRequests;

setTheOAuthClientsScene();

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
