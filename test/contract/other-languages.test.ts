import { execFileSync } from 'node:child_process';
import { afterAll, describe, expect, it } from '@jest/globals';
import { findLanguages } from '../support/example-languages.js';
import {
  admin,
  administer,
  ask,
  AUDIENCE,
  buyer,
  byPassword,
  database,
  endSession,
  expectSoon,
  gatehouse,
  good,
  jtiOf,
  key,
  minted,
  newBuyer,
  newToken,
  present,
  renewGood,
  setTheExampleScene,
  statusOf,
  tokenOf,
  wire,
} from '../support/example-scene.js';
import { FORGED } from '../support/forged-tokens.js';
import { ISSUER, testEnvironment } from '../support/gatehouse.js';
import { clientToken, newClient } from '../support/oauth.js';
import { claimsOf, headerOf, newPerson, type Person } from '../support/people.js';
import { runNode } from '../support/process.js';

const languages = findLanguages();

afterAll(() => languages.discard());

for (const { name, why } of languages.absent) {
  process.stderr.write(`Left out: the example in ${name}, since ${why}.\n`);
  // eslint-disable-next-line no-restricted-syntax -- tells plainly what this machine cannot test
  it.skip(`the example in ${name} is left out: ${why} on this machine`, () => undefined);
}

it('knows of each language of the examples whether it can be tried', () => {
  expect([...languages.present, ...languages.absent].map(({ name }) => name).sort()).toEqual(['Go', 'Python']);
});

if (languages.present.some(({ name }) => name === 'Go')) {
  it('has an example in Go that gofmt and go vet have nothing to say about', () => {
    const cwd = 'docs/examples/go';
    expect(execFileSync('gofmt', ['-l', '.'], { cwd, encoding: 'utf8' })).toBe('');
    execFileSync('go', ['vet', './...'], {
      cwd,
      env: { ...process.env, GOTOOLCHAIN: 'local', GOFLAGS: '', GOWORK: 'off' },
    });
  });
}

