import { beforeAll, describe, expect, it } from '@jest/globals';
import { invite } from '../support/accounts.js';
import { newClient } from '../support/oauth.js';
import { adminToken } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

interface Page {
  readonly items: { id: string; email: string; name: string }[];
  readonly next_cursor: string | null;
}

describe('finding', () => {
  const { database, service } = useGatehouse({ GATEHOUSE_MAIL: 'off' });
  let token: string;

  beforeAll(async () => {
    token = await adminToken(service.api);
  });

  async function page(list: string, query: Record<string, string>): Promise<Page> {
    const search = new URLSearchParams(query).toString();
    const { status, body } = await service.api.get<Page>(`/v1/${list}?${search}`, { token });
    expect([search, status]).toEqual([search, 200]);
    return body;
  }

  async function all(query: Record<string, string>): Promise<string[]> {
    const found: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const part: Page = await page('users', { ...query, ...(cursor !== '' && { cursor }) });
      found.push(...part.items.map(({ email }) => email));
      cursor = part.next_cursor;
    }
    return found;
  }

  describe('people', () => {
    const emails = [
      'zoe.quill@north.test',
      'anna-quill@south.test',
      'Mälar@ström.test',
      'q_l%@south.test',
      'abcabcab@south.test',
    ];

    beforeAll(async () => {
      for (const email of emails) await invite(service.api, token, { email });
    });

    it('by any part of their address, compared as addresses are, with nothing special in it', async () => {
      const found = (email_contains: string): Promise<string[]> => all({ email_contains });
      expect(await found('quill')).toEqual(['anna-quill@south.test', 'zoe.quill@north.test']);
      expect(await found('QUILL@N')).toEqual(['zoe.quill@north.test']);
      expect(await found('south.test')).toEqual(['abcabcab@south.test', 'q_l%@south.test', 'anna-quill@south.test']);
      expect(await found('älar@str\u00f6')).toEqual(['mälar@ström.test']);
      expect(await found('strom')).toEqual([]);
      expect(await found('_l%')).toEqual(['q_l%@south.test']);
      expect(await found('bcabca')).toEqual(['abcabcab@south.test']);
      expect(await found('bcabcabc')).toEqual([]);
      expect(await found('u_l')).toEqual([]);
      // Every piece of it is there, and it is not.
      expect(await found('abcab@south')).toEqual(['abcabcab@south.test']);
      expect(await found('south.test@')).toEqual([]);
    });

    it('by less than three characters at the beginning of it', async () => {
      expect(await all({ email_contains: 'zo' })).toEqual(['zoe.quill@north.test']);
      expect(await all({ email_contains: 'qu' })).toEqual([]);
      expect(await all({ email_contains: '%' })).toEqual([]);
    });

    it('along with all other filters, and in the order of their addresses', async () => {
      expect(await all({ email_contains: 'quill', email_prefix: 'zoe', status: 'invited' })).toHaveLength(1);
      expect(await all({ email_contains: 'quill', status: 'disabled' })).toEqual([]);
      const invited = await all({ status: 'invited', sort: 'email', limit: '2' });
      expect(invited).toEqual([...invited].sort());
      expect(invited).toHaveLength(emails.length);
      expect(await all({ sort: 'newest', limit: '2' })).toHaveLength(emails.length + 1);
    });

    it('in a crowd, in parts that neither repeat nor leave out anybody, in either order', async () => {
      await database.query(
        `WITH people AS (
           INSERT INTO subjects (id, kind, status)
           SELECT gen_random_uuid(), 'user', 'active' FROM generate_series(1, 5000) RETURNING id)
         INSERT INTO users (id, email, password_hash)
         SELECT id, 'w' || row_number() OVER () || '@crowd.test', 'x' FROM people`,
      );
      for (const [sort, by] of [
        ['newest', 'id DESC'],
        ['email', 'email'],
      ] as const) {
        const rows = await database.query<{ email: string }>(
          `SELECT email FROM users WHERE email LIKE '%77@crowd%' ORDER BY ${by}`,
        );
        expect(rows).toHaveLength(50);
        expect(await all({ email_contains: '77@CROWD', sort, limit: '15' })).toEqual(rows.map(({ email }) => email));
      }
      await database.query(`DELETE FROM users WHERE email LIKE '%@crowd.test'`);
    });

    it('from a page on whose beginning is gone, not at all', async () => {
      const first = await page('users', { sort: 'email', limit: '1', email_contains: 'quill' });
      await service.api.delete(`/v1/users/${first.items[0]?.id ?? ''}`, { token });
      const query = `sort=email&limit=1&email_contains=quill&cursor=${first.next_cursor ?? ''}`;
      const { status, body } = await service.api.get(`/v1/users?${query}`, { token });
      expect([status, body['code']]).toEqual([400, 'invalid_cursor']);
      const other = await service.api.get(`/v1/users?limit=1&cursor=${first.next_cursor ?? ''}`, { token });
      expect(other.status).toBe(400);
    });
  });

  it('roles, permissions and clients by any part of their names', async () => {
    for (const name of ['support', 'support-lead', 'treasurer'])
      await service.api.post('/v1/roles', { name, permissions: [] }, { token });
    await service.api.put('/v1/permissions/orders:refund', { description: 'Give money back.' }, { token });
    const { client_id } = await newClient(service.api, token);
    const { body } = await service.api.get<{ name: string }>(`/v1/clients/${client_id}`, { token });
    const names = async (list: string, name_contains: string): Promise<string[]> =>
      (await page(list, { name_contains })).items.map(({ name }) => name);
    expect(await names('roles', 'PORT')).toEqual(['support', 'support-lead']);
    expect(await names('roles', '_')).toEqual([]);
    expect(await names('permissions', 'refund')).toEqual(['orders:refund']);
    expect(await names('permissions', 'audit')).toContain('audit:read');
    expect(await names('clients', body.name.slice(3).toUpperCase())).toEqual([body.name]);
    expect(await names('clients', '%')).toEqual([]);
    const first = await page('roles', { name_contains: 'support', limit: '1' });
    const rest = await page('roles', { name_contains: 'support', limit: '1', cursor: first.next_cursor ?? '' });
    expect(rest).toMatchObject({ items: [{ name: 'support-lead' }], next_cursor: null });
  });
});
