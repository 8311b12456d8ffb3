import { Injectable } from '@nestjs/common';
import { Chore } from '#libs/housekeeping';
import { Database, deletingExpired, statement } from '#libs/persistence';

/** Forgets pushed requests when the login that may have begun with one is over as well: so long a reload finds it. */
@Injectable()
export class ForgetPushedRequests extends Chore {
  override readonly done = 'pushed requests forgotten';

  constructor(private readonly database: Database) {
    super();
  }

  override async execute(limit: number): Promise<number> {
    return (await this.database.run(purge, [limit])).length;
  }
}

const purge = statement<{ id: string }, [number]>(
  'oidc.purge_pushed_requests',
  deletingExpired('pushed_requests', `expires_at < statement_timestamp() - interval '10 minutes'`),
);
