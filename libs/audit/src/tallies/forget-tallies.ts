import { Injectable } from '@nestjs/common';
import { Chore } from '#libs/housekeeping';
import { Database, statement } from '#libs/persistence';
import { Config } from '#libs/platform';
import { KEPT_DAYS } from './tallied.js';

const DAY_SECONDS = 86_400;

/**
 * Removes what nobody may ask for any more: minutes, of which hours and days are left, and from where logins have failed at whom. The
 * latter goes with the events that it is of, where `GATEHOUSE_AUDIT_RETENTION` is shorter.
 */
@Injectable()
export class ForgetTallies extends Chore {
  override readonly done = 'old tallies removed';
  override readonly isRoutine = true;

  constructor(
    private readonly config: Config,
    private readonly database: Database,
  ) {
    super();
  }

  override async execute(limit: number): Promise<number> {
    const kept = KEPT_DAYS * DAY_SECONDS;
    const minutes = await this.database.run(purgeMinutes, [limit, kept]);
    const logins = await this.database.run(purgeLogins, [limit, Math.min(kept, this.config.auditRetention ?? kept)]);
    return Math.max(minutes.length, logins.length);
  }
}

const purgeMinutes = statement<{ at: Date }, [limit: number, seconds: number]>(
  'tallies.purge_minutes',
  `DELETE FROM audit_tallies WHERE (step, at, name) IN (
     SELECT step, at, name FROM audit_tallies
     WHERE step = 'minute' AND at < statement_timestamp() - make_interval(secs => $2)
     ORDER BY at LIMIT $1 FOR UPDATE SKIP LOCKED)
   RETURNING at`,
);

const purgeLogins = statement<{ hour: Date }, [limit: number, seconds: number]>(
  'tallies.purge_failed_logins',
  `DELETE FROM failed_logins WHERE (hour, ip, user_id) IN (
     SELECT hour, ip, user_id FROM failed_logins WHERE hour < statement_timestamp() - make_interval(secs => $2)
     ORDER BY hour LIMIT $1 FOR UPDATE SKIP LOCKED)
   RETURNING hour`,
);
