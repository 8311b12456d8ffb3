import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Gatehouse } from '../support/gatehouse.js';
import { migrate, revertTo } from '../support/migrations.js';
import { useEmptyDatabase } from '../support/use-gatehouse.js';

/** As they stood before there was one form, each with what is to become of it. */
const ADDRESSES = [
  ['ada@example.test', 'ada@example.test'],
  ['jürgen@xn--mnchen-3ya.de', 'jürgen@münchen.de'],
  ['bob@münchen.de', 'bob@münchen.de'],
  ['eve@ﬁrma.test', 'eve@firma.test'],
  // Two of the same: both stay.
  ['twin@münchen.de', 'twin@münchen.de'],
  ['twin@xn--mnchen-3ya.de', 'twin@xn--mnchen-3ya.de'],
  ['odd@xn--a.test', 'odd@xn--a.test'],
  ['"a@b"@xn--mnchen-3ya.de', '"a@b"@münchen.de'],
  ['un\u200bseen@example.test', 'un\u200bseen@example.test'],
] as const;

describe('the migration to one form of domains', () => {
  const database = useEmptyDatabase();
  const ids = ADDRESSES.map(() => randomUUID());

  beforeAll(async () => {
    await migrate(database);
    await revertTo(database, 1795740000000);
    for (const [place, [email]] of ADDRESSES.entries()) {
      await database.query(`INSERT INTO subjects (id, kind, status) VALUES ($1, 'user', 'active')`, [ids[place]]);
      await database.query('INSERT INTO users (id, email) VALUES ($1, $2)', [ids[place], email]);
    }
  });

  it('loses nobody, and tells the operator of whom two share an address', async () => {
    const service = await Gatehouse.start(database);
    await service.stop();
    const rows = await database.query<{ id: string; email: string; version: number }>(
      'SELECT id, email, version FROM users WHERE id = ANY($1::uuid[])',
      [ids],
    );
    const found = new Map(rows.map(row => [row.id, row]));
    for (const [place, [before, after]] of ADDRESSES.entries()) {
      expect([before, found.get(ids[place] ?? '')]).toEqual([
        before,
        { id: ids[place], email: after, version: before === after ? 1 : 2 },
      ]);
    }
    const output = service.process.output();
    expect(output).toContain('1 accounts have an address that another account has in another spelling');
    expect(output).toContain(ids[5]);
    expect(output).not.toContain('twin@');
  });
});
