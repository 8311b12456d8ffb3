import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makeCertificate } from '../support/certificate.js';
import type { TestDatabase } from '../support/database.js';
import { walk } from '../support/essential-walk.js';
import { freePort } from '../support/free-port.js';
import { Gatehouse, testEnvironment } from '../support/gatehouse.js';
import { PostgresServer } from '../support/postgres-server.js';

const run = promisify(execFile);

/** Whether the service gets ready with this, and what it says; ended in any case. */
async function outcome(environment: Record<string, string>): Promise<{ ready: boolean; output: string }> {
  const service = await Gatehouse.launch(environment);
  const { process } = service;
  const [, ready] = await process.printed(/(Gatehouse: ready)|Could not connect[^\n]*/);
  await service.stop();
  return { ready: ready !== undefined, output: process.output() };
}

const withUrl = (url: string, more: Record<string, string> = {}): Record<string, string> => ({
  ...testEnvironment({ url } as TestDatabase),
  ...more,
});

describe('a database that demands TLS', () => {
  let server: PostgresServer;
  let folder: string;
  let files: Record<'own' | 'other' | 'clientCert' | 'clientKey', string>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gatehouse-tls-'));
    const own = makeCertificate(['localhost']);
    const client = makeCertificate(['client']);
    files = {
      own: join(folder, 'own.crt'),
      other: join(folder, 'other.crt'),
      clientCert: join(folder, 'client.crt'),
      clientKey: join(folder, 'client.key'),
    };
    await writeFile(files.own, own.cert);
    await writeFile(files.other, makeCertificate(['localhost']).cert);
    await writeFile(files.clientCert, client.cert);
    await writeFile(files.clientKey, client.key);
    server = await PostgresServer.create();
    const settings = {
      ssl: 'on',
      ssl_cert_file: await server.write('server.crt', own.cert),
      ssl_key_file: await server.write('server.key', own.key),
      ssl_ca_file: await server.write('clients.crt', client.cert),
    };
    const hba = [
      'local all all trust',
      'hostssl certified all 127.0.0.1/32 trust clientcert=verify-ca',
      'hostssl all all 127.0.0.1/32 trust',
      'hostssl all all ::1/128 trust',
    ];
    await server.configure(settings, `${hba.join('\n')}\n`);
    await server.up();
    await server.query('CREATE DATABASE gatehouse');
    await server.query('CREATE DATABASE certified');
  });

  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  });

  const url = (host: string, query: string, database = 'gatehouse'): string =>
    `postgres://postgres@${host}:${server.port}/${database}?${query}`;

  it.each([
    ['127.0.0.1', 'sslmode=require', true],
    ['127.0.0.1', 'sslmode=prefer', true],
    ['127.0.0.1', 'sslmode=verify-ca&sslrootcert=own', true],
    ['localhost', 'sslmode=verify-full&sslrootcert=own', true],
    ['127.0.0.1', 'sslmode=disable', false],
    ['127.0.0.1', 'sslmode=require&sslrootcert=other', false],
    ['127.0.0.1', 'sslmode=verify-ca&sslrootcert=other', false],
    ['127.0.0.1', 'sslmode=verify-full&sslrootcert=own', false],
    ['localhost', 'sslmode=verify-full', false],
  ])('at %s with %s: %s', async (host, query, expected) => {
    const named = query.replace(/=(own|other)/, (_all, name: 'own' | 'other') => `=${encodeURIComponent(files[name])}`);
    const { ready, output } = await outcome(withUrl(url(host, named)));
    expect([ready, output]).toEqual([expected, expect.any(String)]);
  });

  it('takes all of it from the variables of libpq', async () => {
    const variables = { PGSSLMODE: 'verify-full', PGSSLROOTCERT: files.own };
    expect(await outcome(withUrl(url('localhost', ''), variables))).toMatchObject({ ready: true });
    expect(await outcome(withUrl(url('127.0.0.1', ''), variables))).toMatchObject({ ready: false });
  });

  it('shows a certificate of its own where one is asked for', async () => {
    const certified = url('127.0.0.1', 'sslmode=require', 'certified');
    expect(await outcome(withUrl(certified))).toMatchObject({ ready: false });
    const variables = { PGSSLCERT: files.clientCert, PGSSLKEY: files.clientKey };
    expect(await outcome(withUrl(certified, variables))).toMatchObject({ ready: true });
  });
});

