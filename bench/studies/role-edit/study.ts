import { performance } from 'node:perf_hooks';
import type { Pool } from 'pg';
import type { Cleanup } from '../../cleanup.js';
import { FEW, type Options } from '../../options.js';
import { quantile } from '../../quantile.js';
import { startPostgres } from '../../stage.js';
import type { Study } from '../../study.js';
import type { Administration } from '../../cast/administration.js';
import { assemble } from '../../cast/cast.js';
import { closeConnections } from '../../cast/request.js';

/** What the edits of one role came to. */
interface Edits {
  readonly members: number;
  /** Milliseconds, a number a round. */
  readonly took: number[];
  /** Rows that each has written into the feed. */
  readonly rows: number[];
}

interface RoleEdit {
  readonly few: Edits;
  readonly many: Edits;
}

class EditedRole implements Edits {
  readonly took: number[] = [];
  readonly rows: number[] = [];
  private round = 0;

  private constructor(
    private readonly pool: Pool,
    private readonly administration: Administration,
    private readonly name: string,
    readonly members: number,
  ) {}

  static async create(pool: Pool, administration: Administration, name: string, members: number): Promise<EditedRole> {
    await administration.createRole(name);
    await pool.query(
      `WITH member AS (INSERT INTO subjects (id, kind, status)
                       SELECT gen_random_uuid(), 'user', 'active' FROM generate_series(1, $2::integer) RETURNING id),
            account AS (INSERT INTO users (id, email, password_hash)
                        SELECT id, id || '@bench.example', '' FROM member RETURNING id)
       INSERT INTO user_roles (user_id, role) SELECT id, $1 FROM account`,
      [name, members],
    );
    return new EditedRole(pool, administration, name, members);
  }

  /** Gives its members one permission in place of another. */
  async edit({ measured }: { measured: boolean }): Promise<void> {
    const before = await this.nextTransaction();
    const started = performance.now();
    await this.administration.editRole(this.name, [`bench:round-${this.round++}`]);
    const took = performance.now() - started;
    if (!measured) return;
    this.took.push(took);
    this.rows.push(await this.rowsSince(before));
  }

  private async nextTransaction(): Promise<string> {
    const sql = `SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS next`;
    return (await this.pool.query<{ next: string }>(sql)).rows[0]?.next ?? '0';
  }

  private async rowsSince(transaction: string): Promise<number> {
    const sql = 'SELECT count(*)::integer AS rows FROM revocations WHERE transaction_id >= $1::bigint';
    return (await this.pool.query<{ rows: number }>(sql, [transaction])).rows[0]?.rows ?? NaN;
  }
}

/** The edit of a role with ten members and of one with ten thousand, in turn. */
async function measure(
  { scale: { many: members, rounds, warmUp } }: Options,
  cleanup: Cleanup,
  signal: AbortSignal,
): Promise<RoleEdit> {
  cleanup.add('the connections', async () => closeConnections());
  const server = await startPostgres({ cleanup, signal });
  const casting = { server, database: 'bench_role_edit', redisUrl: undefined, instances: 1, services: 0 };
  const { administration, pool } = await assemble({ ...casting, cleanup, signal });
  const few = await EditedRole.create(pool, administration, 'few', FEW);
  const many = await EditedRole.create(pool, administration, 'many', members);
  await pool.query('ANALYZE');
  for (let round = 0; round < warmUp + rounds; round++) {
    signal.throwIfAborted();
    for (const role of [few, many]) await role.edit({ measured: round >= warmUp });
  }
  return { few: resultOf(few), many: resultOf(many) };
}

const resultOf = ({ members, took, rows }: Edits): Edits => ({ members, took, rows });

function range(counts: readonly number[]): string {
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return least === most ? String(least) : `${least} to ${most}`;
}

export const roleEdit: Study<RoleEdit> = {
  name: 'role-edit',
  about: 'the edit of a role with 10 and with 10,000 members',
  run: measure,
  report({ few, many }) {
    const [short, long] = [quantile(few.took, 0.5), quantile(many.took, 0.5)];
    return [
      `Edit of a role: ${short.toFixed(1)} ms with ${few.members} members, ${long.toFixed(1)} ms with ${many.members.toLocaleString('en')}: ${(long / short).toFixed(2)} times.`,
      `Medians of ${few.took.length} rounds in turn; rows in the feed for each edit: ${range(few.rows)} and ${range(many.rows)}.`,
    ].join('\n');
  },
  figures: ({ few, many }) => ({ 'many-members': quantile(many.took, 0.5) / quantile(few.took, 0.5) }),
};
