/** Somebody else's relying party, unedited: it logs people in, goes on, asks who they are and logs them out. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import * as openid from 'openid-client';
import { issuer, service, setTheOAuthClientsScene } from '../support/oauth-clients-scene.js';
import {
  AFTER_LOGOUT,
  type Application,
  beginByHeaders,
  CALLBACK,
  newApplication,
  type Step,
} from '../support/oidc-scene.js';
import { adminToken, newLogin } from '../support/people.js';

// eslint-disable-next-line @typescript-eslint/no-deprecated -- the service under test speaks http
const INSECURE = openid.allowInsecureRequests;

setTheOAuthClientsScene();

describe('openid-client', () => {
  let admin: string;
  let wiki: Application;

  beforeAll(async () => {
    admin = await adminToken(service.api);
    wiki = await newApplication(service.api, admin);
  });

  const discover = (application: Application, authentication: openid.ClientAuth): Promise<openid.Configuration> =>
    openid.discovery(new URL(issuer), application.client_id, undefined, authentication, { execute: [INSECURE] });

  const configure = (): Promise<openid.Configuration> =>
    discover(wiki, openid.ClientSecretBasic(wiki.client_secret ?? ''));

  /** What the pages do for who is logged in, once the browser has come to where the application sends it. */
  async function letIn(url: URL, token: string): Promise<URL> {
    const moved = await fetch(url, { redirect: 'manual' });
    expect(moved.headers.get('location')?.startsWith(`${issuer}/login?`)).toBe(true);
    const query = Object.fromEntries(new URL(moved.headers.get('location') ?? '').searchParams);
    const { id, headers } = await beginByHeaders(service.api, { query }, issuer);
    const path = `/v1/auth/interactions/${id}/authorize`;
    const { body } = await service.api.post<Step>(path, { consent: true }, { token, headers });
    return new URL(body.answer?.url ?? '');
  }

  it('finds everything by itself', async () => {
    const metadata = (await configure()).serverMetadata();
    expect(metadata).toMatchObject({
      issuer,
      response_types_supported: ['code'],
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
      id_token_signing_alg_values_supported: ['ES256'],
      subject_types_supported: ['public'],
    });
    const read = async (name: string): Promise<unknown> => (await service.api.get(`/.well-known/${name}`)).body;
    expect(await read('openid-configuration')).toEqual(await read('oauth-authorization-server'));
  });

  it.each(['web', 'native'])('logs somebody in, refreshes, asks who it is, and logs out: %s', async kind => {
    const application = kind === 'web' ? wiki : await newApplication(service.api, admin, { kind });
    const { client_secret } = application;
    const authentication = client_secret === null ? openid.None() : openid.ClientSecretPost(client_secret);
    const configuration = await discover(application, authentication);
    const pkceCodeVerifier = openid.randomPKCECodeVerifier();
    const [expectedState, expectedNonce] = [openid.randomState(), openid.randomNonce()];
    const url = openid.buildAuthorizationUrl(configuration, {
      ...{ redirect_uri: CALLBACK, scope: 'openid email roles', state: expectedState, nonce: expectedNonce },
      ...{ code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier), code_challenge_method: 'S256' },
    });
    const { person, tokens: own } = await newLogin(service.api);
    const back = await letIn(url, own.access_token);
    const checks = { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true, maxAge: 3600 };
    const tokens = await openid.authorizationCodeGrant(configuration, back, checks);
    expect(tokens.claims()).toMatchObject({ sub: person.id, email: person.email, roles: ['user'], acr: 'sfa' });

    const refreshed = await openid.refreshTokenGrant(configuration, tokens.refresh_token ?? '');
    expect(refreshed.claims()?.sub).toBe(person.id);
    const info = await openid.fetchUserInfo(configuration, refreshed.access_token, person.id);
    expect(info).toEqual({ sub: person.id, email: person.email, email_verified: false, roles: ['user'] });

    const logout = openid.buildEndSessionUrl(configuration, {
      ...{ id_token_hint: refreshed.id_token ?? '', post_logout_redirect_uri: AFTER_LOGOUT, state: 'bye' },
    });
    const moved = await fetch(logout, { redirect: 'manual' });
    const page = new URL(moved.headers.get('location') ?? '');
    expect([moved.status, page.pathname]).toEqual([303, '/logged-out']);
    const headers = { origin: issuer, cookie: `__Host-gatehouse_access=${own.access_token}` };
    const asked = await service.api.post('/v1/auth/end-session', { request: page.search.slice(1) }, { headers });
    expect(asked.body).toMatchObject({ session_id: own.session_id, redirect_to: `${AFTER_LOGOUT}?state=bye` });
    await expect(openid.refreshTokenGrant(configuration, refreshed.refresh_token ?? '')).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });

  it('is told that somebody does not want to, and does not take an answer of somebody else', async () => {
    const configuration = await configure();
    const url = openid.buildAuthorizationUrl(configuration, { redirect_uri: CALLBACK, scope: 'openid' });
    const moved = await fetch(url, { redirect: 'manual' });
    const back = new URL(moved.headers.get('location') ?? '');
    await expect(openid.authorizationCodeGrant(configuration, back)).rejects.toMatchObject({
      ...{ error: 'invalid_request', error_description: expect.stringContaining('code_challenge') },
    });
    back.searchParams.set('iss', 'https://evil.example');
    await expect(openid.authorizationCodeGrant(configuration, back)).rejects.toMatchObject({
      code: 'OAUTH_INVALID_RESPONSE',
      cause: expect.objectContaining({ message: expect.stringContaining('"iss"') }),
    });
  });
});
