import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  NOT_HELD,
  NOT_ALLOWED,
  database,
  service,
  admin,
  roles,
  manager,
  other,
  holders,
  setTheDelegationScene,
} from '../support/delegation-scene.js';
import type { Person } from '../support/people.js';
import { inHours, outcome, RoleCalls } from '../support/roles.js';

setTheDelegationScene();

/** Nobody gives what they do not hold, by whichever way. */
describe('power over roles', () => {
  describe('of who may write and give any role', () => {
    const own = (): string => manager.token;

    beforeEach(async () => {
      await roles.revoke(other.person.id, 'refunds');
    });

    it('gives and takes what they hold', async () => {
      expect(outcome(await roles.grant(other.person.id, 'orders', own()))).toBe(204);
      expect(outcome(await roles.revoke(other.person.id, 'orders', own()))).toBe(204);
      expect(outcome(await roles.add('orders', [other.person.id], own()))).toBe(200);
      expect(outcome(await roles.remove('orders', [other.person.id], own()))).toBe(200);
    });

    it.each(['refunds', 'refunds-inside', 'admin'])('does not give %s, to others or to themselves', async role => {
      for (const { person } of [other, manager]) {
        expect(outcome(await roles.grant(person.id, role, own()))).toEqual(NOT_HELD);
        expect(outcome(await roles.add(role, [person.id], own()))).toEqual(NOT_HELD);
      }
      expect(await holders(role)).toEqual(role === 'admin' ? 1 : 0);
    });

    it('does not include a role that they neither have nor may give: services ask for roles by name', async () => {
      await roles.make('named', { permissions: [] });
      await roles.make('includer', { permissions: ['roles:write', 'roles:read'] });
      const includer = await roles.member('includer');
      const refused = await roles.edit('includer', { includes: ['named'] }, includer.token);
      expect(outcome(refused)).toEqual(NOT_HELD);
      expect(refused.body['detail']).toContain('role named');
      expect(outcome(await roles.edit('includer', { includes: ['user'] }, includer.token))).toBe(200);
    });

    describe('does not touch a role that gives its name alone, unless they have it or may give it', () => {
      let writer: { person: Person; token: string };

      beforeAll(async () => {
        await roles.make('role-writer', { permissions: ['roles:write', 'roles:read', 'orders:read'] });
        writer = await roles.member('role-writer');
      });

      const attempts: [string, (role: string, token: string) => ReturnType<RoleCalls['edit']>][] = [
        ['describing it', (role, token) => roles.edit(role, { description: 'Mine' }, token)],
        ['editing it', (role, token) => roles.edit(role, { permissions: ['orders:read'] }, token)],
        ['deleting it', (role, token) => roles.drop(role, token)],
      ];

      it.each(attempts)('%s, where somebody has it, a role includes it, or may assign it', async (what, attempt) => {
        const name = what.replaceAll(' ', '-');
        await roles.make(`${name}-had`);
        await roles.member(`${name}-had`);
        await roles.make(`${name}-inside`);
        await roles.make(`${name}-outside`, { includes: [`${name}-inside`] });
        await roles.make(`${name}-given`);
        await roles.make(`${name}-giver`, { assigns: [`${name}-given`] });
        for (const role of [`${name}-had`, `${name}-inside`, `${name}-given`]) {
          const refused = await attempt(role, writer.token);
          expect([role, outcome(refused)]).toEqual([role, NOT_HELD]);
          expect(refused.body['detail']).toBe(`You do not hold: role ${role}.`);
          expect((await roles.show(role)).body).toMatchObject({ version: 1, permissions: [] });
        }
        // Who may give any role may do so, and so may who has it for good.
        await roles.make(`${name}-author`, { permissions: ['roles:write', 'roles:assign', 'orders:read'] });
        const author = await roles.member(`${name}-author`);
        expect([200, 204]).toContain(outcome(await attempt(`${name}-had`, author.token)));
        const member = await roles.member('role-writer', `${name}-inside`);
        expect([200, 204]).toContain(outcome(await attempt(`${name}-inside`, member.token)));
      });

      it.each(attempts)('%s, if they have it for a time only', async (what, attempt) => {
        const name = `short-${what.replaceAll(' ', '-')}`;
        await roles.make(name);
        const member = await roles.member('role-writer');
        await roles.grant(member.person.id, name, admin, inHours(1));
        const refused = await attempt(name, member.token);
        expect([outcome(refused), refused.body['detail']]).toEqual([
          NOT_HELD,
          `You do not hold: role ${name} (not for as long).`,
        ]);
      });

      it.each(attempts)('but %s, as long as it is of no use to anybody', async (what, attempt) => {
        const name = `unused-${what.replaceAll(' ', '-')}`;
        expect(outcome(await roles.make(name, {}, writer.token))).toBe(201);
        const { person } = await roles.member(name);
        await database.query(`UPDATE user_roles SET expires_at = now() - interval '1 s' WHERE user_id = $1`, [
          person.id,
        ]);
        expect([200, 204]).toContain(outcome(await attempt(name, writer.token)));
      });
    });

    it('names what is lacking', async () => {
      const refused = await roles.grant(other.person.id, 'refunds', own());
      expect(refused.body['detail']).toContain('orders:refund');
    });

    it('does not take what they do not hold', async () => {
      await roles.grant(other.person.id, 'refunds');
      expect(outcome(await roles.revoke(other.person.id, 'refunds', own()))).toEqual(NOT_HELD);
      expect(outcome(await roles.remove('refunds', [other.person.id], own()))).toEqual(NOT_HELD);
      expect(await holders('refunds')).toBe(1);
    });

    it('makes no role that gives more: by its permissions, what it includes or what it assigns', async () => {
      expect(outcome(await roles.make('m1', { permissions: ['orders:refund'] }, own()))).toEqual(NOT_HELD);
      expect(outcome(await roles.make('m1', { includes: ['refunds'] }, own()))).toEqual(NOT_HELD);
      expect(outcome(await roles.make('m1', { includes: ['refunds-inside'] }, own()))).toEqual(NOT_HELD);
      expect(outcome(await roles.make('m1', { includes: ['admin'] }, own()))).toEqual([403, 'built_in_role']);
      expect(outcome(await roles.make('m1', { permissions: ['*'] }, own()))).toEqual([400, 'validation_failed']);
      expect(outcome(await roles.show('m1'))).toEqual([404, 'role_not_found']);
      // To assign it is one thing, to hold what it gives is another: members of this role could give it to nobody.
      expect(outcome(await roles.make('m2', { assigns: ['refunds'] }, own()))).toBe(201);
    });

    it('edits no role into one that gives more, not even their own', async () => {
      await roles.make('edited', { permissions: ['orders:read'] }, own());
      for (const role of ['edited', 'manager']) {
        expect(outcome(await roles.edit(role, { permissions: ['orders:refund'] }, own()))).toEqual(NOT_HELD);
        expect(outcome(await roles.edit(role, { includes: ['refunds-inside'] }, own()))).toEqual(NOT_HELD);
      }
      expect(outcome(await roles.edit('edited', { permissions: [] }, own()))).toBe(200);
    });

    it('neither edits nor deletes a role that gives more, not even to make it less', async () => {
      for (const role of ['refunds', 'refunds-inside']) {
        expect(outcome(await roles.edit(role, { permissions: [] }, own()))).toEqual(NOT_HELD);
        expect(outcome(await roles.edit(role, { description: 'mine' }, own()))).toEqual(NOT_HELD);
        expect(outcome(await roles.drop(role, own()))).toEqual(NOT_HELD);
      }
    });

    it('has no field by which to promote themselves', async () => {
      for (const extra of [{ built_in: true }, { effective_permissions: ['*'] }, { version: 7 }, { role: 'admin' }]) {
        const answer = await service.api.post('/v1/roles', { name: 'z', permissions: [], ...extra }, { token: own() });
        expect(outcome(answer)).toEqual([400, 'validation_failed']);
      }
      const granted = await service.api.put(
        `/v1/users/${manager.person.id}/roles/orders`,
        { granted_by: null },
        { token: own() },
      );
      expect(outcome(granted)).toEqual([400, 'validation_failed']);
    });

    it('holds no more from the moment that it is taken, though the token says otherwise', async () => {
      const theirs = await roles.member('manager');
      await database.query(`DELETE FROM user_roles WHERE user_id = $1 AND role = 'manager'`, [theirs.person.id]);
      expect(outcome(await roles.make('late', {}, theirs.token))).toEqual(NOT_ALLOWED);
      expect(outcome(await roles.grant(other.person.id, 'orders', theirs.token))).toEqual(NOT_ALLOWED);
    });
  });
});
