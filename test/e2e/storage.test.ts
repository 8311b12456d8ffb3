import { describe, expect, it } from '@jest/globals';
import type { TestDatabase } from '../support/database.js';
import { ADMIN } from '../support/gatehouse.js';
import { claimsOf, newLogin } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

describe('what is kept in the database', () => {
  const { database, service } = useGatehouse();

  it('a login leaves a row with the jti and the iat of its token', async () => {
    const { tokens } = await newLogin(service.api);
    const { jti, iat, sid } = claimsOf(tokens.access_token);
    const rows = await database.query<{ jti: string; issued_at: Date; expires_at: Date; revoked: boolean }>(
      'SELECT jti, issued_at, expires_at, revoked FROM sessions WHERE id = $1',
      [sid],
    );
    expect(rows).toHaveLength(1);
    const [row] = rows;
    expect(row?.jti).toBe(jti);
    expect(Math.floor((row?.issued_at.getTime() ?? 0) / 1000)).toBe(iat);
    expect(row?.expires_at.getTime()).toBe((row?.issued_at.getTime() ?? 0) + 30 * 86_400_000);
    expect(row?.revoked).toBe(false);
  });

  it('no token, refresh token, session secret, password or private key is anywhere in a dump', async () => {
    const { person, tokens } = await newLogin(service.api);
    const { body: newer } = await service.api.refresh(tokens.refresh_token);
    const dump = await dumpOf(database);
    expect(dump).toContain(person.email);
    const sessionSecret = Buffer.from(tokens.refresh_token.slice('gtr_'.length), 'base64url').subarray(24, 40);
    const secrets = [
      tokens.access_token,
      newer.access_token,
      tokens.refresh_token,
      newer.refresh_token,
      tokens.access_token.split('.')[2] ?? '',
      sessionSecret.toString('hex'),
      sessionSecret.toString('base64url'),
      person.password,
      ADMIN.password,
      'PRIVATE KEY',
    ];
    for (const secret of secrets) expect(dump.includes(secret)).toBe(false);
  });

  it('passwords are argon2id with the parameters that were promised', async () => {
    const { person } = await newLogin(service.api);
    const [row] = await database.query('SELECT password_hash FROM users WHERE id = $1', [person.id]);
    expect(row?.['password_hash']).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('a weaker hash is renewed at the next login', async () => {
    const { person } = await newLogin(service.api);
    const { hash } = await import('@node-rs/argon2');
    const weak = await hash(person.password, { memoryCost: 8192, timeCost: 1, parallelism: 1 });
    await database.query('UPDATE users SET password_hash = $2 WHERE id = $1', [person.id, weak]);
    expect((await service.api.login(person.email, person.password)).status).toBe(200);
    const [row] = await database.query('SELECT password_hash FROM users WHERE id = $1', [person.id]);
    expect(row?.['password_hash']).toMatch(/m=19456,t=2,p=1/);
    expect((await service.api.login(person.email, person.password)).status).toBe(200);
  });

  it('the log holds no password, token or hash', async () => {
    const { person, tokens } = await newLogin(service.api);
    await service.api.login(person.email, 'wrong-password-of-mine');
    const log = service.process.output();
    for (const secret of [
      person.password,
      'wrong-password-of-mine',
      tokens.access_token,
      tokens.refresh_token,
      '$argon2',
    ]) {
      expect(log.includes(secret)).toBe(false);
    }
  });
});

/** Every row of every table as text, bytea as hex. */
async function dumpOf(database: TestDatabase): Promise<string> {
  const tables = await database.query<{ name: string }>(
    `SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = 'public'`,
  );
  expect(tables.length).toBeGreaterThan(8);
  const rows = await Promise.all(tables.map(({ name }) => database.query(`SELECT t::text AS line FROM ${name} t`)));
  return rows
    .flat()
    .map(row => row['line'])
    .join('\n');
}
