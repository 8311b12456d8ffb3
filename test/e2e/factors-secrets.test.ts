import { describe, expect, it } from '@jest/globals';
import { cleanUp } from '../support/clean-up.js';
import { CommandLine } from '../support/command-line.js';
import { FACTORS, factorsOf, newEquipped } from '../support/factors.js';
import { adminToken, newLogin } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

describe('recovery codes of one’s own', () => {
  const { service } = useGatehouse();

  it('are made anew for who has a factor, and replace the ones before', async () => {
    const { api } = service;
    const { tokens, recoveryCodes } = await newEquipped(api);
    const token = tokens.access_token;
    const [, before] = await factorsOf(api, token);
    const made = await api.post<{ recovery_codes: string[] }>(`${FACTORS}/recovery-codes`, undefined, { token });
    expect([made.status, made.headers.get('cache-control')]).toEqual([201, 'no-store']);
    expect(new Set([...made.body.recovery_codes, ...recoveryCodes]).size).toBe(20);
    const [, after] = await factorsOf(api, token);
    expect(after).toMatchObject({ method: 'recovery_code', codes_left: 10 });
    expect(after?.id).not.toBe(before?.id);
  });

  it('are not made for who has nothing that they could stand in for', async () => {
    const { tokens } = await newLogin(service.api);
    const refused = await service.api.post(`${FACTORS}/recovery-codes`, undefined, { token: tokens.access_token });
    expect([refused.status, refused.body['code']]).toEqual([404, 'factor_not_found']);
  });

  it('have no name, and may be given up without the factor', async () => {
    const { api } = service;
    const { tokens, authenticator } = await newEquipped(api);
    const token = tokens.access_token;
    const codes = (await factorsOf(api, token)).find(({ method }) => method === 'recovery_code');
    expect((await api.patch(`${FACTORS}/${codes?.id}`, { name: 'Paper' }, { token })).status).toBe(404);
    expect((await api.delete(`${FACTORS}/${codes?.id}`, { token })).status).toBe(204);
    expect((await factorsOf(api, token)).map(({ id }) => id)).toEqual([authenticator.id]);
  });
});

/** What nobody may find who looks into the database, the log or what was exported. */
describe('the secrets of second factors', () => {
  const { database, service } = useGatehouse({ LOG_LEVEL: 'debug', GATEHOUSE_CLEANUP_INTERVAL: '1d' });

  /** Every row of every table, as text. */
  async function everything(): Promise<string> {
    const tables = await database.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
    );
    const rows = await Promise.all(tables.map(({ name }) => database.query(`SELECT t::text FROM "${name}" t`)));
    return JSON.stringify(rows);
  }

  const formsOf = (bytes: Buffer): string[] => [
    bytes.toString('hex'),
    bytes.toString('base64'),
    bytes.toString('base64url'),
  ];

  it('are in no table, no line of the log and no export', async () => {
    const { person, tokens, authenticator, recoveryCodes } = await newEquipped(service.api);
    const exported = await service.api.get('/v1/auth/me/export', { token: tokens.access_token });
    expect(exported.body['factors']).toMatchObject([
      { id: authenticator.id, method: 'totp', name: 'Authenticator app' },
      { method: 'recovery_code', codes_left: 10 },
    ]);
    const { base32Bytes } = { base32Bytes: bytesOfBase32(authenticator.secret) };
    const forms = [
      authenticator.secret,
      ...formsOf(base32Bytes),
      ...recoveryCodes.flatMap(code => [code, code.replaceAll('-', ''), Buffer.from(code).toString('hex')]),
    ];
    const texts = {
      tables: await everything(),
      log: service.process.output(),
      exported: JSON.stringify(exported.body),
    };
    expect(texts.tables).toContain(person.id);
    for (const [where, text] of Object.entries(texts)) {
      const found = forms.filter(form => text.toLowerCase().includes(form.toLowerCase()));
      expect([where, found]).toEqual([where, []]);
    }
  });

  it('are gone with an enrolment that nobody has confirmed in time, and with the account', async () => {
    const { person } = await newEquipped(service.api);
    const { person: late, tokens } = await newLogin(service.api);
    const { person: early, tokens: fresh } = await newLogin(service.api);
    for (const [{ password: current_password }, token] of [
      [late, tokens.access_token],
      [early, fresh.access_token],
    ] as const)
      await service.api.post(`${FACTORS}/totp`, { current_password }, { token });
    await database.query(`UPDATE totp_factors SET created_at = now() - interval '11 min' WHERE user_id = $1`, [
      late.id,
    ]);
    expect(await cleanUp(database)).toContain('1 unconfirmed authenticators forgotten');
    const owners = (): Promise<unknown[]> =>
      database.query('SELECT user_id FROM totp_factors UNION SELECT user_id FROM recovery_codes');
    expect(await owners()).toEqual(expect.arrayContaining([{ user_id: person.id }, { user_id: early.id }]));
    expect(await owners()).not.toContainEqual({ user_id: late.id });
    const gone = await service.api.delete(`/v1/users/${person.id}`, { token: await adminToken(service.api) });
    expect(gone.status).toBe(204);
    expect(await owners()).not.toContainEqual({ user_id: person.id });
  });
});

describe('second factors by the command line', () => {
  const { database, service } = useGatehouse();
  const auth = new CommandLine(database);

  it('are listed without secrets, and reset: the sessions end, and the password is enough again', async () => {
    const { person, tokens, authenticator } = await newEquipped(service.api);
    const { items } = await auth.json<{ items: { id: string; method: string }[] }>('users', 'factors', person.email);
    expect(items).toMatchObject([
      { id: authenticator.id, method: 'totp' },
      { method: 'recovery_code', codes_left: 10 },
    ]);
    expect((await auth.run('users', 'factors', person.id)).out).toMatch(
      new RegExp(
        `^${authenticator.id} totp          Authenticator app, never used\n\\S{36} recovery_code 10 left, never used\n$`,
      ),
    );
    expect(await auth.json('users', 'reset-factors', person.email)).toEqual({ user_id: person.id, removed: 2 });
    expect((await service.api.refresh(tokens.refresh_token)).status).toBe(400);
    expect((await service.api.login(person.email, person.password)).status).toBe(200);
    expect((await auth.run('users', 'factors', person.id)).out).toBe('');
    const [event] = await database.query(
      `SELECT actor_id, target_id, user_agent, details FROM audit_events WHERE kind = 'factors_reset'`,
    );
    expect(event).toEqual({
      actor_id: null,
      target_id: person.id,
      user_agent: 'gatehouse command line',
      details: { removed: 2 },
    });
    expect((await auth.run('users', 'reset-factors', 'nobody@example.test')).err).toMatch(/^user_not_found: /);
  });
});

/** RFC 4648 §6, by hand: what it is held against is the library's. */
function bytesOfBase32(text: string): Buffer {
  const bits = [...text].map(character =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(character).toString(2).padStart(5, '0'),
  );
  return Buffer.from(
    bits
      .join('')
      .match(/.{8}/g)
      ?.map(byte => parseInt(byte, 2)) ?? [],
  );
}
