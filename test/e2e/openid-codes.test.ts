import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from '../support/browser.js';
import {
  type Application,
  CALLBACK,
  codeFor,
  exchange,
  newApplication,
  newVisitor,
  type Pending,
  random,
  refreshFor,
  requestOf,
  userinfo,
} from '../support/oidc-scene.js';
import { adminToken } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const NATIVE = { kind: 'native', redirect_uris: ['http://127.0.0.1/cb'], post_logout_redirect_uris: [] };

describe('attacks on authorization codes', () => {
  const { database, service } = useGatehouse();
  let admin: string;
  let wiki: Application;
  let other: Application;

  beforeAll(async () => {
    admin = await adminToken(service.api);
    wiki = await newApplication(service.api, admin);
    other = await newApplication(service.api, admin);
  });

  const newCode = async (): Promise<{ pending: Pending; code: string; browser: Browser }> => {
    const { browser } = await newVisitor(service);
    const pending = requestOf(wiki);
    const { code = '' } = await codeFor(browser, pending);
    return { pending, code, browser };
  };
  const INVALID = [400, 'invalid_grant'];

  it('a code is good for one client, one address and one verifier', async () => {
    const { pending, code } = await newCode();
    const { client_id, client_secret } = other;
    for (const more of [
      { client_id, client_secret: client_secret ?? '' },
      { redirect_uri: 'https://wiki.example.org/' },
      { redirect_uri: `${CALLBACK}/` },
      { code_verifier: random() },
      { code_verifier: pending.query['code_challenge'] ?? '' },
      { code: `${code.slice(0, -1)}${code.endsWith('A') ? 'B' : 'A'}` },
    ]) {
      const { status, body } = await exchange(service.api, wiki, pending, code, more);
      expect([more, status, body['error']]).toEqual([more, ...INVALID]);
    }
    for (const missing of ['code', 'redirect_uri', 'code_verifier']) {
      const { body } = await exchange(service.api, wiki, pending, code, { [missing]: '' });
      expect(body['error']).toBe('invalid_request');
    }
    const { status, body } = await exchange(service.api, wiki, pending, code, { client_secret: 'gcs_wrong' });
    expect([status, body['error']]).toEqual([401, 'invalid_client']);
    expect((await exchange(service.api, wiki, pending, code)).status).toBe(200);
  });

  it('a code that is used twice ends all that came of it', async () => {
    const { pending, code } = await newCode();
    const { body } = await exchange(service.api, wiki, pending, code);
    const again = await exchange(service.api, wiki, pending, code, { code_verifier: random() });
    expect([again.status, again.body['error']]).toEqual(INVALID);
    expect((await userinfo(service.api, String(body['access_token']))).status).toBe(401);
    expect((await refreshFor(service.api, wiki, String(body['refresh_token']))).status).toBe(400);
    const events = await database.query(`SELECT kind FROM audit_events WHERE target_id = $1 ORDER BY kind`, [
      body['session_id'],
    ]);
    expect(events.map(({ kind }) => kind)).toEqual(['authn_code_reuse', 'authn_login_success', 'session_revoked']);
    // Another client has nothing to do with it.
    const next = await newCode();
    const good = (await exchange(service.api, wiki, next.pending, next.code)).body;
    const { client_id, client_secret } = other;
    await exchange(service.api, wiki, next.pending, next.code, { client_id, client_secret: client_secret ?? '' });
    expect((await userinfo(service.api, String(good['access_token']))).status).toBe(200);
  });

  it('a code of an application without a secret that is used and seen ends nothing without its verifier', async () => {
    const [{ browser }, native] = [await newVisitor(service), await newApplication(service.api, admin, NATIVE)];
    const pending = requestOf(native, { redirect_uri: NATIVE.redirect_uris[0] ?? '' });
    const { code = '' } = await codeFor(browser, pending);
    const { body } = await exchange(service.api, native, pending, code);
    for (const more of [{ code_verifier: random() }, { redirect_uri: 'http://127.0.0.1:1/cb' }]) {
      const seen = await exchange(service.api, native, pending, code, more);
      expect([seen.status, seen.body['error']]).toEqual(INVALID);
    }
    expect((await userinfo(service.api, String(body['access_token']))).status).toBe(200);
    expect((await exchange(service.api, native, pending, code)).status).toBe(400);
    expect((await userinfo(service.api, String(body['access_token']))).status).toBe(401);
  });

  it('a code that is over is good for nothing', async () => {
    const { pending, code } = await newCode();
    await database.query(`UPDATE authorization_codes SET expires_at = now() WHERE client_id = $1`, [wiki.client_id]);
    expect((await exchange(service.api, wiki, pending, code)).body['error']).toBe('invalid_grant');
  });

  it('neither codes nor what binds a browser are stored in a form that could be presented', async () => {
    const { code, browser } = await newCode();
    const secret = browser.jar.get('__Host-gatehouse_interaction') ?? '';
    expect(secret).toHaveLength(43);
    const rows = await database.query(
      `SELECT c::text AS row FROM authorization_codes c UNION ALL SELECT i::text FROM oidc_interactions i`,
    );
    for (const { row } of rows as { row: string }[]) {
      expect(row).not.toContain(code.slice(4));
      expect(row).not.toContain(secret);
    }
  });

  it('of fifty who redeem a code at once one is first, and nothing is left of it', async () => {
    const { pending, code } = await newCode();
    const answers = await Promise.all(Array.from({ length: 50 }, () => exchange(service.api, wiki, pending, code)));
    const won = answers.filter(({ status }) => status === 200);
    // Who is first may be told after the others have ended what came of it.
    expect(won.length).toBeLessThanOrEqual(1);
    for (const { status, body } of answers.filter(one => !won.includes(one)))
      expect([status, body['error']]).toEqual(INVALID);
    const opened = await database.query(
      `SELECT revoked, revoked_reason FROM sessions s JOIN authorization_codes c ON c.session_id = s.id
       WHERE c.code_challenge = $1`,
      [pending.query['code_challenge']],
    );
    expect(opened).toEqual([{ revoked: true, revoked_reason: 'code_reused' }]);
    for (const { body } of won) {
      expect((await userinfo(service.api, String(body['access_token']))).status).toBe(401);
      expect((await refreshFor(service.api, wiki, String(body['refresh_token']))).status).toBe(400);
    }
  });
});
