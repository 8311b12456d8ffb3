import { Injectable, Logger } from '@nestjs/common';
import { Audit, SERVICE } from '#libs/audit';
import type { Transaction } from '#libs/persistence';
import type { DueMail } from './due-mails.js';
import { MailMetrics } from './mail-metrics.js';

/** `recipient_refused`: by the server, for good. `too_late`: it could not be sent for a day, or its link is not good any more. */
export type ReasonToGiveUp = 'recipient_refused' | 'too_late';

export type MailGivenUp = Pick<DueMail, 'id' | 'kind' | 'user_id' | 'attempts'>;

/** Says of mails that they are never sent, wherever somebody might look for it. Not to whom: that is forgotten with them. */
@Injectable()
export class GivenUp {
  private readonly logger = new Logger('Mail');

  constructor(
    private readonly audit: Audit,
    private readonly mailMetrics: MailMetrics,
  ) {}

  /** @param transaction in which they are given up */
  async record(transaction: Transaction, mails: readonly MailGivenUp[], reason: ReasonToGiveUp): Promise<void> {
    const events = mails.map(({ id, kind, user_id, attempts }) => ({
      kind: 'mail_given_up' as const,
      actor: SERVICE,
      target: id,
      details: { user_id, mail: kind, reason, attempts },
    }));
    await this.audit.recordAll(transaction, events);
    transaction.afterwards(committed => {
      if (committed) for (const mail of mails) this.tell(mail, reason);
    });
  }

  private tell({ id, kind, attempts }: MailGivenUp, reason: ReasonToGiveUp): void {
    this.mailMetrics.count('given_up');
    this.logger.warn({ message: 'a mail was given up', id, kind, reason, attempts });
  }
}
