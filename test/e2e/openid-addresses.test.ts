/** Where the answer goes that an application is given, and how. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Browser } from '../support/browser.js';
import { postForm } from '../support/oauth.js';
import {
  AFTER_LOGOUT,
  authorize,
  begin,
  CALLBACK,
  newApplication,
  newVisitor,
  type Pending,
  requestOf,
  textOf,
} from '../support/oidc-scene.js';
import { adminToken } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

describe('the address of an answer', () => {
  const { service } = useGatehouse();
  let admin: string;

  beforeAll(async () => {
    admin = await adminToken(service.api);
  });

  it.each(['?flag', '?a=b%20c&d=%7e'])('keeps its %s as that is written', async query => {
    const [there, after] = [`${CALLBACK}${query}`, `${AFTER_LOGOUT}${query}`];
    const uris = { redirect_uris: [there], post_logout_redirect_uris: [after] };
    const { client_id, ...known } = await newApplication(service.api, admin, { ...uris, first_party: true });
    const { browser } = await newVisitor(service);
    const pending = requestOf({ client_id, ...known }, { redirect_uri: there });
    const { id } = await begin(browser, pending);
    expect((await authorize(browser, id)).answer?.url.startsWith(`${there}&code=gac_`)).toBe(true);
    const asked = textOf({ client_id, post_logout_redirect_uri: after, state: 'x' });
    const { body } = await browser.post('/v1/auth/end-session', { request: asked });
    expect(body).toMatchObject({ redirect_to: `${after}&state=x` });
  });

  it('takes a form only where the policy of the log-in page lets one go', async () => {
    const there = ['http://127.0.0.1/cb', 'http://localhost/cb', 'https://wiki.example.org/cb'];
    const nowhere = ['http://[::1]/cb', 'org.example.app:/cb'];
    const redirect_uris = [...there, ...nowhere];
    const device = await newApplication(service.api, admin, { kind: 'native', redirect_uris });
    const policy = (await service.api.get('/login')).headers.get('content-security-policy');
    expect(policy).toContain('; form-action https: http://127.0.0.1:* http://localhost:*; ');
    const browser = new Browser(service.url);
    const asked = (redirect_uri: string): Pending =>
      requestOf(device, { redirect_uri, response_mode: 'form_post', state: 'x' });
    for (const uri of there) expect((await begin(browser, asked(uri))).step).toBe('log_in');
    for (const uri of nowhere) {
      const { query } = asked(uri);
      const answer = await fetch(`${service.url}/oauth/authorize?${textOf(query)}`, { redirect: 'manual' });
      const location = answer.headers.get('location') ?? '';
      expect([answer.status, location.startsWith(`${uri}?error=invalid_request&`)]).toEqual([303, true]);
      expect(new URL(location).searchParams.get('state')).toBe('x');
      expect((await postForm(service.api, '/oauth/par', query)).body['error']).toBe('invalid_request');
    }
  });
});
