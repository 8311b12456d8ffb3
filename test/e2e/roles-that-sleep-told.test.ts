import { describe, expect, it } from '@jest/globals';
import { adminToken, logIn, newLogin } from '../support/people.js';
import { RoleCalls } from '../support/roles.js';
import { useGatehouse } from '../support/use-gatehouse.js';

describe('a role that sleeps', () => {
  const { database, service } = useGatehouse();

  it('is told as what would be enough, where it would, and to nobody else', async () => {
    const roles = new RoleCalls(service.api, await adminToken(service.api));
    await roles.make('moderator', { permissions: ['users:read'], requires_mfa: true });
    const { person } = await roles.member('moderator');
    const tokens = await logIn(service.api, person);
    const refused = await service.api.get('/v1/users', { token: tokens.access_token });
    expect([refused.status, refused.body['code'], refused.body['dormant_roles']]).toEqual([
      403,
      'insufficient_scope',
      ['moderator'],
    ]);
    expect(refused.body['detail']).toMatch(
      /^Needs the permission users:read\. .*\(moderator\): add a second factor at \/v1\/auth\/factors\.$/,
    );
    expect(refused.headers.get('www-authenticate')).toContain('scope="users:read"');
    // What the role does not permit it would not permit awake either.
    const beyond = await service.api.get('/v1/roles', { token: tokens.access_token });
    expect([beyond.status, beyond.body['dormant_roles']]).toEqual([403, undefined]);
    const { tokens: others } = await newLogin(service.api);
    const plain = await service.api.get('/v1/users', { token: others.access_token });
    expect([plain.status, plain.body['dormant_roles']]).toEqual([403, undefined]);
  });

  it('is told alone of those that sleep, where it alone would be enough; a second factor that is there is to be shown', async () => {
    const roles = new RoleCalls(service.api, await adminToken(service.api));
    await roles.make('reader', { permissions: ['users:read'], requires_mfa: true });
    await roles.make('publisher', { permissions: ['roles:read'], requires_mfa: true });
    const { person, token } = await roles.member('publisher', 'reader');
    await database.query('UPDATE subjects SET has_second_factor = true WHERE id = $1', [person.id]);
    const refused = await service.api.get('/v1/users', { token });
    expect([refused.status, refused.body['dormant_roles']]).toEqual([403, ['reader']]);
    expect(refused.body['detail']).toMatch(/\(reader\): show a second factor at POST \/v1\/auth\/step-up\.$/);
  });
});
