import { Injectable, Logger } from '@nestjs/common';
import { EraseTraces, ForgetEvents } from '#libs/audit';
import { ForgetRevocations } from '#libs/revocations';
import { AssertionVerifier } from '#libs/service-clients';
import { MarkEndedSessions, Sessions } from '#libs/sessions';
import { KeyRotation } from '#libs/tokens';
import { PasswordTokens } from '#libs/users';

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
    endedSessions: MarkEndedSessions,
    revocations: ForgetRevocations,
    assertions: AssertionVerifier,
    passwordTokens: PasswordTokens,
    traces: EraseTraces,
    events: ForgetEvents,
    private readonly keyRotation: KeyRotation,
  ) {
    this.chores = [
      ['expired sessions removed', limit => sessions.purgeExpired(limit)],
      ['ended sessions marked as revoked', limit => endedSessions.execute(limit)],
      ['outdated revocations removed', limit => revocations.execute(limit)],
      ['used assertions forgotten', limit => assertions.purgeExpired(limit)],
      ['set-password tokens forgotten', limit => passwordTokens.purgeExpired(limit)],
      ['traces of deleted accounts erased', limit => traces.execute(limit)],
      ['old audit events removed', limit => events.execute(limit)],
    ];
  }

  /** One chore that fails does not keep the others from being done. @returns how many rows each one concerned */
  async run(): Promise<Record<string, number>> {
    const done: Record<string, number> = {};
    for (const [what, work] of this.chores) {
      done[what] = await this.attempt(what, () => untilNothingIsLeft(work));
    }
    await this.attempt('signing keys looked after', () => this.keyRotation.runSchedule().then(() => 0));
    const entries = Object.entries(done).filter(([, count]) => count > 0);
    if (entries.length > 0) this.logger.log(entries.map(([what, count]) => `${count} ${what}`).join(', '));
    return done;
  }

  private async attempt(what: string, work: () => Promise<number>): Promise<number> {
    try {
      return await work();
    } catch (error) {
      this.logger.warn(`Not done this time: ${what}: ${String(error)}`);
      return 0;
    }
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
