import { beforeEach, describe, expect, it } from '@jest/globals';
import { grant, invite, newOfficer, newRole, passwordToken } from '../support/accounts.js';
import { REFUSED, usePasswordTokens } from '../support/password-tokens.js';
import { adminToken, claimsOf, logIn, newPerson } from '../support/people.js';
import { raised, withoutFactor } from '../support/raised-sessions.js';

describe('set-password tokens', () => {
  const { database, service, redeem, refusalsOf } = usePasswordTokens();
  let token: string;

  beforeEach(async () => {
    token = await adminToken(service.api);
  });

  it('are not for one’s own account: a session in strange hands must not be enough to take it over', async () => {
    const own = String(claimsOf(token)['sub']);
    const { status, body } = await service.api.post(`/v1/users/${own}/password-token`, undefined, { token });
    expect([status, body['code']]).toEqual([403, 'permission_not_held']);
    expect(await database.query('SELECT 1 FROM password_tokens WHERE user_id = $1', [own])).toEqual([]);
  });

  it('are made only for those who hold no more than oneself', async () => {
    const writer = await newOfficer(service.api, token, ['users:write', 'orders:read']);
    const below = await newPerson(service.api);
    const role = await newRole(service.api, token, ['orders:read']);
    for (const { id } of [below, writer.person]) await grant(service.api, token, id, role);
    // A role is power too, even one that permits nothing here: services ask for it by name.
    const named = await newPerson(service.api);
    await grant(service.api, token, named.id, await newRole(service.api, token, []));
    const above = await newOfficer(service.api, token, ['orders:refund']);
    const make = async (userId: string, caller = writer.token): Promise<[number, unknown]> => {
      const { status, body } = await service.api.post(`/v1/users/${userId}/password-token`, undefined, {
        token: caller,
      });
      return [status, body['code']];
    };
    expect(await make(below.id)).toEqual([201, undefined]);
    expect(await make(named.id)).toEqual([403, 'permission_not_held']);
    expect(await make(above.person.id)).toEqual([403, 'permission_not_held']);
    expect(await make(String(claimsOf(token)['sub']))).toEqual([403, 'permission_not_held']);
    expect(await make(below.id, above.token)).toEqual([403, 'insufficient_scope']);
    expect(await make('01999999-0000-7000-8000-000000000000')).toEqual([404, 'user_not_found']);
  });

  it('are void once the account holds what their maker does not', async () => {
    const writer = await newOfficer(service.api, token, ['users:write']);
    const { id, set_password_token: text } = await invite(service.api, writer.token);
    await grant(service.api, token, id, 'admin');
    expect(await redeem(text)).toEqual(REFUSED);
    expect(await refusalsOf(id)).toEqual(['creator_lacks_power']);
    const [account] = await database.query(
      'SELECT status, password_hash FROM users JOIN subjects USING (id) WHERE id = $1',
      [id],
    );
    expect(account).toEqual({ status: 'invited', password_hash: null });
    // Whoever holds everything can make one that works.
    expect(await redeem(await passwordToken(service.api, token, id))).toEqual([204, undefined]);
  });

  it('are void once their maker has lost what the account holds, or is not there any more', async () => {
    const role = await newRole(service.api, token, ['orders:read']);
    const makers = await Promise.all(
      ['stripped', 'disabled', 'deleted'].map(() => newOfficer(service.api, token, ['users:write', 'orders:read'])),
    );
    const people = await Promise.all(makers.map(() => newPerson(service.api)));
    const texts: string[] = [];
    for (const { person } of makers) await grant(service.api, token, person.id, role);
    for (const [index, { id }] of people.entries()) {
      await grant(service.api, token, id, role);
      texts.push(await passwordToken(service.api, String(makers[index]?.token), id));
    }
    const path = (index: number): string => `/v1/users/${String(makers[index]?.person.id)}`;
    await service.api.delete(`${path(0)}/roles/${String(makers[0]?.role)}`, { token });
    await service.api.patch(path(1), { status: 'disabled' }, { token });
    await service.api.delete(path(2), { token });
    for (const [index, { id }] of people.entries()) {
      expect(await redeem(String(texts[index]))).toEqual(REFUSED);
      expect(await refusalsOf(id)).toEqual(['creator_lacks_power']);
    }
  });

  it('are void once their maker may make none any more', async () => {
    const maker = await newOfficer(service.api, token, ['users:write']);
    const { id } = await newPerson(service.api);
    const text = await passwordToken(service.api, maker.token, id);
    await service.api.delete(`/v1/users/${maker.person.id}/roles/${maker.role}`, { token });
    expect(await redeem(text)).toEqual(REFUSED);
    expect(await refusalsOf(id)).toEqual(['creator_lacks_power']);
  });

  it('are as good as what was awake when they were made, and void once that cannot be woken any more', async () => {
    const maker = await newOfficer(service.api, token, ['users:write']);
    await service.api.patch(`/v1/roles/${maker.role}`, { requires_mfa: true }, { token });
    const session = await logIn(service.api, maker.person);
    const awake = await raised(database, service.api, session);
    const [one, other] = [await newPerson(service.api), await newPerson(service.api)];
    const text = await passwordToken(service.api, awake.access_token, one.id);
    expect(await redeem(text)).toEqual([204, undefined]);
    const late = await passwordToken(service.api, awake.access_token, other.id);
    await withoutFactor(database, session);
    expect(await redeem(late)).toEqual(REFUSED);
    expect(await refusalsOf(other.id)).toEqual(['creator_lacks_power']);
  });

  it('of the operator are good whatever the account holds', async () => {
    const { id } = await invite(service.api, token, { roles: ['admin'] });
    const writer = await newOfficer(service.api, token, ['users:write']);
    const text = await passwordToken(service.api, token, id);
    const made = 'UPDATE password_tokens SET creator_kind = $2, creator_id = $3 WHERE user_id = $1';
    await database.query(made, [id, 'user', writer.person.id]);
    expect(await redeem(text)).toEqual(REFUSED);
    await database.query(made, [id, 'operator', null]);
    expect(await redeem(text)).toEqual([204, undefined]);
  });

  it('need a login of late', async () => {
    const person = await newPerson(service.api);
    const maker = await newOfficer(service.api, token, ['users:write']);
    await database.query(`UPDATE sessions SET issued_at = now() - interval '31 min' WHERE id = $1`, [
      maker.tokens.session_id,
    ]);
    const { body } = await service.api.refresh(maker.tokens.refresh_token);
    const answer = await service.api.post(`/v1/users/${person.id}/password-token`, undefined, {
      token: body.access_token,
    });
    expect([answer.status, answer.body['code']]).toEqual([401, 'insufficient_user_authentication']);
  });
});
