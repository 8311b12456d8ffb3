import { Injectable, Logger } from '@nestjs/common';
import { Audit, SERVICE } from '#libs/audit';
import type { Transaction } from '#libs/persistence';
import { BackChannelMetrics } from './backchannel-metrics.js';
import type { DueLogout } from './due-logouts.js';

/** `refused`: the application has answered 400. `too_late`: it could not be told for a day. */
export type ReasonToGiveUp = 'refused' | 'too_late';

export type LogoutGivenUp = Pick<DueLogout, 'client_id' | 'user_id' | 'session_id' | 'attempts'>;

/** Says of ends of sessions that an application is never told of them, wherever somebody might look for it. */
@Injectable()
export class LogoutsGivenUp {
  private readonly logger = new Logger('BackChannel');

  constructor(
    private readonly audit: Audit,
    private readonly backChannelMetrics: BackChannelMetrics,
  ) {}

  /** @param transaction in which they are given up */
  async record(transaction: Transaction, logouts: readonly LogoutGivenUp[], reason: ReasonToGiveUp): Promise<void> {
    const events = logouts.map(({ client_id, user_id, session_id: target, attempts }) => ({
      kind: 'backchannel_logout_given_up' as const,
      actor: SERVICE,
      target,
      details: { user_id, client_id, reason, attempts },
    }));
    await this.audit.recordAll(transaction, events);
    transaction.afterwards(committed => {
      if (committed) for (const logout of logouts) this.tell(logout, reason);
    });
  }

  private tell({ client_id, session_id, attempts }: LogoutGivenUp, reason: ReasonToGiveUp): void {
    this.backChannelMetrics.count('given_up');
    const message = 'an application was not told that a session is over, and will not be';
    this.logger.warn({ message, client_id, session_id, reason, attempts });
  }
}
