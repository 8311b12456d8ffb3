/** `GATEHOUSE_ADMIN_MFA`: the role `admin` demands a second factor, and locks nobody out. */
import { expect, it } from '@jest/globals';
import { Gatehouse, ADMIN } from '../support/gatehouse.js';
import { logIn } from '../support/people.js';
import { raised } from '../support/raised-sessions.js';
import { useDatabase } from '../support/use-gatehouse.js';

const database = useDatabase();

async function withSetting(value: string | undefined, work: (service: Gatehouse) => Promise<void>): Promise<void> {
  const service = await Gatehouse.start(database, value === undefined ? {} : { GATEHOUSE_ADMIN_MFA: value });
  try {
    await work(service);
  } finally {
    await service.stop();
  }
}

const administers = async ({ api }: Gatehouse, token: string): Promise<number> =>
  (await api.get('/v1/users', { token })).status;

it('lets an administrator without a factor in, who administers as soon as one was shown', async () => {
  let raisedToken = '';
  await withSetting('required', async service => {
    const tokens = await logIn(service.api, ADMIN);
    expect((await service.api.me(tokens.access_token)).body).toMatchObject({
      roles: ['user'],
      dormant_roles: ['admin'],
      permissions: [],
    });
    expect(await administers(service, tokens.access_token)).toBe(403);
    ({ access_token: raisedToken } = await raised(database, service.api, tokens));
    expect(await administers(service, raisedToken)).toBe(200);
    const role = await service.api.get('/v1/roles/admin', { token: raisedToken });
    expect(role.body).toMatchObject({ built_in: true, requires_mfa: true, effective_requires_mfa: true, version: 2 });
    const edit = await service.api.patch('/v1/roles/admin', { requires_mfa: false }, { token: raisedToken });
    expect([edit.status, edit.body['code']]).toEqual([403, 'built_in_role']);
  });
  await database.query('UPDATE subjects SET has_second_factor = false');
  await withSetting('required', async service => {
    const { body } = await service.api.get('/v1/roles/admin', { token: raisedToken });
    expect(body['version']).toBe(2);
  });
});

it('is taken back by the next start without it, and both are in the audit trail', async () => {
  await withSetting(undefined, async service => {
    const { access_token } = await logIn(service.api, ADMIN);
    expect(await administers(service, access_token)).toBe(200);
    const { body } = await service.api.get<{ items: unknown[] }>('/v1/audit-events?target=admin', {
      token: access_token,
    });
    expect(body.items).toMatchObject([
      { kind: 'authz_role_updated', actor_id: null, details: { after: { requires_mfa: false } } },
      { kind: 'authz_role_updated', actor_id: null, details: { after: { requires_mfa: true } } },
    ]);
  });
});
