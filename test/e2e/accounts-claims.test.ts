import { beforeAll, describe, expect, it } from '@jest/globals';
import { invite, newEmail, newOfficer, type Officer, passwordToken, setPassword } from '../support/accounts.js';
import type { Answer } from '../support/api.js';
import { clientToken, newClient } from '../support/oauth.js';
import { adminToken, claimsOf, logIn, newPerson } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const TIER = { tier: 'admin' };

/** Services act on custom claims, so nobody gets at any by a way around. */
describe('power over custom claims', () => {
  const { service } = useGatehouse();
  let admin: string;
  /** Makes and changes accounts, and nothing else. */
  let clerk: Officer;

  beforeAll(async () => {
    admin = await adminToken(service.api);
    clerk = await newOfficer(service.api, admin, ['users:read', 'users:write', 'users:delete', 'sessions:read']);
  });

  const make = (token: string, ext: object | null): Promise<Answer> =>
    service.api.post('/v1/users', { email: newEmail(), ext }, { token });
  const set = (token: string, id: string, ext: object | null): Promise<Answer> =>
    service.api.patch(`/v1/users/${id}`, { ext }, { token });
  const extOf = async (id: string): Promise<unknown> =>
    (await service.api.get(`/v1/users/${id}`, { token: admin })).body['ext'];
  const outcome = ({ status, body }: Answer): unknown => [status, body['code']];
  const NOT_ALLOWED = [403, 'insufficient_scope'];
  const NOT_HELD = [403, 'permission_not_held'];

  it('is not had by who may only write users: not for themselves, others, or a second account of theirs', async () => {
    const other = await newPerson(service.api);
    const refused = await make(clerk.token, TIER);
    expect([outcome(refused), refused.body['detail']]).toEqual([
      NOT_ALLOWED,
      'Only who holds users:claims, for good, sets custom claims.',
    ]);
    expect(refused.headers.get('www-authenticate')).toContain('scope="users:claims"');
    expect(outcome(await make(clerk.token, {}))).toEqual(NOT_ALLOWED);
    for (const id of [clerk.person.id, other.id]) {
      for (const ext of [TIER, {}, null]) expect(outcome(await set(clerk.token, id, ext))).toEqual(NOT_ALLOWED);
      expect(await extOf(id)).toBeNull();
    }
    expect((await make(clerk.token, null)).status).toBe(201);
  });

  it('is not had for a time only, and not by a service client without the scope', async () => {
    const keeper = await newOfficer(service.api, admin, ['users:write', 'users:claims']);
    const expires_at = new Date(Date.now() + 3_600_000).toISOString();
    await service.api.put(`/v1/users/${keeper.person.id}/roles/${keeper.role}`, { expires_at }, { token: admin });
    const { access_token } = await logIn(service.api, keeper.person);
    expect(outcome(await make(access_token, TIER))).toEqual(NOT_ALLOWED);
    const [without, having] = await Promise.all(
      [['users:write'], ['users:write', 'users:claims']].map(async scopes =>
        clientToken(service.api, await newClient(service.api, admin, { scopes })),
      ),
    );
    expect(outcome(await make(without ?? '', TIER))).toEqual(NOT_ALLOWED);
    expect(outcome(await make(having ?? '', TIER))).toEqual([201, undefined]);
  });

  it('comes with its permission: for others, for themselves, and for whom they invite', async () => {
    const keeper = await newOfficer(service.api, admin, ['users:write', 'users:claims']);
    const other = await newPerson(service.api);
    expect((await set(keeper.token, other.id, TIER)).status).toBe(200);
    expect((await make(keeper.token, TIER)).status).toBe(201);
    expect((await set(keeper.token, keeper.person.id, TIER)).status).toBe(200);
    expect(claimsOf((await logIn(service.api, other)).access_token)['ext']).toEqual(TIER);
  });

  describe('of an account that has some', () => {
    it('is not had by who resets its password, or does anything else to it', async () => {
      const { id } = await newPerson(service.api);
      await set(admin, id, TIER);
      const path = `/v1/users/${id}`;
      const reset = await service.api.post(`${path}/password-token`, undefined, { token: clerk.token });
      expect([outcome(reset), reset.body['detail']]).toEqual([NOT_HELD, 'The user holds what you do not: claim tier.']);
      for (const call of [
        service.api.patch(path, { status: 'disabled' }, { token: clerk.token }),
        service.api.delete(path, { token: clerk.token }),
        service.api.get(`${path}/sessions`, { token: clerk.token }),
      ]) {
        expect(outcome(await call)).toEqual(NOT_HELD);
      }
    });

    it('is not had by who has the same claim with another value, but by who has the very same', async () => {
      const { id } = await newPerson(service.api);
      await set(admin, id, { tenant: 'acme', seats: { a: 1 } });
      const lead = await newOfficer(service.api, admin, ['users:write']);
      await set(admin, lead.person.id, { tenant: 'other', seats: { a: 1 } });
      const { access_token } = await logIn(service.api, lead.person);
      const reset = (): Promise<Answer> =>
        service.api.post(`/v1/users/${id}/password-token`, undefined, { token: access_token });
      const refused = await reset();
      expect([outcome(refused), refused.body['detail']]).toEqual([
        NOT_HELD,
        'The user holds what you do not: claim tenant.',
      ]);
      await set(admin, id, { tenant: 'other', seats: { a: 1 } });
      expect((await reset()).status).toBe(201);
    });

    it('is not had by a token that was made before: whoever made it has it in hand', async () => {
      const invited = await invite(service.api, clerk.token);
      const person = await newPerson(service.api);
      const token = await passwordToken(service.api, clerk.token, person.id);
      for (const id of [invited.id, person.id]) await set(admin, id, TIER);
      for (const text of [invited.set_password_token, token]) {
        const refused = await setPassword(service.api, text);
        expect(outcome(refused)).toEqual([400, 'invalid_password_token']);
      }
    });
  });
});
