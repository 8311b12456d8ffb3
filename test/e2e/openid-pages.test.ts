/** Applications without a server: their pages call some endpoints themselves, from wherever they are. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import { type RawAnswer, send } from '../support/browser.js';
import { type Application, newApplication, newVisitor, tokensFor } from '../support/oidc-scene.js';
import { adminToken } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const ORIGIN = 'https://wiki.example.org';
const LISTED = 'https://app.example.test';
const FORM = 'application/x-www-form-urlencoded';

describe('the page of an application', () => {
  const { service } = useGatehouse({ GATEHOUSE_CORS_ORIGINS: LISTED });
  let application: Application;
  let web: Application;

  beforeAll(async () => {
    const admin = await adminToken(service.api);
    application = await newApplication(service.api, admin, { kind: 'browser' });
    web = await newApplication(service.api, admin);
  });

  const allowed = ({ headers }: RawAnswer): unknown[] => [
    headers['access-control-allow-origin'],
    headers['access-control-allow-credentials'],
  ];
  const call = (path: string, method: string, headers: Record<string, string>, body?: string): Promise<RawAnswer> =>
    send(service.url + path, method, headers, body);
  const post = (path: string, client_id: string, origin: string): Promise<RawAnswer> => {
    const form = new URLSearchParams({ client_id, grant_type: 'refresh_token', refresh_token: 'x', token: 'x' });
    return call(path, 'POST', { origin, 'content-type': FORM }, form.toString());
  };

  it.each(['openid-configuration', 'oauth-authorization-server', 'jwks.json'])(
    'reads %s, which is the same for everybody, from anywhere',
    async name => {
      for (const headers of [{ origin: ORIGIN }, { origin: 'null' }, {}] as Record<string, string>[]) {
        expect(allowed(await call(`/.well-known/${name}`, 'GET', headers))).toEqual(['*', undefined]);
      }
    },
  );

  it('asks by its token who has logged in', async () => {
    const asked = await call('/oauth/userinfo', 'OPTIONS', {
      ...{ origin: ORIGIN, 'access-control-request-method': 'GET', 'access-control-request-headers': 'authorization' },
    });
    expect([asked.status, ...allowed(asked), asked.headers['access-control-allow-headers']]).toEqual([
      ...[204, '*', undefined, 'Authorization'],
    ]);
    const { browser } = await newVisitor(service);
    const { access_token } = await tokensFor(service, browser, application);
    const headers = { origin: ORIGIN, authorization: `Bearer ${access_token}` };
    const answer = await call('/oauth/userinfo', 'GET', headers);
    expect([answer.status, ...allowed(answer)]).toEqual([200, '*', undefined]);
    const refused = await call('/oauth/userinfo', 'GET', { ...headers, authorization: 'Bearer x' });
    expect([refused.status, ...allowed(refused)]).toEqual([401, '*', undefined]);
  });

  it.each(['/oauth/token', '/oauth/revoke'])(
    'reads what %s answers it, errors too, and no cookies count',
    async path => {
      const answer = await post(path, application.client_id, ORIGIN);
      expect(allowed(answer)).toEqual([ORIGIN, undefined]);
      expect(answer.headers['vary']).toContain('Origin');
    },
  );

  it('is nobody else’s: another origin, another kind of client or another endpoint', async () => {
    for (const origin of ['https://evil.example', `${ORIGIN}.evil.example`, `${ORIGIN}:8443`, 'null', 'x']) {
      expect([origin, ...allowed(await post('/oauth/token', application.client_id, origin))]).toEqual([
        ...[origin, undefined, undefined],
      ]);
    }
    for (const client_id of [web.client_id, 'gatehouse', 'x', '']) {
      expect(allowed(await post('/oauth/token', client_id, ORIGIN))).toEqual([undefined, undefined]);
    }
    expect(allowed(await post('/oauth/introspect', application.client_id, ORIGIN))).toEqual([undefined, undefined]);
    expect(allowed(await call('/v1/auth/me', 'GET', { origin: ORIGIN }))).toEqual([undefined, undefined]);
  });

  it('does not change what listed pages may', async () => {
    for (const answer of [
      await call('/.well-known/jwks.json', 'GET', { origin: LISTED }),
      await post('/oauth/token', application.client_id, LISTED),
    ])
      expect(allowed(answer)).toEqual([LISTED, 'true']);
  });
});
