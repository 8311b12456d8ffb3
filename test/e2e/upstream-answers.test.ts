import { beforeAll, describe, expect, it } from '@jest/globals';
import { Browser } from '../support/browser.js';
import { newEmail } from '../support/accounts.js';
import { HostileProvider } from '../support/hostile-provider.js';
import { newPerson } from '../support/people.js';
import { comeBack, leave, newProvider, type Provider, PROVIDERS, useUpstreamScene } from '../support/upstream-scene.js';
import { use } from '../support/use.js';

const RACERS = 50;

describe('the answer of a provider', () => {
  const scene = useUpstreamScene();
  const { database, service, upstream } = scene;
  const other = use(HostileProvider.start, one => one.stop());
  let provider: Provider;
  let otherProvider: Provider;

  beforeAll(async () => {
    provider = scene.provider;
    otherProvider = await newProvider(service.api, scene.admin, other.issuer, { button_text: 'Other' });
  });

  const somebody = (): { sub: string; email: string; email_verified: boolean } => {
    const email = newEmail();
    return { sub: email, email, email_verified: true };
  };

  it('is asked for where it says, in the words in which it says that', async () => {
    const authorization_endpoint = `${other.issuer}/authorize?flag&a=b%20c`;
    other.metadata = { authorization_endpoint };
    const to = await leave(new Browser(service.url), otherProvider);
    other.mend();
    expect(to.href.startsWith(`${authorization_endpoint}&response_type=code&client_id=gatehouse&`)).toBe(true);
  });

  it('cannot be passed off as that of another one', async () => {
    const browser = new Browser(service.url);
    const to = await leave(browser, provider);
    expect(to.searchParams.get('redirect_uri')).toBe(provider.redirect_uri);
    // At the address of another provider, and with the name of another one.
    const answer = upstream.answer(to, somebody());
    expect((await comeBack(browser, otherProvider, answer)).body).toMatchObject({ code: 'upstream_login_not_found' });
    const named = upstream.answer(await leave(browser, provider), somebody(), { iss: other.issuer });
    expect((await comeBack(browser, provider, named)).body).toMatchObject({ code: 'upstream_refused' });
    const nameless = new URLSearchParams(upstream.answer(await leave(browser, provider), somebody()));
    nameless.delete('iss');
    expect((await comeBack(browser, provider, nameless.toString())).body).toMatchObject({ code: 'upstream_refused' });
    expect(other.asked).not.toContain('/token');
  });

  it('is nothing in another browser, so nobody is logged in as somebody else', async () => {
    const [attacker, victim] = [new Browser(service.url), new Browser(service.url)];
    const answer = upstream.answer(await leave(attacker, provider), somebody());
    expect((await comeBack(victim, provider, answer)).status).toBe(404);
    await leave(victim, provider);
    expect((await comeBack(victim, provider, answer)).status).toBe(404);
    const site = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    const begun = await victim.post(`/v1/auth/login/upstream/${provider.id}`, undefined, site);
    expect([begun.status, begun.body]).toMatchObject([403, { code: 'cross_site_request' }]);
    const body = { provider_id: provider.id, answer };
    expect((await attacker.post('/v1/auth/login/upstream/callback', body, site)).status).toBe(403);
    // It was not used up by that.
    expect((await comeBack(attacker, provider, answer)).status).toBe(200);
  });

  it.each<[string, (answer: URLSearchParams) => void]>([
    ['without state', answer => answer.delete('state')],
    ['with another state', answer => answer.set('state', 'a'.repeat(43))],
  ])('finds nobody by an answer %s', async (_, change) => {
    const browser = new Browser(service.url);
    const answer = new URLSearchParams(upstream.answer(await leave(browser, provider), somebody()));
    change(answer);
    expect((await comeBack(browser, provider, answer.toString())).status).toBe(404);
  });

  it.each<[string, (answer: URLSearchParams) => void]>([
    ['without a code', answer => answer.delete('code')],
    ['with an error', answer => answer.set('error', 'access_denied')],
    ['with two codes', answer => answer.append('code', 'another')],
    ['with two states', answer => answer.append('state', 'another')],
    ['with the code of another login', answer => answer.set('code', 'another')],
  ])('lets nobody in by an answer %s', async (_, change) => {
    const browser = new Browser(service.url);
    const answer = new URLSearchParams(upstream.answer(await leave(browser, provider), somebody()));
    change(answer);
    expect((await comeBack(browser, provider, answer.toString())).body).toMatchObject({ code: 'upstream_refused' });
  });

  it('is nothing with the code of another login, since the verifier is another', async () => {
    const browser = new Browser(service.url);
    const stolen = new URLSearchParams(upstream.answer(await leave(new Browser(service.url), provider), somebody()));
    const answer = new URLSearchParams(upstream.answer(await leave(browser, provider), somebody()));
    answer.set('code', stolen.get('code') ?? '');
    expect((await comeBack(browser, provider, answer.toString())).body).toMatchObject({ code: 'upstream_refused' });
  });

  it('is over after ten minutes', async () => {
    const browser = new Browser(service.url);
    const answer = upstream.answer(await leave(browser, provider), somebody());
    await database.query(`UPDATE upstream_logins SET expires_at = now() - interval '1 second'`);
    expect((await comeBack(browser, provider, answer)).status).toBe(404);
  });

  it('lets one of fifty in who come back with the same answer', async () => {
    const browser = new Browser(service.url);
    const answer = upstream.answer(await leave(browser, provider), somebody());
    const all = await Promise.all(Array.from({ length: RACERS }, () => comeBack(browser.copy(), provider, answer)));
    const statuses = all.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array.from({ length: RACERS - 1 }, () => 404)]);
  });

  it('keeps the secret where neither the database nor an answer shows it', async () => {
    const [{ client_secret } = { client_secret: Buffer.of() }] = await database.query<{ client_secret: Buffer }>(
      'SELECT client_secret FROM identity_providers WHERE id = $1',
      [provider.id],
    );
    expect(client_secret.includes('a secret of ours')).toBe(false);
    const { body } = await service.api.get(`${PROVIDERS}/${provider.id}`, { token: scene.admin });
    expect(JSON.stringify(body)).not.toContain('secret');
  });

  it('has what was linked by a thief go when the owner takes the account back', async () => {
    const person = await newPerson(service.api);
    await database.query(
      `INSERT INTO linked_identities (id, provider_id, subject, user_id) VALUES (gen_random_uuid(), $1, 'gone', $2)`,
      [provider.id, person.id],
    );
    await service.api.delete(`/v1/users/${person.id}`, { token: scene.admin });
    expect(await database.query(`SELECT 1 FROM linked_identities WHERE subject = 'gone'`)).toEqual([]);
  });
});
