/** Other people's libraries, unedited: they push what they ask for (RFC 9126), and log people in on devices (RFC 8628). */
import { beforeAll, describe, expect, it } from '@jest/globals';
import * as oauth from 'oauth4webapi';
import * as openid from 'openid-client';
import { decide, newDeviceApplication } from '../support/device-scene.js';
import { issuer, service, setTheOAuthClientsScene } from '../support/oauth-clients-scene.js';
import { type Application, beginByHeaders, CALLBACK, newApplication, type Step } from '../support/oidc-scene.js';
import { adminToken, newLogin } from '../support/people.js';

// eslint-disable-next-line @typescript-eslint/no-deprecated -- the service under test speaks http
const INSECURE = { [oauth.allowInsecureRequests]: true };
// eslint-disable-next-line @typescript-eslint/no-deprecated -- the service under test speaks http
const ALLOWED = { execute: [openid.allowInsecureRequests] };

setTheOAuthClientsScene();

let strict: Application;
let tv: Application;

beforeAll(async () => {
  const admin = await adminToken(service.api);
  strict = await newApplication(service.api, admin, { require_pushed_authorization_requests: true });
  tv = await newDeviceApplication(service.api, admin);
});

/** What the pages do for who is logged in, once the browser has come to where the application sends it. */
async function letIn(url: URL, token: string): Promise<URL> {
  const moved = await fetch(url, { redirect: 'manual' });
  const page = new URL(moved.headers.get('location') ?? '');
  expect(page.pathname).toBe('/login');
  const { id, headers } = await beginByHeaders(service.api, { query: Object.fromEntries(page.searchParams) }, issuer);
  const path = `/v1/auth/interactions/${id}/authorize`;
  const { body } = await service.api.post<Step>(path, { consent: true }, { token, headers });
  return new URL(body.answer?.url ?? '');
}

describe('openid-client', () => {
  const discover = ({ client_id, client_secret }: Application): Promise<openid.Configuration> => {
    const authentication = client_secret === null ? openid.None() : openid.ClientSecretBasic(client_secret);
    return openid.discovery(new URL(issuer), client_id, undefined, authentication, ALLOWED);
  };

  it('pushes what it asks for, and logs somebody in', async () => {
    const configuration = await discover(strict);
    const pkceCodeVerifier = openid.randomPKCECodeVerifier();
    const [expectedState, expectedNonce] = [openid.randomState(), openid.randomNonce()];
    const url = await openid.buildAuthorizationUrlWithPAR(configuration, {
      ...{ redirect_uri: CALLBACK, scope: 'openid email', state: expectedState, nonce: expectedNonce },
      ...{ code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier), code_challenge_method: 'S256' },
    });
    expect([...url.searchParams.keys()].sort()).toEqual(['client_id', 'request_uri']);
    const { person, tokens: own } = await newLogin(service.api);
    const back = await letIn(url, own.access_token);
    const checks = { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true };
    const tokens = await openid.authorizationCodeGrant(configuration, back, checks);
    expect(tokens.claims()).toMatchObject({ sub: person.id, email: person.email });
  });

  it('logs somebody in on a device', async () => {
    const configuration = await discover(tv);
    const begun = await openid.initiateDeviceAuthorization(configuration, { scope: 'openid email' });
    const { person, tokens: own } = await newLogin(service.api);
    await decide(service.api, own.access_token, begun, 'approve');
    // It would wait before it asks for the first time.
    const tokens = await openid.pollDeviceAuthorizationGrant(configuration, { ...begun, interval: 0 });
    expect(tokens.claims()).toMatchObject({ sub: person.id, email: person.email });
    const refused = await openid.initiateDeviceAuthorization(configuration, { scope: 'openid' });
    await decide(service.api, own.access_token, refused, 'decline');
    await expect(openid.pollDeviceAuthorizationGrant(configuration, { ...refused, interval: 0 })).rejects.toMatchObject(
      {
        ...{ error: 'access_denied', status: 400 },
      },
    );
  });
});

describe('oauth4webapi', () => {
  let server: oauth.AuthorizationServer;

  beforeAll(async () => {
    const response = await oauth.discoveryRequest(new URL(issuer), INSECURE);
    server = await oauth.processDiscoveryResponse(new URL(issuer), response);
  });

  it('pushes what it asks for, and logs somebody in', async () => {
    expect(server).toMatchObject({
      pushed_authorization_request_endpoint: `${issuer}/oauth/par`,
      require_pushed_authorization_requests: false,
    });
    const authentication = oauth.ClientSecretPost(strict.client_secret ?? '');
    const client = { client_id: strict.client_id };
    const [verifier, state, nonce] = [
      oauth.generateRandomCodeVerifier(),
      oauth.generateRandomState(),
      oauth.generateRandomNonce(),
    ];
    const parameters = new URLSearchParams({
      ...{ redirect_uri: CALLBACK, response_type: 'code', scope: 'openid', state, nonce },
      ...{ code_challenge: await oauth.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' },
    });
    const response = await oauth.pushedAuthorizationRequest(server, client, authentication, parameters, INSECURE);
    const { request_uri, expires_in } = await oauth.processPushedAuthorizationResponse(server, client, response);
    expect(expires_in).toBe(60);
    const url = new URL(server.authorization_endpoint ?? '');
    url.search = new URLSearchParams({ client_id: strict.client_id, request_uri }).toString();
    const { person, tokens: own } = await newLogin(service.api);
    const back = oauth.validateAuthResponse(server, client, await letIn(url, own.access_token), state);
    const granted = await oauth.processAuthorizationCodeResponse(
      server,
      client,
      await oauth.authorizationCodeGrantRequest(server, client, authentication, back, CALLBACK, verifier, INSECURE),
      { expectedNonce: nonce, requireIdToken: true },
    );
    expect(oauth.getValidatedIdTokenClaims(granted)?.sub).toBe(person.id);
  });

  it('logs somebody in on a device, and understands that it has to wait', async () => {
    const client = { client_id: tv.client_id };
    const parameters = new URLSearchParams({ scope: 'openid' });
    const response = await oauth.deviceAuthorizationRequest(server, client, oauth.None(), parameters, INSECURE);
    const begun = await oauth.processDeviceAuthorizationResponse(server, client, response);
    const ask = async (): Promise<oauth.TokenEndpointResponse> =>
      oauth.processDeviceCodeResponse(
        server,
        client,
        await oauth.deviceCodeGrantRequest(server, client, oauth.None(), begun.device_code, INSECURE),
      );
    await expect(ask()).rejects.toMatchObject({ error: 'authorization_pending' });
    await expect(ask()).rejects.toMatchObject({ error: 'slow_down' });
    const { person, tokens: own } = await newLogin(service.api);
    await decide(service.api, own.access_token, begun, 'approve');
    expect(oauth.getValidatedIdTokenClaims(await ask())?.sub).toBe(person.id);
  });
});
