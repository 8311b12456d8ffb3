import { Injectable } from '@nestjs/common';
import { Chore } from '#libs/housekeeping';
import { Database, statement } from '#libs/persistence';
import { Config, lowestIdAt } from '#libs/platform';

/** Removes from the audit trail what is older than `GATEHOUSE_AUDIT_RETENTION`; nothing, unless that is set. */
@Injectable()
export class ForgetEvents extends Chore {
  override readonly done = 'old audit events removed';

  constructor(
    private readonly config: Config,
    private readonly database: Database,
  ) {
    super();
  }

  /** @returns how many of at most `limit` events were removed, the oldest first */
  override async execute(limit: number): Promise<number> {
    const { auditRetention } = this.config;
    if (auditRetention === undefined) return 0;
    const bound = lowestIdAt(Date.now() - auditRetention * 1000);
    return (await this.database.run(purge, [limit, auditRetention, bound])).length;
  }
}

// Ids are in order of time, so only what is to go is read; what is old enough the database's clock says.
const purge = statement<{ id: string }, [number, number, string]>(
  'audit.purge',
  `DELETE FROM audit_events WHERE id IN (
     SELECT id FROM audit_events WHERE id < $3 AND occurred_at < statement_timestamp() - make_interval(secs => $2)
     ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED)
   RETURNING id`,
);
