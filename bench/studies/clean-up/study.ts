import { performance } from 'node:perf_hooks';
import { Connection } from '../../connection.js';
import { runLoad } from '../../load.js';
import { quantile } from '../../quantile.js';
import { refresh } from '../../scenarios/refresh.js';
import { startPostgres } from '../../stage.js';
import type { Study } from '../../study.js';
import { makeSite, startService } from '../lone-service.js';
import { populate } from '../scale/crowd.js';
import { Purges } from './purge.js';

const MILLION = 1_000_000;
const CONNECTIONS = 8;
/** A round has to be long enough for a p99, and there is a million to clean up meanwhile. */
const ROUND_MS = 2000;
const ROUNDS = 9;

/** Latencies of refresh in milliseconds, a number a round. */
interface Round {
  readonly p50: number;
  readonly p99: number;
}

interface CleanUpFigures {
  readonly rows: number;
  readonly without: readonly Round[];
  readonly during: readonly Round[];
  /** Rows that were cleaned up, and in how many seconds. */
  readonly removed: number;
  readonly seconds: number;
}

export const cleanUp: Study<CleanUpFigures> = {
  name: 'clean-up',
  about: 'refresh while a million expired sessions are cleaned up, and while not',
  async run({ quick }, cleanup, signal) {
    const setting = { cleanup, signal };
    const site = await makeSite(await startPostgres(setting), 'bench_clean_up', setting);
    const rows = quick ? 20_000 : MILLION;
    await populate(site.pool, rows, `now() - interval '1 day' * random()`);
    // Its own clean-up would come every minute.
    const target = await startService(site, setting, { GATEHOUSE_CLEANUP_INTERVAL: '1d' });
    const connections = Array.from({ length: CONNECTIONS }, () => new Connection(target));
    cleanup.add('the connections', async () => connections.forEach(connection => connection.close()));
    const steps = await refresh.prepare(target, connections, { people: 0, requests: 0 });
    const round = async (durationMs: number): Promise<Round> => {
      const { latencies } = await runLoad(steps, { durationMs, requests: Infinity, signal });
      return { p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) };
    };
    const roundMs = quick ? 200 : ROUND_MS;
    await round(roundMs);
    const purges = new Purges(site, setting);
    const [without, during]: [Round[], Round[]] = [[], []];
    let [removed, seconds] = [0, 0];
    while (during.length < (quick ? 2 : ROUNDS)) {
      without.push(await round(roundMs));
      const end = await purges.begin();
      const [before, started] = [await purges.left(), performance.now()];
      during.push(await round(roundMs));
      removed += before - (await purges.left());
      seconds += (performance.now() - started) / 1000;
      await end();
    }
    return { rows, without, during, removed, seconds };
  },
  report({ rows, without, during, removed, seconds }) {
    const median = (rounds: readonly Round[], key: keyof Round): string =>
      quantile(
        rounds.map(round => round[key]),
        0.5,
      ).toFixed(1);
    return [
      `Refresh, p50 / p99: ${median(without, 'p50')} / ${median(without, 'p99')} ms without a clean-up, ${median(during, 'p50')} / ${median(during, 'p99')} ms during one: p99 ${rise(without, during).toFixed(2)} times.`,
      `Medians of ${during.length} rounds in turn; ${removed.toLocaleString('en')} of ${rows.toLocaleString('en')} rows removed in ${seconds.toFixed(1)} s: ${Math.round(removed / seconds).toLocaleString('en')} a second.`,
    ].join('\n');
  },
  figures: ({ without, during }) => ({ 'clean-up': rise(without, during) }),
};

/** Of neighbours in time. */
function rise(without: readonly Round[], during: readonly Round[]): number {
  return quantile(
    during.map(({ p99 }, place) => p99 / (without[place]?.p99 ?? NaN)),
    0.5,
  );
}
