import { beforeAll, describe, expect, it } from '@jest/globals';
import { Browser } from '../support/browser.js';
import { newEmail } from '../support/accounts.js';
import { newEquipped } from '../support/factors.js';
import { claimsOf } from '../support/people.js';
import { range, rounds } from '../support/rounds.js';
import { codeOf } from '../support/specs/authenticator.js';
import { comeBack, leave, logInBy, type Provider, PROVIDERS, useUpstreamScene } from '../support/upstream-scene.js';

const DOMAIN = 'example.test';
const IDENTITIES = '/v1/auth/identities';

interface Me {
  readonly id: string;
  readonly email: string;
  readonly email_verified: boolean;
  readonly roles: string[];
}

describe('logging in by another provider', () => {
  const scene = useUpstreamScene();
  const { database, service, upstream } = scene;
  let admin: string;
  let provider: Provider;

  beforeAll(() => {
    ({ admin, provider } = scene);
  });

  const newSub = (): string => newEmail().split('@')[0] ?? '';
  const meOf = async (browser: Browser): Promise<Me> => (await browser.get<Me>('/v1/auth/me')).body;
  const change = async (body: object): Promise<void> => {
    expect((await service.api.patch(`${PROVIDERS}/${provider.id}`, body, { token: admin })).status).toBe(200);
  };

  it('makes an account of a verified address in an allowed domain, once, and finds it by who they are there', async () => {
    const [sub, email] = [newSub(), newEmail()];
    const browser = new Browser(service.url);
    const come = await logInBy(browser, provider, upstream, { sub, email, email_verified: true });
    expect(come.status).toBe(200);
    const me = await meOf(browser);
    expect(me).toMatchObject({ email, email_verified: true, roles: ['user'] });
    const access = browser.jar.get('__Host-gatehouse_access') ?? '';
    expect(claimsOf(access)).toMatchObject({ sub: me.id, amr: [], acr: 'sfa' });
    // Another address there, and the same person.
    const other = new Browser(service.url);
    expect((await logInBy(other, provider, upstream, { sub, email: newEmail() })).status).toBe(200);
    expect((await meOf(other)).id).toBe(me.id);
    const { body } = await other.get<{ items: object[] }>(IDENTITIES);
    expect(body.items).toEqual([
      expect.objectContaining({ issuer: upstream.issuer, subject: sub, email, used_at: expect.any(String) }),
    ]);
    const seen = await service.api.get<{ items: object[] }>(`/v1/users/${me.id}/identities`, { token: admin });
    expect(seen.body.items).toEqual(body.items);
    const exported = await other.get<{ identities: object[] }>('/v1/auth/me/export');
    expect(exported.body.identities).toEqual(body.items);
  });

  it('makes one account of first logins at the same time', async () => {
    for (const _ of range(rounds(50, 3))) {
      const [sub, email] = [newSub(), newEmail()];
      const browsers = range(6).map(() => new Browser(service.url));
      const all = await Promise.all(
        browsers.map(browser => logInBy(browser, provider, upstream, { sub, email, email_verified: true })),
      );
      expect(all.map(({ status }) => status)).toEqual(browsers.map(() => 200));
      const ids = await Promise.all(browsers.map(async browser => (await meOf(browser)).id));
      expect(new Set(ids).size).toBe(1);
      expect(await database.query('SELECT 1 FROM users WHERE email = $1', [email])).toHaveLength(1);
    }
  });

  it.each<[string, object]>([
    ['an unverified address', { email_verified: false }],
    ['an address of which nothing is said', {}],
    ['a text instead of true', { email_verified: 'true' }],
    ['another domain', { email: 'somebody@elsewhere.test', email_verified: true }],
    ['a domain that only ends alike', { email: `somebody@evil${DOMAIN}`, email_verified: true }],
    ['no address', { email: undefined, email_verified: true }],
    ['what is no address', { email: `a"b@c@${DOMAIN}`, email_verified: true }],
  ])('makes none of %s', async (_, said) => {
    const browser = new Browser(service.url);
    const before = await database.query('SELECT id FROM users');
    const come = await logInBy(browser, provider, upstream, { sub: newSub(), email: newEmail(), ...said });
    expect([come.status, come.body]).toMatchObject([403, { code: 'link_required' }]);
    expect(await database.query('SELECT id FROM users')).toEqual(before);
  });

  it('asks for the second factor of the account all the same, unless the word of the provider counts', async () => {
    const { person, authenticator } = await newEquipped(service.api);
    const sub = newSub();
    await database.query(
      'INSERT INTO linked_identities (id, provider_id, subject, user_id) VALUES (gen_random_uuid(), $1, $2, $3)',
      [provider.id, sub, person.id],
    );
    const said = { sub, amr: ['pwd', 'otp', 'mfa'], acr: 'high' };
    const browser = new Browser(service.url);
    const half = await logInBy(browser, provider, upstream, said);
    expect([half.status, half.body]).toMatchObject([
      403,
      { code: 'second_factor_required', methods: expect.arrayContaining(['totp']) },
    ]);
    const { login_ticket } = half.body as unknown as { login_ticket: string };
    const code = codeOf(authenticator.secret, 1);
    const whole = await browser.post('/v1/auth/login/factor', { login_ticket, method: 'totp', code });
    expect([whole.status, whole.text]).toEqual([200, expect.any(String)]);
    expect(claimsOf(browser.jar.get('__Host-gatehouse_access') ?? '')).toMatchObject({ amr: ['otp', 'mfa'] });
    for (const more of [{ mfa_amr_values: ['mfa'] }, { mfa_amr_values: [], mfa_acr_values: ['high'] }]) {
      await change(more);
      const other = new Browser(service.url);
      expect((await logInBy(other, provider, upstream, said)).status).toBe(200);
      expect(claimsOf(other.jar.get('__Host-gatehouse_access') ?? '')).toMatchObject({ amr: ['mfa'], acr: 'mfa' });
      expect((await logInBy(other, provider, upstream, { sub, amr: ['pwd'], acr: 'low' })).status).toBe(403);
    }
    await change({ mfa_acr_values: [] });
  });

  it('gives and takes the roles of the mapping at each login, and no others', async () => {
    for (const name of ['editor', 'reader', 'other']) {
      await service.api.post('/v1/roles', { name, permissions: [] }, { token: admin });
    }
    const role_mapping = [
      { claim: 'groups', value: 'editors', role: 'editor' },
      { claim: 'team', value: 'wiki', role: 'reader' },
    ];
    await change({ role_mapping });
    const [sub, email] = [newSub(), newEmail()];
    const rolesWith = async (more: object): Promise<string[]> => {
      const browser = new Browser(service.url);
      expect((await logInBy(browser, provider, upstream, { sub, email, email_verified: true, ...more })).status).toBe(
        200,
      );
      return (await meOf(browser)).roles;
    };
    expect(await rolesWith({ groups: ['editors', 'x'], team: 'wiki' })).toEqual(['editor', 'reader', 'user']);
    const [{ user_id } = { user_id: '' }] = await database.query<{ user_id: string }>(
      'SELECT user_id FROM linked_identities WHERE subject = $1',
      [sub],
    );
    await service.api.put(`/v1/users/${user_id}/roles/other`, undefined, { token: admin });
    expect(await rolesWith({ groups: [['editors']], team: ['wiki'] })).toEqual(['other', 'reader', 'user']);
    expect(await rolesWith({ groups: { editors: true } })).toEqual(['other', 'user']);
    expect(await rolesWith({ groups: 'editors' })).toEqual(['editor', 'other', 'user']);
    // A role that is not there any more keeps nobody out.
    await service.api.delete('/v1/roles/editor', { token: admin });
    expect(await rolesWith({ groups: 'editors' })).toEqual(['other', 'user']);
    await change({ role_mapping: [] });
  });

  it('lets nobody in who is disabled, nor by a provider that is switched off', async () => {
    const [sub, email] = [newSub(), newEmail()];
    const browser = new Browser(service.url);
    await logInBy(browser, provider, upstream, { sub, email, email_verified: true });
    const { id } = await meOf(browser);
    await service.api.patch(`/v1/users/${id}`, { status: 'disabled' }, { token: admin });
    const refused = await logInBy(new Browser(service.url), provider, upstream, { sub });
    expect([refused.status, refused.body]).toMatchObject([403, { code: 'upstream_refused' }]);
    await service.api.patch(`/v1/users/${id}`, { status: 'active' }, { token: admin });
    const late = new Browser(service.url);
    const answer = upstream.answer(await leave(late, provider), { sub });
    await change({ enabled: false });
    expect((await comeBack(late, provider, answer)).status).toBe(404);
    expect((await late.post(`/v1/auth/login/upstream/${provider.id}`)).status).toBe(404);
    expect((await late.get<{ items: [] }>('/v1/auth/login/upstream')).body.items).toEqual([]);
    await change({ enabled: true });
    expect((await late.get('/v1/auth/login/upstream')).body).toMatchObject({
      items: [{ id: provider.id, button_text: 'Example Inc.' }],
    });
  });

  it('learns an address from userinfo where the ID token has none', async () => {
    const [sub, email] = [newSub(), newEmail()];
    const answered = (more: object): void =>
      void upstream.instead.set('/userinfo', (_, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ sub, email, email_verified: true, ...more }));
      });
    upstream.metadata = { userinfo_endpoint: `${upstream.issuer}/userinfo` };
    await change({ button_text: 'Anew' });
    answered({ sub: 'somebody else' });
    expect((await logInBy(new Browser(service.url), provider, upstream, { sub })).body).toMatchObject({
      code: 'upstream_refused',
    });
    answered({});
    const browser = new Browser(service.url);
    expect((await logInBy(browser, provider, upstream, { sub })).status).toBe(200);
    expect((await meOf(browser)).email).toBe(email);
    upstream.mend();
    await change({ button_text: 'Example Inc.' });
  });
});
