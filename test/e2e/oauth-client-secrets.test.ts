import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/api.js';
import {
  administer,
  database,
  isActive,
  registered,
  service,
  statusWith,
  worker,
  setTheOAuthScene,
} from '../support/oauth-scene.js';
import { clientToken, type ServiceClient } from '../support/oauth.js';
import { range, tally } from '../support/rounds.js';

setTheOAuthScene();

describe('client secrets', () => {
  const secretsOf = ({ client_id }: ServiceClient): string => `/v1/clients/${client_id}/secrets`;
  const addSecret = (client: ServiceClient, body: object = {}): Promise<Answer> =>
    administer('POST', secretsOf(client), body);

  it('rotate without a gap: both work in between, the deleted one is refused', async () => {
    const client = await registered();
    const { status, headers, body } = await addSecret(client);
    expect([status, headers.get('cache-control')]).toEqual([201, 'no-store']);
    const renewed = { ...client, client_secret: body['client_secret'] as string };
    expect([await statusWith(client), await statusWith(renewed)]).toEqual([200, 200]);
    const token = await clientToken(service.api, client);
    expect((await administer('DELETE', `${secretsOf(client)}/${client.secret_id}`)).status).toBe(204);
    expect([await statusWith(client), await statusWith(renewed)]).toEqual([401, 200]);
    expect(await isActive(token)).toBe(true);
  });

  it('are shown once, and are not in the database', async () => {
    const client = await registered();
    const { body } = await addSecret(client);
    const list = await administer('GET', secretsOf(client));
    expect((list.body['items'] as object[]).map(item => Object.keys(item).sort())).toEqual(
      range(2).map(() => ['created_at', 'expires_at', 'id']),
    );
    const shown = JSON.stringify([(await administer('GET', `/v1/clients/${client.client_id}`)).body, list.body]);
    const stored = JSON.stringify(
      await database.query('SELECT t::text FROM client_secrets t UNION ALL SELECT t::text FROM audit_events t'),
    );
    for (const secret of [client.client_secret, body['client_secret'] as string]) {
      expect([shown.includes(secret), stored.includes(secret)]).toEqual([false, false]);
    }
  });

  it('are at most five at a time, however many are asked for at once', async () => {
    const client = await registered();
    const answers = await Promise.all(range(20).map(() => addSecret(client)));
    expect(tally(answers.map(answer => answer.status))).toEqual({ 201: 4, 409: 16 });
    expect(answers.find(answer => answer.status === 409)?.body['code']).toBe('too_many_secrets');
    await administer('DELETE', `${secretsOf(client)}/${client.secret_id}`);
    expect((await addSecret(client)).status).toBe(201);
    expect((await addSecret(client)).status).toBe(409);
  });

  it('are refused from their expiry on, and then do not count', async () => {
    const client = await registered();
    const expires_at = new Date(Date.now() + 1500).toISOString();
    const secrets = await Promise.all(range(4).map(async () => (await addSecret(client, { expires_at })).body));
    const passing = { ...client, client_secret: secrets[0]?.['client_secret'] as string };
    expect(await statusWith(passing)).toBe(200);
    await delay(1700);
    expect([await statusWith(passing), await statusWith(client)]).toEqual([401, 200]);
    expect((await addSecret(client)).status).toBe(201);
  });

  it("another client's secret is 404 and stays", async () => {
    const [one, other] = [await registered(), await registered()];
    const answer = await administer('DELETE', `${secretsOf(one)}/${other.secret_id}`);
    expect([answer.status, answer.body['code']]).toEqual([404, 'secret_not_found']);
    expect(await statusWith(other)).toBe(200);
  });

  it.each(['tomorrow', '2030-02-30T00:00:00Z', '2030-W10-3', '2030-366', 7, '', '2030-01-01T25:00:00Z'])(
    'that are to expire at %p are 400',
    async expires_at => {
      const answer = await addSecret(worker, { expires_at });
      expect([answer.status, answer.body['code']]).toEqual([400, 'validation_failed']);
    },
  );
});
