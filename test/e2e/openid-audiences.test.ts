import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/api.js';
import { DEVICE_GRANT } from '../support/device-scene.js';
import { ISSUER } from '../support/gatehouse.js';
import { postForm } from '../support/oauth.js';
import {
  authorize,
  begin,
  CALLBACK,
  codeFor,
  exchange,
  newApplication,
  newVisitor,
  type Pending,
  refreshFor,
  requestOf,
  textOf,
  toldBy,
  tokensFor,
} from '../support/oidc-scene.js';
import { adminToken, claimsOf } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

describe('the tokens of an application', () => {
  const { service } = useGatehouse();
  let admin: string;

  beforeAll(async () => {
    admin = await adminToken(service.api);
  });

  it('are for other services, if an administrator has said so', async () => {
    const shop = await newApplication(service.api, admin, { audiences: ['orders', 'stock'], first_party: true });
    const { browser } = await newVisitor(service);
    expect(claimsOf((await tokensFor(service, browser, shop)).access_token)['aud']).toEqual([
      ...[`${ISSUER}/oauth/userinfo`, 'orders', 'stock'],
    ]);
    const narrow = await tokensFor(service, browser, shop, { resource: 'orders' });
    expect(claimsOf(narrow.access_token)['aud']).toBe('orders');
    const { body } = await refreshFor(service.api, shop, narrow.refresh_token);
    expect(claimsOf(String(body['access_token']))['aud']).toBe('orders');
  });

  it('are for nobody, and so are not given out, if nothing is left of what they were to be for', async () => {
    const shop = await newApplication(service.api, admin, {
      ...{ audiences: ['orders', 'stock'], first_party: true, device_grant: true },
    });
    const { browser } = await newVisitor(service);
    const pending = requestOf(shop, { resource: 'orders' });
    const { code = '' } = await codeFor(browser, pending);
    const known = { client_id: shop.client_id, client_secret: shop.client_secret ?? '' };
    const asking = { ...known, scope: 'openid', resource: 'orders' };
    const device = await postForm(service.api, '/oauth/device_authorization', asking);
    await browser.post('/v1/auth/device/approve', { user_code: device.body['user_code'] });
    const setTo = (audiences: string[] | null): Promise<Answer> =>
      service.api.patch(`/v1/clients/${shop.client_id}`, { audiences }, { token: admin });
    expect((await setTo(null)).status).toBe(200);
    const told = ({ status, body }: Answer): unknown[] => [status, body['error']];
    expect(told(await exchange(service.api, shop, pending, code))).toEqual([400, 'invalid_target']);
    const form = { ...known, grant_type: DEVICE_GRANT, device_code: String(device.body['device_code']) };
    expect(told(await postForm(service.api, '/oauth/token', form))).toEqual([400, 'invalid_target']);
    // Nothing is used up by that.
    expect((await setTo(['orders'])).status).toBe(200);
    const { body } = await exchange(service.api, shop, pending, code);
    expect(claimsOf(String(body['access_token']))['aud']).toBe('orders');
    await setTo(['stock']);
    expect(told(await refreshFor(service.api, shop, String(body['refresh_token'])))).toEqual([400, 'invalid_grant']);
  });

  it('are for several services, each named by a parameter of its own or all by one', async () => {
    const shop = await newApplication(service.api, admin, {
      ...{ audiences: ['orders', 'stock', 'mail'], first_party: true, device_grant: true },
    });
    const { browser, person } = await newVisitor(service);
    const client_secret = shop.client_secret ?? '';
    const both = 'resource=stock&resource=orders';
    const fields = (pending: Pending): string => textOf(pending.query);
    const audOf = ({ body }: Answer): unknown => claimsOf(String(body['access_token']))['aud'];
    const redeem = async (pending: Pending, id: string, more = ''): Promise<Answer> => {
      const { code = '' } = toldBy(await authorize(browser, id));
      const form = { grant_type: 'authorization_code', code, code_verifier: pending.verifier };
      const known = { client_id: shop.client_id, client_secret, redirect_uri: CALLBACK };
      return postForm(service.api, '/oauth/token', `${textOf({ ...form, ...known })}${more}`);
    };
    // By a browser, by what is pushed, and narrowed when it is redeemed.
    const asked = requestOf(shop);
    const brought = { request: `${fields(asked)}&${both}` };
    const one = await browser.post<{ id: string }>('/v1/auth/interactions', brought);
    expect(audOf(await redeem(asked, one.body.id))).toEqual(['orders', 'stock']);
    const pending = requestOf(shop);
    const { body } = await postForm(
      service.api,
      '/oauth/par',
      `${fields(pending)}&${textOf({ client_secret })}&${both}`,
    );
    const request = textOf({ client_id: shop.client_id, request_uri: String(body['request_uri']) });
    const two = await browser.post<{ id: string }>('/v1/auth/interactions', { request });
    const narrowed = await redeem(pending, two.body.id, '&resource=stock');
    expect(audOf(narrowed)).toBe('stock');
    const wider = requestOf(shop, { resource: 'orders stock' });
    const three = await begin(browser, wider);
    expect((await redeem(wider, three.id, '&resource=orders&resource=mail')).body['error']).toBe('invalid_target');
    // By a device.
    const known = textOf({ client_id: shop.client_id, client_secret });
    const device = await postForm(service.api, '/oauth/device_authorization', `${known}&scope=openid&${both}`);
    await browser.post('/v1/auth/device/approve', { user_code: device.body['user_code'] });
    const form = textOf({ grant_type: DEVICE_GRANT, device_code: String(device.body['device_code']) });
    const granted = await postForm(service.api, '/oauth/token', `${known}&${form}&resource=orders&resource=stock`);
    expect(audOf(granted)).toEqual(['orders', 'stock']);
    const refresh = textOf({ grant_type: 'refresh_token', refresh_token: String(granted.body['refresh_token']) });
    expect(audOf(await postForm(service.api, '/oauth/token', `${known}&${refresh}&resource=stock`))).toBe('stock');
    expect(person.id).toBe(claimsOf(String(granted.body['access_token']))['sub']);
    const twice = await postForm(service.api, '/oauth/token', `${known}&${refresh}&scope=openid&scope=openid`);
    expect([twice.status, twice.body['error']]).toEqual([400, 'invalid_request']);
  });
});
