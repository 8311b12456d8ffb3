import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { RevocationBatch } from '../../libs/contracts/src/index.js';
import { walk } from '../support/essential-walk.js';
import { Gatehouse, testEnvironment } from '../support/gatehouse.js';
import { adminToken, newLogin } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const CHANNEL = 'gatehouse_revocations';
const INSERT = `INSERT INTO revocations (kind, target, transaction_id, expires_at, min_epoch, status)
  VALUES ($1, $2, $3, $4, $5, $6)`;

/** What the service itself never writes, and people with psql do. */
describe('what nobody expected in the database', () => {
  const { database, service } = useGatehouse();

  async function until(status: number, ask: () => Promise<{ status: number }>): Promise<void> {
    while ((await ask()).status !== status);
  }

  const ready = (): Promise<{ status: number }> => service.api.get('/health/ready');

  it.each(['infinity', '294276-12-31 00:00Z'])(
    'a revocation that ends at %s is heeded, and told as one that ends late',
    async end => {
      const token = await adminToken(service.api);
      const { tokens } = await newLogin(service.api);
      await database.query(INSERT, ['session', tokens.session_id, '9223372036854775807', end, null, null]);
      await until(401, () => service.api.me(tokens.access_token));
      const { status, body } = await service.api.get<RevocationBatch>('/v1/revocations', { token });
      expect(status).toBe(200);
      const entry = { kind: 'session', sid: tokens.session_id, expires_at: '9999-12-31T23:59:59.999Z' };
      expect(body.items).toContainEqual(entry);
      await walk(service);
    },
  );

  it('a role that is held until infinity is held', async () => {
    const token = await adminToken(service.api);
    const { person } = await newLogin(service.api);
    await database.query(`UPDATE user_roles SET expires_at = 'infinity' WHERE user_id = $1`, [person.id]);
    const { status } = await service.api.get(`/v1/users/${person.id}/roles`, { token });
    expect(status).toBe(200);
    const login = await service.api.login(person.email, person.password);
    expect(login.status).toBe(200);
    expect((await service.api.me(login.body.access_token)).status).toBe(200);
  });

  it('a row of the feed that makes no sense: nothing is believed, nothing ends, and a start waits until it is gone', async () => {
    const target = randomUUID();
    const { tokens } = await newLogin(service.api);
    await database.query(INSERT, ['subject', target, '1', '2100-01-01', null, null]);
    await database.query(`UPDATE revocations SET transaction_id = 9223372036854775807 WHERE target = $1`, [target]);
    await until(503, ready);
    await until(503, () => service.api.me(tokens.access_token));
    const another = await Gatehouse.launch(testEnvironment(database));
    await another.process.printed(/Could not read the feed of revocations, .*lacks what its kind needs/);
    await database.query('DELETE FROM revocations WHERE target = $1', [target]);
    await another.ready();
    expect(await another.stop()).toBe(0);
    await until(200, ready);
    expect((await service.api.me(tokens.access_token)).status).toBe(200);
  });

  it('a row of the feed that makes no sense does not take along what was read with it', async () => {
    const target = randomUUID();
    const { tokens } = await newLogin(service.api);
    expect((await service.api.me(tokens.access_token)).status).toBe(200);
    // Both come with one look, the one that makes no sense first.
    await database.query(
      `WITH bad AS (${INSERT}), good AS (${INSERT.replaceAll(/\$(\d)/g, (_, n: string) => `$${Number(n) + 6}`)}) SELECT`,
      [
        ...['subject', target, '1', '2100-01-01', null, null],
        ...['session', tokens.session_id, '1', '2100-01-01', null, null],
      ],
    );
    await database.query(
      `UPDATE revocations SET transaction_id = pg_current_xact_id()::text::bigint WHERE target = ANY($1)`,
      [[target, tokens.session_id]],
    );
    await until(503, () => service.api.me(tokens.access_token));
    await database.query('DELETE FROM revocations WHERE target = $1', [target]);
    await until(200, ready);
    expect((await service.api.me(tokens.access_token)).status).toBe(401);
    await database.query('DELETE FROM revocations WHERE target = $1', [tokens.session_id]);
  });

  it('notifications of any content and number', async () => {
    const payload = `'\u0000"{}'.repeat(900)`;
    for (const text of ['', payload, 'x'.repeat(7999), '💥']) {
      await database.query('SELECT pg_notify($1, replace($2, chr(1), $3)) FROM generate_series(1, 50)', [
        CHANNEL,
        text.replaceAll('\u0000', '\u0001'),
        ' ',
      ]);
    }
    await database.query(`DO $$ BEGIN RAISE WARNING 'of no interest'; END $$`);
    await walk(service);
  });
});
