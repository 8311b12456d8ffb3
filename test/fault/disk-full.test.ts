import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Api } from '../support/api.js';
import { databaseOn } from '../support/database-on.js';
import { describeWhere } from '../support/left-out.js';
import { adminToken, logIn, newPerson } from '../support/people.js';
import { PostgresServer } from '../support/postgres-server.js';
import { rounds, tally } from '../support/rounds.js';
import { type SmallDisk, smallDisksAreToBeHad, useSmallDisk } from '../support/small-disk.js';
import { Ledger } from '../support/traffic/ledger.js';
import { newTraffic } from '../support/traffic/new-traffic.js';
import { settle } from '../support/traffic/settlement.js';
import type { Door } from '../support/traffic/traffic.js';
import { use } from '../support/use.js';
import { useInstances } from '../support/use-gatehouse.js';
import { until } from '../support/workers.js';

const DATABASE = 'gatehouse';
const ROLE = 'gatehouse';
const DISK_MIB = 128;
/** The disk stays full for so long, from the first refusal on. */
const FULL_MS = rounds(10_000, 3000);
const RESUMED_WITHIN_MS = 5000;
const AT_LEAST_WRITTEN = 40;

const describeHere = describeWhere(smallDisksAreToBeHad, 'a full disk, since nothing can be mounted here');

/** Has a server on that disk, with the role of the service and its database. */
type Making = (disk: SmallDisk) => Promise<PostgresServer>;

/** The tables alone are on it: what does not need more room goes on. */
const withTablesOn: Making = async disk => {
  const server = await PostgresServer.start();
  await server.account.own(disk.folder);
  await server.query(`CREATE ROLE ${ROLE} LOGIN`);
  await server.query(`CREATE TABLESPACE small LOCATION '${disk.folder}'`);
  await server.query(`CREATE DATABASE ${DATABASE} OWNER ${ROLE} TABLESPACE small`);
  return server;
};

/** All that it has is on it, its log too, without which nothing can be written and it ends. */
const whollyOn: Making = async disk => {
  const server = await PostgresServer.create(disk.folder, ['--wal-segsize=1']);
  await server.configure({ min_wal_size: '2MB', max_wal_size: '8MB', wal_recycle: 'off' });
  await server.up();
  await server.query(`CREATE ROLE ${ROLE} LOGIN`);
  await server.query(`CREATE DATABASE ${DATABASE} OWNER ${ROLE}`);
  return server;
};

describeHere.each<[what: string, making: Making, goesOnReading: boolean]>([
  ['the disk of its tables', withTablesOn, true],
  ['the disk of its log', whollyOn, false],
])('while people come and go, the one PostgreSQL fills %s', (_what, making, goesOnReading) => {
  const disk = useSmallDisk(DISK_MIB)!;
  const server = use(
    () => making(disk),
    server => server.stop(),
  );
  const database = databaseOn(server, DATABASE, ROLE);
  const instances = useInstances(database, {}, {});
  let doors: Door[];
  let admin: string;
  let token: string;

  beforeAll(async () => {
    doors = instances.map(({ api }, place) => ({ way: `instance ${place}`, api }));
    const { api } = instances[0];
    admin = await adminToken(api);
    token = (await logIn(api, await newPerson(api))).access_token;
  });
  afterEach(() => disk.free());

  /** Keeps it full, and asks meanwhile what needs no room. @returns what was answered, by status */
  async function keepFull(ledger: Ledger): Promise<Record<string, number>> {
    const told: number[] = [];
    const ask = async (api: Api): Promise<void> => {
      const answers = [api.get('/.well-known/jwks.json'), ...(goesOnReading ? readings(api) : [])];
      told.push(...(await Promise.all(answers)).map(({ status }) => status));
    };
    await until(async () => {
      await disk.fill();
      return ledger.refused > 0;
    }, 60_000);
    for (const end = performance.now() + FULL_MS; performance.now() < end; await delay(100)) {
      await disk.fill();
      await Promise.all(doors.map(({ api }) => ask(api)));
    }
    return tally(told);
  }

  const readings = (api: Api): ReturnType<Api['get']>[] => [
    api.me(token),
    api.get('/v1/sessions', { token }),
    api.get('/v1/users?limit=1', { token: admin }),
  ];

  it('what cannot be written is refused, what is known is told, nothing is lost, and it recovers by itself', async () => {
    const ledger = new Ledger();
    const traffic = await newTraffic({ doors, ledger, admin });
    const written = async (): Promise<void> => {
      const wanted = ledger.acknowledged + AT_LEAST_WRITTEN;
      await until(() => ledger.acknowledged >= wanted);
    };
    const running = traffic.run();
    let told: Record<string, number> = {};
    let resumed = Infinity;
    try {
      await written();
      told = await keepFull(ledger);
      await disk.free();
      // Whoever runs a server has it started again.
      if (server.hasEnded) await server.up();
      const over = performance.now();
      for (const { way } of doors) await until(() => ledger.lastWritten(way) > over);
      resumed = performance.now() - over;
      await written();
    } finally {
      traffic.stop();
      await running;
    }
    await settle({ doors, database }, traffic);
    expect(ledger.wrong).toEqual([]);
    expect(Object.keys(told)).toEqual(['200']);
    expect(resumed).toBeLessThan(RESUMED_WITHIN_MS);
  });
});
