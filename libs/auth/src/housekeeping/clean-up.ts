import { Injectable, Logger } from '@nestjs/common';
import { RevokeToken } from '#libs/revocations';
import { AssertionVerifier } from '#libs/service-clients';
import { Sessions } from '#libs/sessions';
import { KeyRotation } from '#libs/tokens';

/** Rows that one statement touches: small enough that nobody waits for it. */
const BATCH = 500;

type Work = (limit: number) => Promise<number>;

/**
 * Removes what has expired, in bounded batches. Any number of replicas may do it at once, and again: each takes rows
 * that no other holds. Nothing is removed while a token of it could be alive, so nothing comes back to life by it.
 */
@Injectable()
export class CleanUp {
  private readonly logger = new Logger(CleanUp.name);
  private readonly chores: readonly [string, Work][];

  constructor(
    sessions: Sessions,
    tokens: RevokeToken,
    assertions: AssertionVerifier,
    private readonly keys: KeyRotation,
  ) {
    this.chores = [
      ['expired sessions removed', limit => sessions.purgeExpired(limit)],
      ['ended sessions marked as revoked', limit => sessions.fillInRevoked(limit)],
      ['outdated revocations removed', limit => tokens.purgeExpired(limit)],
      ['used assertions forgotten', limit => assertions.purgeExpired(limit)],
    ];
  }

  /** @returns how many rows each chore concerned */
  async run(): Promise<Record<string, number>> {
    const done: Record<string, number> = {};
    for (const [what, work] of this.chores) done[what] = await untilNothingIsLeft(work);
    await this.keys.runSchedule();
    const entries = Object.entries(done).filter(([, count]) => count > 0);
    if (entries.length > 0) this.logger.log(entries.map(([what, count]) => `${count} ${what}`).join(', '));
    return done;
  }
}

async function untilNothingIsLeft(work: Work): Promise<number> {
  let total = 0;
  for (;;) {
    const count = await work(BATCH);
    total += count;
    if (count < BATCH) return total;
  }
}
