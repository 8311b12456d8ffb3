import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/api.js';
import { askForCodes, beginDevice, decide, newDeviceApplication, poll } from '../support/device-scene.js';
import { ISSUER } from '../support/gatehouse.js';
import { postForm } from '../support/oauth.js';
import { type Application, newApplication, newVisitor, refreshFor, userinfo } from '../support/oidc-scene.js';
import { adminToken, claimsOf, newLogin } from '../support/people.js';
import { newFactorOwner, recovery, showFactor, ticketOf } from '../support/second-step-scene.js';
import { useGatehouse } from '../support/use-gatehouse.js';

describe('a device without a browser', () => {
  const { database, service } = useGatehouse();
  let admin: string;
  let tv: Application;

  beforeAll(async () => {
    admin = await adminToken(service.api);
    tv = await newDeviceApplication(service.api, admin);
  });

  const told = ({ status, body }: Answer): unknown[] => [status, body['error'] ?? body['code']];
  const newestIsOver = (): Promise<unknown> =>
    database.query(`UPDATE device_authorizations SET expires_at = now()
                    WHERE created_at = (SELECT max(created_at) FROM device_authorizations)`);
  /** As if it had waited. */
  const waited = (): Promise<unknown> =>
    database.query(`UPDATE device_authorizations SET polled_at = polled_at - interval '1 minute'`);

  it('is let in by who types its code elsewhere, and told who that is', async () => {
    const { person, tokens } = await newLogin(service.api);
    const headers = { 'user-agent': 'tv/1.0' };
    const device = await beginDevice(service.api, tv, { scope: 'openid email roles' }, headers);
    expect(device).toEqual({
      device_code: expect.stringMatching(/^gdc_[\w-]{43}$/),
      user_code: expect.stringMatching(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/),
      verification_uri: `${ISSUER}/device`,
      verification_uri_complete: `${ISSUER}/device?user_code=${device.user_code}`,
      ...{ expires_in: 600, interval: 5 },
    });
    expect(told(await poll(service.api, tv, device))).toEqual([400, 'authorization_pending']);
    const typed = { user_code: ` ${device.user_code.toLowerCase().replace('-', ' ')}` };
    const shown = await service.api.post('/v1/auth/device', typed, { token: tokens.access_token });
    expect([shown.status, shown.body]).toEqual([
      200,
      {
        application: { client_id: tv.client_id, name: tv.name, logo: null, scopes: ['openid', 'email', 'roles'] },
        ...{ ip: '127.0.0.1', user_agent: 'tv/1.0' },
        ...{ created_at: expect.any(String), expires_at: expect.any(String) },
      },
    ]);
    expect((await decide(service.api, tokens.access_token, device, 'approve')).status).toBe(204);
    const { status, headers: sent, body } = await poll(service.api, tv, device);
    expect([status, sent.get('cache-control'), body['scope']]).toEqual([200, 'no-store', 'openid email roles']);
    expect(claimsOf(String(body['id_token']))).toMatchObject({ sub: person.id, aud: tv.client_id, roles: ['user'] });
    expect(claimsOf(String(body['access_token']))).toMatchObject({
      ...{ sub: person.id, client_id: tv.client_id, parent_sid: tokens.session_id, amr: ['pwd'] },
    });
    expect((await userinfo(service.api, String(body['access_token']))).body['email']).toBe(person.email);
    expect((await refreshFor(service.api, tv, String(body['refresh_token']))).status).toBe(200);
    const { body: allowed } = await service.api.get('/v1/auth/consents', { token: tokens.access_token });
    expect(allowed['items']).toMatchObject([{ client_id: tv.client_id, scopes: ['openid', 'email', 'roles'] }]);
    const events = await database.query(`SELECT kind, details FROM audit_events WHERE kind LIKE 'device_%'`);
    expect(events).toEqual([{ kind: 'device_approved', details: { user_id: person.id, client_id: tv.client_id } }]);
  });

  it('is told that the person does not want to', async () => {
    const { tokens } = await newLogin(service.api);
    const device = await beginDevice(service.api, tv);
    expect((await decide(service.api, tokens.access_token, device, 'decline')).status).toBe(204);
    expect(told(await poll(service.api, tv, device))).toEqual([400, 'access_denied']);
    expect(told(await decide(service.api, tokens.access_token, device, 'approve'))).toEqual([
      404,
      'user_code_not_found',
    ]);
    const { body } = await service.api.get('/v1/auth/consents', { token: tokens.access_token });
    expect(body['items']).toEqual([]);
  });

  it('has to wait between questions, longer each time that it does not', async () => {
    const device = await beginDevice(service.api, tv);
    const seconds = async (): Promise<unknown> =>
      (await database.query('SELECT poll_seconds FROM device_authorizations ORDER BY created_at DESC LIMIT 1'))[0];
    expect(told(await poll(service.api, tv, device))).toEqual([400, 'authorization_pending']);
    expect(told(await poll(service.api, tv, device))).toEqual([400, 'slow_down']);
    expect(told(await poll(service.api, tv, device))).toEqual([400, 'slow_down']);
    expect(await seconds()).toEqual({ poll_seconds: 15 });
    await waited();
    expect(told(await poll(service.api, tv, device))).toEqual([400, 'authorization_pending']);
    expect(await seconds()).toEqual({ poll_seconds: 15 });
    // Who was let in is not kept waiting.
    const { tokens } = await newLogin(service.api);
    await decide(service.api, tokens.access_token, device, 'approve');
    expect((await poll(service.api, tv, device)).status).toBe(200);
  });

  it('waits for ten minutes', async () => {
    const { tokens } = await newLogin(service.api);
    const [one, two] = [await beginDevice(service.api, tv), await beginDevice(service.api, tv)];
    await newestIsOver();
    expect(told(await poll(service.api, tv, two))).toEqual([400, 'expired_token']);
    expect(told(await decide(service.api, tokens.access_token, two, 'approve'))).toEqual([404, 'user_code_not_found']);
    await decide(service.api, tokens.access_token, one, 'approve');
    await database.query('UPDATE device_authorizations SET expires_at = now()');
    expect(told(await poll(service.api, tv, one))).toEqual([400, 'expired_token']);
  });

  it('of others than native clients only if they are registered for it, by what they have to show anyhow', async () => {
    const web = await newApplication(service.api, admin);
    expect(told(await askForCodes(service.api, web))).toEqual([400, 'unauthorized_client']);
    expect(told(await poll(service.api, web, { device_code: 'gdc_x' }))).toEqual([400, 'unauthorized_client']);
    const allowed = await newApplication(service.api, admin, { device_grant: true });
    const device = await beginDevice(service.api, allowed);
    expect(told(await poll(service.api, allowed, device))).toEqual([400, 'authorization_pending']);
    expect(told(await askForCodes(service.api, { ...allowed, client_secret: null }))).toEqual([401, 'invalid_client']);
    expect(told(await askForCodes(service.api, { ...allowed, client_secret: 'x' }))).toEqual([401, 'invalid_client']);
    const { client_id } = allowed;
    await service.api.patch(`/v1/clients/${client_id}`, { device_grant: false }, { token: admin });
    expect(told(await poll(service.api, allowed, device))).toEqual([400, 'unauthorized_client']);
    const { tokens } = await newLogin(service.api);
    expect(told(await decide(service.api, tokens.access_token, device, 'approve'))).toEqual([
      404,
      'user_code_not_found',
    ]);
    const off = await newApplication(service.api, admin, { kind: 'native', device_grant: false });
    expect(told(await askForCodes(service.api, off))).toEqual([400, 'unauthorized_client']);
    expect(told(await postForm(service.api, '/oauth/device_authorization', { scope: 'openid' }))).toEqual([
      ...[400, 'unauthorized_client'],
    ]);
  });

  it('asks for what there is', async () => {
    expect(told(await askForCodes(service.api, tv, { scope: '' }))).toEqual([400, 'invalid_scope']);
    expect(told(await askForCodes(service.api, tv, { scope: 'email' }))).toEqual([400, 'invalid_scope']);
    expect(told(await askForCodes(service.api, tv, { resource: ISSUER }))).toEqual([400, 'invalid_target']);
  });

  it('is over with the session in which it was let in, and not let in where that is over', async () => {
    const { browser } = await newVisitor(service);
    const [one, two] = [await beginDevice(service.api, tv), await beginDevice(service.api, tv)];
    for (const { user_code } of [one, two]) {
      expect((await browser.post('/v1/auth/device/approve', { user_code })).status).toBe(204);
    }
    const { body } = await poll(service.api, tv, one);
    await browser.post('/v1/auth/logout');
    expect((await userinfo(service.api, String(body['access_token']))).status).toBe(401);
    expect((await refreshFor(service.api, tv, String(body['refresh_token']))).status).toBe(400);
    expect(told(await poll(service.api, tv, two))).toEqual([400, 'invalid_grant']);
  });

  it('is not let in any more where what was allowed is taken back', async () => {
    const { tokens } = await newLogin(service.api);
    const { access_token: token } = tokens;
    const device = await beginDevice(service.api, tv);
    await decide(service.api, token, device, 'approve');
    expect((await service.api.delete(`/v1/auth/consents/${tv.client_id}`, { token })).status).toBe(204);
    expect(told(await poll(service.api, tv, device))).toEqual([400, 'invalid_grant']);
  });

  it('is let in with the second factor of who has one', async () => {
    const owner = await newFactorOwner(service.api);
    const { body } = await showFactor(
      service.api,
      await ticketOf(service.api, owner.person),
      recovery(owner.recoveryCode()),
    );
    const device = await beginDevice(service.api, tv);
    await decide(service.api, String(body['access_token']), device, 'approve');
    const granted = await poll(service.api, tv, device);
    expect(claimsOf(String(granted.body['id_token']))['acr']).toBe('mfa');
  });
});
