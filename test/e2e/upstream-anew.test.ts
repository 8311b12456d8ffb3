/** Applications that want to know anew who is there, where people log in by another provider. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import { newEmail } from '../support/accounts.js';
import { Browser } from '../support/browser.js';
import { type Application, authorize, begin, newApplication, requestOf, tokensFor } from '../support/oidc-scene.js';
import { claimsOf } from '../support/people.js';
import { leave, logInBy, useUpstreamScene } from '../support/upstream-scene.js';

describe('somebody of another provider', () => {
  const scene = useUpstreamScene();
  const { service, upstream } = scene;
  let wiki: Application;

  beforeAll(async () => {
    wiki = await newApplication(service.api, scene.admin, { first_party: true });
  });

  const newTheirs = (): { sub: string; email: string; email_verified: boolean } => {
    const email = newEmail();
    return { sub: email.split('@')[0] ?? '', email, email_verified: true };
  };
  async function come(browser: Browser, person: object): Promise<void> {
    expect((await logInBy(browser, scene.provider, upstream, person)).status).toBe(200);
  }

  it('goes on, after a login there, with the login for an application that they left for it', async () => {
    const [browser, person] = [new Browser(service.url), newTheirs()];
    await come(browser, person);
    const pending = requestOf(wiki, { prompt: 'login' });
    const { id } = await begin(browser, pending);
    expect((await authorize(browser, id)).step).toBe('reauthenticate');
    await come(browser, person);
    // The page is loaded anew.
    expect((await begin(browser, pending)).id).toBe(id);
    // Not in another browser, nor what is not quite the same.
    expect((await begin(new Browser(service.url), pending)).id).not.toBe(id);
    expect((await begin(browser, requestOf(wiki, { prompt: 'login' }))).id).not.toBe(id);
    expect((await authorize(browser, id)).step).toBe('done');
    const again = await begin(browser, pending);
    expect(again.id).not.toBe(id);
    expect((await authorize(browser, again.id)).step).toBe('reauthenticate');
  });

  const seconds = (ago = 0): number => Math.floor(Date.now() / 1000) - ago;
  const DAY = 86_400;

  it('is asked there when they have logged in, and to do so anew where that is demanded', async () => {
    const sent = async (query?: string): Promise<(string | null)[]> => {
      const { searchParams } = await leave(new Browser(service.url), scene.provider, query);
      return [searchParams.get('max_age'), searchParams.get('prompt')];
    };
    expect(await sent()).toEqual([String(365 * DAY), null]);
    expect(await sent('?max_age=60')).toEqual(['60', null]);
    expect(await sent('?max_age=0')).toEqual(['0', 'login']);
    for (const wrong of ['-1', '1.5', 'x', '1000000000']) {
      const path = `/v1/auth/login/upstream/${scene.provider.id}?max_age=${wrong}`;
      expect((await new Browser(service.url).post(path)).status).toBe(400);
    }
  });

  it('has shown who they are when they have logged in there, and no later', async () => {
    const [browser, person] = [new Browser(service.url), newTheirs()];
    const auth_time = seconds(30 * DAY);
    await come(browser, { ...person, auth_time });
    const { id_token, access_token } = await tokensFor(service, browser, wiki);
    expect([claimsOf(id_token)['auth_time'], claimsOf(access_token)['auth_time']]).toEqual([auth_time, auth_time]);
    const step = async (max_age: number): Promise<string> => {
      const { id, ...begun } = await begin(browser, requestOf(wiki, { max_age: String(max_age) }));
      expect(begun).toMatchObject({ max_age });
      return (await authorize(browser, id)).step;
    };
    expect([await step(31 * DAY), await step(29 * DAY)]).toEqual(['done', 'reauthenticate']);
    // Nor is it a fresh proof here, until they give one there.
    const { body } = await browser.get<{ items: { id: string }[] }>('/v1/auth/identities');
    const unlink = (): Promise<{ status: number; body: object }> =>
      browser.call('DELETE', `/v1/auth/identities/${body.items[0]?.id}`);
    const stale = await unlink();
    expect([stale.status, stale.body]).toMatchObject([401, { code: 'insufficient_user_authentication' }]);
    const fresh = await logInBy(browser, scene.provider, upstream, { ...person, auth_time: seconds() }, '?max_age=0');
    expect(fresh.status).toBe(200);
    expect((await unlink()).body).toMatchObject({ code: 'last_way_in' });
  });

  it.each<[string, number, object]>([
    ['that they have not logged in anew', 0, { auth_time: seconds(60) }],
    ['that it is longer ago than it may be', 3600, { auth_time: seconds(3700) }],
    ['nothing of when it was', 0, {}],
    ['a time that is none', 3600, { auth_time: '1' }],
  ])('does not come in where that is demanded and the provider says %s', async (_, max_age, said) => {
    const browser = new Browser(service.url);
    const query = `?max_age=${max_age}`;
    const refused = await logInBy(browser, scene.provider, upstream, { ...newTheirs(), ...said }, query);
    expect([refused.status, refused.body]).toMatchObject([403, { code: 'upstream_refused' }]);
  });

  it('comes in where the clock there is slow or fast, and has just shown who they are', async () => {
    for (const ago of [15, -15, -100 * DAY]) {
      const [browser, before] = [new Browser(service.url), seconds()];
      const pending = requestOf(wiki, { prompt: 'login' });
      const { id } = await begin(browser, pending);
      const person = { ...newTheirs(), auth_time: seconds(ago) };
      expect((await logInBy(browser, scene.provider, upstream, person, '?max_age=0')).status).toBe(200);
      expect((await authorize(browser, id)).step).toBe('done');
      const auth_time = Number(claimsOf(browser.jar.get('__Host-gatehouse_access') ?? '')['auth_time']);
      expect(auth_time).toBeGreaterThanOrEqual(before);
      expect(auth_time).toBeLessThanOrEqual(seconds());
    }
  });
});
