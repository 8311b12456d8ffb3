import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  NOT_HELD,
  NOT_ALLOWED,
  database,
  service,
  admin,
  roles,
  manager,
  other,
  setTheDelegationScene,
} from '../support/delegation-scene.js';
import { clientToken, newClient } from '../support/oauth.js';
import { logIn, type Person } from '../support/people.js';
import { inHours, outcome, RoleCalls } from '../support/roles.js';

setTheDelegationScene();

/** Nobody gives what they do not hold, by whichever way. */
describe('power over roles', () => {
  describe('of who was given some roles to give', () => {
    it('gives those alone, and only as far as they hold what those give', async () => {
      await roles.make('lead', { permissions: ['orders:read'], assigns: ['orders', 'refunds'] });
      const lead = await roles.member('lead');
      expect(outcome(await roles.grant(other.person.id, 'orders', lead.token))).toBe(204);
      expect(outcome(await roles.revoke(other.person.id, 'orders', lead.token))).toBe(204);
      expect(outcome(await roles.grant(other.person.id, 'refunds', lead.token))).toEqual(NOT_HELD);
      expect(outcome(await roles.grant(lead.person.id, 'refunds', lead.token))).toEqual(NOT_HELD);
      for (const role of ['user', 'lead', 'manager', 'admin', 'nothing']) {
        expect(outcome(await roles.grant(other.person.id, role, lead.token))).toEqual(NOT_ALLOWED);
      }
      expect(outcome(await roles.make('by-lead', {}, lead.token))).toEqual(NOT_ALLOWED);
      expect(outcome(await roles.add('orders', [other.person.id], lead.token))).toBe(200);
      expect(outcome(await roles.remove('orders', [other.person.id], lead.token))).toBe(200);
      expect(outcome(await roles.add('manager', [other.person.id], lead.token))).toEqual(NOT_ALLOWED);
    });

    describe('cannot touch somebody mightier, not even with a role that they may give', () => {
      let lead: { person: Person; token: string };
      let mightier: { person: Person; token: string };

      beforeAll(async () => {
        await roles.make('corner', { permissions: ['orders:read'], assigns: ['orders'] });
        await roles.make('above', { permissions: ['audit:read'] });
        lead = await roles.member('corner');
        mightier = await roles.member('above', 'orders');
      });

      it.each<[string, () => ReturnType<RoleCalls['grant']>]>([
        ['giving', () => roles.grant(mightier.person.id, 'orders', lead.token)],
        ['shortening', () => roles.grant(mightier.person.id, 'orders', lead.token, inHours(1))],
        ['taking', () => roles.revoke(mightier.person.id, 'orders', lead.token)],
      ])('by %s it', async (_what, attempt) => {
        const refused = await attempt();
        expect(outcome(refused)).toEqual(NOT_HELD);
        expect(refused.body['detail']).toBe('The user holds what you do not: audit:read, role above.');
        expect((await service.api.me(mightier.token)).status).toBe(200);
      });

      it.each<[string, (ids: string[]) => ReturnType<RoleCalls['grant']>]>([
        ['shortening', ids => roles.add('orders', ids, lead.token, { expires_at: inHours(1) })],
        ['giving', ids => roles.add('orders', ids, lead.token)],
        ['taking', ids => roles.remove('orders', ids, lead.token)],
      ])('by %s it among many, and then nobody is changed', async (_what, attempt) => {
        const lesser = await roles.member('orders');
        const refused = await attempt([lesser.person.id, mightier.person.id]);
        expect([refused.status, refused.body['errors']]).toEqual([
          422,
          [
            {
              field: 'user_ids[1]',
              code: 'permission_not_held',
              message: `${mightier.person.id} holds what you do not, or not for as long`,
            },
          ],
        ]);
        expect((await service.api.me(mightier.token)).status).toBe(200);
        expect((await service.api.me(lesser.token)).status).toBe(200);
      });

      it('with the right to give any role either', async () => {
        const { person } = await roles.member('orders');
        expect(outcome(await roles.grant(person.id, 'orders', manager.token, inHours(1)))).toBe(204);
        await roles.grant(person.id, 'refunds');
        expect(outcome(await roles.revoke(person.id, 'orders', manager.token))).toEqual(NOT_HELD);
      });

      it('but an equal, and themselves', async () => {
        const equal = await roles.member('corner', 'orders');
        expect(outcome(await roles.revoke(equal.person.id, 'orders', lead.token))).toBe(204);
        expect((await service.api.me(equal.token)).status).toBe(401);
        expect(outcome(await roles.grant(lead.person.id, 'orders', lead.token))).toBe(204);
      });
    });

    it('may do so by a role that their role includes', async () => {
      await roles.make('lead-inside', { permissions: ['orders:read'], assigns: ['orders'] });
      await roles.make('lead-above', { includes: ['lead-inside'] });
      const lead = await roles.member('lead-above');
      expect(outcome(await roles.grant(other.person.id, 'orders', lead.token))).toBe(204);
      await roles.edit('lead-inside', { assigns: [] });
      expect(outcome(await roles.revoke(other.person.id, 'orders', lead.token))).toEqual(NOT_ALLOWED);
      await roles.revoke(other.person.id, 'orders');
    });

    it('with the bare permission to delegate gives nothing', async () => {
      await roles.make('bare', { permissions: ['roles:delegate', 'orders:read'] });
      const bare = await roles.member('bare');
      expect(outcome(await roles.grant(other.person.id, 'orders', bare.token))).toEqual(NOT_ALLOWED);
    });

    it('passes the right to give no further than they have it', async () => {
      await roles.make('writer', { permissions: ['roles:write', 'roles:read', 'orders:read'], assigns: ['orders'] });
      const writer = await roles.member('writer');
      expect(outcome(await roles.make('w1', { assigns: ['orders'] }, writer.token))).toBe(201);
      expect(outcome(await roles.make('w2', { assigns: ['refunds'] }, writer.token))).toEqual(NOT_HELD);
      expect(outcome(await roles.make('w2', { assigns: ['admin'] }, writer.token))).toEqual(NOT_HELD);
      expect(outcome(await roles.make('w2', { permissions: ['roles:assign'] }, writer.token))).toEqual(NOT_HELD);
    });
  });

  describe('of who holds it for a time', () => {
    it('gives nothing for longer, takes nothing that lasts longer, and makes nothing that stays', async () => {
      const passing = await roles.member();
      await roles.grant(passing.person.id, 'manager', admin, inHours(2));
      const { access_token: token } = await logIn(service.api, passing.person);
      const until = (hours: number): Promise<unknown> =>
        roles.grant(other.person.id, 'orders', token, inHours(hours)).then(outcome);
      expect(await until(1)).toBe(204);
      expect(await until(3)).toEqual(NOT_ALLOWED);
      expect(outcome(await roles.grant(other.person.id, 'orders', token))).toEqual(NOT_ALLOWED);
      expect(outcome(await roles.add('orders', [other.person.id], token))).toEqual(NOT_ALLOWED);
      expect(outcome(await roles.revoke(other.person.id, 'orders', token))).toBe(204);
      await roles.grant(other.person.id, 'orders');
      expect(outcome(await roles.revoke(other.person.id, 'orders', token))).toEqual(NOT_ALLOWED);
      expect(await until(1)).toEqual(NOT_ALLOWED);
      const shortening = await roles.add('orders', [other.person.id], token, { expires_at: inHours(1) });
      expect(shortening.body).toMatchObject({
        code: 'members_refused',
        errors: [{ field: 'user_ids[0]', code: 'insufficient_scope' }],
      });
      expect(outcome(await roles.make('stays', { permissions: ['orders:read'] }, token))).toEqual(NOT_HELD);
      expect(outcome(await roles.edit('orders', { permissions: [] }, token))).toEqual(NOT_HELD);
      expect(outcome(await roles.make('empty', {}, token))).toBe(201);
    });

    it('holds for as long as the longest of several grants', async () => {
      await roles.make('all-orders', { permissions: ['roles:assign'], includes: ['orders'] });
      const both = await roles.member();
      await roles.grant(both.person.id, 'all-orders', admin, inHours(5));
      await roles.grant(both.person.id, 'orders', admin, inHours(1));
      const { access_token: token } = await logIn(service.api, both.person);
      await roles.revoke(other.person.id, 'orders');
      expect(outcome(await roles.grant(other.person.id, 'orders', token, inHours(4)))).toBe(204);
      expect(outcome(await roles.grant(other.person.id, 'orders', token, inHours(6)))).toEqual(NOT_ALLOWED);
    });
  });

  it('lets only an administrator write a role that may assign admin', async () => {
    const refused = await roles.make('king-maker', { assigns: ['admin'] }, manager.token);
    expect(outcome(refused)).toEqual(NOT_HELD);
    expect(refused.body['detail']).toContain('assigns admin');
    expect(outcome(await roles.make('king-maker', { assigns: ['admin'] }))).toBe(201);
    // Nor does anybody else pass that on.
    expect(outcome(await roles.grant(other.person.id, 'king-maker', manager.token))).toEqual(NOT_HELD);
    const maker = await roles.member('king-maker');
    expect(outcome(await roles.grant(other.person.id, 'admin', maker.token))).toEqual(NOT_HELD);
    expect(outcome(await roles.revoke(maker.person.id, 'king-maker', manager.token))).toEqual(NOT_HELD);
  });

  it('says whether something is not held at all or not for as long', async () => {
    const passing = await roles.member();
    await roles.make('for-now', { permissions: ['roles:write', 'orders:read'] });
    await roles.grant(passing.person.id, 'for-now', admin, inHours(1));
    const { access_token: token } = await logIn(service.api, passing.person);
    const refused = await roles.make('kept', { permissions: ['orders:read', 'orders:refund'] }, token);
    expect(refused.body['detail']).toBe('You do not hold: orders:read (not for as long), orders:refund.');
  });

  it('is asked for by the name of the permission, by the guard and by what stands in the database', async () => {
    const challenge = 'Bearer realm="gatehouse", error="insufficient_scope"';
    const reader = await roles.member();
    const byGuard = await roles.make('guarded', {}, reader.token);
    expect(byGuard.headers.get('www-authenticate')).toBe(`${challenge}, scope="roles:write"`);
    expect(byGuard.body['detail']).toBe('Needs the permission roles:write.');
    const either = await roles.grant(other.person.id, 'orders', reader.token);
    expect(either.headers.get('www-authenticate')).toBe(`${challenge}, scope="roles:assign roles:delegate"`);
    expect(either.body['detail']).toBe('Needs the permission roles:assign or roles:delegate.');
    await roles.make('to-give', { assigns: ['orders'] });
    const delegate = await roles.member('to-give');
    const notTheirs = await roles.grant(other.person.id, 'manager', delegate.token);
    expect(notTheirs.headers.get('www-authenticate')).toBe(`${challenge}, scope="roles:assign"`);
    expect(notTheirs.body['detail']).toBe('You may not give or take the role manager.');
    await roles.make('writes', { permissions: ['roles:write'] });
    const gone = await roles.member('writes');
    await database.query(`DELETE FROM user_roles WHERE user_id = $1 AND role = 'writes'`, [gone.person.id]);
    const late = await roles.make('late-again', {}, gone.token);
    expect(late.headers.get('www-authenticate')).toBe(`${challenge}, scope="roles:write"`);
    expect(late.body['detail']).toBe('You do not hold roles:write at this moment.');
  });

  it('of a service client is what its token permits, until that changes', async () => {
    const client = await newClient(service.api, admin, { scopes: ['roles:assign', 'roles:write', 'orders:read'] });
    const token = await clientToken(service.api, client);
    await roles.revoke(other.person.id, 'orders');
    expect(outcome(await roles.grant(other.person.id, 'orders', token))).toBe(204);
    expect(outcome(await roles.revoke(other.person.id, 'orders', token))).toBe(204);
    expect(outcome(await roles.grant(other.person.id, 'refunds', token))).toEqual(NOT_HELD);
    expect(outcome(await roles.make('by-client', { permissions: ['orders:read'] }, token))).toBe(201);
    expect(outcome(await roles.make('by-client-2', { includes: ['refunds'] }, token))).toEqual(NOT_HELD);
    await database.query('UPDATE subjects SET epoch = epoch + 1 WHERE id = $1', [client.client_id]);
    expect(outcome(await roles.grant(other.person.id, 'orders', token))).toEqual(NOT_ALLOWED);
  });
});
