import { performance } from 'node:perf_hooks';
import type { Pool } from 'pg';
import { addAccounts, type Account } from '../../accounts.js';
import type { Cleanup } from '../../cleanup.js';
import { assemble } from '../../cast/cast.js';
import { claimsOf, LoggedIn } from '../../cast/login.js';
import { closeConnections, request } from '../../cast/request.js';
import { FEW, type Options } from '../../options.js';
import { quantile } from '../../quantile.js';
import { startPostgres } from '../../stage.js';
import type { Study } from '../../study.js';

interface ManySessions {
  /** How many sessions the one with many has. */
  readonly sessions: number;
  /** Milliseconds that a logout everywhere takes, a number a round. */
  readonly few: readonly number[];
  readonly many: readonly number[];
  /** Rows that a logout of the one with many sessions has written into the feed. */
  readonly rows: number;
}

/** A user who stays logged in while all their other sessions end, again and again. */
class Person {
  private constructor(
    private readonly url: string,
    private readonly pool: Pool,
    private readonly sessions: number,
    private readonly login: LoggedIn,
  ) {}

  static async enter(url: string, pool: Pool, account: Account, sessions: number): Promise<Person> {
    return new Person(url, pool, sessions, await LoggedIn.enter(url, account));
  }

  /** Opens the sessions, and logs out of all of them but one. @returns milliseconds that the latter took */
  async logOutEverywhere(): Promise<number> {
    const { sub } = claimsOf(this.login.accessToken);
    await this.pool.query(
      `INSERT INTO sessions (id, user_id, client_id, jti, issued_at, expires_at, last_used_at, idle_seconds,
                             opened_epoch, secret_hash, rotated_at)
       SELECT gen_random_uuid(), id, 'gatehouse', 'bench', now(), now() + interval '1 day', now(), 3600,
              sessions_epoch, '', now() FROM subjects, generate_series(1, $2::integer) WHERE id = $1`,
      [sub, this.sessions],
    );
    const token = await this.login.refresh();
    const started = performance.now();
    await request(this.url, 'POST', '/v1/auth/logout-all?keep_current=true', { token });
    const took = performance.now() - started;
    await this.pool.query(`DELETE FROM sessions WHERE user_id = $1 AND jti = 'bench'`, [sub]);
    return took;
  }
}

/** A logout everywhere of somebody with ten sessions and of somebody with ten thousand, in turn. */
async function measure(
  { scale: { many: sessions, rounds } }: Options,
  cleanup: Cleanup,
  signal: AbortSignal,
): Promise<ManySessions> {
  cleanup.add('the connections', async () => closeConnections());
  const server = await startPostgres({ cleanup, signal });
  const casting = { server, database: 'bench_many_sessions', redisUrl: undefined, instances: 1, services: 0 };
  const { instances, pool } = await assemble({ ...casting, cleanup, signal });
  const origin = instances[0]?.url ?? '';
  const accounts = await addAccounts({ database: pool }, 2);
  const [one, other] = accounts as [Account, Account];
  const few = await Person.enter(origin, pool, one, FEW);
  const many = await Person.enter(origin, pool, other, sessions);
  const times: { few: number[]; many: number[] } = { few: [], many: [] };
  for (let round = 0; round < rounds; round++) {
    signal.throwIfAborted();
    times.few.push(await few.logOutEverywhere());
    times.many.push(await many.logOutEverywhere());
  }
  const { rows } = await pool.query<{ rows: number }>(
    `SELECT count(*)::integer AS rows FROM revocations WHERE kind IN ('session', 'subject')`,
  );
  // One row for each of the two, however often and of however many sessions they logged out.
  return { sessions, ...times, rows: (rows[0]?.rows ?? 0) / 2 };
}

export const manySessions: Study<ManySessions> = {
  name: 'many-sessions',
  about: 'a logout everywhere with 10 and with 10,000 sessions',
  run: measure,
  report({ sessions, few, many, rows }) {
    const [short, long] = [quantile(few, 0.5), quantile(many, 0.5)];
    return [
      `Logout everywhere: ${short.toFixed(1)} ms with ${FEW} sessions, ${long.toFixed(1)} ms with ${sessions.toLocaleString('en')}: ${(long / short).toFixed(2)} times.`,
      `Medians of ${few.length} rounds in turn; ${rows} row in the feed for each user.`,
    ].join('\n');
  },
  figures: ({ few, many }) => ({ 'many-sessions': quantile(many, 0.5) / quantile(few, 0.5) }),
};
