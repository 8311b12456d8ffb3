import { beforeAll, describe, expect, it } from '@jest/globals';
import { newOfficer, type Officer } from '../support/accounts.js';
import { adminToken, claimsOf, newPerson, type Person } from '../support/people.js';
import { outcome, RoleCalls } from '../support/roles.js';
import { useGatehouse } from '../support/use-gatehouse.js';
import { writeSessions } from '../support/written-sessions.js';

interface Page {
  readonly items: { id: string; user_id: string; email: string | null; current: boolean }[];
  readonly next_cursor: string | null;
}

const ago = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0';

describe('the sessions of all people', () => {
  const { database, service } = useGatehouse({ GATEHOUSE_CLEANUP_INTERVAL: '1d' });
  let admin: string;
  let roles: RoleCalls;
  let ada: Person;
  let ben: Person;
  let written: string[];

  beforeAll(async () => {
    admin = await adminToken(service.api);
    roles = new RoleCalls(service.api, admin);
    [ada, ben] = [await newPerson(service.api), await newPerson(service.api)];
    written = await writeSessions(database, [
      { user: ada.id, at: ago(400), ip: '198.51.100.1', user_agent: FIREFOX },
      { user: ben.id, at: ago(300), ip: '198.51.100.1', user_agent: 'curl/8' },
      { user: ada.id, at: ago(200), ip: '2001:db8::7', user_agent: 'Grüße/1' },
      { user: ben.id, at: ago(100), ip: null, user_agent: null },
      { user: ben.id, at: ago(60 * 24 * 40), ip: '198.51.100.1', user_agent: FIREFOX },
    ]);
  });

  async function pageOf(filters: Record<string, string | number | boolean>, token = admin): Promise<Page> {
    const query = new URLSearchParams(
      Object.entries(filters).map(([name, value]): [string, string] => [name, String(value)]),
    );
    const { status, body } = await service.api.get<Page>(`/v1/user-sessions?${query.toString()}`, { token });
    expect([status, body]).toMatchObject([200, { items: expect.anything() as unknown }]);
    return body;
  }

  /** The places among the written ones of what is found. */
  const found = async (filters: Record<string, string | number | boolean>): Promise<number[]> => {
    const { items, next_cursor } = await pageOf({ limit: 100, ...filters });
    expect(next_cursor).toBeNull();
    return items.map(({ id }) => written.indexOf(id)).filter(place => place >= 0);
  };

  it('are listed newest first, with the address of whose they are', async () => {
    const { items } = await pageOf({});
    expect(items.map(({ id }) => id)).toEqual(
      items
        .map(({ id }) => id)
        .sort()
        .reverse(),
    );
    const own = items.find(({ id }) => id === claimsOf(admin)['sid']);
    expect(own).toMatchObject({ user_id: claimsOf(admin)['sub'], email: 'root@example.test', current: true });
    expect(items.find(({ id }) => id === written[0])).toMatchObject({
      ...{ user_id: ada.id, email: ada.email, current: false, ip: '198.51.100.1', user_agent: FIREFOX },
    });
    expect(await found({})).toEqual([3, 2, 1, 0, 4]);
  });

  it('are found by address, program, client and time, by each and by all', async () => {
    expect(await found({ ip: '198.51.100.1' })).toEqual([1, 0, 4]);
    expect(await found({ ip: '2001:DB8:0::7' })).toEqual([2]);
    expect(await found({ ip: '198.51.100.2' })).toEqual([]);
    expect(await found({ ip: 'nowhere' })).toEqual([]);
    expect(await found({ user_agent_contains: 'fireFOX/145' })).toEqual([0, 4]);
    expect(await found({ user_agent_contains: 'grüße' })).toEqual([2]);
    expect(await found({ user_agent_contains: '%' })).toEqual([]);
    expect(await found({ client_id: 'gatehouse' })).toEqual([3, 2, 1, 0, 4]);
    expect(await found({ client_id: 'other' })).toEqual([]);
    expect(await found({ issued_since: ago(350).toISOString() })).toEqual([3, 2, 1]);
    expect(await found({ issued_until: ago(150).toISOString() })).toEqual([2, 1, 0, 4]);
    const while_ = { issued_since: ago(350).toISOString(), issued_until: ago(150).toISOString() };
    expect(await found(while_)).toEqual([2, 1]);
    expect(await found({ active: true })).toEqual([3, 2, 1, 0]);
    expect(await found({ ...while_, ip: '198.51.100.1', user_agent_contains: 'curl', active: true })).toEqual([1]);
  });

  it('go on from part to part, by address as well', async () => {
    for (const filters of [{}, { ip: '198.51.100.1' }]) {
      const all = (await pageOf({ ...filters, limit: 100 })).items.map(({ id }) => id);
      const seen: string[] = [];
      for (let cursor = ''; ;) {
        const page = await pageOf({ ...filters, limit: 2, ...(cursor !== '' && { cursor }) });
        seen.push(...page.items.map(({ id }) => id));
        if (page.next_cursor === null) break;
        cursor = page.next_cursor;
      }
      expect(seen).toEqual(all);
    }
  });

  it('are for who may read sessions, with addresses for who may read users', async () => {
    const ask = async (path: string, token = admin): Promise<unknown> =>
      outcome(await service.api.get(path, { token }));
    expect(await ask('/v1/user-sessions', (await roles.member()).token)).toEqual([403, 'insufficient_scope']);
    const reader = await newOfficer(service.api, admin, ['sessions:read']);
    const emails = (await pageOf({}, reader.token)).items.map(({ email }) => email);
    expect([emails.length > 3, new Set(emails)]).toEqual([true, new Set([null])]);
    for (const query of ['issued_since=yesterday', 'user_agent_contains=', 'active=1', 'limit=101', 'ip=']) {
      expect(await ask(`/v1/user-sessions?${query}`)).toEqual([400, 'validation_failed']);
    }
    const { next_cursor } = await pageOf({ limit: 1 });
    expect(await ask(`/v1/user-sessions?active=true&cursor=${String(next_cursor)}`)).toEqual([400, 'invalid_cursor']);
  });

  describe('of people who hold more than who asks', () => {
    let deputy: Officer;

    beforeAll(async () => {
      deputy = await newOfficer(service.api, admin, ['sessions:read', 'users:read']);
    });

    it('are left out, and the others fill the page', async () => {
      const mighty = await roles.member('admin');
      const times = Array.from({ length: 60 }, (_, n) => ago(1000 - n));
      await writeSessions(
        database,
        times.map((at, n) => ({ user: n % 2 === 0 ? mighty.person.id : ada.id, at, ip: '198.51.100.77' })),
      );
      const filters = { ip: '198.51.100.77', limit: 20 };
      const first = await pageOf(filters, deputy.token);
      expect([first.items.length, new Set(first.items.map(({ user_id }) => user_id))]).toEqual([20, new Set([ada.id])]);
      const second = await pageOf({ ...filters, cursor: String(first.next_cursor) }, deputy.token);
      expect([second.items.length, second.next_cursor]).toEqual([10, null]);
      const owners = (await pageOf({ limit: 100 }, deputy.token)).items.map(({ user_id }) => user_id);
      expect(owners).not.toContain(mighty.person.id);
      expect(owners).not.toContain(claimsOf(admin)['sub']);
      expect((await pageOf({ ip: '198.51.100.77', limit: 100 })).items).toHaveLength(60);
    });

    it('may leave a part empty that is not the last', async () => {
      const mighty = await roles.member('admin');
      const last = { user: ada.id, at: ago(10_000), ip: '198.51.100.88' };
      const times = Array.from({ length: 5000 }, (_, n) => ago(9000 - n));
      const others = times.map(at => ({ user: mighty.person.id, at, ip: '198.51.100.88' }));
      const [id] = await writeSessions(database, [last, ...others]);
      const filters = { ip: '198.51.100.88', limit: 2 };
      const first = await pageOf(filters, deputy.token);
      expect([first.items, typeof first.next_cursor]).toEqual([[], 'string']);
      const second = await pageOf({ ...filters, cursor: String(first.next_cursor) }, deputy.token);
      expect([second.items.map(item => item.id), second.next_cursor]).toEqual([[id], null]);
    });
  });
});

describe('many sessions', () => {
  const { database, service } = useGatehouse({ GATEHOUSE_CLEANUP_INTERVAL: '1d' });

  it('are looked at five thousand for a part, however few of them fit', async () => {
    const admin = await adminToken(service.api);
    const { id: user } = await newPerson(service.api);
    const rare = new Set([10, 6000, 11_000]);
    const ids = await writeSessions(
      database,
      Array.from({ length: 12_000 }, (_, n) => ({ user, at: ago(n + 1), user_agent: rare.has(n) ? 'Rare' : FIREFOX })),
    );
    const parts: string[][] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const path: string = `/v1/user-sessions?user_agent_contains=rare${cursor === '' ? '' : `&cursor=${cursor}`}`;
      const { body } = await service.api.get<Page>(path, { token: admin });
      parts.push(body.items.map(({ id }) => id));
      cursor = body.next_cursor;
    }
    expect(parts).toEqual([10, 6000, 11_000].map(n => [ids[n]]));
    const nobody = await service.api.get<Page>('/v1/user-sessions?user_agent_contains=nobody', { token: admin });
    expect([nobody.body.items, typeof nobody.body.next_cursor]).toEqual([[], 'string']);
  });
});