for (const language of languages.present) {
  describe(`a service in ${language.name}`, () => {
    setTheExampleScene(language);

    it('lets in who has a good token and may do this', async () => {
      const answer = await present(good);
      expect([answer.status, await answer.json()]).toEqual([200, { orders: [], for: buyer.id }]);
      expect(await statusOf(minted({}))).toBe(200);
      expect(await statusOf(minted({ aud: AUDIENCE }))).toBe(200);
      expect(await statusOf(minted({ aud: ['others', AUDIENCE] }))).toBe(200);
    });

    it('goes by what roles permit, and services by their scopes', async () => {
      const answer = await present(await tokenOf(await newPerson(gatehouse.api)));
      expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([
        403,
        'Bearer realm="orders", error="insufficient_scope"',
      ]);
      const reader = await newClient(gatehouse.api, admin, { scopes: ['orders:read'] });
      const writer = await newClient(gatehouse.api, admin, { scopes: ['orders:write'] });
      expect(await statusOf(await clientToken(gatehouse.api, reader))).toBe(200);
      expect(await statusOf(await clientToken(gatehouse.api, writer))).toBe(403);
      expect(await statusOf(admin)).toBe(200);
    });

    it('takes a token without roles, and one with an empty list of them, for one that permits nothing', async () => {
      for (const roles of [undefined, []]) {
        expect(await statusOf(minted({ roles }))).toBe(403);
        expect(await statusOf(minted({ roles, scope: 'orders:read' }))).toBe(200);
      }
    });

    it('follows what a role permits', async () => {
      await administer('POST', '/v1/roles', { name: 'guest', permissions: ['orders:list'] });
      const person = await newPerson(gatehouse.api);
      await administer('PUT', `/v1/users/${person.id}/roles/guest`);
      const token = await tokenOf(person);
      await expectSoon(token, 403);
      await administer('PATCH', '/v1/roles/guest', { permissions: ['orders:read'] });
      await expectSoon(token, 200);
      await administer('PATCH', '/v1/roles/guest', { permissions: [] });
      await expectSoon(token, 403);
    });

    it('passes over a role that demands a second factor where none was shown', async () => {
      await administer('POST', '/v1/roles', { name: 'strict', permissions: ['orders:read'] });
      const [plain, strong] = [['pwd'], ['pwd', 'otp', 'mfa']].map(amr => minted({ roles: ['strict'], amr }));
      for (const token of [plain!, strong!]) await expectSoon(token, 200);
      await administer('PATCH', '/v1/roles/strict', { requires_mfa: true });
      for (const token of [plain!, minted({ roles: ['strict'], amr: undefined })]) await expectSoon(token, 403);
      expect(await statusOf(strong!)).toBe(200);
    });

    it('asks for a token where there is none', async () => {
      for (const authorization of [undefined, 'Basic YTpi', good, `Token ${good}`]) {
        const answer = await ask(authorization);
        expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="orders"']);
      }
    });

    it.each(FORGED.map(([what, forge]) => ({ what, forge })))('refuses a token with $what', async ({ forge }) => {
      const answer = await present(forge({ good, key, issuer: ISSUER, audience: AUDIENCE }));
      expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([
        401,
        'Bearer realm="orders", error="invalid_token"',
      ]);
    });

    it.each<[string, (person: Person, token: string) => Promise<unknown>]>([
      ['its session is logged out', async (_person, token) => endSession('logout', token)],
      ['its owner logs out everywhere', async (_person, token) => endSession('logout-all', token)],
      ['it is revoked by its id', async (_person, token) => administer('POST', '/v1/revocations', jtiOf(token))],
      ['its owner is disabled', async ({ id }) => administer('PATCH', `/v1/users/${id}`, { status: 'disabled' })],
      ['its owner loses a role', async ({ id }) => administer('DELETE', `/v1/users/${id}/roles/buyer`)],
    ])('refuses a token soon after %s', async (_what, act) => {
      const person = await newBuyer();
      const token = await tokenOf(person);
      expect(await statusOf(token)).toBe(200);
      await act(person, token);
      await expectSoon(token, 401);
      expect(await statusOf(good)).toBe(200);
    });

    it('lets in who logs in again, after their tokens were taken back', async () => {
      const token = await tokenOf(buyer);
      await endSession('logout-all', token);
      await expectSoon(token, 401);
      await renewGood();
      await expectSoon(good, 200);
    });

    it('refuses what a service client has, and what it got for people, soon after it is disabled, and for good', async () => {
      const client = await newClient(gatehouse.api, admin, { scopes: ['orders:read'] });
      const tokens = [await clientToken(gatehouse.api, client), await byPassword(client, await newBuyer())];
      for (const token of tokens) expect(await statusOf(token)).toBe(200);
      await administer('PATCH', `/v1/clients/${client.client_id}`, { status: 'disabled' });
      for (const token of tokens) await expectSoon(token, 401);
      await administer('PATCH', `/v1/clients/${client.client_id}`, { status: 'active' });
      const next = [await clientToken(gatehouse.api, client), await byPassword(client, await newBuyer())];
      for (const token of next) await expectSoon(token, 200);
      for (const token of tokens) expect(await statusOf(token)).toBe(401);
    });

    it('takes a new picture for the old one, and remembers what was taken back', async () => {
      const dead = await newToken();
      await endSession('logout', dead);
      await expectSoon(dead, 401);
      await database.query('UPDATE feed SET id = gen_random_uuid()');
      await database.query('DELETE FROM revocations WHERE target = $1', [claimsOf(dead)['sid']]);
      const next = await newToken();
      expect(await statusOf(next)).toBe(200);
      await endSession('logout', next);
      await expectSoon(next, 401);
      expect([await statusOf(dead), await statusOf(good)]).toEqual([401, 200]);
    });

    it.each([
      ['cut', 'cut'],
      ['stalled', 'stall'],
    ] as const)('cannot tell once the feed is %s for too long, and then catches up', async (_what, break_) => {
      const dead = await newToken();
      await endSession('logout', dead);
      await expectSoon(dead, 401);
      const missed = await newToken();
      wire[break_]();
      expect([await statusOf(good), await statusOf(dead)]).toEqual([200, 401]);
      await endSession('logout', missed);
      await expectSoon(good, 503);
      expect((await present(good)).headers.get('retry-after')).toBe('1');
      // What is known stays known, and a bad token bad; only an unknown key may be a new one.
      expect(await statusOf(dead)).toBe(401);
      for (const [what, forge] of FORGED.filter(([what]) => what !== 'an unknown key')) {
        expect([what, await statusOf(forge({ good, key, issuer: ISSUER, audience: AUDIENCE }))]).toEqual([what, 401]);
      }
      wire.restore();
      await expectSoon(good, 200);
      expect(await statusOf(missed)).toBe(401);
    });

    it('refuses what a compromised key has signed, and takes what the next one signs', async () => {
      const command = runNode(['dist/programs/auth.js', 'keys', 'retire', key.kid], testEnvironment(database));
      expect(await command.exited()).toBe(0);
      await expectSoon(good, 401);
      const next = await tokenOf(buyer);
      expect(headerOf(next)['kid']).not.toBe(key.kid);
      await expectSoon(next, 200);
      expect(await statusOf(good)).toBe(401);
    });
  });
}
