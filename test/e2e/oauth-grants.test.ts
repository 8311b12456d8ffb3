import { describe, expect, it } from '@jest/globals';
import type { Tokens } from '../support/api.js';
import { DEVICE_GRANT } from '../support/device-scene.js';
import { Gatehouse, ISSUER } from '../support/gatehouse.js';
import {
  CREDENTIALS,
  database,
  expectOAuthError,
  introspector,
  passwordForm,
  registered,
  requestToken,
  service,
  worker,
  setTheOAuthScene,
} from '../support/oauth-scene.js';
import { basic, clientToken, postForm, type Form } from '../support/oauth.js';
import { claimsOf, newLogin, newPerson } from '../support/people.js';

setTheOAuthScene();

describe('scopes and audiences', () => {
  const grant = async (form: Form, client = worker): Promise<Record<string, unknown>> =>
    claimsOf(await clientToken(service.api, client, form));

  it('narrow to what is asked for, and what is told is what is in the token', async () => {
    const answer = await requestToken({ ...CREDENTIALS, scope: ' orders:write  orders:write ' }, basic(worker));
    expect(answer.body['scope']).toBe('orders:write');
    expect(claimsOf(answer.body['access_token'] as string)['scope']).toBe('orders:write');
    expect((await grant({ audience: 'orders' }))['aud']).toBe('orders');
    expect((await grant({ resource: ISSUER }))['aud']).toBe(ISSUER);
    expect((await grant({ audience: `${ISSUER} notes` }))['aud']).toEqual(['notes', ISSUER]);
  });

  it('never widen a client beyond its own', async () => {
    const client = await registered({ scopes: ['orders:read'], audiences: ['orders', 'elsewhere'] });
    expect((await grant({}, client))['aud']).toEqual(['orders', 'elsewhere']);
    expect((await grant({ audience: 'elsewhere' }, client))['aud']).toBe('elsewhere');
    for (const audience of ['notes', ISSUER, 'orders notes', 'ORDERS']) {
      const answer = await requestToken({ ...CREDENTIALS, audience }, basic(client));
      expectOAuthError(answer, 400, 'invalid_target');
    }
    for (const scope of ['orders:write', 'introspect', 'orders:read orders:write']) {
      expectOAuthError(await requestToken({ ...CREDENTIALS, scope }, basic(client)), 400, 'invalid_scope');
    }
  });

  it('let a token narrowed to other services do nothing here', async () => {
    const token = await clientToken(service.api, worker, { audience: 'orders' });
    const { status, body } = await service.api.get('/v1/clients', { token });
    expect([status, body['code']]).toEqual([401, 'invalid_token']);
  });

  it('a refresh takes no scope, and the refused token is not used up by it', async () => {
    const { tokens } = await newLogin(service.api);
    const form = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token, client_id: 'gatehouse' };
    expectOAuthError(await requestToken({ ...form, scope: 'orders:read' }), 400, 'invalid_scope');
    expectOAuthError(await requestToken({ ...form, audience: 'elsewhere' }), 400, 'invalid_target');
    const answer = await requestToken({ ...form, audience: 'notes' });
    expect([answer.status, claimsOf(answer.body['access_token'] as string)['aud']]).toEqual([200, 'notes']);
  });

  it('a refresh never widens what the login was narrowed to', async () => {
    const { email, password } = await newPerson(service.api);
    const login = await service.api.post<Tokens>('/v1/auth/login', { email, password, audience: ['notes'] });
    const { refresh_token } = login.body;
    const form = { grant_type: 'refresh_token', refresh_token };
    for (const audience of ['orders', 'notes orders', ISSUER]) {
      const { status, body } = await requestToken({ ...form, audience });
      expect(status).toBe(400);
      expect(['invalid_target', 'invalid_grant']).toContain(body['error']);
    }
    const answer = await requestToken(form);
    expect([answer.status, claimsOf(answer.body['access_token'] as string)['aud']]).toEqual([200, 'notes']);
  });

  it("a refresh token is good for the client of its session only, and another's attempt does it no harm", async () => {
    const { tokens } = await newLogin(service.api);
    const form = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token };
    expectOAuthError(await requestToken(form, basic(worker)), 400, 'invalid_grant');
    expect((await requestToken({ ...form, client_id: 'gatehouse' })).status).toBe(200);
  });
});

describe('the password grant', () => {
  it('logs a person in where it is switched on', async () => {
    const person = await newPerson(service.api);
    const { status, body } = await requestToken({ ...passwordForm(person), client_id: 'gatehouse' });
    expect(status).toBe(200);
    expect(Object.keys(body).sort()).toEqual(
      ['access_token', 'device_token', 'expires_in', 'refresh_token', 'session_id', 'token_type'].sort(),
    );
    expect((await service.api.me(body['access_token'] as string)).body['id']).toBe(person.id);
  });

  it('answers 400 invalid_grant alike to a wrong password and to an unknown person', async () => {
    const person = await newPerson(service.api);
    const wrongPassword = await requestToken(passwordForm({ ...person, password: 'not-the-password-at-all' }));
    const unknown = await requestToken(passwordForm({ ...person, email: 'nobody@example.test' }));
    expectOAuthError(wrongPassword, 400, 'invalid_grant');
    expectOAuthError(unknown, 400, 'invalid_grant');
    expect(wrongPassword.body).toEqual(unknown.body);
  });

  it('binds the session to the client that asked', async () => {
    const answer = await requestToken(passwordForm(await newPerson(service.api)), basic(worker));
    const refresh_token = answer.body['refresh_token'] as string;
    expect(claimsOf(answer.body['access_token'] as string)['client_id']).toBe(worker.client_id);
    const form = { grant_type: 'refresh_token', refresh_token };
    expectOAuthError(await requestToken({ ...form, client_id: 'gatehouse' }), 400, 'invalid_grant');
    expectOAuthError(await requestToken(form, basic(introspector)), 400, 'invalid_grant');
    expect((await service.api.refresh(refresh_token)).status).toBe(400);
    expect((await requestToken(form, basic(worker))).status).toBe(200);
  });

  it('gives a client a token for no more than its own audiences', async () => {
    const client = await registered({ audiences: ['notes'] });
    const form = passwordForm(await newPerson(service.api));
    const granted = await requestToken(form, basic(client));
    expect([granted.status, claimsOf(granted.body['access_token'] as string)['aud']]).toEqual([200, 'notes']);
    expectOAuthError(await requestToken({ ...form, audience: ISSUER }, basic(client)), 400, 'invalid_target');
  });

  it('is unknown where it is switched off, in the metadata too', async () => {
    const strict = await Gatehouse.start(database, { GATEHOUSE_PASSWORD_GRANT: 'off' });
    try {
      const person = await newPerson(strict.api);
      const answer = await postForm(strict.api, '/oauth/token', passwordForm(person));
      expectOAuthError(answer, 400, 'unsupported_grant_type');
      const { body } = await strict.api.get('/.well-known/oauth-authorization-server');
      const others = ['authorization_code', 'client_credentials', 'refresh_token', DEVICE_GRANT];
      expect(body['grant_types_supported']).toEqual(others);
    } finally {
      await strict.stop();
    }
  });
});
