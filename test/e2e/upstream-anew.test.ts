/** Applications that want to know anew who is there, where people log in by another provider. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import { newEmail } from '../support/accounts.js';
import { Browser } from '../support/browser.js';
import { type Application, authorize, begin, newApplication, requestOf } from '../support/oidc-scene.js';
import { logInBy, useUpstreamScene } from '../support/upstream-scene.js';

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
});
