import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/api.js';
import { CommandLine } from '../support/command-line.js';
import { newClient, postForm } from '../support/oauth.js';
import { adminToken, logIn, newLogin, PASSWORD } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

describe('addresses', () => {
  const { database, service } = useGatehouse({ GATEHOUSE_PASSWORD_GRANT: 'on', GATEHOUSE_MAIL: 'off' });
  let admin: string;

  beforeAll(async () => {
    admin = await adminToken(service.api);
  });

  const unique = (): string => randomBytes(5).toString('hex');
  const register = (email: string): Promise<Answer> =>
    service.api.post('/v1/auth/register', { email, password: PASSWORD });
  const search = async (prefix: string): Promise<unknown[]> => {
    const { body } = await service.api.get<{ items: { email: string }[] }>(
      `/v1/users?email_prefix=${encodeURIComponent(prefix)}`,
      { token: admin },
    );
    return body.items.map(({ email }) => email);
  };

  describe('of a domain that has two spellings', () => {
    const BOTH = ['münchen.de', 'xn--mnchen-3ya.de'];

    it.each([BOTH, [...BOTH].reverse()])('are one, be it %s or %s that was first', async (first = '', second = '') => {
      const name = `jürgen${unique()}`;
      const made = await register(`${name}@${first.toUpperCase()}`);
      expect([made.status, made.body['email']]).toEqual([201, `${name}@münchen.de`]);
      for (const domain of [first, second, second.toUpperCase(), 'mu\u0308nchen.de']) {
        const email = `${name}@${domain}`;
        expect([email, (await register(email)).status]).toEqual([email, 409]);
        const invited = await service.api.post('/v1/users', { email }, { token: admin });
        expect([email, invited.status]).toEqual([email, 409]);
        const other = await newLogin(service.api);
        const changed = await service.api.post(
          '/v1/auth/email',
          { email, current_password: PASSWORD },
          { token: other.tokens.access_token },
        );
        expect([email, changed.status]).toEqual([email, 409]);
        expect([email, (await service.api.login(email, PASSWORD)).status]).toEqual([email, 200]);
        expect([email, await search(email)]).toEqual([email, [`${name}@münchen.de`]]);
        expect(await new CommandLine(database).json('users', 'show', email)).toMatchObject({ id: made.body['id'] });
      }
      for (const beginning of [name, `${name}@`, `${name}@mün`, `${name}@MU\u0308NCHEN.d`]) {
        expect([beginning, await search(beginning)]).toEqual([beginning, [`${name}@münchen.de`]]);
      }
      const client = await newClient(service.api, admin, { scopes: [] });
      const form = { grant_type: 'password', username: `${name}@${second}`, password: PASSWORD };
      const granted = await postForm(service.api, '/oauth/token', {
        ...form,
        client_id: client.client_id,
        client_secret: client.client_secret,
      });
      expect(granted.status).toBe(200);
    });

    it('keep the dot of l·l and the ß, which are letters of domains', async () => {
      for (const [typed, stored] of [
        ['xn--parallel-koa.cat', 'paral·lel.cat'],
        ['faß.de', 'faß.de'],
        ['xn--fa-hia.de', 'faß.de'],
        ['fass.de', 'fass.de'],
        ['sub.xn--mnchen-3ya.example', 'sub.münchen.example'],
      ] as const) {
        const made = await register(`${unique()}@${typed}`);
        expect([typed, made.status, String(made.body['email']).split('@')[1]]).toEqual([typed, 201, stored]);
      }
    });

    it('go on to be known by their own one where two were made before', async () => {
      const name = unique();
      const [one, other] = [await newLogin(service.api), await newLogin(service.api)];
      await database.query('UPDATE users SET email = $2 WHERE id = $1', [one.person.id, `${name}@münchen.de`]);
      await database.query('UPDATE users SET email = $2 WHERE id = $1', [other.person.id, `${name}@xn--mnchen-3ya.de`]);
      for (const [domain, id] of [
        ['münchen.de', one.person.id],
        ['xn--mnchen-3ya.de', other.person.id],
      ]) {
        const tokens = await logIn(service.api, { email: `${name}@${domain}`, password: PASSWORD });
        expect((await service.api.me(tokens.access_token)).body['id']).toBe(id);
        expect((await register(`${name}@${domain}`)).status).toBe(409);
      }
    });
  });
});
