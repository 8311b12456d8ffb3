import { beforeAll, describe, expect, it } from '@jest/globals';
import { passwordToken, setPassword } from '../support/accounts.js';
import type { Answer } from '../support/api.js';
import type { Browser } from '../support/browser.js';
import { useLogoutParty } from '../support/logout-party.js';
import { postForm } from '../support/oauth.js';
import {
  type Application,
  type ApplicationTokens,
  codeFor,
  exchange,
  newApplication,
  newVisitor,
  refreshFor,
  requestOf,
  textOf,
  tokensFor,
  userinfo,
} from '../support/oidc-scene.js';
import { adminToken, claimsOf, headerOf, logIn, PASSWORD, type Person } from '../support/people.js';
import { tally } from '../support/rounds.js';
import { useGatehouse } from '../support/use-gatehouse.js';

/** Somebody who has let an application in. */
interface Scene {
  readonly browser: Browser;
  readonly person: Person;
  readonly sid: string;
  readonly application: Application;
  readonly tokens: ApplicationTokens;
}

describe('an application', () => {
  const party = useLogoutParty();
  const { database, service } = useGatehouse(() => party.settings);
  let admin: string;
  let wiki: Application;
  /** The sessions of which it was to be told, as often as they stand here. */
  const expected: string[] = [];

  beforeAll(async () => {
    party.trust(service.url);
    admin = await adminToken(service.api);
    wiki = await newApplication(service.api, admin, party.registration);
  });

  async function scene(application = wiki, more: Record<string, string> = {}): Promise<Scene> {
    const { browser, person, sid } = await newVisitor(service);
    return { browser, person, sid, application, tokens: await tokensFor(service, browser, application, more) };
  }
  const change = { current_password: PASSWORD, new_password: 'another-anchor-tundra-8' };
  const byAdmin = (method: 'PATCH' | 'DELETE' | 'POST', path: string, body?: object): Promise<Answer> =>
    service.api.call(method, path, body, { token: admin });

  const ways: Record<string, (scene: Scene) => Promise<unknown>> = {
    'the person logs out': ({ browser }) => browser.post('/v1/auth/logout'),
    'that session is ended from elsewhere': async ({ person, sid }) => {
      const { access_token: token } = await logIn(service.api, person);
      return service.api.delete(`/v1/sessions/${sid}`, { token });
    },
    'its own session is ended': ({ browser, tokens }) => browser.call('DELETE', `/v1/sessions/${tokens.session_id}`),
    'all sessions are ended': ({ browser }) => browser.post('/v1/auth/logout-all'),
    'the person logs in anew in that browser': ({ browser, person }) => browser.logIn(person),
    'the password is changed': ({ browser }) => browser.post('/v1/auth/password', change),
    'the password is set by a token': async ({ person }) =>
      setPassword(service.api, await passwordToken(service.api, admin, person.id)),
    'the account is disabled': ({ person }) => byAdmin('PATCH', `/v1/users/${person.id}`, { status: 'disabled' }),
    'the account is deleted': ({ person }) => byAdmin('DELETE', `/v1/users/${person.id}`),
    'an administrator ends the session': ({ person, sid }) =>
      byAdmin('DELETE', `/v1/users/${person.id}/sessions/${sid}`),
    'an administrator ends all sessions': ({ person }) => byAdmin('DELETE', `/v1/users/${person.id}/sessions`),
    'the second factors are reset': ({ person }) => byAdmin('DELETE', `/v1/users/${person.id}/factors`),
    'the consent is withdrawn': ({ browser, application }) =>
      browser.call('DELETE', `/v1/auth/consents/${application.client_id}`),
    'an old refresh token is used': async ({ application, tokens }) => {
      for (const token of [tokens.refresh_token, tokens.refresh_token, tokens.refresh_token]) {
        const { body } = await refreshFor(service.api, application, token);
        await refreshFor(service.api, application, String(body['refresh_token']));
      }
    },
    'it gives up its refresh token': ({ application: { client_id, client_secret }, tokens }) =>
      postForm(service.api, '/oauth/revoke', {
        ...{ client_id, client_secret: client_secret ?? '', token: tokens.refresh_token },
      }),
    'it asks for a logout itself': ({ browser, tokens }) =>
      browser.post('/v1/auth/end-session', { request: textOf({ id_token_hint: tokens.id_token }) }),
  };

  it.each(Object.entries(ways))('is told when %s', async (_what, end) => {
    const had = await scene();
    await end(had);
    const began = performance.now();
    expected.push(had.tokens.session_id);
    const { token, claims, at } = await party.toldOf(had.tokens.session_id);
    process.stdout.write(`told after ${Math.round(at - began)} ms\n`);
    expect(claims).toMatchObject({ sub: had.person.id, aud: wiki.client_id });
    expect(claims['sid']).toBe(claimsOf(had.tokens.id_token)['sid']);
    expect(Object.keys(headerOf(token)).sort()).toEqual(['alg', 'kid', 'typ']);
    expect((await refreshFor(service.api, wiki, had.tokens.refresh_token)).status).toBe(400);
    expect((await userinfo(service.api, token)).status).toBe(401);
  });

  it('is told when it is disabled, of everybody who is there', async () => {
    const application = await newApplication(service.api, admin, party.registration);
    const [one, other] = [await scene(application), await scene(application)];
    await byAdmin('PATCH', `/v1/clients/${application.client_id}`, { status: 'disabled' });
    for (const { tokens, person } of [one, other]) {
      expected.push(tokens.session_id);
      expect((await party.toldOf(tokens.session_id)).claims.sub).toBe(person.id);
    }
  });

  it('is told when a code is used twice', async () => {
    const { browser } = await newVisitor(service);
    const pending = requestOf(wiki);
    const { code = '' } = await codeFor(browser, pending);
    const { body } = await exchange(service.api, wiki, pending, code);
    const sid = String(claimsOf(String(body['id_token']))['sid']);
    expect((await exchange(service.api, wiki, pending, code)).status).toBe(400);
    expected.push(sid);
    await party.toldOf(sid);
  });

  it('is told, with all others, of what is its own', async () => {
    const had = await scene();
    const other = await newApplication(service.api, admin, party.registration);
    const silent = await newApplication(service.api, admin);
    const ofOther = await tokensFor(service, had.browser, other);
    await tokensFor(service, had.browser, silent);
    await had.browser.post('/v1/auth/logout');
    expected.push(had.tokens.session_id, ofOther.session_id);
    expect((await party.toldOf(had.tokens.session_id)).claims.aud).toBe(wiki.client_id);
    expect((await party.toldOf(ofOther.session_id)).claims.aud).toBe(other.client_id);
  });

  it('is told that the person has left, and goes on with offline access, until that ends too', async () => {
    const { browser, person, tokens } = await scene(wiki, { scope: 'openid offline_access' });
    await browser.post('/v1/auth/logout');
    expected.push(tokens.session_id, tokens.session_id);
    await party.toldOf(tokens.session_id);
    const { status, body } = await refreshFor(service.api, wiki, tokens.refresh_token);
    expect(status).toBe(200);
    await browser.logIn(person);
    await browser.post('/v1/auth/logout-all');
    await party.toldOf(tokens.session_id, 2);
    expect((await refreshFor(service.api, wiki, String(body['refresh_token']))).status).toBe(400);
  });

  it('is told also of a session that nobody has used for long: its own may last longer', async () => {
    const { browser, tokens } = await scene();
    await database.query(`UPDATE sessions SET last_used_at = now() - interval '1 year' WHERE id = $1`, [
      tokens.session_id,
    ]);
    await browser.post('/v1/auth/logout');
    expected.push(tokens.session_id);
    await party.toldOf(tokens.session_id);
  });

  it('is told nowhere if it does not want it any more', async () => {
    const application = await newApplication(service.api, admin, party.registration);
    const { browser } = await scene(application);
    await byAdmin('PATCH', `/v1/clients/${application.client_id}`, { backchannel_logout_uri: null });
    await browser.post('/v1/auth/logout');
    const { browser: last, tokens } = await scene();
    await last.post('/v1/auth/logout');
    expected.push(tokens.session_id);
    await party.toldOf(tokens.session_id);
  });

  it('is told once, and of nothing else; nothing is left of it', async () => {
    const waiting = (): Promise<unknown[]> => database.query('SELECT id FROM backchannel_logouts');
    while ((await waiting()).length > 0);
    expect(tally(party.told.map(({ claims }) => String(claims['sid'])))).toEqual(tally(expected));
    expect(party.refused).toEqual([]);
    expect(await database.query('SELECT id FROM sessions WHERE revoked AND to_tell')).toEqual([]);
  });

  it('finds in the metadata that it can be told, and of which session', async () => {
    const { body } = await service.api.get('/.well-known/openid-configuration');
    expect(body).toMatchObject({ backchannel_logout_supported: true, backchannel_logout_session_supported: true });
  });
});
