import { describe, expect, it } from '@jest/globals';
import { ACCESS, Browser } from '../support/browser.js';
import {
  LISTED,
  OTHER_LISTED,
  PROBE,
  service,
  person,
  browser,
  outcome,
  raw,
  own,
  setTheCookieScene,
} from '../support/cookie-requests.js';
import { flip } from '../support/flip.js';
import { ISSUER } from '../support/gatehouse.js';
import { FORM_TYPE } from '../support/oauth.js';

setTheCookieScene();

describe('a request by cookie', () => {
  describe('that would change something', () => {
    it.each<[string, string, string]>([
      ['same-origin', ISSUER, 'from a page of its own'],
      ['same-origin', '', 'from a page of its own, by a browser that leaves Origin out'],
      ['same-site', LISTED, 'from a listed sibling'],
      ['same-site', OTHER_LISTED, 'from another listed page'],
      ['same-site', ISSUER, 'from its own origin, as seen through a change of scheme'],
      ['', ISSUER, 'by a browser without Fetch Metadata'],
      ['', LISTED, 'by a listed page in a browser without Fetch Metadata'],
    ])('is let through with Sec-Fetch-Site "%s" and Origin "%s": %s', async (site, origin) => {
      const answer = await browser.call('DELETE', PROBE, undefined, { 'sec-fetch-site': site, origin });
      expect(outcome(answer)).toEqual([404, 'session_not_found']);
    });

    it.each<[string, string]>([
      ['', ''],
      ['', 'null'],
      ['', 'https://good.example.evil'],
      ['', `${ISSUER}.evil.example`],
      ['', `${LISTED}.evil.example`],
      ['', 'https://evil-app.example.test'],
      ['', ISSUER.replace('https', 'http')],
      ['', `${ISSUER}:8443`],
      ['', `${ISSUER}/`],
      ['', ISSUER.toUpperCase()],
      ['', 'http://localhost:5174'],
      ['', '*'],
      ['', `${ISSUER}, ${LISTED}`],
      ['same-origin', 'null'],
      ['same-origin', 'https://evil.example'],
      ['same-site', ''],
      ['same-site', 'null'],
      ['same-site', 'https://sibling.example.test'],
      ['cross-site', ''],
      ['cross-site', ISSUER],
      ['cross-site', LISTED],
      ['cross-site', 'https://evil.example'],
      ['none', ''],
      ['none', ISSUER],
      ['Same-Origin', ISSUER],
      ['same-origin, same-origin', ISSUER],
    ])('is refused with Sec-Fetch-Site "%s" and Origin "%s"', async (site, origin) => {
      const answer = await browser.call('DELETE', PROBE, undefined, { 'sec-fetch-site': site, origin });
      expect(outcome(answer)).toEqual([403, 'cross_site_request']);
      const login = { email: person.email, password: person.password, transport: 'cookie' };
      const fresh = await new Browser(service.url).post('/v1/auth/login', login, { 'sec-fetch-site': site, origin });
      expect(outcome(fresh)).toEqual([403, 'cross_site_request']);
      expect(fresh.headers['set-cookie']).toBeUndefined();
    });

    it('is refused when a header that says where it comes from is repeated', async () => {
      const cookie = ['cookie', browser.cookieHeader];
      for (const repeated of [
        ['origin', ISSUER],
        ['sec-fetch-site', 'same-origin'],
      ]) {
        const answer = await raw('DELETE', PROBE, [...cookie, ...own(), ...repeated]);
        expect(outcome(answer)).toEqual([400, 'invalid_request']);
      }
    });

    it('is refused without a CSRF token that was made for this session', async () => {
      const token = browser.csrfToken ?? '';
      const other = new Browser(service.url);
      const samePerson = await other.logIn(person);
      const altered = [0, 5, 6, 20, 40, token.length - 1].map(at => flip(token, at));
      const bad = ['', 'x', samePerson.csrf_token, token.slice(0, -1), `${token}A`, `${token}, ${token}`, ...altered];
      for (const wrong of bad) {
        const answer = await browser.call('DELETE', PROBE, undefined, { 'x-csrf-token': wrong });
        expect([wrong, ...outcome(answer)]).toEqual([wrong, 403, 'csrf_token_invalid']);
      }
      const repeated = await raw('DELETE', PROBE, ['cookie', browser.cookieHeader, ...own(), 'x-csrf-token', token]);
      expect(outcome(repeated)).toEqual([400, 'invalid_request']);
      const inQuery = await browser.call('DELETE', `${PROBE}?csrf_token=${token}`, undefined, { 'x-csrf-token': '' });
      expect(outcome(inQuery)).toEqual([403, 'csrf_token_invalid']);
      expect((await browser.call('DELETE', PROBE)).status).toBe(404);
    });

    it('is refused by a refresh cookie alone too, without the CSRF token of its session', async () => {
      const other = new Browser(service.url);
      const { csrf_token } = await other.logIn(person);
      const alone = browser.copy();
      alone.jar.delete(ACCESS);
      for (const path of ['/v1/auth/refresh', '/v1/auth/logout']) {
        for (const wrong of ['', csrf_token]) {
          const answer = await alone.post(path, undefined, { 'x-csrf-token': wrong });
          expect(outcome(answer)).toEqual([403, 'csrf_token_invalid']);
          expect(answer.headers['set-cookie']).toBeUndefined();
        }
      }
      expect((await alone.refresh()).status).toBe(200);
    });

    it('is refused in every form that a page of another site can post', async () => {
      const email = JSON.stringify({ email: 'evil@example.test' });
      for (const type of ['text/plain', FORM_TYPE, 'multipart/form-data; boundary=x', 'application/json-x', '']) {
        const answer = await browser.post('/v1/auth/email', email, { 'content-type': type });
        expect([type, ...outcome(answer)]).toEqual([type, 415, 'unsupported_media_type']);
      }
    });

    it('is not found behind another method that a header, a query or a body names', async () => {
      const { session_id } = (await browser.refresh()).body;
      const path = `/v1/sessions/${session_id}`;
      for (const name of ['x-http-method-override', 'x-http-method', 'x-method-override']) {
        expect((await browser.get(path, { [name]: 'DELETE' })).status).toBe(405);
        expect((await browser.post(path, {}, { [name]: 'DELETE' })).status).toBe(405);
      }
      expect((await browser.get(`${path}?_method=DELETE`)).status).toBe(405);
      expect((await browser.post(path, { _method: 'DELETE' })).status).toBe(405);
      expect((await browser.get('/v1/auth/logout', { 'x-http-method-override': 'POST' })).status).toBe(405);
      expect((await browser.get('/v1/auth/me')).status).toBe(200);
    });
  });
});
