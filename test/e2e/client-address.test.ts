import { beforeAll, describe, expect, it } from '@jest/globals';
import { send } from '../support/browser.js';
import { Gatehouse, ISSUER, MAIN, testEnvironment } from '../support/gatehouse.js';
import { newPerson, type Person } from '../support/people.js';
import { runNode } from '../support/process.js';
import { range, tally } from '../support/rounds.js';
import { useDatabase, useInstances } from '../support/use-gatehouse.js';

/** Where the tests' requests come from. */
const HERE = '127.0.0.1';

/** What proxies write into X-Forwarded-For, and who it was. The test's own address is trusted, and so is 10.0.0.0/8. */
const WRITTEN: [string, string][] = [
  ['198.51.100.77', '198.51.100.77'],
  ['198.51.100.77:50101', '198.51.100.77'],
  ['"198.51.100.77:50101"', '198.51.100.77'],
  ['::ffff:198.51.100.77', '198.51.100.77'],
  ['::FFFF:c633:644d', '198.51.100.77'],
  ['[::ffff:198.51.100.77]:50101', '198.51.100.77'],
  ['2001:db8::1', '2001:db8::1'],
  ['2001:0DB8:0000:0000:0000:0000:0000:0001', '2001:db8::1'],
  ['[2001:db8::1]', '2001:db8::1'],
  ['[2001:db8:0::1]:50101', '2001:db8::1'],
  ['fe80::1%eth0', 'fe80::1'],
  ['[fe80::1%25eth0]:50101', 'fe80::1'],
  // The nearest trusted proxy has the last word.
  ['203.0.113.5, 198.51.100.77', '198.51.100.77'],
  ['203.0.113.5, 198.51.100.77:1,10.0.0.1:2 ,\t10.0.0.2', '198.51.100.77'],
  ['10.0.0.1, ::ffff:10.0.0.2', '10.0.0.1'],
  // What is no address says nothing: whoever wrote it is the last that is known.
  ['unknown', HERE],
  ['_hidden', HERE],
  ['', HERE],
  [',', HERE],
  ['198.51.100.77:', HERE],
  ['198.51.100.77:port', HERE],
  ['198.51.100.077', HERE],
  ['198.51.100', HERE],
  ['0x7f000001', HERE],
  ['2001:db8::1::2', HERE],
  ['[2001:db8::1', HERE],
  ['<script>', HERE],
  ['203.0.113.5, garbage', HERE],
  ['203.0.113.5, garbage, 10.0.0.9', '10.0.0.9'],
  [`${'x'.repeat(3000)}, 10.0.0.9:8`, '10.0.0.9'],
];

