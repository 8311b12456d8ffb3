import { beforeAll, describe, expect, it } from '@jest/globals';
import { CommandLine } from '../support/command-line.js';
import { clockOff, clocksAreToBeSet } from '../support/fake-time.js';
import { freePort } from '../support/free-port.js';
import { TEST_SECRET, testEnvironment } from '../support/gatehouse.js';
import { itWhere } from '../support/left-out.js';
import { useMailServer } from '../support/mail/mail-server.js';
import { redisIsInstalled, TestRedis } from '../support/redis.js';
import { useGatehouse } from '../support/use-gatehouse.js';

interface Finding {
  readonly check: string;
  readonly verdict: 'ok' | 'warning' | 'failure' | 'skipped';
  readonly message: string;
}

/** Where nobody listens. */
const NOWHERE = '127.0.0.1:1';
const OTHER_SECRET = TEST_SECRET.split('').reverse().join('');
const CHECKS = ['database', 'clock', 'keys', 'redis', 'issuer', 'proxy', 'mail'];

describe('the doctor', () => {
  const place = { url: '' };
  const { database } = useGatehouse(async () => {
    const port = await freePort();
    place.url = `http://127.0.0.1:${port}`;
    return { PORT: String(port), GATEHOUSE_ISSUER: place.url };
  });
  const mail = useMailServer();
  let well: Record<string, string>;

  beforeAll(() => {
    well = testEnvironment(database, {
      GATEHOUSE_ISSUER: place.url,
      GATEHOUSE_SMTP_URL: mail.url,
      GATEHOUSE_MAIL_FROM: 'gatehouse@example.test',
    });
  });

  /** What is found where the settings are these, and how that ends. */
  async function examine(broken: Record<string, string> = {}): Promise<{ code: number | null; findings: Finding[] }> {
    const { code, out, err } = await new CommandLine(database).runWith({ ...well, ...broken }, 'doctor', '--json');
    expect(err).toBe('');
    const { ok, findings } = JSON.parse(out) as { ok: boolean; findings: Finding[] };
    expect(ok).toBe(code === 0);
    return { code, findings };
  }

  /** Exactly this is wrong, and it is said in one line for people as well. */
  async function expectWrong(broken: Record<string, string>, check: string, message: RegExp): Promise<void> {
    const { code, findings } = await examine(broken);
    const wrong = findings.filter(({ verdict }) => verdict === 'failure');
    expect(wrong).toEqual([{ check, verdict: 'failure', message: expect.stringMatching(message) }]);
    expect(code).toBe(1);
    expect(wrong[0]?.message).not.toContain('\n');
  }

  it('finds nothing wrong where nothing is', async () => {
    const { code, findings } = await examine();
    expect(findings.filter(({ verdict }) => verdict === 'failure' || verdict === 'warning')).toEqual([]);
    expect(code).toBe(0);
    expect([...new Set(findings.map(({ check }) => check))]).toEqual(CHECKS);
  });

  it('tells people in a line each, and only on stdout', async () => {
    const { code, out, err } = await new CommandLine(database).runWith(
      { ...well, GATEHOUSE_SMTP_URL: `smtp://${NOWHERE}` },
      'doctor',
    );
    expect([code, err]).toEqual([1, '']);
    const lines = out.trimEnd().split('\n');
    expect(lines.filter(line => line.startsWith('WRONG'))).toEqual([
      expect.stringMatching(/^WRONG {3}mail {5}the server cannot be worked with: .*ECONNREFUSED/),
    ]);
    expect(lines.every(line => /^(?:ok|WARNING|WRONG|-) +[a-z]+ +\S/.test(line))).toBe(true);
  });

  it('makes no schema where there is none', async () => {
    const [name] = await database.query<{ n: number }>('SELECT count(*)::int AS n FROM migrations');
    await database.query('ALTER SCHEMA public RENAME TO aside');
    await database.query('CREATE SCHEMA public');
    try {
      const { code, findings } = await examine();
      expect(code).toBe(0);
      expect(findings).toContainEqual(
        expect.objectContaining({
          check: 'database',
          verdict: 'warning',
          message: expect.stringMatching(`^${name?.n} migrations are to be made`),
        }),
      );
      expect(await database.query(`SELECT 1 FROM pg_tables WHERE schemaname = 'public'`)).toEqual([]);
    } finally {
      await database.query('DROP SCHEMA public CASCADE');
      await database.query('ALTER SCHEMA aside RENAME TO public');
    }
  });

  it.each([
    [
      'nobody is at the database',
      { DATABASE_URL: `postgres://${NOWHERE}/x` },
      'database',
      /cannot be reached: .*ECONNREFUSED/,
    ],
    [
      'the pool is larger than the server',
      { DATABASE_POOL_SIZE: '1000' },
      'database',
      /room for \d+ connections and \d+ are needed/,
    ],
    ['the secret is another one', { GATEHOUSE_SECRET: OTHER_SECRET }, 'keys', /GATEHOUSE_SECRET does not open/],
    ['nobody is at the Redis', { REDIS_URL: `redis://${NOWHERE}` }, 'redis', /cannot be worked with: .*ECONNREFUSED/],
    ['nobody is at the issuer', { GATEHOUSE_ISSUER: `http://${NOWHERE}` }, 'issuer', /cannot be reached from here: /],
    ['strangers are believed', { GATEHOUSE_TRUST_PROXY: '0.0.0.0/0' }, 'proxy', /believes strangers/],
    ['nobody is at the mail server', { GATEHOUSE_SMTP_URL: `smtp://${NOWHERE}` }, 'mail', /ECONNREFUSED/],
  ])('says that %s', async (_what, broken, check, message) => {
    await expectWrong(broken, check, message);
  });

  it('counts the connections by which several hosts are watched', async () => {
    const url = database.url.replace(/@([^/]+)/, `@$1,${NOWHERE}`);
    const sum = /\(DATABASE_POOL_SIZE 1000 \+ 2 for the feed and to watch the hosts\)/;
    await expectWrong({ DATABASE_URL: url, DATABASE_POOL_SIZE: '1000' }, 'database', sum);
  });

  it('says that the issuer calls itself otherwise', async () => {
    await expectWrong(
      { GATEHOUSE_ISSUER: place.url.replace('127.0.0.1', 'localhost') },
      'issuer',
      /calls itself http:\/\/127/,
    );
  });

  it('says that the role may not do what it has to', async () => {
    await database.query('REVOKE INSERT ON sessions FROM CURRENT_USER');
    try {
      await expectWrong({}, 'database', /may not INSERT on sessions/);
    } finally {
      await database.query('GRANT INSERT ON sessions TO CURRENT_USER');
    }
  });

  it('says what is wrong with the settings themselves', async () => {
    await expectWrong({ GATEHOUSE_SECRET: 'short' }, 'settings', /GATEHOUSE_SECRET/);
  });

  itWhere(clocksAreToBeSet, 'what the doctor says of a wrong clock, since there is no libfaketime here')(
    'says that the clock is wrong',
    async () => {
      await expectWrong(clockOff('+1h'), 'clock', /is 3[56]\d\d\.\d s ahead of the database's/);
    },
  );

  itWhere(redisIsInstalled, 'what the doctor says of Redis, since there is no redis-server here')(
    'says what is wrong with the memory of a Redis',
    async () => {
      const redis = await TestRedis.start();
      try {
        const without = await examine({ REDIS_URL: redis.url });
        expect(without.code).toBe(0);
        expect(without.findings).toContainEqual({
          check: 'redis',
          verdict: 'warning',
          message: expect.stringMatching(/no maxmemory/),
        });
        await redis.say('CONFIG', 'SET', 'maxmemory', '100mb');
        await expectWrong({ REDIS_URL: redis.url }, 'redis', /noeviction/);
        await redis.say('CONFIG', 'SET', 'maxmemory-policy', 'volatile-lru');
        expect(
          (await examine({ REDIS_URL: redis.url })).findings.filter(({ verdict }) => verdict === 'warning'),
        ).toEqual([]);
      } finally {
        await redis.stop();
      }
    },
  );
});
