import { performance } from 'node:perf_hooks';
import type { Pool } from 'pg';
import { Cleanup } from '../cleanup.js';
import { FEW, type Scale } from '../options.js';
import { quantile } from '../quantile.js';
import type { Administration } from '../revocation/administration.js';
import { assemble } from '../revocation/cast.js';
import { closeConnections } from '../revocation/request.js';

/** What the edits of one role came to. */
export interface Edits {
  readonly members: number;
  /** Milliseconds, a number a round. */
  readonly took: number[];
  /** Rows that each has written into the feed. */
  readonly rows: number[];
}

export interface RoleEdit {
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
export async function measureRoleEdit(
  server: string,
  { many: members, rounds, warmUp }: Scale,
  signal: AbortSignal,
): Promise<RoleEdit> {
  const cleanup = new Cleanup();
  try {
    const casting = {
      server,
      database: 'bench_role_edit',
      redisUrl: undefined,
      instances: 1,
      services: 0,
      cleanup,
      signal,
    };
    const { administration, pool } = await assemble(casting);
    const few = await EditedRole.create(pool, administration, 'few', FEW);
    const many = await EditedRole.create(pool, administration, 'many', members);
    await pool.query('ANALYZE');
    for (let round = 0; round < warmUp + rounds; round++) {
      signal.throwIfAborted();
      for (const role of [few, many]) await role.edit({ measured: round >= warmUp });
    }
    return { few: resultOf(few), many: resultOf(many) };
  } finally {
    closeConnections();
    await cleanup.run();
  }
}

const resultOf = ({ members, took, rows }: Edits): Edits => ({ members, took, rows });

export function roleEditReport({ few, many }: RoleEdit): string {
  const [short, long] = [quantile(few.took, 0.5), quantile(many.took, 0.5)];
  return [
    `Edit of a role: ${short.toFixed(1)} ms with ${few.members} members, ${long.toFixed(1)} ms with ${many.members.toLocaleString('en')}: ${(long / short).toFixed(2)} times.`,
    `Medians of ${few.took.length} rounds in turn; rows in the feed for each edit: ${range(few.rows)} and ${range(many.rows)}.`,
  ].join('\n');
}

function range(counts: readonly number[]): string {
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return least === most ? String(least) : `${least} to ${most}`;
}
