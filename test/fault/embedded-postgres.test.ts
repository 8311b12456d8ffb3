import { describe, expect, it, jest } from '@jest/globals';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import {
  base,
  dataDir,
  pidOf,
  query,
  remember,
  runs,
  setTheEmbeddedScene,
  start,
  startAndKillService,
} from '../support/embedded-postgres.js';
import { itWhere } from '../support/left-out.js';

jest.setTimeout(60_000);

const asRoot = process.getuid?.() === 0;

setTheEmbeddedScene();

describe('EmbeddedPostgres', () => {
  it('creates a database that only password holders on this machine can reach', async () => {
    const { url } = await start();
    expect(await query(url, 'SELECT current_user::text, current_database()::text')).toEqual([
      ['gatehouse', 'gatehouse'],
    ]);
    const settings = ['server_encoding', 'timezone', 'fsync', 'data_checksums', 'listen_addresses', 'max_connections'];
    const values = await query(url, `SELECT ${settings.map(name => `current_setting('${name}')`).join(', ')}`);
    expect(values).toEqual([['UTF8', 'UTC', 'on', 'on', '127.0.0.1', '100']]);
    expect(await query(url, 'SELECT rolsuper FROM pg_roles WHERE rolname = current_user')).toEqual([[false]]);
    expect(await query(url, "SELECT lower('ÉLAN')")).toEqual([['élan']]);

    const wrong = new URL(url);
    wrong.password = 'guess';
    await expect(query(wrong.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    const secret = await stat(join(dataDir, 'cluster', 'gatehouse-password'));
    expect(secret.mode & 0o777).toBe(0o600);
  });

  it('keeps data over a restart, which is quick and makes nothing anew', async () => {
    const first = await start();
    await remember(first.url, 'kept');
    await first.stop();
    const made = async (): Promise<number> => (await stat(join(dataDir, 'cluster', 'PG_VERSION'))).ino;
    const [cluster, before] = [await made(), Date.now()];
    const second = await start();
    expect(Date.now() - before).toBeLessThan(2_000);
    expect(await made()).toBe(cluster);
    expect(await query(second.url, 'SELECT word FROM memory')).toEqual([['kept']]);
  });

  it('stops once, however often it is asked, and lets open connections fail', async () => {
    const server = await start();
    const pid = await pidOf();
    const client = new Client({ connectionString: server.url });
    const lost = new Promise(resolve => client.once('end', resolve));
    client.on('error', () => undefined);
    await client.connect();
    await Promise.all([server.stop(), server.stop()]);
    await server.stop();
    await lost;
    expect(await runs(pid)).toBe(false);
    await expect(query(server.url, 'SELECT 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('recovers what was committed when PostgreSQL itself was killed', async () => {
    const first = await start();
    await remember(first.url, 'committed');
    process.kill(await pidOf(), 'SIGKILL');
    const second = await start();
    expect(await query(second.url, 'SELECT word FROM memory')).toEqual([['committed']]);
    await first.stop();
    expect(await query(second.url, 'SELECT word FROM memory')).toEqual([['committed']]);
  });

  it('adopts the server of a service that was killed, and stops it like its own', async () => {
    await startAndKillService();
    const orphan = await pidOf();
    expect(await runs(orphan)).toBe(true);
    const lines: string[] = [];
    const server = await start(dataDir, line => lines.push(line));
    expect(await pidOf()).toBe(orphan);
    expect(lines.join('\n')).toContain('found running');
    await remember(server.url, 'adopted');
    await server.stop();
    await expect(query(server.url, 'SELECT 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(await query((await start()).url, 'SELECT word FROM memory')).toEqual([['adopted']]);
  });

  it.each([
    ['a dead process', 2 ** 22 + 1],
    ['another program', process.pid],
  ])('recovers from a lock file left behind that names %s', async (_, pid) => {
    const first = await start();
    await remember(first.url, 'kept');
    const lock = await readFile(join(dataDir, 'cluster', 'postmaster.pid'), 'utf8');
    await first.stop();
    await writeFile(join(dataDir, 'cluster', 'postmaster.pid'), lock.replace(/^\d+/, String(pid)));
    expect(await query((await start()).url, 'SELECT word FROM memory')).toEqual([['kept']]);
  });

  it('recovers from a lock file that was never filled', async () => {
    await (await start()).stop();
    await writeFile(join(dataDir, 'cluster', 'postmaster.pid'), '');
    expect(await query((await start()).url, 'SELECT 1')).toEqual([[1]]);
  });

  it('never takes a half-made database for one, and clears it away', async () => {
    const folder = join(base, 'half-made');
    await mkdir(join(folder, 'cluster.initdb-4194305-abcdef', 'made'), { recursive: true });
    await writeFile(join(folder, 'cluster.initdb-4194305-abcdef', 'made', 'PG_VERSION'), '18\n');
    const { url } = await start(folder);
    expect(await query(url, 'SELECT 1')).toEqual([[1]]);
    expect((await readdir(folder)).sort()).toEqual(['cluster', 'postgresql.log']);
  });

  it('gives services that start at once the same server, and the last to stop ends it', async () => {
    const folder = join(base, 'shared');
    const servers = await Promise.all([start(folder), start(folder), start(folder), start(folder)]);
    expect(new Set(servers.map(server => server.url)).size).toBe(1);
    const url = servers[0].url;
    for (const server of servers.slice(1)) await server.stop();
    expect(await query(url, 'SELECT 1')).toEqual([[1]]);
    await servers[0].stop();
    await expect(query(url, 'SELECT 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('leaves no server behind when all stop at once, nor a service without one that starts meanwhile', async () => {
    const servers = await Promise.all([start(), start(), start()]);
    const [late] = await Promise.all([start(), ...servers.map(server => server.stop())]);
    expect(await query(late.url, 'SELECT 1')).toEqual([[1]]);
    const pid = await pidOf();
    await late.stop();
    expect(await runs(pid)).toBe(false);
  });

  it('says so when the folder holds something else', async () => {
    const folder = join(base, 'occupied');
    await mkdir(join(folder, 'cluster'), { recursive: true });
    await writeFile(join(folder, 'cluster', 'thesis.txt'), '');
    await expect(start(folder)).rejects.toThrow(/holds files that are no database/);
  });

  it('gives the end of the log when PostgreSQL does not start', async () => {
    await (await start()).stop();
    const version = join(dataDir, 'cluster', 'PG_VERSION');
    const right = await readFile(version, 'utf8');
    await writeFile(version, '12\n');
    await expect(start()).rejects.toThrow(/initialized by PostgreSQL version 12.*DATABASE_URL/s);
    await writeFile(version, right);
  });

  // Only root runs PostgreSQL as somebody else, whom a folder can be closed to.
  itWhere(asRoot, 'an embedded database below a closed folder, since this is not root')(
    'as root, works below a folder closed to others and leaves that closed',
    async () => {
      const closed = join(base, 'closed');
      await mkdir(closed, { mode: 0o700 });
      const { url } = await start(join(closed, 'keep', 'data'));
      expect(await query(url, 'SELECT 1')).toEqual([[1]]);
      expect((await stat(closed)).mode & 0o777).toBe(0o700);
    },
  );
});
