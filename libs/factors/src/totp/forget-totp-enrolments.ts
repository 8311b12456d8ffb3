import { Injectable } from '@nestjs/common';
import { Chore } from '#libs/housekeeping';
import { Database, statement } from '#libs/persistence';
import { ENROLMENT_SECONDS } from './totp-enrolment.js';

/** Removes enrolments of authenticator apps that nobody has confirmed in time, with their secrets. */
@Injectable()
export class ForgetTotpEnrolments extends Chore {
  override readonly done = 'unconfirmed authenticators forgotten';

  constructor(private readonly database: Database) {
    super();
  }

  override async execute(limit: number): Promise<number> {
    return (await this.database.run(purge, [limit, ENROLMENT_SECONDS])).length;
  }
}

const purge = statement<{ id: string }, [number, number]>(
  'totp.purge_begun',
  `DELETE FROM totp_factors WHERE id IN (
     SELECT id FROM totp_factors
     WHERE confirmed_at IS NULL AND created_at < statement_timestamp() - make_interval(secs => $2::integer)
     LIMIT $1 FOR UPDATE SKIP LOCKED)
   RETURNING id`,
);
