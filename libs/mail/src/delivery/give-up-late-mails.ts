import { Injectable } from '@nestjs/common';
import { Chore } from '#libs/housekeeping';
import { Database, statement } from '#libs/persistence';
import { GivenUp, type MailGivenUp } from './given-up.js';

/** Gives mails up that could not be sent in time, also where nobody sends any since there is no server any more. */
@Injectable()
export class GiveUpLateMails extends Chore {
  override readonly done = 'mails given up';

  constructor(
    private readonly database: Database,
    private readonly givenUp: GivenUp,
  ) {
    super();
  }

  override execute(limit: number): Promise<number> {
    return this.database.transaction(async transaction => {
      const mails = await transaction.run(giveUpLate, [limit]);
      await this.givenUp.record(transaction, mails, 'too_late');
      return mails.length;
    });
  }
}

// What is due later is in somebody's hands.
const giveUpLate = statement<MailGivenUp, [limit: number]>(
  'mail.give_up_late',
  `WITH late AS MATERIALIZED (
     SELECT id FROM mails
     WHERE outcome IS NULL AND due_at <= statement_timestamp() AND give_up_at <= statement_timestamp()
     ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED
   )
   UPDATE mails m SET outcome = 'given_up', settled_at = statement_timestamp(), sealed = NULL
   FROM late WHERE m.id = late.id
   RETURNING m.id, m.kind, m.user_id, m.attempts`,
);
