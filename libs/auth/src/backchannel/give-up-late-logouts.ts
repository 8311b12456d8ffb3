import { Injectable } from '@nestjs/common';
import { Chore } from '#libs/housekeeping';
import { Database, statement } from '#libs/persistence';
import { GIVE_UP_AFTER } from './due-logouts.js';
import { type LogoutGivenUp, LogoutsGivenUp } from './logouts-given-up.js';

/** Gives up applications that could not be told in time. */
@Injectable()
export class GiveUpLateLogouts extends Chore {
  override readonly done = 'applications given up that were not told of ended sessions';

  constructor(
    private readonly database: Database,
    private readonly logoutsGivenUp: LogoutsGivenUp,
  ) {
    super();
  }

  override execute(limit: number): Promise<number> {
    return this.database.transaction(async transaction => {
      const logouts = await transaction.run(giveUpLate, [limit]);
      await this.logoutsGivenUp.record(transaction, logouts, 'too_late');
      return logouts.length;
    });
  }
}

// What is due later is in somebody's hands, or comes to its time soon.
const giveUpLate = statement<LogoutGivenUp, [limit: number]>(
  'backchannel.give_up_late',
  `DELETE FROM backchannel_logouts WHERE id IN (
     SELECT id FROM backchannel_logouts
     WHERE created_at <= statement_timestamp() - ${GIVE_UP_AFTER} AND due_at <= statement_timestamp()
     LIMIT $1 FOR UPDATE SKIP LOCKED)
   RETURNING client_id, user_id, session_id, attempts`,
);
