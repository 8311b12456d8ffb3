import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  authorize,
  begin,
  newApplication,
  newVisitor,
  refreshFor,
  requestOf,
  type Step,
  tokensFor,
  toldBy,
} from '../support/oidc-scene.js';
import { adminToken } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

describe('native applications', () => {
  const { service } = useGatehouse();
  let admin: string;

  beforeAll(async () => {
    admin = await adminToken(service.api);
  });

  it('need no secret, since they can keep none, at whatever port it listens', async () => {
    const device = await newApplication(service.api, admin, {
      ...{ kind: 'native', redirect_uris: ['http://127.0.0.1/cb'], post_logout_redirect_uris: [] },
    });
    const { browser } = await newVisitor(service);
    for (const port of [50123, 80]) {
      const redirect_uri = `http://127.0.0.1:${port}/cb`;
      const { refresh_token } = await tokensFor(service, browser, device, { redirect_uri });
      expect((await refreshFor(service.api, device, refresh_token)).status).toBe(200);
    }
  });

  it.each([
    ['where it was allowed before', false],
    ['and one of ours', true],
  ])('are asked about each time at an address that others could take, %s', async (_what, first_party) => {
    const [claimed, scheme, port] = ['https://app.example.org/cb', 'org.example.app:/cb', 'http://127.0.0.1:50124/cb'];
    const native = await newApplication(service.api, admin, {
      ...{ kind: 'native', redirect_uris: ['http://127.0.0.1/cb', scheme, claimed], post_logout_redirect_uris: [] },
      first_party,
    });
    const { browser } = await newVisitor(service);
    await tokensFor(service, browser, native, { redirect_uri: 'http://127.0.0.1:50123/cb' });
    const next = async (redirect_uri: string, prompt: string | null): Promise<Step> =>
      authorize(browser, (await begin(browser, requestOf(native, { redirect_uri, prompt }))).id);
    for (const redirect_uri of [port, scheme]) {
      expect((await next(redirect_uri, null)).step).toBe('consent');
      expect(toldBy(await next(redirect_uri, 'none'))['error']).toBe('consent_required');
    }
    // Nobody else can have this one: the system asks the site which applications are its own.
    expect(toldBy(await next(claimed, 'none'))['code']).toMatch(/^gac_/);
  });
});
