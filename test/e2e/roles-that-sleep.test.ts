/** Roles that demand a second factor, at the service itself. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Tokens } from '../support/api.js';
import { adminToken, claimsOf, logIn, newPerson, type Person } from '../support/people.js';
import { raised, refreshed, withoutFactor } from '../support/raised-sessions.js';
import { announcedVersions, outcome, RoleCalls } from '../support/roles.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const { database, service } = useGatehouse();
let admin: string;
let roles: RoleCalls;

beforeAll(async () => {
  admin = await adminToken(service.api);
  roles = new RoleCalls(service.api, admin);
  await roles.make('moderator', { permissions: ['users:read'], requires_mfa: true });
});

const newMember = async (...names: string[]): Promise<{ person: Person; tokens: Tokens }> => {
  const { person } = await roles.member(...names);
  return { person, tokens: await logIn(service.api, person) };
};

const statusOfUse = async (token: string): Promise<number> => (await service.api.get('/v1/users', { token })).status;

const rolesIn = ({ access_token }: Tokens): unknown => claimsOf(access_token)['roles'];

describe('a role that demands a second factor', () => {
  it('sleeps in a session without one: it is not in the token, and is told as dormant', async () => {
    const { tokens } = await newMember('moderator');
    expect(rolesIn(tokens)).toEqual(['user']);
    expect((await service.api.me(tokens.access_token)).body).toMatchObject({
      roles: ['user'],
      dormant_roles: ['moderator'],
      permissions: [],
    });
    expect(await statusOfUse(tokens.access_token)).toBe(403);
    expect(rolesIn(await refreshed(service.api, tokens.refresh_token))).toEqual(['user']);
  });

  it('is awake from the first request of a session in which one was shown, without a new login', async () => {
    const { tokens } = await newMember('moderator');
    const awake = await raised(database, service.api, tokens);
    expect([awake.session_id, rolesIn(awake)]).toEqual([tokens.session_id, ['moderator', 'user']]);
    expect(await statusOfUse(awake.access_token)).toBe(200);
    expect((await service.api.me(awake.access_token)).body).toMatchObject({
      roles: ['moderator', 'user'],
      dormant_roles: [],
      permissions: ['users:read'],
    });
    // Other sessions of the same account are what they were.
    expect((await service.api.me(tokens.access_token)).body).toMatchObject({ dormant_roles: ['moderator'] });
  });

  it('sleeps again once the account has no factor any more, though the session was opened with one', async () => {
    const { tokens } = await newMember('moderator');
    const awake = await raised(database, service.api, tokens);
    await withoutFactor(database, tokens);
    const after = await refreshed(service.api, awake.refresh_token);
    expect([rolesIn(after), claimsOf(after.access_token)['amr']]).toEqual([['user'], ['pwd', 'otp']]);
    expect(await statusOfUse(after.access_token)).toBe(403);
  });

  it('is as it was for a repeated refresh token', async () => {
    const { tokens } = await newMember('moderator');
    const awake = await raised(database, service.api, tokens);
    const repeated = await refreshed(service.api, tokens.refresh_token);
    expect([rolesIn(repeated), claimsOf(repeated.access_token)['amr']]).toEqual([
      rolesIn(awake),
      ['pwd', 'otp', 'mfa'],
    ]);
  });

  it('shortens no token while it sleeps', async () => {
    const person = await newPerson(service.api);
    const soon = new Date(Date.now() + 60_000).toISOString();
    expect((await roles.grant(person.id, 'moderator', admin, soon)).status).toBe(204);
    const tokens = await logIn(service.api, person);
    expect(tokens.expires_in).toBe(600);
    expect((await raised(database, service.api, tokens)).expires_in).toBeLessThanOrEqual(60);
  });
});

describe('a demand that is made while tokens are out there', () => {
  it('counts at once for those without a second factor and takes nothing from the others, by one row of the feed', async () => {
    await roles.make('reader', { permissions: ['users:read'] });
    const [one, other] = [await newMember('reader'), await newMember('reader')];
    const awake = await raised(database, service.api, other.tokens);
    expect(await statusOfUse(one.tokens.access_token)).toBe(200);
    const rowsOf = (): Promise<unknown[]> => database.query('SELECT kind, target, min_epoch FROM revocations');
    const before = await rowsOf();
    expect((await roles.edit('reader', { requires_mfa: true })).body).toMatchObject({
      requires_mfa: true,
      effective_requires_mfa: true,
      version: 2,
    });
    // The row of the role itself is superseded; none is new.
    expect(await rowsOf()).toHaveLength(before.length);
    expect(await statusOfUse(one.tokens.access_token)).toBe(403);
    expect((await service.api.me(one.tokens.access_token)).body).toMatchObject({
      roles: ['user'],
      dormant_roles: ['reader'],
      permissions: [],
    });
    expect(await statusOfUse(awake.access_token)).toBe(200);
  });

  it('is taken away for those who have shown a second factor themselves, and then the same tokens count again', async () => {
    await roles.make('lender', { permissions: ['users:read'] });
    const { tokens } = await newMember('lender');
    await roles.edit('lender', { requires_mfa: true });
    expect(await statusOfUse(tokens.access_token)).toBe(403);
    const refused = [await roles.edit('lender', { requires_mfa: false }), await roles.drop('lender')];
    expect(refused.map(outcome)).toEqual([
      [403, 'permission_not_held'],
      [403, 'permission_not_held'],
    ]);
    const { tokens: strong } = await newMember('admin');
    const { access_token } = await raised(database, service.api, strong);
    expect((await roles.edit('lender', { requires_mfa: false }, access_token)).status).toBe(200);
    expect(await statusOfUse(tokens.access_token)).toBe(200);
  });

  it('is told of in the audit trail, and one that changes nothing is none', async () => {
    await roles.make('quiet', { requires_mfa: false });
    expect((await roles.edit('quiet', { requires_mfa: false })).body).toMatchObject({ version: 1 });
    expect((await roles.edit('quiet', { requires_mfa: true })).body).toMatchObject({ version: 2 });
    expect(outcome(await roles.edit('quiet', { requires_mfa: null } as never))).toEqual([400, 'validation_failed']);
    const events = await database.query<{ details: unknown }>(
      `SELECT details FROM audit_events WHERE kind = 'authz_role_updated' AND target_id = 'quiet'`,
    );
    expect(events).toMatchObject([{ details: { before: { requires_mfa: false }, after: { requires_mfa: true } } }]);
  });
});

describe('a role that includes one that demands a second factor', () => {
  const demands = async (...names: string[]): Promise<unknown[]> =>
    Promise.all(names.map(async name => (await roles.show(name)).body['effective_requires_mfa']));
  let strong: string;

  beforeAll(async () => {
    const { tokens } = await newMember('admin');
    ({ access_token: strong } = await raised(database, service.api, tokens));
  });

  it('demands one too, however far below that is, and is announced whenever that changes', async () => {
    await roles.make('till');
    await roles.make('clerk', { includes: ['till'] });
    await roles.make('boss', { includes: ['clerk'], permissions: ['users:read'] });
    const { tokens } = await newMember('boss');
    expect([await demands('till', 'clerk', 'boss'), await statusOfUse(tokens.access_token)]).toEqual([
      [false, false, false],
      200,
    ]);
    await roles.edit('till', { requires_mfa: true });
    expect([await demands('till', 'clerk', 'boss'), await statusOfUse(tokens.access_token)]).toEqual([
      [true, true, true],
      403,
    ]);
    expect(await announcedVersions(database)).toMatchObject({ till: 2, clerk: 2, boss: 2 });
    expect((await roles.show('boss')).body['requires_mfa']).toBe(false);
    await roles.edit('clerk', { includes: [] }, strong);
    expect([await demands('till', 'clerk', 'boss'), await statusOfUse(tokens.access_token)]).toEqual([
      [true, false, false],
      200,
    ]);
    await roles.edit('clerk', { includes: ['till'] });
    await roles.drop('till', strong);
    expect([await demands('clerk', 'boss'), await statusOfUse(tokens.access_token)]).toEqual([[false, false], 200]);
  });

  it('demands it still as long as any other role below does, or it does so itself', async () => {
    await roles.make('one', { requires_mfa: true });
    await roles.make('two', { requires_mfa: true });
    expect((await roles.make('both', { includes: ['one', 'two'], requires_mfa: true })).body).toMatchObject({
      requires_mfa: true,
      effective_requires_mfa: true,
    });
    await roles.edit('one', { requires_mfa: false }, strong);
    await roles.edit('both', { requires_mfa: false }, strong);
    expect(await demands('one', 'two', 'both')).toEqual([false, true, true]);
    await roles.edit('two', { requires_mfa: false }, strong);
    expect(await demands('one', 'two', 'both')).toEqual([false, false, false]);
  });

  it('does not demand it of who may assign such a role', async () => {
    await roles.make('vault', { requires_mfa: true });
    expect((await roles.make('porter', { assigns: ['vault'] })).body['effective_requires_mfa']).toBe(false);
  });
});

describe('administrators', () => {
  it('see who of a role’s members has no second factor', async () => {
    await roles.make('board');
    const [without, having] = [await newMember('board'), await newMember('board')];
    await raised(database, service.api, having.tokens);
    const members = async (query: string): Promise<unknown> => {
      const path = `/v1/roles/board/members${query}`;
      const { body } = await service.api.get<{ items: Record<string, unknown>[] }>(path, { token: admin });
      return body.items.map(({ user_id, has_second_factor }) => [user_id, has_second_factor]);
    };
    const [lacking, all] = [
      [without.person.id, false],
      [having.person.id, true],
    ];
    expect(await members('')).toEqual([lacking, all].sort());
    expect(await members('?without_factor=true')).toEqual([lacking]);
    expect(await members('?without_factor=false')).toEqual([lacking, all].sort());
  });
});
