import { setTimeout as delay } from 'node:timers/promises';
import { Connection } from '../../connection.js';
import { readCpu, useBetween } from '../../cpu.js';
import { runLoad } from '../../load.js';
import type { Options } from '../../options.js';
import { quantile } from '../../quantile.js';
import { say } from '../../say.js';
import { startPostgres } from '../../stage.js';
import type { Study } from '../../study.js';
import type { Target } from '../../target.js';
import { makeSite, type Setting, startService } from '../lone-service.js';
import { populate } from './crowd.js';
import { type Cost, growth, type ScaleFigures, type WorkFigures } from './figures.js';
import { scaleReport } from './report.js';
import { type Work, works } from './works.js';

const CONNECTIONS = 16;
const SIZES = [10_000, 100_000, 1_000_000];
const QUICK_SIZES = [500, 5000];
/** A backend tells the statistics what it has done when it has been idle for so long. */
const STATISTICS_MS = 11_000;

interface Place {
  readonly sessions: number;
  readonly target: Target;
  readonly postmaster: number;
  readonly secret: string;
}

/** Each work on each table in turn, by services of their own on one PostgreSQL. */
export const scale: Study<ScaleFigures> = {
  name: 'scale',
  about: 'what a request costs with 10,000, 100,000 and a million sessions',
  async run(options, cleanup, signal) {
    const setting = { cleanup, signal };
    const server = await startPostgres(setting);
    const places: Place[] = [];
    for (const sessions of options.quick ? QUICK_SIZES : SIZES) {
      say(`  ${sessions.toLocaleString('en')} sessions …`);
      places.push(await settle(server, sessions, setting));
    }
    const sizes = await sizesOf(places.at(-1));
    const measured: WorkFigures[] = [];
    let hotUpdates: number | null = null;
    for (const work of works) {
      measured.push(await measureWork(work, places, options, setting));
      if (work.name !== 'refresh') continue;
      await delay(options.quick ? 0 : STATISTICS_MS, undefined, { signal });
      hotUpdates = await hotPart(places.at(-1)?.target);
    }
    return { rounds: options.rounds, works: measured, ...sizes, hotUpdates };
  },
  report: scaleReport,
  figures: ({ works: measured, hotUpdates }) => ({
    scale: Math.max(...measured.map(({ costs }) => growth(costs))),
    ...(hotUpdates !== null && { 'hot-updates': hotUpdates }),
  }),
};

async function settle(server: string, sessions: number, setting: Setting): Promise<Place> {
  const site = await makeSite(server, `bench_scale_${sessions}`, setting);
  await populate(site.pool, sessions);
  const target = await startService(site, setting);
  return { sessions, target, postmaster: site.postmaster, secret: site.environment['GATEHOUSE_SECRET'] ?? '' };
}

async function measureWork(
  work: Work,
  places: readonly Place[],
  { rounds, roundMs, warmUpMs, people }: Options,
  { cleanup, signal }: Setting,
): Promise<WorkFigures> {
  const { requestsARound: requests = Infinity } = work;
  const sides: { readonly place: Place; readonly run: (durationMs: number) => Promise<Omit<Cost, 'sessions'>> }[] = [];
  let made = 0;
  for (const place of places) {
    const connections = Array.from({ length: CONNECTIONS }, () => new Connection(place.target));
    cleanup.add('connections', async () => connections.forEach(connection => connection.close()));
    const size = { people, requests: requests * (rounds + 1), secret: place.secret };
    const steps = await work.prepare(place.target, connections, size);
    const run = async (durationMs: number): Promise<Omit<Cost, 'sessions'>> => {
      const before = await readCpu([place.target.pid], place.postmaster);
      const { latencies } = await runLoad(steps, { durationMs, requests, signal });
      made += latencies.length;
      const use = useBetween(before, await readCpu([place.target.pid], place.postmaster));
      const of = (user: 'server' | 'database'): number => ((use?.seconds[user] ?? NaN) * 1000) / latencies.length;
      return { p50: quantile(latencies, 0.5), server: of('server'), database: of('database') };
    };
    sides.push({ place, run });
  }
  const measured = new Map(sides.map(side => [side, [] as Omit<Cost, 'sessions'>[]]));
  for (const side of sides) await side.run(warmUpMs);
  const [walBefore, requestsBefore] = [await walOf(places[0]), made];
  for (let round = 0; round < rounds; round++) {
    for (const side of round % 2 === 1 ? sides.toReversed() : sides) measured.get(side)?.push(await side.run(roundMs));
  }
  const walBytes = ((await walOf(places[0])) - walBefore) / (made - requestsBefore);
  const costs = [...measured].map(([{ place }, costs]) => {
    const median = (key: 'p50' | 'server' | 'database'): number =>
      quantile(
        costs.map(cost => cost[key]),
        0.5,
      );
    return { sessions: place.sessions, p50: median('p50'), server: median('server'), database: median('database') };
  });
  return { work: work.name, costs, walBytes };
}

async function walOf(place: Place | undefined): Promise<number> {
  const sql = `SELECT (pg_current_wal_lsn() - '0/0')::float8 AS bytes`;
  return (await place?.target.database.query<{ bytes: number }>(sql))?.rows[0]?.bytes ?? NaN;
}

async function sizesOf(place: Place | undefined): Promise<Pick<ScaleFigures, 'rowBytes' | 'indexBytes'>> {
  const sql = `SELECT pg_table_size('sessions')::float8 AS rows, pg_indexes_size('sessions')::float8 AS indexes`;
  const { rows, indexes } = (await place?.target.database.query<{ rows: number; indexes: number }>(sql))?.rows[0] ?? {
    rows: NaN,
    indexes: NaN,
  };
  const sessions = place?.sessions ?? NaN;
  return { rowBytes: rows / sessions, indexBytes: indexes / sessions };
}

async function hotPart(target: Target | undefined): Promise<number | null> {
  const { rows = [] } =
    (await target?.database.query<{ part: number | null }>(
      `SELECT n_tup_hot_upd::float8 / nullif(n_tup_upd, 0) AS part FROM pg_stat_user_tables WHERE relname = 'sessions'`,
    )) ?? {};
  return rows[0]?.part ?? null;
}
