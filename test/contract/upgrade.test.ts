/** What is alive in a database of the version before goes on after an upgrade. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Tokens } from '../support/api.js';
import { Gatehouse } from '../support/gatehouse.js';
import { migrate, revertTo } from '../support/migrations.js';
import { basic, newClient, postForm, type ServiceClient } from '../support/oauth.js';
import { adminToken, claimsOf, newLogin, newPerson } from '../support/people.js';
import { useEmptyDatabase } from '../support/use-gatehouse.js';

const PROOFS_OF_SESSIONS = 1795800000000;
const SETTINGS = { GATEHOUSE_PASSWORD_GRANT: 'on' };

describe('an upgrade from before sessions knew how somebody proved who they are', () => {
  const database = useEmptyDatabase();
  let own: Tokens;
  let throughClient: Tokens;
  let client: ServiceClient;
  let service: Gatehouse;

  beforeAll(async () => {
    const before = await Gatehouse.start(database, SETTINGS);
    client = await newClient(before.api, await adminToken(before.api));
    own = (await newLogin(before.api)).tokens;
    const { email: username, password } = await newPerson(before.api);
    const form = { grant_type: 'password', username, password };
    throughClient = (await postForm(before.api, '/oauth/token', form, basic(client))).body as unknown as Tokens;
    await before.stop();
    await revertTo(database, PROOFS_OF_SESSIONS);
    const [{ n } = { n: -1 }] = await database.query<{ n: number }>('SELECT count(*)::int AS n FROM sessions');
    expect(n).toBe(3);
    service = await Gatehouse.start(database, SETTINGS);
  });

  it('keeps access tokens good, and sessions as they were', async () => {
    expect((await service.api.me(own.access_token)).status).toBe(200);
    const { body } = await service.api.get<{ items: Record<string, unknown>[] }>('/v1/sessions', {
      token: own.access_token,
    });
    expect(body.items).toHaveLength(1);
    const [{ authenticated_at, issued_at, amr } = {}] = body.items;
    expect({ authenticated_at, amr }).toEqual({ authenticated_at: issued_at, amr: ['pwd'] });
  });

  it('lets them refresh, with tokens that say what the first ones would have', async () => {
    const { status, body } = await service.api.refresh(own.refresh_token);
    expect(status).toBe(200);
    const { auth_time } = claimsOf(own.access_token);
    expect(claimsOf(body.access_token)).toMatchObject({ amr: ['pwd'], auth_time, client_id: 'gatehouse' });
  });

  it('still ends what a service client opened when the client is disabled', async () => {
    const form = { grant_type: 'refresh_token', refresh_token: throughClient.refresh_token };
    const refreshed = await postForm(service.api, '/oauth/token', form, basic(client));
    expect(refreshed.status).toBe(200);
    const { access_token } = refreshed.body as unknown as Tokens;
    expect((await service.api.me(access_token)).status).toBe(200);
    const admin = await adminToken(service.api);
    await service.api.patch(`/v1/clients/${client.client_id}`, { status: 'disabled' }, { token: admin });
    expect((await service.api.me(access_token)).status).toBe(401);
    const [row] = await database.query('SELECT client_subject_id FROM sessions WHERE id = $1', [
      claimsOf(access_token)['sid'],
    ]);
    expect(row).toEqual({ client_subject_id: client.client_id });
  });

  it('takes what an instance of the version before writes while it is still there', async () => {
    const { person } = await newLogin(service.api);
    await database.query(
      `INSERT INTO sessions (id, user_id, client_id, jti, issued_at, expires_at, idle_seconds, opened_epoch,
                             client_opened_epoch, secret_hash, last_used_at, rotated_at)
       VALUES (gen_random_uuid(), $1, 'gatehouse', 'j', now(), now() + interval '1 day', 3600, 0, 0, '', now(), now())`,
      [person.id],
    );
    const { body } = await service.api.login(person.email, person.password);
    const sessions = await service.api.get<{ items: { amr: string[]; revoked: boolean }[] }>('/v1/sessions', {
      token: body.access_token,
    });
    expect(sessions.body.items.map(({ amr, revoked }) => ({ amr, revoked }))).toEqual(
      Array(3).fill({ amr: ['pwd'], revoked: false }),
    );
    await service.stop();
    await migrate(database);
  });
});
