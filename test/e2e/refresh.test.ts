import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Tokens } from '../support/api.js';
import { TestDatabase } from '../support/database.js';
import { Gatehouse, ISSUER } from '../support/gatehouse.js';
import { claimsOf, logIn, newLogin, newPerson, type Person } from '../support/people.js';
import { range } from '../support/rounds.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));

describe('refresh tokens', () => {
  const { database, service } = useGatehouse({ GATEHOUSE_AUDIENCE: 'notes,orders' });
  let person: Person;

  beforeAll(async () => {
    person = await newPerson(service.api);
  });

  /** Refreshes so many times in a row. @returns all pairs, the first login's at the head */
  async function chain(length: number): Promise<Tokens[]> {
    const all = [await logIn(service.api, person)];
    for (const _ of range(length)) {
      const { status, body } = await service.api.refresh(all.at(-1)?.refresh_token ?? '');
      expect(status).toBe(200);
      all.push(body);
    }
    return all;
  }

  async function expectDead(tokens: Tokens | undefined): Promise<void> {
    expect((await service.api.me(tokens?.access_token ?? '')).status).toBe(401);
    expect((await service.api.refresh(tokens?.refresh_token ?? '')).status).toBe(400);
  }

  it.each([
    ['the grandparent, well inside the grace time', 2],
    ['the first of three rotations within one second', 3],
  ])('%s kills the whole session', async (_what, length) => {
    const all = await chain(length);
    const answer = await service.api.refresh(all[0]?.refresh_token ?? '');
    expect([answer.status, (answer.body as unknown as { code: string }).code]).toEqual([400, 'invalid_grant']);
    for (const tokens of all) await expectDead(tokens);
    const [row] = await database.query('SELECT revoked, revoked_reason FROM sessions WHERE id = $1', [
      all[0]?.session_id,
    ]);
    expect(row).toEqual({ revoked: true, revoked_reason: 'reuse' });
    const [event] = await database.query(
      `SELECT details, ip FROM audit_events WHERE kind = 'authn_token_reuse' AND target_id = $1`,
      [all[0]?.session_id],
    );
    expect(event).toMatchObject({ details: { user_id: person.id, newest: length, presented: 0 }, ip: '127.0.0.1' });
  });

  it('the parent after its successor was used kills the session, the successor unused does not', async () => {
    const [first, second] = await chain(1);
    expect((await service.api.refresh(first?.refresh_token ?? '')).body.refresh_token).toBe(second?.refresh_token);
    const third = await service.api.refresh(second?.refresh_token ?? '');
    expect(third.status).toBe(200);
    expect((await service.api.refresh(first?.refresh_token ?? '')).status).toBe(400);
    await expectDead(third.body);
  });

  it('past the grace time, the parent kills the session', async () => {
    const short = await Gatehouse.start(database, { GATEHOUSE_REFRESH_GRACE: '1s' });
    const first = await logIn(short.api, person);
    const second = await short.api.refresh(first.refresh_token);
    await pause(1200);
    expect((await short.api.refresh(first.refresh_token)).status).toBe(400);
    await expectDead(second.body);
    await short.stop();
  });

  it('end with the session, absolutely and for want of use, and no access token outlives it', async () => {
    const absolute = await Gatehouse.start(database, { GATEHOUSE_SESSION_TTL: '3s' });
    const idle = await Gatehouse.start(database, { GATEHOUSE_IDLE_TTL: '2s' });
    const [ending, idling] = [await logIn(absolute.api, person), await logIn(idle.api, person)];
    expect([ending.expires_in, idling.expires_in]).toEqual([3, 2]);
    await pause(1200);
    const used = await idle.api.refresh(idling.refresh_token);
    expect(used.status).toBe(200);
    await pause(1200);
    // Used again in time, so not idle; the other one is past its absolute end soon, whatever is done.
    const again = await idle.api.refresh(used.body.refresh_token);
    expect(again.status).toBe(200);
    await pause(1000);
    expect((await absolute.api.refresh(ending.refresh_token)).status).toBe(400);
    await pause(1200);
    expect((await idle.api.refresh(again.body.refresh_token)).status).toBe(400);
    await Promise.all([absolute.stop(), idle.stop()]);
  });

  it('are not written by requests that only use the access token', async () => {
    const { tokens } = await newLogin(service.api);
    const version = async (): Promise<unknown> =>
      (await database.query('SELECT xmin::text AS v FROM sessions WHERE id = $1', [tokens.session_id]))[0]?.['v'];
    const before = await version();
    for (const _ of range(5)) expect((await service.api.me(tokens.access_token)).status).toBe(200);
    expect(await version()).toBe(before);
  });

  it('rotate in place: a refresh is a heap-only update', async () => {
    const apart = await TestDatabase.createMigrated();
    const counted = await Gatehouse.start(apart);
    let { tokens } = await newLogin(counted.api);
    for (const _ of range(30)) tokens = (await counted.api.refresh(tokens.refresh_token)).body;
    // PostgreSQL's own connections tell what they did by the time they end, and some not before.
    await counted.stop();
    const [stats] = await apart.query(
      `SELECT n_tup_upd AS updated, n_tup_hot_upd AS hot FROM pg_stat_user_tables WHERE relname = 'sessions'`,
    );
    expect(Number(stats?.['updated'])).toBe(30);
    expect(Number(stats?.['hot'])).toBeGreaterThanOrEqual(27);
    await apart.drop();
  });

  it('read the roles anew, and carry no personal data in a token below 700 bytes', async () => {
    const { access_token } = await logIn(service.api, person);
    expect(access_token.length).toBeLessThan(700);
    expect(claimsOf(access_token)['aud']).toEqual(['notes', 'orders', ISSUER]);
  });

  it('keep what the login was narrowed to, narrow further, and never widen', async () => {
    const credentials = { email: person.email, password: person.password };
    const login = await service.api.post<Tokens>('/v1/auth/login', { ...credentials, audience: ['orders', 'notes'] });
    expect(claimsOf(login.body.access_token)['aud']).toEqual(['notes', 'orders']);
    // Not meant for Gatehouse itself: a service that was given this token cannot use it here.
    expect((await service.api.me(login.body.access_token)).status).toBe(401);
    const narrowed = await service.api.post<Tokens>('/v1/auth/refresh', {
      refresh_token: login.body.refresh_token,
      audience: ['notes'],
    });
    expect(claimsOf(narrowed.body.access_token)['aud']).toBe('notes');
    const widened = { refresh_token: narrowed.body.refresh_token, audience: [ISSUER] };
    expect((await service.api.post('/v1/auth/refresh', widened)).status).toBe(400);
    const kept = await service.api.refresh(narrowed.body.refresh_token);
    expect(claimsOf(kept.body.access_token)['aud']).toEqual(['notes', 'orders']);
  });

  it.each([[['elsewhere']], [['notes', 'elsewhere']]])('the audience %j is not one to ask for', async audience => {
    const answer = await service.api.post('/v1/auth/login', {
      email: person.email,
      password: person.password,
      audience,
    });
    expect([answer.status, answer.body['code']]).toEqual([400, 'invalid_target']);
  });

  it('of a session survive a password change only in the session that made it', async () => {
    const other = await newPerson(service.api);
    const [here, there] = [await logIn(service.api, other), await logIn(service.api, other)];
    const change = { current_password: other.password, new_password: 'quartz-meadow-falcon-3' };
    await service.api.post('/v1/auth/password', change, { token: here.access_token });
    expect((await service.api.refresh(there.refresh_token)).status).toBe(400);
    expect((await service.api.refresh(here.refresh_token)).status).toBe(200);
  });
});
