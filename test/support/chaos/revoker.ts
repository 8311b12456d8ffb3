import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { claimsOf } from '../people.js';
import type { Revoked } from './judge.js';
import type { Stage } from './stage.js';

/** One revocation in so many is made by a transaction that commits late, after others that began later. */
const LATE_ONE_IN = 10;
const LATE_MS = { least: 20, most: 300 };

/** Takes tokens back: through whichever instance answers, and some by transactions that take their time. */
export class Revoker {
  private constructor(
    private readonly stage: Stage,
    private readonly slow: pg.Pool,
  ) {}

  static enter(stage: Stage): Revoker {
    const slow = new pg.Pool({ connectionString: stage.database.url, max: 8 });
    slow.on('error', () => undefined);
    return new Revoker(stage, slow);
  }

  async leave(): Promise<void> {
    await this.slow.end();
  }

  /** Resolves when the revocation was acknowledged. */
  async revoke(token: string): Promise<Revoked> {
    const jti = String(claimsOf(token)['jti']);
    if (randomInt(LATE_ONE_IN) === 0) await this.revokeLate(jti);
    else await this.revokeByApi(jti);
    return { token, jti, acknowledged: performance.now() };
  }

  /** An answer may get lost on the way; to ask again, elsewhere, does no harm. */
  private async revokeByApi(jti: string): Promise<void> {
    for (;;) {
      const up = this.stage.instances.filter(({ isUp }) => isUp);
      const instance = up[randomInt(Math.max(up.length, 1))];
      try {
        const options = { token: this.stage.admin };
        if ((await instance?.gatehouse.api.post('/v1/revocations', { jti }, options))?.status === 201) return;
      } catch {
        // Killed meanwhile.
      }
      await delay(10);
    }
  }

  /** As a busy instance would: the position is taken early, and becomes visible late. */
  private async revokeLate(jti: string): Promise<void> {
    const client = await this.slow.connect();
    try {
      await client.query('BEGIN');
      await client.query(
        `INSERT INTO revocations (kind, target, transaction_id, expires_at)
         VALUES ('token', $1, pg_current_xact_id()::text::bigint, now() + interval '2 hours')`,
        [jti],
      );
      await delay(randomInt(LATE_MS.least, LATE_MS.most));
      await client.query('COMMIT');
    } finally {
      client.release();
    }
  }
}
