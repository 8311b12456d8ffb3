import { beforeAll, describe, expect, it } from '@jest/globals';
import { Browser, type CookieSession, DEVICE } from '../support/browser.js';
import { ADMIN, ISSUER } from '../support/gatehouse.js';
import { basic, newClient, postForm } from '../support/oauth.js';
import { adminToken, claimsOf, newLogin, PASSWORD } from '../support/people.js';
import {
  type FactorOwner,
  login,
  newFactorOwner,
  recovery,
  showFactor,
  ticketOf,
  told,
  totp,
} from '../support/second-step-scene.js';
import { codeOf } from '../support/specs/authenticator.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const MINUTE = 60_000;

describe('the second step of a login', () => {
  const { database, service } = useGatehouse({
    GATEHOUSE_AUDIENCE: 'orders',
    GATEHOUSE_PASSWORD_GRANT: 'on',
  });
  let owner: FactorOwner;

  beforeAll(async () => {
    owner = await newFactorOwner(service.api);
  });

  const eventsOf = (target: string): Promise<Record<string, unknown>[]> =>
    database.query('SELECT kind, actor_id, details FROM audit_events WHERE target_id = $1 ORDER BY id', [target]);

  it('is asked for after the right password, and after that one only', async () => {
    const { status, body, headers } = await login(service.api, owner.person);
    expect([status, headers.get('set-cookie')]).toEqual([403, null]);
    expect(body).toMatchObject({
      code: 'second_factor_required',
      login_ticket: expect.stringMatching(/^glt_[\w-]{200,700}$/),
      methods: ['totp', 'recovery_code'],
    });
    expect(Object.keys(body).sort()).toEqual(
      ['type', 'title', 'status', 'code', 'instance', 'login_ticket', 'methods', 'expires_at'].sort(),
    );
    const life = Date.parse(String(body['expires_at'])) - Date.now();
    expect([life > 4 * MINUTE, life < 6 * MINUTE]).toEqual([true, true]);
    expect(told(await login(service.api, { ...owner.person, password: `${PASSWORD}8` }))).toEqual([
      401,
      'invalid_credentials',
    ]);
    expect(await eventsOf(owner.person.id)).toContainEqual({
      ...{ kind: 'authn_login_factor_required', actor_id: null, details: { amr: ['pwd'] } },
    });
  });

  it('opens a session that says how it was done', async () => {
    const ticket = await ticketOf(service.api, owner.person, { audience: ['orders'] });
    const { status, body } = await showFactor(service.api, ticket, totp(codeOf(owner.secret, 1)));
    expect([status, Object.keys(body).sort()]).toEqual([
      200,
      ['access_token', 'device_token', 'expires_in', 'refresh_token', 'session_id', 'token_type'].sort(),
    ]);
    const claims = claimsOf(String(body['access_token']));
    const amr = ['pwd', 'otp', 'mfa'];
    expect(claims).toMatchObject({ sub: owner.person.id, aud: 'orders', amr, acr: 'mfa', auth_time: claims['iat'] });
    expect(String(body['access_token']).length).toBeLessThan(700);
    expect(await eventsOf(String(body['session_id']))).toEqual([
      { kind: 'authn_login_success', actor_id: owner.person.id, details: { amr } },
    ]);
    const refreshed = await service.api.refresh(String(body['refresh_token']));
    expect(claimsOf(refreshed.body.access_token)).toMatchObject({ aud: 'orders', amr, acr: 'mfa' });
  });

  it('takes a recovery code instead, and tells at each place how well it was shown', async () => {
    const ticket = await ticketOf(service.api, owner.person);
    const { body } = await showFactor(service.api, ticket, recovery(owner.recoveryCode()));
    const token = String(body['access_token']);
    const [amr, acr] = [['pwd', 'otp', 'mfa'], 'mfa'];
    const auth_time = claimsOf(token)['auth_time'];
    expect((await service.api.me(token)).body).toMatchObject({ amr, acr, auth_time });
    const { items } = (await service.api.get<{ items: object[] }>('/v1/sessions', { token })).body;
    expect(items.filter(item => 'current' in item && item.current)).toMatchObject([{ amr, acr }]);
    const admin = await adminToken(service.api);
    const client = await newClient(service.api, admin, { scopes: ['introspect'], audiences: [ISSUER] });
    const introspected = await postForm(service.api, '/oauth/introspect', { token }, basic(client));
    expect(introspected.body).toMatchObject({ active: true, amr, acr, auth_time });
    const { tokens } = await newLogin(service.api);
    expect((await service.api.me(tokens.access_token)).body).toMatchObject({ amr: ['pwd'], acr: 'sfa' });
  });

  it('is no way in for what is wrong, and says which of the two it is', async () => {
    const ticket = await ticketOf(service.api, owner.person);
    const wrong = await showFactor(service.api, ticket, totp('000000'));
    expect(told(wrong)).toEqual([403, 'wrong_factor']);
    // A passkey is nothing that the account has.
    expect(
      told(await showFactor(service.api, ticket, { method: 'passkey', challenge_id: 'x', credential: {} })),
    ).toEqual([403, 'wrong_factor']);
    expect(told(await showFactor(service.api, `${ticket}x`, totp('000000')))).toEqual([400, 'invalid_login_ticket']);
    expect(told(await showFactor(service.api, 'glt_', totp('000000')))).toEqual([400, 'invalid_login_ticket']);
    expect(told(await showFactor(service.api, ticket, { method: 'sms', code: '000000' }))).toEqual([
      400,
      'validation_failed',
    ]);
  });

  it('hands tokens to a browser in cookies, as the first step asked for it, and never otherwise', async () => {
    const browser = new Browser(service.url);
    const { email, password } = owner.person;
    const first = await browser.post('/v1/auth/login', { email, password, transport: 'cookie' });
    expect([first.status, browser.received]).toEqual([403, []]);
    const shown = { login_ticket: first.body['login_ticket'], ...recovery(owner.recoveryCode()) };
    // No script of another site, no program that says nothing of itself, and nobody who would rather have them in the body.
    for (const headers of [
      { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' },
      { origin: '', 'sec-fetch-site': '' },
    ]) {
      const forged = await browser.post('/v1/auth/login/factor', shown, headers);
      expect(told(forged)).toEqual([403, 'cross_site_request']);
    }
    expect(told(await browser.post('/v1/auth/login/factor', { ...shown, transport: 'bearer' }))).toEqual([
      400,
      'validation_failed',
    ]);
    const second = await browser.post<CookieSession>('/v1/auth/login/factor', shown);
    expect([second.status, Object.keys(second.body).sort()]).toEqual([200, ['csrf_token', 'expires_in', 'session_id']]);
    expect([...browser.jar.keys()]).toContain(DEVICE);
    expect((await browser.get('/v1/auth/me')).body).toMatchObject({ acr: 'mfa' });
  });

  it('ends the session in which it was sent, as any login does', async () => {
    const before = (
      await showFactor(service.api, await ticketOf(service.api, owner.person), recovery(owner.recoveryCode()))
    ).body;
    const options = { token: String(before['access_token']) };
    const ticket = await ticketOf(service.api, owner.person, {}, options);
    // The first step has ended nothing: nobody is in by it.
    expect((await service.api.me(options.token)).status).toBe(200);
    expect((await showFactor(service.api, ticket, recovery(owner.recoveryCode()), options)).status).toBe(200);
    expect((await service.api.me(options.token)).status).toBe(401);
  });

  it('is no part of a grant of OAuth: the password alone is a bad grant', async () => {
    const { email: username, password } = owner.person;
    const form = { grant_type: 'password', client_id: 'gatehouse', username, password };
    const { status, body } = await postForm(service.api, '/oauth/token', form);
    expect([status, body]).toEqual([
      400,
      { error: 'invalid_grant', error_description: 'So far it is right; a second factor is needed as well.' },
    ]);
  });

  it('is nothing that others have to pass', async () => {
    expect((await service.api.login(ADMIN.email, ADMIN.password)).status).toBe(200);
  });
});
