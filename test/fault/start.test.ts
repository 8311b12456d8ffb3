import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { TestDatabase } from '../support/database.js';
import { Gatehouse, MAIN, testEnvironment } from '../support/gatehouse.js';
import { logIn, newLogin, newPerson } from '../support/people.js';
import { runNode } from '../support/process.js';
import { range } from '../support/rounds.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { useDatabase } from '../support/use-gatehouse.js';

describe('several replicas', () => {
  it('that start at once on an empty database are all ready, with one administrator and one current key', async () => {
    const database = await TestDatabase.create();
    const replicas = await Promise.all(range(4).map(() => Gatehouse.start(database)));
    try {
      for (const replica of replicas) expect((await replica.api.get('/health/ready')).status).toBe(200);
      const count = async (what: string): Promise<unknown> =>
        (await database.query(`SELECT count(*)::int AS n FROM ${what}`))[0]?.['n'];
      expect(await count(`user_roles WHERE role = 'admin'`)).toBe(1);
      expect(await count('users')).toBe(1);
      expect(await count(`signing_keys WHERE state = 'current'`)).toBe(1);
      expect(await count(`signing_keys WHERE state = 'next'`)).toBe(1);
      expect(await count('signing_keys')).toBe(2);
      const { tokens } = await newLogin(replicas[0]?.api ?? fail());
      for (const replica of replicas) expect((await replica.api.me(tokens.access_token)).status).toBe(200);
    } finally {
      await Promise.all(replicas.map(replica => replica.stop()));
      await database.drop();
    }
  });
});

describe('a start', () => {
  const database = useDatabase();

  it('in production without settings is refused, and names all that is missing', async () => {
    const refused = runNode([MAIN], { NODE_ENV: 'production' });
    expect(await refused.exited()).toBe(1);
    for (const name of ['DATABASE_URL', 'GATEHOUSE_SECRET', 'GATEHOUSE_ISSUER'])
      expect(refused.output()).toContain(name);
    expect(refused.output()).not.toMatch(/\n\s+at /);
  });

  it.each([
    ['a short secret', { GATEHOUSE_SECRET: 'short' }, 'GATEHOUSE_SECRET must have at least 32 bytes'],
    [
      'a placeholder for a secret',
      { NODE_ENV: 'production', GATEHOUSE_SECRET: 'change-me-change-me-change-me-change-me' },
      'GATEHOUSE_SECRET looks like a placeholder',
    ],
    ['no secret beside DATABASE_URL', { GATEHOUSE_SECRET: '' }, 'GATEHOUSE_SECRET is needed'],
    ['a misspelt setting', { GATEHOUSE_REGISTRATON: 'closed' }, 'GATEHOUSE_REGISTRATON is not a known setting'],
    ['a duration that is none', { GATEHOUSE_ACCESS_TTL: '10 minutes' }, 'GATEHOUSE_ACCESS_TTL must be a duration'],
    ['a port that is none', { PORT: '99999' }, 'PORT must be a whole number'],
    ['half an administrator', { GATEHOUSE_ADMIN_PASSWORD: '' }, 'go together'],
    ['a database that is none', { DATABASE_URL: 'mysql://localhost/x' }, 'DATABASE_URL must be a URL'],
    ['an issuer with a slash at its end', { GATEHOUSE_ISSUER: 'https://a.test/' }, 'GATEHOUSE_ISSUER must have no'],
  ])('with %s is refused', async (_what, overrides, message) => {
    const refused = runNode([MAIN], testEnvironment(database, overrides));
    expect(await refused.exited()).toBe(1);
    expect(refused.output()).toContain(message);
  });

  it('with a secret that does not open the signing key is refused', async () => {
    await (await Gatehouse.start(database)).stop();
    const other = { GATEHOUSE_SECRET: 'another-secret-of-more-than-32-bytes-0123456789' };
    const refused = runNode([MAIN], testEnvironment(database, other));
    expect(await refused.exited()).toBe(1);
    expect(refused.output()).toContain('GATEHOUSE_SECRET does not list the secret');
  });

  it('with a new secret in front of the old one goes on with the key and the tokens of before', async () => {
    const first = await Gatehouse.start(database);
    const { tokens } = await newLogin(first.api);
    await first.stop();
    const { GATEHOUSE_SECRET: old = '' } = testEnvironment(database);
    const rotated = await Gatehouse.start(database, { GATEHOUSE_SECRET: `${'new-secret-'.repeat(4)}1,${old}` });
    expect((await rotated.api.me(tokens.access_token)).status).toBe(200);
    const refreshed = await rotated.api.refresh(tokens.refresh_token);
    expect(refreshed.status).toBe(200);
    await rotated.stop();
  });

  it('while the database is down is alive and not ready, and gets ready by itself', async () => {
    const proxy = await TcpProxy.before(database.url);
    proxy.cut();
    const service = await Gatehouse.launch(testEnvironment(database, { DATABASE_URL: proxy.url }));
    expect((await service.api.get('/health/live')).status).toBe(200);
    expect((await service.api.get('/health/ready')).status).toBe(503);
    for (const answer of [
      await service.api.login('a@example.test', 'does-not-matter-here'),
      await service.api.get('/.well-known/jwks.json'),
      await service.api.me('a.b.c'),
    ]) {
      expect([401, 503]).toContain(answer.status);
    }
    proxy.restore();
    await service.ready();
    expect((await service.api.get('/health/ready')).status).toBe(200);
    expect(await service.stop()).toBe(0);
    await proxy.close();
  });

  it('that is ended before the database appears ends with 0', async () => {
    const proxy = await TcpProxy.before(database.url);
    proxy.cut();
    const service = await Gatehouse.launch(testEnvironment(database, { DATABASE_URL: proxy.url }));
    expect(await service.stop()).toBe(0);
    await proxy.close();
  });
});

describe('without DATABASE_URL', () => {
  it('an embedded PostgreSQL serves; after SIGKILL the data is still there', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'gatehouse-embedded-'));
    const environment = { PORT: '0', GATEHOUSE_DATA_DIR: dataDir };
    try {
      const first = await Gatehouse.launch(environment);
      await first.ready();
      const [, email = '', password = ''] = await first.process.printed(/e-mail:\s+(\S+)\s+password:\s+(\S+)/);
      expect(email).toBe('admin@gatehouse.localhost');
      const admin = await logIn(first.api, { email, password });
      const person = await newPerson(first.api);
      await first.kill();

      const second = await Gatehouse.launch(environment);
      await second.ready();
      expect(second.process.output()).not.toContain('password:');
      expect((await second.api.me(admin.access_token)).status).toBe(200);
      expect((await second.api.login(person.email, person.password)).status).toBe(200);
      expect(await second.stop()).toBe(0);
    } finally {
      await rm(dataDir, { recursive: true, force: true });
    }
  });
});

function fail(): never {
  throw new Error('there is no replica');
}
