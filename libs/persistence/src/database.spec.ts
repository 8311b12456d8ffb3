import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { Config, databaseSettings, Metrics } from '#libs/platform';
import { Database } from './database.js';
import { DatabaseMetrics } from './database-metrics.js';
import { serviceDataSource } from './data-source.js';
import { EmbeddedPostgres } from './embedded/embedded-postgres.js';
import { OwnConnection } from './own-connection.js';
import { Routes } from './routes.js';
import { statement } from './statement.js';

jest.setTimeout(60_000);

const select = statement<{ id: number; at: Date | null }, [number]>(
  'spec.select',
  'SELECT * FROM things WHERE id = $1',
);
const insert = statement<never, [number]>('spec.insert', 'INSERT INTO things (id) VALUES ($1)');

describe('the database', () => {
  let folder: string;
  let server: EmbeddedPostgres;
  let dataSource: DataSource;
  let database: Database;
  let own: OwnConnection;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gatehouse-spec-'));
    server = await EmbeddedPostgres.start({ dataDir: join(folder, 'data') });
    const routes = Routes.of({ database: databaseSettings({ DATABASE_URL: server.url, DATABASE_PREPARED: 'on' }) });
    // One connection, so that what is done behind its back is done to it.
    dataSource = await serviceDataSource(routes.requests, [], 1).initialize();
    database = new Database(dataSource, routes, new DatabaseMetrics(dataSource, {} as Config, new Metrics()));
    own = new OwnConnection(routes);
    await plainly('CREATE TABLE things (id integer PRIMARY KEY, at timestamptz)');
    Logger.overrideLogger(false);
  });

  afterAll(async () => {
    own.onApplicationShutdown();
    await dataSource.destroy();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const plainly = (text: string): Promise<unknown> => dataSource.query(text);

  it.each(['DEALLOCATE ALL', 'DISCARD ALL'])('goes on after %s behind its back', async text => {
    await database.run(select, [0]);
    await plainly(text);
    await expect(database.run(select, [0])).resolves.toEqual([]);
    await database.run(select, [0]);
    await plainly(text);
    const id = text.length;
    await database.transaction(async transaction => {
      await transaction.run(insert, [id]);
      expect(await transaction.run(select, [id])).toHaveLength(1);
    });
    await expect(database.run(select, [id])).resolves.toHaveLength(1);
    await plainly('DELETE FROM things');
  });

  it('goes on when a name is taken already', async () => {
    await plainly('DISCARD ALL');
    await plainly('PREPARE "spec.insert" AS SELECT 1');
    await database.run(insert, [77]);
    await expect(database.run(select, [77])).resolves.toHaveLength(1);
    await plainly('DELETE FROM things');
  });

  it('goes on when a table gets another column, also on the connection beside the pool', async () => {
    await database.run(select, [0]);
    await own.run(select, [0]);
    await plainly('ALTER TABLE things ADD COLUMN extra text');
    await expect(database.run(select, [0])).resolves.toEqual([]);
    await expect(own.run(select, [0])).resolves.toEqual([]);
    await database.run(select, [0]);
    await plainly('ALTER TABLE things ADD COLUMN another text');
    await expect(database.transaction(transaction => transaction.run(select, [0]))).resolves.toEqual([]);
  });

  it.each(['infinity', '-infinity', '294276-01-01 00:00Z', '0044-03-15 00:00Z BC'])(
    'gives %s as a time that can be written',
    async time => {
      await plainly(`INSERT INTO things (id, at) VALUES (1, '${time}')`);
      const [row] = await database.run(select, [1]);
      expect(row?.at?.toISOString()).toMatch(/^\d{4}-/);
      await plainly('DELETE FROM things');
    },
  );

  it('fails the request whose answer cannot be read, and no other', async () => {
    await plainly(`INSERT INTO things (id, at) VALUES (1, now())`);
    await plainly(`SET DateStyle TO 'German'`);
    await expect(database.run(select, [1])).rejects.toThrow('not in the ISO form');
    await plainly('RESET DateStyle');
    await expect(database.run(select, [1])).resolves.toHaveLength(1);
  });

  it('takes back what is only tried, and says what it came to', async () => {
    const committed: boolean[] = [];
    const came = await database.tryInTurn('things', async transaction => {
      transaction.afterwards(isCommitted => committed.push(isCommitted));
      await transaction.run(insert, [55]);
      return transaction.run(select, [55]);
    });
    expect([came.length, committed, await database.run(select, [55])]).toEqual([1, [false], []]);
    const refused = database.tryInTurn('things', () => Promise.reject(new Error('refused')));
    await expect(refused).rejects.toThrow('refused');
  });

  it('says that the database is away where it may only be read, and gets another session then', async () => {
    await plainly('SET default_transaction_read_only TO on');
    await expect(database.run(insert, [9])).rejects.toMatchObject({ code: 'database_unavailable' });
    await expect(database.run(insert, [9])).resolves.toEqual([]);
  });
});
