import { describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/api.js';
import { Gatehouse } from '../support/gatehouse.js';
import { basic, clientToken, newClient, postForm } from '../support/oauth.js';
import { adminToken, newLogin, newPerson } from '../support/people.js';
import { range } from '../support/rounds.js';
import { useDatabase } from '../support/use-gatehouse.js';

const WRONG = 'not-the-password-at-all';
const SETTINGS = { GATEHOUSE_THROTTLE: 'on', GATEHOUSE_RATE_LIMIT: '6000', GATEHOUSE_TRUST_PROXY: 'loopback' };

interface Told {
  readonly actor_id: string | null;
  readonly target_id: string | null;
  readonly ip: string | null;
  readonly details: { count: number; since: string; reasons: Record<string, number>; targets?: string[] };
  readonly [column: string]: unknown;
}

describe('signals', () => {
  const database = useDatabase();
  const told = (kind: string): Promise<Told[]> =>
    database.query<Told>('SELECT actor_id, target_id, ip, details FROM audit_events WHERE kind = $1 ORDER BY id', [
      kind,
    ]);
  const summary = ({ ip, target_id, details: { count, reasons } }: Told): unknown => [ip, target_id, count, reasons];

  /** Has a service of its own do this, and ends it: what it has noted is in the trail then. */
  async function after(work: (service: Gatehouse) => Promise<void>): Promise<Gatehouse> {
    await database.query('TRUNCATE audit_events').catch(() => undefined);
    const service = await Gatehouse.start(database, SETTINGS);
    await work(service);
    expect(await service.stop()).toBe(0);
    return service;
  }

  const from = (ip: string): { headers: Record<string, string> } => ({ headers: { 'x-forwarded-for': ip } });
  const login = ({ api }: Gatehouse, ip: string, email: string): Promise<Answer> =>
    api.post('/v1/auth/login', { email, password: WRONG }, from(ip));

  it('tell that somebody guesses at an account, from where it showed, and that they are told to wait', async () => {
    let id = '';
    const service = await after(async service => {
      const person = await newPerson(service.api);
      ({ id } = person);
      for (const n of range(15)) await login(service, `198.51.100.${n}`, person.email);
    });
    expect((await told('authn_login_fail_max')).map(summary)).toEqual([['198.51.100.10', id, 1, { account: 1 }]]);
    const limits = await told('excess_rate_limit_exceeded');
    expect(limits.map(summary)).toEqual(range(4).map(n => [`198.51.100.${n + 11}`, null, 1, { too_many_requests: 1 }]));
    expect(service.process.output()).toMatch(/authn_login_fail_max/);
    expect(service.process.output()).not.toMatch(/198\.51\.100|not-the-password|@\S*example\.test/);
  });

  it('tell that passwords are sprayed, once', async () => {
    await after(async service => {
      for (const n of range(130)) await login(service, `10.0.0.${n}`, `nobody-${n}@example.test`);
    });
    expect((await told('authn_spraying')).map(summary)).toEqual([[null, null, 1, { strangers: 1 }]]);
  });

  it('tell of new devices, and not of those that are known', async () => {
    let id = '';
    await after(async ({ api }) => {
      const { person } = await newLogin(api);
      const { email, password } = person;
      ({ id } = person);
      const first = await api.post('/v1/auth/login', { email, password }, from('192.0.2.1'));
      const { device_token } = first.body;
      await api.post('/v1/auth/login', { email, password, device_token }, from('192.0.2.2'));
    });
    const events = await told('authn_device_new');
    expect(events.map(({ actor_id, ip, target_id }) => [actor_id, target_id, ip])).toEqual([
      [id, id, '127.0.0.1'],
      [id, id, '192.0.2.1'],
    ]);
  });

  it('tell which client was refused, of set-password tokens that nobody has, and of access that was refused', async () => {
    let ids = { client: '', person: '' };
    await after(async ({ api }) => {
      const client = await newClient(api, await adminToken(api), { scopes: ['users:read'] });
      const wrong = { ...basic({ ...client, client_secret: 'wrong' }), ...from('192.0.2.9').headers };
      for (const _time of range(3)) await postForm(api, '/oauth/token', { grant_type: 'client_credentials' }, wrong);
      const nobody = { ...basic({ client_id: 'not-an-id', client_secret: 'x' }), ...from('192.0.2.10').headers };
      await postForm(api, '/oauth/introspect', { token: 'x' }, nobody);
      await api.post('/v1/auth/password/set', { token: 'made-up', password: WRONG }, from('192.0.2.11'));
      const { person, tokens } = await newLogin(api);
      for (const path of ['/v1/users', '/v1/audit-events'])
        await api.get(path, { token: tokens.access_token, ...from('192.0.2.12') });
      expect((await api.get('/v1/roles', { token: await clientToken(api, client) })).status).toBe(403);
      ids = { client: client.client_id, person: person.id };
    });
    expect((await told('authn_client_fail')).map(summary)).toEqual([
      ['192.0.2.9', ids.client, 3, { secret: 3 }],
      ['192.0.2.10', null, 1, { secret: 1 }],
    ]);
    expect((await told('password_token_refused')).map(summary)).toEqual([['192.0.2.11', null, 1, { unknown: 1 }]]);
    const refused = await told('authz_fail');
    expect(refused.map(({ actor_id, details }) => [actor_id, details.count, details.reasons])).toEqual([
      [ids.person, 2, { insufficient_scope: 2 }],
      [ids.client, 1, { insufficient_scope: 1 }],
    ]);
  });

  it('of strangers cannot fill the trail, wherever they come from', async () => {
    await after(async ({ api }) => {
      const body = { email: 'nobody@example.test', password: WRONG, transport: 'cookie' };
      for (const m of range(10)) {
        const answers = range(50).map(n => api.post('/v1/auth/login', body, from(`10.1.${m}.${n}`)));
        for (const { status } of await Promise.all(answers)) expect(status).toBe(403);
      }
      const metrics = await api.get<string>('/metrics', { token: await adminToken(api) });
      expect(metrics.body).toContain('gatehouse_security_signals_total{kind="authz_fail"} 500');
    });
    const events = await told('authz_fail');
    expect(events).toHaveLength(201);
    expect(events.reduce((sum, { details }) => sum + details.count, 0)).toBe(500);
    expect(events.filter(({ ip }) => ip === null)).toHaveLength(1);
  });
});
