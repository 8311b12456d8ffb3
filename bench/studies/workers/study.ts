import { availableParallelism } from 'node:os';
import { Connection } from '../../connection.js';
import { type CpuUse, readCpu, useBetween } from '../../cpu.js';
import { runLoad } from '../../load.js';
import { startPostgres } from '../../stage.js';
import type { Study } from '../../study.js';
import type { Options } from '../../options.js';
import { makeSite, type Setting, startService } from '../lone-service.js';
import { populate } from '../scale/crowd.js';
import { works } from '../scale/works.js';
import { familyOf } from './family.js';
import { ceilingOf, type Side, separatedOf, type WorkersFigures, workersReport } from './report.js';

const SESSIONS = 2000;
const CONNECTIONS = 32;
/** Few enough that each worker has soon seen them all: what a token costs that is new is another matter. */
const PEOPLE = 100;
/** Each worker has to be warm, and shares the time for that with the others. */
const WARM_UPS = 4;

/** Introspection by one worker and by two, in turn: all of it is the service's own work, the database has no part. */
export const workers: Study<WorkersFigures> = {
  name: 'workers',
  about: 'introspection by a service with two workers, beside one with one',
  async run(options, cleanup, signal) {
    const setting = { cleanup, signal };
    const server = await startPostgres(setting);
    const one = await settle(server, 1, options, setting);
    const two = await settle(server, 2, options, setting);
    const rounds: WorkersFigures['rounds'][number][] = [];
    for (let round = 0; round < options.rounds; round++) {
      const first = await (round % 2 === 0 ? one : two)(options.roundMs);
      const second = await (round % 2 === 0 ? two : one)(options.roundMs);
      rounds.push(round % 2 === 0 ? { one: first, two: second } : { one: second, two: first });
    }
    return { cores: availableParallelism(), rounds };
  },
  report: workersReport,
  figures: figures => (Number.isFinite(ceilingOf(figures)) ? { workers: separatedOf(figures) } : {}),
};

/** @returns what puts a service with so many workers under load for so long */
async function settle(
  server: string,
  count: number,
  { warmUpMs, quick }: Options,
  setting: Setting,
): Promise<(durationMs: number) => Promise<Side>> {
  const site = await makeSite(server, `bench_workers_${count}`, setting);
  await populate(site.pool, quick ? 200 : SESSIONS);
  const target = await startService(site, setting, { GATEHOUSE_WORKERS: String(count) });
  const connections = Array.from({ length: CONNECTIONS }, () => new Connection(target));
  setting.cleanup.add('the connections', async () => connections.forEach(connection => connection.close()));
  const secret = site.environment['GATEHOUSE_SECRET'] ?? '';
  const introspect = works.find(({ name }) => name === 'introspect');
  const steps = (await introspect?.prepare(target, connections, { people: PEOPLE, requests: 0, secret })) ?? [];
  const pids = await familyOf(target.pid);
  const run = async (durationMs: number): Promise<Side> => {
    const before = await readCpu(pids, site.postmaster);
    const { latencies, seconds } = await runLoad(steps, { durationMs, requests: Infinity, signal: setting.signal });
    const use = useBetween(before, await readCpu(pids, site.postmaster));
    return { rate: latencies.length / seconds, cpu: costs(use, latencies.length) };
  };
  await run(warmUpMs * WARM_UPS);
  return run;
}

function costs(use: CpuUse | undefined, requests: number): Side['cpu'] {
  if (use === undefined) return null;
  const { client, server, database } = use.seconds;
  const each = (seconds: number): number => (seconds * 1000) / requests;
  return { client: each(client), server: each(server), database: each(database) };
}
