import { beforeAll, describe, expect, it } from '@jest/globals';
import { ISSUER } from '../support/gatehouse.js';
import { newApplication, newVisitor, refreshFor, tokensFor } from '../support/oidc-scene.js';
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
});
