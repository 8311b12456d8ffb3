import type { Cleanup } from '../../cleanup.js';
import type { Options } from '../../options.js';
import { say } from '../../say.js';
import { startPostgres } from '../../stage.js';
import type { Study } from '../../study.js';
import { startRedis } from './redis.js';
import { propagationLine, propagationReport } from './report.js';
import { measurePropagation, type Propagation, type Wiring } from './wiring.js';

/** How long a revocation takes to arrive, over PostgreSQL and over Redis, with several numbers of instances. */
export const revocation: Study<Propagation[]> = {
  name: 'revocation',
  about: 'how long a revocation takes until every service refuses the token',
  async run({ scale }: Options, cleanup: Cleanup, signal: AbortSignal) {
    const server = await startPostgres({ cleanup, signal });
    const rows: Propagation[] = [];
    for (const wiring of await wirings(cleanup)) {
      for (const instances of scale.instances) {
        const row = await measurePropagation({ server, signal, scale }, wiring, instances);
        say(`  ${instances} instances, woken by ${wiring.name}: ${propagationLine(row)}`);
        rows.push(row);
      }
    }
    return rows;
  },
  report: propagationReport,
};

async function wirings(cleanup: Cleanup): Promise<Wiring[]> {
  const redisUrl = await startRedis(cleanup);
  if (redisUrl === undefined) say('  Left out: Redis, since there is no redis-server on this machine.');
  const postgres = { name: 'PostgreSQL', redisUrl: undefined } as const;
  return redisUrl === undefined ? [postgres] : [postgres, { name: 'Redis', redisUrl }];
}
