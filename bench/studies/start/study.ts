import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import { Connection } from '../../connection.js';
import { runLoad } from '../../load.js';
import { quantile } from '../../quantile.js';
import { say } from '../../say.js';
import { refresh } from '../../scenarios/refresh.js';
import { SERVICE, startPostgres } from '../../stage.js';
import type { Study } from '../../study.js';
import { makeSite, type Setting, type Site } from '../lone-service.js';
import { begin, readingSeconds, type Started } from './beginnings.js';
import { memoryOf } from './memory.js';
import { type Sizes, type StartFigures, startReport } from './report.js';

const ROUNDS = 5;
/** What a start has left behind is collected by then, as far as it is at all. */
const SETTLING_MS = 4000;
const LOAD_MS = 3000;
const LIVE_REVOCATIONS = 100_000;

export const start: Study<StartFigures> = {
  name: 'start',
  about: 'from the start of the built program, and of npm start, to ready; memory idle and under load',
  async run({ quick }, cleanup, signal) {
    const setting = { cleanup, signal };
    const site = await makeSite(await startPostgres(setting), 'bench_start', setting);
    const env = { ...process.env, NODE_OPTIONS: '', ...site.environment };
    const rounds: StartFigures['rounds'][number][] = [];
    // The first one makes the administrator and the keys.
    await once(() => begin([SERVICE], env, signal));
    for (let round = 0; round < (quick ? 1 : ROUNDS); round++) {
      const reading = await readingSeconds(env);
      rounds.push({ ...reading, ...(await once(() => begin([SERVICE], env, signal))) });
    }
    const npm = process.env['npm_execpath'];
    if (npm === undefined) say('  Left out: npm start, since the bench was not started by npm.');
    const again = [];
    while (npm !== undefined && again.length < (quick ? 1 : ROUNDS)) {
      again.push((await once(() => begin([npm, 'start', '--silent'], env, signal))).ready);
    }
    const settling = quick ? 0 : SETTLING_MS;
    const memory = await sizesOf(site, env, settling, setting);
    await revoke(site.pool, quick ? 100 : LIVE_REVOCATIONS);
    return { rounds, again, memory, withRevocations: await sizesOf(site, env, settling, setting) };
  },
  report: startReport,
  figures: ({ rounds, again, memory }) => ({
    'start-s': quantile(
      rounds.map(({ ready }) => ready),
      0.5,
    ),
    ...(again.length > 0 && { 'start-again-s': quantile(again, 0.5) }),
    ...(memory !== null && { 'idle-mb': memory.idle.resident }),
  }),
};

async function once(beginning: () => Promise<Started>): Promise<{ listening: number; ready: number }> {
  const { listening, ready, stop } = await beginning();
  await stop();
  return { listening, ready };
}

/** Idle some seconds after the start, and after a load. */
async function sizesOf(
  { pool }: Site,
  env: NodeJS.ProcessEnv,
  settling: number,
  { cleanup, signal }: Setting,
): Promise<Sizes | null> {
  const port = 20_000 + (process.pid % 20_000);
  const started = await begin([SERVICE], { ...env, PORT: String(port) }, signal);
  cleanup.add('the service', () => started.stop());
  await delay(settling, undefined, { signal });
  const idle = await memoryOf(started.pid);
  const target = { name: 'service', url: `http://127.0.0.1:${port}`, pid: started.pid, database: pool } as const;
  const connections = Array.from({ length: refresh.connections }, () => new Connection(target));
  cleanup.add('connections', async () => connections.forEach(connection => connection.close()));
  const steps = await refresh.prepare(target, connections, { people: 0, requests: 0 });
  const durationMs = settling === 0 ? 200 : LOAD_MS;
  await runLoad(steps, { durationMs, requests: Infinity, signal });
  const underLoad = await memoryOf(started.pid);
  connections.forEach(connection => connection.close());
  await started.stop();
  return idle === null || underLoad === null ? null : { idle, underLoad };
}

/** Entries of the feed that every instance has to hold: sessions that have ended. */
async function revoke(pool: Pool, count: number): Promise<void> {
  await pool.query(
    `INSERT INTO revocations (kind, target, transaction_id, revoked_at, expires_at)
     SELECT 'session', gen_random_uuid()::text, pg_current_xact_id()::text::bigint, now(), now() + interval '1 hour'
     FROM generate_series(1, $1::integer)`,
    [count],
  );
}