describe('a database', () => {
  let server: PostgresServer;

  beforeAll(async () => {
    server = await PostgresServer.start({ password_encryption: 'scram-sha-256' });
    await server.query('CREATE DATABASE gatehouse');
  });

  afterAll(() => server.stop());

  it('is found by its socket, in both forms', async () => {
    const forms = [
      `postgres://postgres@${encodeURIComponent(server.folder)}:${server.port}/gatehouse`,
      `postgres:///gatehouse?host=${server.folder}&port=${server.port}&user=postgres`,
    ];
    for (const url of forms) {
      const service = await Gatehouse.launch(withUrl(url, { PGSSLMODE: 'require' }));
      await service.ready();
      await walk(service);
      expect(await service.stop()).toBe(0);
    }
  });

  it('with a single connection is enough', async () => {
    const service = await Gatehouse.launch(withUrl(server.url('gatehouse'), { DATABASE_POOL_SIZE: '1' }));
    await service.ready();
    await walk(service);
    expect(await service.stop()).toBe(0);
  });

  it('is migrated by the command line of TypeORM with the same settings', async () => {
    await server.query('CREATE DATABASE by_hand');
    const url = `postgres:///by_hand?host=${server.folder}&port=${server.port}&user=postgres`;
    const env = { ...process.env, DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', DATABASE_DIRECT_URL: url };
    await run('npm', ['run', '--silent', 'migration:run'], { env: { ...env, NODE_OPTIONS: '' } });
    expect(await server.query('SELECT id FROM heartbeat', 'by_hand')).toEqual([{ id: 1 }]);
  });

  it('that refuses the password is waited for, and nothing secret is said', async () => {
    await server.query(`CREATE ROLE guarded LOGIN PASSWORD 'right'`);
    const hba = await readFile(join(server.folder, 'data', 'pg_hba.conf'), 'utf8');
    await server.configure({}, `host all guarded all scram-sha-256\n${hba}`);
    await server.query('SELECT pg_reload_conf()');
    const url = `postgres://guarded:hush%2Fhush@127.0.0.1:${server.port}/gatehouse`;
    const { ready, output } = await outcome(withUrl(url));
    expect(ready).toBe(false);
    expect(output).toMatch(/cannot connect to 127\.0\.0\.1:\d+: password authentication failed/);
    expect(output).not.toMatch(/hush/);
  });
});

describe('what answers as no PostgreSQL would', () => {
  const NONSENSE: readonly [string, Buffer][] = [
    ['asks for a login that the driver does not know', Buffer.from('R\0\0\0\x08\0\0\0\x07')],
    ['is no PostgreSQL', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['sends a message that is too short for its kind', Buffer.from('T\0\0\0\x06\x7f\xff')],
  ];
  const servers: Server[] = [];

  afterAll(() => {
    for (const server of servers) server.close();
  });

  it.each(NONSENSE)('%s: it is waited for', async (_what, answer) => {
    const port = await freePort();
    const server = createServer(socket => socket.on('error', () => undefined).on('data', () => socket.write(answer)));
    servers.push(server);
    await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve));
    const service = await Gatehouse.launch(withUrl(`postgres://a@127.0.0.1:${port}/b`));
    await service.process.printed(/(?:Could not connect[^\n]*\n[^]*){3}/);
    expect((await service.api.get('/health/live')).status).toBe(200);
    expect(await service.stop()).toBe(0);
  });
});
