/** What changes of roles would come to, by `dry_run`. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Change, DryRuns, NO_EFFECTS } from '../support/dry-runs.js';
import { adminToken } from '../support/people.js';
import { inHours, RoleCalls } from '../support/roles.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const { database, service } = useGatehouse({ GATEHOUSE_CLEANUP_INTERVAL: '1d' });
let dryRuns: DryRuns;
let roles: RoleCalls;

beforeAll(async () => {
  const admin = await adminToken(service.api);
  dryRuns = new DryRuns(service.api, database, admin);
  roles = new RoleCalls(service.api, admin);
});

const edit = (role: string, body: object): Change => ({ method: 'PATCH', path: `/v1/roles/${role}`, body });
const drop = (role: string): Change => ({ method: 'DELETE', path: `/v1/roles/${role}` });
const grant = (id: string, role: string, expires_at?: string): Change => ({
  method: 'PUT',
  path: `/v1/users/${id}/roles/${role}`,
  body: expires_at === undefined ? {} : { expires_at },
});
const revoke = (id: string, role: string): Change => ({ method: 'DELETE', path: `/v1/users/${id}/roles/${role}` });
const add = (role: string, user_ids: string[], terms: object = {}): Change => ({
  method: 'POST',
  path: `/v1/roles/${role}/members`,
  body: { user_ids, ...terms },
});
const remove = (role: string, user_ids: string[]): Change => ({
  method: 'POST',
  path: `/v1/roles/${role}/members/remove`,
  body: { user_ids },
});

describe('the edit of a role', () => {
  it('tells of all roles that include it or assign it, and of whoever has one of them', async () => {
    await roles.make('a-base', { permissions: ['a:read', 'a:old'] });
    await roles.make('a-lead', { includes: ['a-base'], permissions: ['a:lead'] });
    await roles.make('a-other', { permissions: ['a:old'] });
    const people = [
      await roles.member('a-base', 'a-other'),
      await roles.member('a-lead'),
      await roles.member('a-lead', 'a-base'),
      await roles.member('a-other'),
    ];
    const change = edit('a-base', { permissions: ['a:read', 'a:new'] });
    expect(await dryRuns.comesTrue(change, people)).toEqual({
      changes: true,
      roles: ['a-base', 'a-lead'],
      gained: ['a:new'],
      lost: ['a:old'],
      users: 3,
      outdated: 0,
    });
  });

  it('takes nothing from who has it otherwise, and gives nothing to who has it already', async () => {
    await roles.make('b-one', { permissions: ['b:read'] });
    await roles.make('b-two', { permissions: ['b:read', 'b:write'] });
    const one = await roles.member('b-one', 'b-two');
    const none = { ...NO_EFFECTS, changes: true, roles: ['b-one'], users: 1 };
    expect(await dryRuns.comesTrue(edit('b-one', { permissions: ['b:write'] }), [one])).toEqual(none);
    await roles.grant(one.person.id, 'admin');
    expect(await dryRuns.effectsOf(edit('b-one', { permissions: ['b:new'] }))).toEqual(none);
    await roles.revoke(one.person.id, 'admin');
  });

  it('counts nobody whose grant has expired', async () => {
    await roles.make('c-role', { permissions: ['c:read'] });
    const { person } = await roles.member('c-role');
    await database.query(`UPDATE user_roles SET expires_at = now() - interval '1 s' WHERE role = 'c-role'`);
    expect(await dryRuns.effectsOf(edit('c-role', { permissions: ['c:write'] }))).toEqual({
      ...NO_EFFECTS,
      changes: true,
      roles: ['c-role'],
    });
    expect(await dryRuns.effectsOf(revoke(person.id, 'c-role'))).toEqual(NO_EFFECTS);
  });

  it('tells what sessions without a second factor would lose to a role that demands one', async () => {
    await roles.make('d-role', { permissions: ['d:read', 'd:write'] });
    await roles.make('d-lead', { includes: ['d-role'], permissions: ['d:lead'] });
    await roles.make('d-other', { permissions: ['d:read'] });
    await roles.member('d-lead', 'd-other');
    const effects = {
      changes: true,
      roles: ['d-lead', 'd-role'],
      gained: [],
      lost: ['d:lead', 'd:write'],
      users: 1,
      outdated: 0,
    };
    expect(await dryRuns.effectsOf(edit('d-role', { requires_mfa: true }))).toEqual(effects);
    await roles.make('d-asleep', { permissions: ['d:sleep'], requires_mfa: true });
    const { person } = await roles.member('d-other');
    expect(await dryRuns.effectsOf(grant(person.id, 'd-asleep'))).toMatchObject({ gained: ['d:sleep'], lost: [] });
  });

  it('of its description, or of nothing, changes nothing of what anybody may do', async () => {
    await roles.make('e-role', { permissions: ['e:read'] });
    const people = [await roles.member('e-role')];
    const same = edit('e-role', { permissions: ['e:read', 'e:read'], description: '' });
    expect(await dryRuns.comesTrue(same, people)).toEqual(NO_EFFECTS);
    expect(await dryRuns.comesTrue(edit('e-role', { description: 'E' }), people)).toEqual({
      ...NO_EFFECTS,
      changes: true,
    });
  });

  it('answers the role as it would be', async () => {
    await roles.make('f-role', { permissions: ['f:read'] });
    const change = edit('f-role', { permissions: ['f:write'], assigns: ['f-role'] });
    const { body: tried } = await dryRuns.attempt(change);
    const { body: made } = await dryRuns.make(change);
    const { effects, ...role } = tried;
    // By the version that it has, with which the change can be made.
    expect(role).toEqual({ ...made, version: 1, updated_at: expect.any(String) as unknown });
    expect(role).toMatchObject({ effective_permissions: ['f:write', 'roles:delegate'] });
    expect(effects).toMatchObject({ changes: true, roles: ['f-role'] });
  });
});

describe('the making of a role', () => {
  it('answers 200 with the role as it would be, which concerns nobody yet', async () => {
    const change: Change = { method: 'POST', path: '/v1/roles', body: { name: 'g-role', permissions: ['g:read'] } };
    const { status, body } = await dryRuns.attempt(change);
    expect([status, body]).toMatchObject([
      200,
      {
        name: 'g-role',
        permissions: ['g:read'],
        version: 1,
        effects: { ...NO_EFFECTS, changes: true, roles: ['g-role'] },
      },
    ]);
    expect((await roles.show('g-role')).status).toBe(404);
    const made = await dryRuns.make(change);
    expect([made.status, Object.keys(made.body).includes('effects')]).toEqual([201, false]);
  });
});

describe('the deletion of a role', () => {
  it('tells who loses what with it, and whose tokens are refused', async () => {
    await roles.make('h-base', { permissions: ['h:read', 'h:write'] });
    await roles.make('h-lead', { includes: ['h-base'], permissions: ['h:lead', 'h:write'] });
    await roles.make('h-giver', { assigns: ['h-base'] });
    const people = [await roles.member('h-base'), await roles.member('h-lead'), await roles.member('h-giver')];
    expect(await dryRuns.comesTrue(drop('h-base'), people)).toEqual({
      changes: true,
      roles: ['h-base', 'h-giver', 'h-lead'],
      gained: [],
      lost: ['h:read', 'h:write', 'roles:delegate'],
      users: 3,
      outdated: 1,
    });
  });
});

describe('grants', () => {
  it('of one role to one person are told as they come', async () => {
    await roles.make('i-role', { permissions: ['i:read'] });
    const one = await roles.member();
    const { id } = one.person;
    const given = { ...NO_EFFECTS, changes: true, gained: ['i:read'], users: 1 };
    expect(await dryRuns.comesTrue(grant(id, 'i-role'), [one])).toEqual(given);
    expect(await dryRuns.comesTrue(grant(id, 'i-role'), [one])).toEqual(NO_EFFECTS);
    const shortened = { ...NO_EFFECTS, changes: true, users: 1, outdated: 1 };
    expect(await dryRuns.comesTrue(grant(id, 'i-role', inHours(1)), [one])).toEqual(shortened);
    const again = await roles.member('i-role');
    const taken = { ...NO_EFFECTS, changes: true, lost: ['i:read'], users: 1, outdated: 1 };
    expect(await dryRuns.comesTrue(revoke(again.person.id, 'i-role'), [again])).toEqual(taken);
    expect(await dryRuns.effectsOf(revoke(again.person.id, 'i-role'))).toEqual(NO_EFFECTS);
  });

  it('to many and from many say how many are changed', async () => {
    await roles.make('j-role', { permissions: ['j:read'] });
    await roles.make('j-other', { permissions: ['j:read'] });
    const people = [await roles.member('j-role'), await roles.member(), await roles.member('j-other')];
    const ids = people.map(({ person }) => person.id);
    expect((await dryRuns.attempt(add('j-role', ids))).body).toEqual({
      changed: 2,
      unchanged: 1,
      effects: { ...NO_EFFECTS, changes: true, gained: ['j:read'], users: 2 },
    });
    await dryRuns.comesTrue(add('j-role', ids), people);
    expect((await dryRuns.attempt(add('j-role', ids, { expires_at: inHours(1) }))).body).toEqual({
      changed: 3,
      unchanged: 0,
      effects: { ...NO_EFFECTS, changes: true, users: 3, outdated: 3 },
    });
    expect(await dryRuns.comesTrue(remove('j-role', ids), people)).toEqual({
      ...NO_EFFECTS,
      ...{ changes: true, lost: ['j:read'], users: 3, outdated: 3 },
    });
    expect(await dryRuns.effectsOf(remove('j-role', ids))).toEqual(NO_EFFECTS);
  });
});