describe('the address of whoever calls', () => {
  const database = useDatabase();
  let person: Person;

  async function addressSeen(service: Gatehouse, headers: Record<string, string>): Promise<unknown[]> {
    const { email, password } = person;
    const answer = await service.api.post<{ session_id: string }>('/v1/auth/login', { email, password }, { headers });
    expect(answer.status).toBe(200);
    const { session_id } = answer.body;
    const [session] = await database.query(`SELECT ip FROM sessions WHERE id = '${session_id}'`);
    const [event] = await database.query(
      `SELECT ip FROM audit_events WHERE kind = 'authn_login_success' ORDER BY id DESC LIMIT 1`,
    );
    return [session?.['ip'], event?.['ip']];
  }

  describe('behind proxies that are trusted', () => {
    const [service] = useInstances(database, { GATEHOUSE_TRUST_PROXY: 'loopback, 10.0.0.0/8' });

    beforeAll(async () => {
      person = await newPerson(service.api);
    });

    it.each(WRITTEN)('X-Forwarded-For: %p is %s, for sessions and in the audit trail', async (written, address) => {
      expect(await addressSeen(service, { 'x-forwarded-for': written })).toEqual([address, address]);
    });

    it('no other header counts, and none says which host or scheme this is', async () => {
      const headers = {
        forwarded: 'for=203.0.113.5;host=evil.example;proto=http',
        'x-real-ip': '203.0.113.5',
        'x-client-ip': '203.0.113.5',
        'x-forwarded-host': 'evil.example',
        'x-forwarded-proto': 'http',
        'x-forwarded-port': '81',
        'x-forwarded-prefix': '/evil',
        'x-original-url': '/v1/users',
        'x-rewrite-url': '/v1/users',
      };
      expect(await addressSeen(service, headers)).toEqual([HERE, HERE]);
      for (const path of [
        '/.well-known/oauth-authorization-server',
        '/openapi.json',
        '/docs',
        '/account',
        '/nothing',
      ]) {
        const [plain, told] = [
          await send(service.url + path, 'GET', {}),
          await send(service.url + path, 'GET', headers),
        ];
        const timeless = (text: string): string => text.replace(/urn:uuid:[\w-]+/, '');
        expect([told.status, timeless(told.text)]).toEqual([plain.status, timeless(plain.text)]);
        expect(told.text).not.toContain('evil');
      }
      const { email, password } = person;
      const body = { email, password, transport: 'cookie' };
      const evil = { ...headers, origin: 'https://evil.example', host: 'evil.example' };
      expect((await service.api.post('/v1/auth/login', body, { headers: evil })).body['code']).toBe(
        'cross_site_request',
      );
      const own = { ...headers, origin: ISSUER, 'sec-fetch-site': 'same-origin' };
      expect((await service.api.post('/v1/auth/login', body, { headers: own })).status).toBe(200);
    });
  });

  it('is the socket’s where no proxy is trusted', async () => {
    const service = await Gatehouse.start(database);
    for (const written of ['198.51.100.77', 'unknown']) {
      expect(await addressSeen(service, { 'x-forwarded-for': written })).toEqual([HERE, HERE]);
    }
    await service.stop();
  });

  it.each([
    ['IPv4, each time from another port', (n: number) => `198.51.100.77:${50_000 + n}`],
    [
      'IPv4, in all its spellings',
      (n: number) => ['198.51.100.78', '::ffff:198.51.100.78', '[::ffff:c633:644e]:1'][n % 3] ?? '',
    ],
    ['one /64 of IPv6', (n: number) => `[2001:db8:1:2:${n.toString(16)}::${n}]:443`],
    ['garbage of many kinds', (n: number) => `garbage-${n}`],
  ])('is one for the limits: %s', async (_what, written) => {
    const limited = { GATEHOUSE_TRUST_PROXY: HERE, GATEHOUSE_THROTTLE: 'on' };
    const service = await Gatehouse.start(database, limited);
    let attempts = 0;
    const attempt = async (header: string): Promise<number> => {
      const headers = { 'x-forwarded-for': header };
      const body = { email: `nobody-${attempts++}@example.test`, password: 'not-the-password-at-all' };
      return (await service.api.post('/v1/auth/login', body, { headers })).status;
    };
    expect(tally(await Promise.all(range(23).map(n => attempt(written(n)))))).toEqual({ 401: 20, 429: 3 });
    for (const other of ['198.51.100.79', '2001:db8:1:3::1']) expect(await attempt(other)).toBe(401);
    await service.stop();
  });

  it.each(['proxy.internal', '10.0.0.0/33', '10.0.0/8', '*', '2001:db8::/129', 'loopback/8'])(
    'a proxy that is called %s is refused at the start',
    async name => {
      const environment = testEnvironment(database, { GATEHOUSE_TRUST_PROXY: `10.0.0.1, ${name}` });
      const refused = runNode([MAIN], environment);
      expect(await refused.exited()).toBe(1);
      expect(refused.output()).toContain(`GATEHOUSE_TRUST_PROXY: ${name} is no address, no network such as 10.0.0.0/8`);
    },
  );
});
